import { type Cell, HEADER_ROWS, isBlank, type Sheet, type SheetRow } from './sheet.ts';

/** Where the fields stand in a sheet. `inHeading`: what stands in brackets behind a heading, mostly a unit: 液位（吨）. */
export type Columns<Field extends string> = {
  header: SheetRow;
  at: Partial<Record<Field, number>>;
  inHeading: Partial<Record<Field, string>>;
  /** Words for each field's heading, the first for messages where the sheet has no such column. */
  words: Record<Field, string>;
};

/** What a kind of sheet knows better; `Known`: what it is told with each sheet. */
type Own<Field extends string, Known extends unknown[]> = {
  /** Another column of a field that has one. */
  again?(at: Columns<Field>['at'], field: Field, column: number): void;
  /** Looks at the rows below, where headings alone don't tell. */
  settle?(columns: Columns<Field>, sheet: Sheet, ...known: Known): Columns<Field>;
};

/**
 * Finds the row that names most fields, and enough of them. `headings`: for each field the words that people write, most telling first,
 * with blanks between; they are compared without blanks, case, width and brackets.
 */
export function columnFinder<Field extends string, Known extends unknown[] = []>(
  headings: Record<Field, string>,
  isEnough: (named: ReadonlySet<Field>) => boolean,
  own: Own<Field, Known> = {},
): (sheet: Sheet, ...known: Known) => Columns<Field> | undefined {
  const fields = Object.keys(headings) as Field[];
  const byHeading = new Map(
    fields.flatMap((field) => headings[field].split(' ').map((word) => [normalisedHeading(word), field] as const)),
  );
  const named = ({ at }: Columns<Field>) => new Set(Object.keys(at) as Field[]);
  return (sheet, ...known) =>
    sheet.rows
      .slice(0, HEADER_ROWS)
      .filter((row) => !isBlank(row))
      .map((header) => readHeading(header, headings, byHeading, own))
      .map((columns) => own.settle?.(columns, sheet, ...known) ?? columns)
      .filter((columns) => isEnough(named(columns)))
      .reduce<Columns<Field> | undefined>(
        (best, each) => (best && named(best).size >= named(each).size ? best : each),
        undefined,
      );
}

/** The heading of a field's column as it stands in the sheet, for messages. */
export function headingOf<Field extends string>({ header, at, words }: Columns<Field>, field: Field): string {
  const column = at[field];
  return column === undefined ? words[field].split(' ')[0]! : String(header.cells[column] ?? '');
}

export function cellIn<Field extends string>(row: SheetRow, columns: Columns<Field>, field: Field): Cell {
  const column = columns.at[field];
  return column === undefined ? undefined : row.cells[column];
}

export function textIn<Field extends string>(row: SheetRow, columns: Columns<Field>, field: Field): string {
  return String(cellIn(row, columns, field) ?? '')
    .normalize('NFKC')
    .trim();
}

/** 液位（%） and “Read at *” without blanks, width, brackets and stars. */
export function normalisedHeading(cell: Cell): string {
  return String(cell ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([{【〔][^)\]}】〕]*[)\]}】〕]?/gu, '')
    .replace(/[\s*:_-]/gu, '');
}

function readHeading<Field extends string>(
  header: SheetRow,
  words: Record<Field, string>,
  byHeading: ReadonlyMap<string, Field>,
  own: Pick<Own<Field, never>, 'again'>,
): Columns<Field> {
  const columns: Columns<Field> = { header, at: {}, inHeading: {}, words };
  for (const [column, cell] of header.cells.entries()) {
    const field = fieldOf(cell, byHeading);
    if (field === undefined) continue;
    if (columns.at[field] !== undefined) {
      own.again?.(columns.at, field, column);
      continue;
    }
    columns.at[field] = column;
    const bracket = /[([]([^)\]]{1,20})[)\]]/.exec(String(cell ?? '').normalize('NFKC'))?.[1]?.trim();
    if (bracket) columns.inHeading[field] = bracket;
  }
  return columns;
}

/** 物资名称/品名 and “机构 Institution” count for their parts. */
function fieldOf<Field extends string>(cell: Cell, byHeading: ReadonlyMap<string, Field>): Field | undefined {
  const heading = normalisedHeading(cell);
  if (heading.length === 0 || heading.length > 40) return undefined;
  const whole = byHeading.get(heading);
  if (whole) return whole;
  const chinese = byHeading.get(heading.replace(/[^\u4e00-\u9fff]/gu, ''));
  return (
    chinese ??
    heading
      .split(/[/|,，、]/)
      .map((part) => byHeading.get(part))
      .find((field) => field !== undefined)
  );
}
