import { unreadable } from './sheet.ts';
import { broken } from './zip.ts';

/** An element found in a stream: its attributes as text, and what stands inside. */
export type Element = { attributes: string; inside: string };

/** Longest element that is taken in whole; no honest row or text comes near it. */
const LONGEST = 16_000_000;

/**
 * Gives every element of one name out of XML that arrives in pieces, and all text outside them to `rest` (up to a bound).
 * Such elements must not lie within each other. A document type is refused: nothing may define entities here.
 */
export async function* elementsOf(
  pieces: AsyncIterable<string>,
  name: string,
  rest: { text: string } = { text: '' },
): AsyncGenerator<Element[]> {
  let buffer = '';
  let tags: Tags | undefined;
  for await (const piece of pieces) {
    buffer += piece;
    tags ??= tagsIn(buffer, name);
    if (!tags) {
      if (buffer.length > LONGEST) throw broken();
      continue;
    }
    const cut = cutElements(buffer, tags, rest);
    buffer = buffer.slice(cut.upTo);
    if (buffer.length > LONGEST) throw broken();
    yield cut.elements;
  }
  keep(rest, buffer);
}

/** Content of the first such attribute, entities decoded. */
export function attribute(attributes: string, name: string): string | undefined {
  const at = attributes.indexOf(` ${name}="`);
  if (at < 0) return new RegExp(`(?:^|\\s)${name}\\s*=\\s*'([^']*)'`).exec(attributes)?.[1];
  const start = at + name.length + 3;
  return decoded(attributes.slice(start, attributes.indexOf('"', start)));
}

/** Elements of one name in a short text, whatever their namespace prefix. */
export function elementsIn(xml: string, name: string): Element[] {
  const pattern = new RegExp(`<(?:\\w+:)?${name}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</(?:\\w+:)?${name}>)`, 'g');
  return [...xml.matchAll(pattern)].map((found) => ({ attributes: found[1] ?? '', inside: found[2] ?? '' }));
}

/** Text with the five entities, numeric ones and Excel's _x000D_ decoded; no other entity exists. */
export function decoded(text: string): string {
  const plain = text.includes('<![CDATA[') ? text.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1') : text;
  const entities = plain.includes('&') ? plain.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, entity) : plain;
  return entities.includes('_x')
    ? entities.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => sign(parseInt(code, 16)))
    : entities;
}

/** Nothing of ours has one; it is how entities that swell or read files are brought in. */
export function refuseDocumentType(xml: string): void {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml))
    throw unreadable('文件含有不允许的 XML 定义', 'it contains XML definitions that are not allowed');
}

type Tags = { open: string; close: string };

/** Spelling of the tags: the root element shows whether this file's have a prefix (x:row). */
function tagsIn(buffer: string, name: string): Tags | undefined {
  const root = /<(\w+:)?(?:worksheet|sst)[\s>]/.exec(buffer);
  if (!root) return undefined;
  refuseDocumentType(buffer.slice(0, root.index));
  const prefix = root[1] ?? '';
  return { open: `<${prefix}${name}`, close: `</${prefix}${name}>` };
}

function cutElements(buffer: string, tags: Tags, rest: { text: string }): { elements: Element[]; upTo: number } {
  const elements: Element[] = [];
  let upTo = 0;
  for (;;) {
    const start = findOpen(buffer, tags.open, upTo);
    if (start < 0) break;
    const tagEnd = buffer.indexOf('>', start);
    if (tagEnd < 0) break;
    const empty = buffer[tagEnd - 1] === '/';
    const end = empty ? tagEnd : buffer.indexOf(tags.close, tagEnd);
    if (end < 0) break;
    keep(rest, buffer.slice(upTo, start));
    const attributes = buffer.slice(start + tags.open.length, empty ? tagEnd - 1 : tagEnd);
    elements.push({ attributes, inside: empty ? '' : buffer.slice(tagEnd + 1, end) });
    upTo = empty ? tagEnd + 1 : end + tags.close.length;
  }
  return { elements, upTo };
}

/** `<row` but not `<rowBreaks`. */
function findOpen(buffer: string, open: string, from: number): number {
  for (let at = buffer.indexOf(open, from); at >= 0; at = buffer.indexOf(open, at + 1)) {
    const after = buffer[at + open.length];
    if (after === undefined) return -1;
    if (after === ' ' || after === '>' || after === '/' || after === '\n' || after === '\t' || after === '\r')
      return at;
  }
  return -1;
}

function keep(rest: { text: string }, text: string): void {
  if (rest.text.length < 4_000_000) rest.text += text;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
  return sign(name[1] === 'x' || name[1] === 'X' ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
}

function sign(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
