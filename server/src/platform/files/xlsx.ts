import { serialText } from './dates.ts';
import { mergesIn, spreadMerges } from './merges.ts';
import {
  bounds,
  type Cell,
  detached,
  rowCollector,
  type Sheet,
  tooManyColumns,
  tooMuchText,
  unreadable,
} from './sheet.ts';
import { attribute, decoded, type Element, elementsIn, elementsOf, refuseDocumentType } from './xml.ts';
import { type Archive, broken, openArchive, wholeText } from './zip.ts';

/**
 * Reads the visible sheets of an xlsx: values as they stand, formulas as last computed, dates as text. Nothing in the file
 * is run, loaded or expanded; sizes are checked before anything is unpacked.
 */
export async function readXlsx(content: Buffer): Promise<Sheet[]> {
  const archive = await openArchive(content);
  if (!archive.has('xl/workbook.xml')) throw unreadable('不是 xlsx 表格', 'it is no xlsx workbook');
  const book = await readBook(archive);
  const sheets: Sheet[] = [];
  for (const { name, path } of book.sheets) sheets.push({ name, rows: await readSheet(archive, path, book) });
  return sheets;
}

type Book = {
  sheets: { name: string; path: string }[];
  strings: string[];
  /** By style: does it show a number as a date? */
  dateStyles: boolean[];
  from1904: boolean;
};

async function readBook(archive: Archive): Promise<Book> {
  const workbook = await wholeText(archive, 'xl/workbook.xml');
  refuseDocumentType(workbook);
  const targets = await readTargets(archive);
  const visible = elementsIn(workbook, 'sheet').filter(
    ({ attributes }) => !/hidden/i.test(attribute(attributes, 'state') ?? ''),
  );
  const sheets = visible.slice(0, bounds.sheets).flatMap(({ attributes }) => {
    const id = /\s\w+:id="([^"]*)"/.exec(attributes)?.[1] ?? '';
    const path = targets.get(id);
    return path && archive.has(path) ? [{ name: attribute(attributes, 'name') ?? '', path }] : [];
  });
  const properties = elementsIn(workbook, 'workbookPr')[0]?.attributes ?? '';
  return {
    sheets,
    strings: await readStrings(archive, targets),
    dateStyles: await readDateStyles(archive),
    from1904: /^(?:1|true)$/.test(attribute(properties, 'date1904') ?? ''),
  };
}

/** Parts by relationship id; those outside the archive (links to other files) are none of ours. */
async function readTargets(archive: Archive): Promise<Map<string, string>> {
  const path = 'xl/_rels/workbook.xml.rels';
  if (!archive.has(path)) throw broken();
  const targets = new Map<string, string>();
  for (const { attributes } of elementsIn(await wholeText(archive, path), 'Relationship')) {
    const target = attribute(attributes, 'Target') ?? '';
    const inside = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
    targets.set(attribute(attributes, 'Id') ?? '', inside);
  }
  return targets;
}

async function readStrings(archive: Archive, targets: ReadonlyMap<string, string>): Promise<string[]> {
  const path = [...targets.values()].find((each) => /sharedStrings\.xml$/i.test(each));
  if (!path || !archive.has(path)) return [];
  const strings: string[] = [];
  let characters = 0;
  for await (const elements of elementsOf(archive.text(path), 'si')) {
    for (const { inside } of elements) {
      const text = textOf(inside);
      characters += text.length;
      if (characters > bounds.characters) throw tooMuchText();
      strings.push(text);
    }
  }
  return strings;
}

/** Runs of formatted text joined; readings of characters (rPh) left out. Longer than a cell may be: cut, one sign over. */
function textOf(xml: string): string {
  const plain = xml.includes('rPh') ? xml.replace(/<(?:\w+:)?rPh[\s>][\s\S]*?<\/(?:\w+:)?rPh>/g, '') : xml;
  const single = /^<t>([^<]*)<\/t>$/.exec(plain);
  const text = single
    ? single[1]!
    : elementsIn(plain, 't')
        .map(({ inside }) => inside)
        .join('');
  return detached(decoded(text).slice(0, bounds.cellCharacters + 1));
}

async function readDateStyles(archive: Archive): Promise<boolean[]> {
  if (!archive.has('xl/styles.xml')) return [];
  const xml = await wholeText(archive, 'xl/styles.xml');
  const formats = new Map(
    elementsIn(xml, 'numFmt').map(({ attributes }) => [
      Number(attribute(attributes, 'numFmtId')),
      attribute(attributes, 'formatCode') ?? '',
    ]),
  );
  const styles = elementsIn(xml, 'cellXfs')[0]?.inside ?? '';
  return [...styles.matchAll(/<(?:\w+:)?xf(\s[^>]*)>/g)].map(([, attributes = '']) => {
    const id = Number(attribute(attributes, 'numFmtId') ?? 0);
    const code = formats.get(id);
    return code === undefined ? isBuiltInDate(id) : isDateFormat(code);
  });
}

function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

function isDateFormat(code: string): boolean {
  const letters = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|general/gi, '');
  return /[ymdhs]/i.test(letters);
}

async function readSheet(archive: Archive, path: string, book: Book) {
  const collector = rowCollector();
  const rest = { text: '' };
  let last = 0;
  for await (const elements of elementsOf(archive.text(path), 'row', rest)) {
    for (const element of elements) {
      const number = Number(attribute(element.attributes, 'r') ?? last + 1);
      if (!Number.isInteger(number) || number <= last) throw broken();
      last = number;
      const cells = readCells(element, book);
      if (cells.length > 0) collector.add(number, cells);
    }
  }
  if (!/<\/(?:\w+:)?worksheet>/.test(rest.text.slice(-1000))) throw broken();
  spreadMerges(collector.rows, mergesIn(rest.text));
  return collector.rows;
}

const CELL = /<(?:\w+:)?c(\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g;

function readCells({ inside }: Element, book: Book): Cell[] {
  const cells: Cell[] = [];
  let column = -1;
  for (const found of inside.matchAll(CELL)) {
    const attributes = found[1] ?? '';
    const reference = attribute(attributes, 'r');
    column = reference ? columnOf(reference) : column + 1;
    const value = found[2] ? readValue(attributes, found[2], book) : undefined;
    if (value === undefined) continue;
    if (column >= bounds.columns) throw tooManyColumns();
    while (cells.length < column) cells.push(undefined);
    cells[column] = value;
  }
  return cells;
}

/** A1 is column 0, AA1 is 26. */
export function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const code = letter.charCodeAt(0) & ~0x20;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

const VALUE = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<\//;

function readValue(attributes: string, inside: string, book: Book): Cell {
  const type = attribute(attributes, 't') ?? 'n';
  if (type === 'inlineStr') return textOf(inside.replace(/<\/?(?:\w+:)?is>/g, '')) || undefined;
  const raw = VALUE.exec(inside)?.[1];
  if (raw === undefined || raw === '') return undefined;
  if (type === 's') return book.strings[Number(raw)] || undefined;
  if (type === 'b') return raw === '1' ? 'TRUE' : 'FALSE';
  if (type === 'd') return raw.replace('T', ' ').slice(0, 16);
  if (type !== 'n') return detached(decoded(raw).slice(0, bounds.cellCharacters + 1));
  const number = Number(raw);
  if (!Number.isFinite(number)) return detached(raw.slice(0, 100));
  const style = Number(attribute(attributes, 's') ?? -1);
  return book.dateStyles[style] ? (serialText(number, book.from1904) ?? number) : number;
}
