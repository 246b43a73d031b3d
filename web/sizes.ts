import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

// Prints what each page loads at first, gzipped, and fails when a phone page exceeds its limit. Needs `npm run build`.

type Chunk = { file: string; css?: string[]; imports?: string[]; dynamicImports?: string[]; src?: string };

/** Limit for the pages of institutions and suppliers on a phone. */
const phoneLimitBytes = 250_000;

const folder = join(import.meta.dirname, 'dist');
const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')) as Record<string, Chunk>;
const sizes = new Map<string, number>();

const pages = Object.keys(manifest['index.html']?.dynamicImports ? manifest : {}).filter((name) => isPage(name));
let tooLarge = false;
for (const page of pages.sort()) {
  const bytes = firstLoadOf(page);
  const phone = page.startsWith('src/phone/');
  tooLarge ||= phone && bytes > phoneLimitBytes;
  process.stdout.write(
    `${(bytes / 1000).toFixed(1).padStart(8)} kB  ${page}${phone ? `  (limit ${phoneLimitBytes / 1000} kB)` : ''}\n`,
  );
}
process.exitCode = tooLarge ? 1 : 0;

/** A page is what the route table loads lazily: it is neither a frame nor words. */
function isPage(name: string): boolean {
  const table = manifest['index.html']?.dynamicImports ?? [];
  return table.includes(name) && !name.endsWith('words.ts') && !name.includes('layout');
}

/** The document, the entry, the frame, the page, all their words, and everything these import. */
function firstLoadOf(page: string): number {
  const frame = page.startsWith('src/phone/') ? 'src/shared/plain/phone-layout.tsx' : 'src/shared/desk/desk-layout.tsx';
  const open = page.includes('sign-in') || page.includes('setup') || page.includes('print');
  const module = page.split('/')[1]!;
  const words = Object.keys(manifest).filter((name) => name.startsWith(`src/${module}/`) && name.endsWith('words.ts'));
  const files = new Set<string>(['index.html']);
  for (const name of ['index.html', page, ...words, ...(open ? [] : [frame])]) collect(name, files);
  return [...files].reduce((sum, file) => sum + gzipped(file), 0);
}

function collect(name: string, files: Set<string>): void {
  const chunk = manifest[name];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const needed of chunk.imports ?? []) collect(needed, files);
}

function gzipped(file: string): number {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(folder, file))).length);
  return sizes.get(file)!;
}
