/** A file chosen for import, with what was asked for it. */
export type Chosen = { file: File; createMissing: boolean };
export type FileFault = { fault: 'type' | 'large' | 'empty'; name: string; size: string };

const mostBytes = 30_000_000;
const mostKept = 3;
const lastKey = 'baogong.last-import';
const kept = new Map<string, Chosen>();

/** What is wrong with the file before it is sent: kind, size. */
export function faultOfFile(file: Pick<File, 'name' | 'size'>): FileFault | null {
  const named = { name: file.name, size: (file.size / 1_000_000).toFixed(1) };
  if (!/\.(xlsx|csv)$/i.test(file.name)) return { fault: 'type', ...named };
  if (file.size === 0) return { fault: 'empty', ...named };
  return file.size > mostBytes ? { fault: 'large', ...named } : null;
}

/** Keeps the file of a dry run while this tab is open, so that importing it for real takes one click. */
export function keepFile(importId: string, chosen: Chosen): void {
  kept.set(importId, chosen);
  const oldest = kept.keys().next().value;
  if (kept.size > mostKept && oldest) kept.delete(oldest);
  sessionStorage.setItem(lastKey, JSON.stringify({ id: importId, name: chosen.file.name }));
}

export function keptFile(importId: string): Chosen | null {
  return kept.get(importId) ?? null;
}

/** The newest import of this tab, to find back to. */
export function lastImport(): { id: string; name: string } | null {
  const stored = sessionStorage.getItem(lastKey);
  return stored ? (JSON.parse(stored) as { id: string; name: string }) : null;
}
