/**
 * A small strict reader of XML 1.0 documents without document types: elements, attributes (checked, then left aside),
 * text, comments, processing instructions, CDATA and the five built-in entities. Pure: a string in, a tree or one fault out.
 */
export type XmlElement = {
  name: string;
  /** Where its `<` stands in the text, in UTF-16 units: `lineAt` turns it into a line when a fault needs one. */
  offset: number;
  children: XmlElement[];
  /** Text directly inside, entities resolved; of an element with children only what stands before the first. */
  text: string;
};
export type XmlFault = { line: number; message: string };
export type XmlReading = { root: XmlElement; fault?: undefined } | { root?: undefined; fault: XmlFault };

const DEEPEST = 64;
const namePattern = /^[A-Za-z_][\w:.-]*/;
const attributesPattern = /^(?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*$/;
const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Reads a whole document. Never throws: the first thing that is not well-formed comes back as a fault with its line. */
export function readXml(text: string): XmlReading {
  try {
    return { root: readDocument(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) };
  } catch (error) {
    if (error instanceof Malformed) return { fault: { line: lineAt(text, error.offset), message: error.message } };
    throw error;
  }
}

/** The line (from 1) in which an offset stands. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Text as the content of an element. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

class Malformed extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

function readDocument(text: string): XmlElement {
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let at = 0;
  while (true) {
    const tag = text.indexOf('<', at);
    keepText(text, at, tag === -1 ? text.length : tag, open.at(-1));
    if (tag === -1) break;
    const special = endOfSpecial(text, tag, open.at(-1));
    if (special !== -1) {
      at = special;
      continue;
    }
    const end = text.indexOf('>', tag);
    if (end === -1) throw new Malformed(tag, 'a tag is not closed by ">"');
    at = end + 1;
    if (text.charCodeAt(tag + 1) === 47) closeElement(text.slice(tag + 2, end), tag, open);
    else {
      const element = openElement(text, tag, end, open);
      if (open.length === 0 || (open.length === 1 && open[0] === element)) {
        if (root) throw new Malformed(tag, `a second root element <${element.name}>`);
        root = element;
      }
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw new Malformed(unclosed.offset, `<${unclosed.name}> is never closed`);
  if (!root) throw new Malformed(0, 'there is no element');
  return root;
}

/** Past a comment, processing instruction or CDATA section that starts at `tag`; −1 for an ordinary tag. */
function endOfSpecial(text: string, tag: number, parent: XmlElement | undefined): number {
  const next = text.charCodeAt(tag + 1);
  if (next !== 33 && next !== 63) return -1;
  const [start, stop] =
    next === 63 ? ['<?', '?>'] : text.startsWith('<![CDATA[', tag) ? ['<![CDATA[', ']]>'] : ['<!--', '-->'];
  if (!text.startsWith(start, tag)) throw new Malformed(tag, 'a document type or unknown "<!" is not accepted');
  const end = text.indexOf(stop, tag + start.length);
  if (end === -1) throw new Malformed(tag, `"${start}" is not closed by "${stop}"`);
  if (start === '<![CDATA[') {
    if (!parent) throw new Malformed(tag, 'text outside the root element');
    if (parent.children.length === 0) parent.text += text.slice(tag + start.length, end);
  }
  return end + stop.length;
}

function openElement(text: string, tag: number, end: number, open: XmlElement[]): XmlElement {
  const empty = text.charCodeAt(end - 1) === 47;
  const inside = text.slice(tag + 1, empty ? end - 1 : end);
  const name = namePattern.exec(inside)?.[0];
  if (name === undefined) throw new Malformed(tag, `"<${inside.slice(0, 20)}" is not the name of an element`);
  if (name.length < inside.length && !attributesPattern.test(inside.slice(name.length)))
    throw new Malformed(tag, `attributes of <${name}> are malformed`);
  const element: XmlElement = { name, offset: tag, children: [], text: '' };
  open.at(-1)?.children.push(element);
  if (empty) return element;
  if (open.length >= DEEPEST) throw new Malformed(tag, `elements are nested deeper than ${DEEPEST}`);
  open.push(element);
  return element;
}

function closeElement(written: string, tag: number, open: XmlElement[]): void {
  const element = open.pop();
  const name = written.trimEnd();
  if (!element) throw new Malformed(tag, `</${name}> closes nothing`);
  if (element.name !== name) throw new Malformed(tag, `</${name}> closes <${element.name}>`);
}

function keepText(text: string, start: number, end: number, parent: XmlElement | undefined): void {
  if (start >= end || (parent && parent.children.length > 0)) return;
  const piece = text.slice(start, end);
  if (parent) parent.text += piece.includes('&') ? resolveEntities(piece, start) : piece;
  else if (piece.trim() !== '') throw new Malformed(start, 'text outside the root element');
}

function resolveEntities(piece: string, start: number): string {
  return piece.replace(/&([^;&<]{0,12}(?:;|$))?/g, (whole, written: string | undefined, index: number) => {
    const name = written?.endsWith(';') ? written.slice(0, -1) : '';
    const code = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name);
    const point = code ? Number.parseInt(code[1] ?? code[2]!, code[1] ? 16 : 10) : -1;
    if (point >= 0 && point <= 0x10ffff) return String.fromCodePoint(point);
    if (Object.hasOwn(entities, name)) return entities[name]!;
    throw new Malformed(start + index, `"${whole.slice(0, 12)}" is not a known entity`);
  });
}
