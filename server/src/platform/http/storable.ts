import { invalid } from '../refusal.ts';

/** Deeper than any form of ours; recursion over a body stays far from the stack's end. */
const DEEPEST = 40;
const words = {
  text: {
    zh: '含有不能保存的字符（空字符或半个字符），请删去',
    en: 'has a character that cannot be stored (NUL or half of a pair); remove it',
  },
  depth: { zh: `层次超过 ${DEEPEST} 层`, en: `is nested more than ${DEEPEST} levels deep` },
};

/**
 * Refuses what the database could not keep: texts (and names of fields) with NUL or with half of a surrogate pair, which
 * PostgreSQL takes neither as text nor as JSON. Walks without recursion, so that depth cannot hurt.
 */
export function requireStorable(body: unknown): void {
  const rest: { part: unknown; path: string; depth: number }[] = [{ part: body, path: '', depth: 0 }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { part, path, depth } = next;
    if (depth > DEEPEST) throw refusal(path, 'depth');
    if (typeof part === 'string' && !isStorable(part)) throw refusal(path, 'text');
    if (typeof part !== 'object' || part === null || part instanceof Blob) continue;
    for (const [name, value] of Object.entries(part)) {
      const inner = Array.isArray(part) ? `${path}[${name}]` : path ? `${path}.${name}` : name;
      if (!isStorable(name)) throw refusal(path, 'text');
      rest.push({ part: value, path: inner, depth: depth + 1 });
    }
  }
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function refusal(path: string, why: keyof typeof words) {
  return invalid('invalid-input', { field: path.slice(0, 200) || 'body', params: { detail: words[why] } });
}
