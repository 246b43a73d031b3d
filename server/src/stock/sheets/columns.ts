import { type Cell, HEADER_ROWS, isBlank, type Sheet, type SheetRow } from '../../platform/files/sheet.ts';

/** Where the fields stand in a sheet. `inHeading`: what stands in brackets behind a heading, mostly a unit: 液位（吨）. */
export type Columns<Field extends string> = {
  header: SheetRow;
  at: Partial<Record<Field, number>>;
  inHeading: Partial<Record<Field, string>>;
  /** Words for each field's heading, the first for messages where the sheet has no such column. */
  words: Record<Field, string>;
};

/**
 * Finds the first row that names enough fields. `headings`: for each field the words that people write, with blanks between;
 * they are compared without blanks, case, width and brackets.
 */
export function columnFinder<Field extends string>(
  headings: Record<Field, string>,
  isEnough: (named: ReadonlySet<Field>) => boolean,
): (sheet: Sheet) => Columns<Field> | undefined {
  const fields = Object.keys(headings) as Field[];
  const byHeading = new Map(
    fields.flatMap((field) => headings[field].split(' ').map((word) => [word, field] as const)),
  );
  return (sheet) => {
    for (const header of sheet.rows.slice(0, HEADER_ROWS)) {
      if (isBlank(header)) continue;
      const columns: Columns<Field> = { header, at: {}, inHeading: {}, words: headings };
      for (const [column, cell] of header.cells.entries()) {
        const field = byHeading.get(normalised(cell));
        if (!field || columns.at[field] !== undefined) continue;
        columns.at[field] = column;
        const bracket = /[([]([^)\]]{1,20})[)\]]/.exec(String(cell ?? '').normalize('NFKC'))?.[1]?.trim();
        if (bracket) columns.inHeading[field] = bracket;
      }
      if (isEnough(new Set(Object.keys(columns.at) as Field[]))) return columns;
    }
    return undefined;
  };
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

/** 液位（%） and “Read at” without blanks, width, brackets. */
function normalised(cell: Cell): string {
  return String(cell ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([][^)\]]*[)\]]?/gu, '')
    .replace(/[\s*:/_-]/gu, '');
}
