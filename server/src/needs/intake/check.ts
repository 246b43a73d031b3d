import { createHash } from 'node:crypto';
import { type Kind, type Priority } from '@baogong/contract';
import { type CatalogueItem, itemFinder, namesOf, unitFinder } from '../../catalogue/index.ts';
import type { OrganisationReference } from '../../directory/index.ts';
import { type Columns, type Field, unitInHeading } from './columns.ts';
import { type Fault, fault } from './faults.ts';
import type { Asker, Institutions } from './institutions.ts';
import { type MomentRead, readNeededBy } from './moment.ts';
import type { KnownLine } from './known-lines.ts';
import { readQuantity } from './quantity.ts';
import { bounds, type Cell, type SheetRow } from '../../platform/files/sheet.ts';

/** A row of a file with what its sheet's columns mean. */
export type SourceRow = {
  sheet: number;
  /** Only where the file has several sheets of needs. */
  sheetName: string | null;
  columns: Columns;
  row: SheetRow;
};

/** A row that can be taken. `key` is the hash of what makes two rows the same ask. */
export type GoodRow = {
  source: SourceRow;
  organisation: OrganisationReference;
  kind: Kind;
  item: CatalogueItem;
  quantity: number | null;
  said: string | null;
  specification: string | null;
  priority: Priority;
  neededBy: string | null;
  contact: string | null;
  note: string | null;
  hash: Buffer;
  key: string;
  /** Rows with the same one make one need: same institution, kind, needed-by and priority. */
  group: string;
};

export type Checked = { good: GoodRow } | { faults: Fault[] } | 'known';

export type CheckReference = {
  items: ReadonlyMap<string, CatalogueItem>;
  kinds: readonly Kind[];
  institutions: Institutions;
  lines: ReadonlyMap<string, KnownLine>;
  now: Temporal.Instant;
};

/** Makes the function that checks rows one by one, all of it from memory. */
export function rowChecker(reference: CheckReference): (source: SourceRow) => Checked {
  const items = [...reference.items.values()];
  const finders = {
    item: remembered(itemFinder(items)),
    closest: closestItems(items),
    kind: kindFinder(reference.kinds),
    neededBy: remembered((cell: Cell) => readNeededBy(cell, reference.now)),
  };
  return (source) => checkRow(source, reference, finders);
}

/** The words of a cell; the apostrophe that keeps it from being a formula is no part of them. */
export function textAt({ row, columns }: SourceRow, field: Field): string {
  const column = columns.at[field];
  const cell = column === undefined ? undefined : row.cells[column];
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  return cell
    .normalize('NFKC')
    .replace(/^'(?=[=+\-@\t\r])/, '')
    .trim();
}

export function askerOf(source: SourceRow): Asker {
  return {
    name: textAt(source, 'institution').replaceAll(/\s+/gu, ' '),
    province: textAt(source, 'province'),
    city: textAt(source, 'city'),
    district: textAt(source, 'district'),
    address: textAt(source, 'address').slice(0, 2000) || null,
  };
}

type Finders = {
  item: (text: string) => CatalogueItem | undefined;
  closest: (text: string) => string[];
  kind: (text: string) => Kind | undefined;
  neededBy: (cell: Cell) => MomentRead;
};

const MOST_REMEMBERED = 5000;

/** The same few words and dates come again and again in a long file. */
function remembered<Asked, Answer>(find: (asked: Asked) => Answer): (asked: Asked) => Answer {
  const known = new Map<Asked, Answer>();
  return (asked) => {
    const answer = known.get(asked) ?? find(asked);
    if (known.size < MOST_REMEMBERED) known.set(asked, answer);
    return answer;
  };
}

function checkRow(source: SourceRow, reference: CheckReference, finders: Finders): Checked {
  const faults: Fault[] = [];
  /** The value, or undefined with the fault noted. */
  function take<Value extends object>(read: Value | { fault: Fault }): Value | undefined {
    if (!('fault' in read)) return read;
    faults.push(read.fault);
    return undefined;
  }
  faults.push(...brokenCells(source));
  const line = textAt(source, 'line');
  const known = line ? reference.lines.get(line.toLowerCase()) : undefined;
  if (line && !known) faults.push(fault('line', 'lineUnknown', line.slice(0, 40)).fault);
  const asker = take(reference.institutions.find(askerOf(source)));
  const item = take(readItem(source, finders));
  const amount = item && take(readAmount(source, item));
  const kind = take(readKind(source, finders));
  const priority = take(readPriority(source));
  const neededBy = known ? { at: null } : take(finders.neededBy(momentCell(source)));
  if (faults.length > 0 || !asker || !item || !amount || !kind || !priority || !neededBy) return { faults };
  if (known) return checkKnown(known, asker.organisation, item, amount.quantity);
  const specification = textAt(source, 'specification') || null;
  const ask = {
    organisation: asker.organisation,
    kind: kind.kind,
    item,
    quantity: amount.quantity,
    said: amount.said,
    specification,
    neededBy: neededBy.at,
  };
  const hash = hashOf(ask);
  const people = [textAt(source, 'contact'), textAt(source, 'phone')].filter(Boolean).join(' ') || null;
  const others = { priority: priority.priority, contact: people, note: textAt(source, 'note') || null };
  const group = [ask.organisation.id, ask.kind.code, ask.neededBy ?? '', priority.priority].join('\n');
  return { good: { source, ...ask, ...others, hash, key: hash.toString('base64'), group } };
}

/** Lengths that the ledger takes, by field. */
const LONGEST: Partial<Record<Field, number>> = { item: 200, specification: 2000, contact: 120, phone: 60, note: 2000 };

function brokenCells({ row, columns }: SourceRow): Fault[] {
  return Object.entries(columns.at).flatMap(([name, column]) => {
    const field = name as Field;
    const cell = row.cells[column];
    if (typeof cell !== 'string' || field === 'reason') return [];
    const longest = LONGEST[field] ?? bounds.cellCharacters;
    if (cell.length > longest) return [fault(field, 'tooLong', longest).fault];
    return /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)/.test(cell)
      ? [fault(field, 'formulaError', cell.slice(0, 20)).fault]
      : [];
  });
}

function readItem(source: SourceRow, finders: Finders): CatalogueItem | { fault: Fault } {
  const text = textAt(source, 'item').slice(0, 200);
  if (text === '') return fault('item', 'itemMissing');
  const item = finders.item(text);
  if (item) return item;
  const near = finders.closest(text);
  return near.length > 0
    ? fault('item', 'itemLike', text.slice(0, 60), near.join('、'))
    : fault('item', 'itemUnknown', text.slice(0, 60));
}

function readAmount(source: SourceRow, item: CatalogueItem) {
  const { columns, row } = source;
  const unit = textAt(source, 'unit') || unitInHeading(columns);
  return readQuantity(item, {
    quantity: columns.at.quantity === undefined ? undefined : row.cells[columns.at.quantity],
    unit: unit || null,
    asksUnit: columns.at.unit !== undefined,
    unknown: /^(?:1|true|是|y|yes)$/i.test(textAt(source, 'quantityUnknown')),
  });
}

const priorityWords: Record<Priority, RegExp> = {
  'life-critical':
    /^(?:life-critical|life critical|critical|危急|特急|生命攸关|危及生命|救命|抢救|特别紧急|1级|一级)$/i,
  urgent: /^(?:urgent|high|紧急|急|急需|加急|较急|优先|高|2级|二级)$/i,
  normal: /^(?:|normal|low|medium|routine|一般|普通|常规|正常|不急|中|低|平|3级|三级)$/i,
};

function readPriority(source: SourceRow): { priority: Priority } | { fault: Fault } {
  const text = textAt(source, 'priority');
  for (const [priority, words] of Object.entries(priorityWords)) {
    if (words.test(text)) return { priority: priority as Priority };
  }
  return fault('priority', 'priorityUnknown', text.slice(0, 40));
}

function readKind(source: SourceRow, finders: Finders): { kind: Kind } | { fault: Fault } {
  const text = textAt(source, 'kind') || 'goods';
  const kind = finders.kind(text);
  if (!kind) return fault('kind', 'kindUnknown', text.slice(0, 40));
  return takesRows(kind) ? { kind } : fault('kind', 'kindNeedsForm', kind.name);
}

/** Rows carry items and no form. */
export function takesRows(kind: Kind): boolean {
  return kind.life === 'supply' && !kind.retired && kind.fields.every((field) => !field.required);
}

function kindFinder(kinds: readonly Kind[]): (text: string) => Kind | undefined {
  const byWord = new Map(
    kinds.flatMap((kind) => [kind.code, kind.name.zh, kind.name.en].map((word) => [word.toLowerCase(), kind] as const)),
  );
  return (text) => byWord.get(text.toLowerCase());
}

function momentCell({ row, columns }: SourceRow) {
  return columns.at.neededBy === undefined ? undefined : row.cells[columns.at.neededBy];
}

/** A need that was in the template when it was taken away: left alone when it is still the same. */
function checkKnown(
  known: KnownLine,
  organisation: OrganisationReference,
  item: CatalogueItem,
  quantity: number | null,
): Checked {
  const same = known.organisationId === organisation.id && known.item === item.code && known.requested === quantity;
  return same ? 'known' : { faults: [fault('line', 'lineChanged').fault] };
}

type Ask = Pick<GoodRow, 'organisation' | 'kind' | 'item' | 'quantity' | 'said' | 'specification' | 'neededBy'>;

/** What makes two rows the same ask: who, what, how much, of what sort, by when. Not remarks, contacts or priority. */
function hashOf({ organisation, kind, item, quantity, said, specification, neededBy }: Ask): Buffer {
  const amount = quantity ?? said ?? '';
  const content = [organisation.id, kind.code, item.code, amount, item.baseUnit, specification ?? '', neededBy ?? ''];
  return createHash('sha256').update(JSON.stringify(content)).digest();
}

const MOST_CLOSEST = 500;

/** Names of the catalogue that share most letters with what was written, for the first few hundred wrong words. */
function closestItems(items: readonly CatalogueItem[]): (text: string) => string[] {
  const known = new Map<string, string[]>();
  return (text) => {
    const before = known.get(text);
    if (before) return before;
    if (known.size >= MOST_CLOSEST) return [];
    const wanted = new Set(text.toLowerCase().replace(/\s/g, ''));
    const likeness = (name: string) => {
      const letters = new Set(name);
      const shared = [...wanted].filter((letter) => letters.has(letter)).length;
      return (2 * shared) / (wanted.size + letters.size);
    };
    const near = items
      .map((item) => ({ name: item.name.zh, likeness: Math.max(...namesOf(item).map(likeness)) }))
      .filter((each) => each.likeness >= 0.5)
      .sort((left, right) => right.likeness - left.likeness)
      .slice(0, 3)
      .map((each) => each.name);
    known.set(text, near);
    return near;
  };
}

/** Tells units from names of institutions in a column that is headed 单位. */
export function isUnitWord(items: ReadonlyMap<string, CatalogueItem>): (word: string) => boolean {
  const first = items.values().next().value;
  const find = unitFinder([...(first?.measures.units.values() ?? [])]);
  const labels = new Set([...items.values()].flatMap((item) => item.units.map((unit) => unit.label)));
  return (word) => labels.has(word) || find(word) !== undefined;
}
