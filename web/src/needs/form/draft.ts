import type { Bilingual, FormField, Item, Kind, NeedLine, NeedLineInput, ProposedLine } from '@baogong/contract';

/** What a line must know of its item: enough to show it and its units. */
export type DraftItem = Pick<Item, 'code' | 'name' | 'baseUnit' | 'units'>;

/** One row of the form. `unknown` is said, not left blank: a blank quantity is a mistake, an unknown one an answer. */
export type DraftLine = {
  key: string;
  item: DraftItem | null;
  quantity: number | null;
  unknown: boolean;
  unit: string | null;
  said: string | null;
  /** As read out of text: the words for the item, how sure, what to ask back. */
  read: { name: string; confidence: number; question: string | null } | null;
};

let nextKey = 1;

export function blankLine(): DraftLine {
  return { key: `line-${nextKey++}`, item: null, quantity: null, unknown: false, unit: null, said: null, read: null };
}

/** A line of a need as it stands, for correcting it. */
export function draftOfLine(line: NeedLine): DraftLine {
  const units = [{ unit: line.baseUnit, name: line.baseUnitName, toBase: 1 }];
  const item = { code: line.item, name: line.itemName, baseUnit: line.baseUnit, units };
  const { requested, said } = line;
  return { ...blankLine(), item, quantity: requested, unknown: requested === null, unit: line.baseUnit, said };
}

/** A line read out of text. A quantity whose unit does not convert stays open: it is asked, not guessed. */
export function draftOfProposal(proposal: ProposedLine, item: DraftItem | null, text: string): DraftLine {
  const said = text.slice(...proposal.span);
  const read = { name: proposal.item, confidence: proposal.confidence, question: proposal.question };
  const quantity = proposal.baseQuantity;
  const unknown = proposal.quantity === null && proposal.range === undefined;
  return {
    ...blankLine(),
    item,
    quantity,
    unknown,
    unit: quantity === null ? null : (item?.baseUnit ?? null),
    said,
    read,
  };
}

export function lineInputs(lines: readonly DraftLine[]): NeedLineInput[] {
  return lines.flatMap(({ item, quantity, unknown, unit, said }) =>
    item ? [{ item: item.code, quantity: unknown ? null : quantity, unit: unit ?? item.baseUnit, said }] : [],
  );
}

/** True for a row that nobody touched: it may be dropped in silence. */
export function isBlank(line: DraftLine): boolean {
  return line.item === null && line.quantity === null && !line.unknown && line.read === null;
}

export type LineFault = { fault: 'missing' | 'item-missing' | 'quantity-missing' | 'quantity-whole'; row: number };

export function faultInLines(lines: readonly DraftLine[]): LineFault | null {
  if (lines.every(isBlank)) return { fault: 'missing', row: 1 };
  for (const [index, line] of lines.entries()) {
    if (isBlank(line)) continue;
    if (line.item === null) return { fault: 'item-missing', row: index + 1 };
    if (line.unknown) continue;
    if (line.quantity === null) return { fault: 'quantity-missing', row: index + 1 };
    if (!Number.isInteger(line.quantity)) return { fault: 'quantity-whole', row: index + 1 };
  }
  return null;
}

/** The first required field of the kind that is still empty. */
export function missingField(kind: Pick<Kind, 'fields'>, form: Record<string, unknown>): FormField | null {
  return kind.fields.find(({ name, required }) => required && isEmpty(form[name])) ?? null;
}

/** Text cut at the places that were read, in order; overlapping places are left out. */
export function marked(text: string, spans: readonly (readonly [number, number])[]): { text: string; read: boolean }[] {
  const pieces: { text: string; read: boolean }[] = [];
  let at = 0;
  for (const [from, to] of spans.toSorted((one, other) => one[0] - other[0])) {
    if (from < at) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), read: false });
    pieces.push({ text: text.slice(from, to), read: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), read: false });
  return pieces;
}

export function nameOfUnit(item: DraftItem | null, unit: string | null): Bilingual | null {
  return item?.units.find((candidate) => candidate.unit === unit)?.name ?? null;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
