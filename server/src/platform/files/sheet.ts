import { Refusal } from '../refusal.ts';

/** What stands in a cell: dates and times are text such as 2020-02-01 or 2020-02-01 08:30; nothing stands in an empty one. */
export type Cell = string | number | undefined;

/** A row as the sheet numbers it, from 1. */
export type SheetRow = { number: number; cells: Cell[] };

export type Sheet = { name: string; rows: SheetRow[] };

/** Most that is read of one file. */
export const bounds = {
  bytes: 30_000_000,
  unpackedBytes: 300_000_000,
  /** A file that unpacks to more than this many times its size, and to more than the bytes below, is a trap. */
  unpackedRatio: 200,
  unsuspectedBytes: 50_000_000,
  entries: 2000,
  rows: 100_000,
  columns: 200,
  cells: 3_000_000,
  cellCharacters: 32_767,
  characters: 60_000_000,
  sheets: 50,
} as const;

/** The file cannot be read, and why. */
export function unreadable(zh: string, en: string): Refusal {
  return new Refusal('INVALID', 'file-unreadable', { field: 'file', params: { detail: { zh, en } } });
}

/** Adds rows up to the bounds; whatever goes beyond them refuses the file. */
export function rowCollector(): { rows: SheetRow[]; add(number: number, cells: Cell[]): void } {
  const rows: SheetRow[] = [];
  let cellCount = 0;
  let characters = 0;
  return {
    rows,
    add(number, cells) {
      for (const cell of cells) {
        if (cell === undefined) continue;
        cellCount += 1;
        if (typeof cell === 'string') characters += cell.length;
      }
      if (rows.length > bounds.rows + HEADER_ROWS) throw tooManyRows();
      if (cells.length > bounds.columns) throw tooManyColumns();
      if (cellCount > bounds.cells || characters > bounds.characters) throw tooMuchText();
      rows.push({ number, cells });
    },
  };
}

/** The heading is looked for among so many first rows. */
export const HEADER_ROWS = 10;

export function isBlank(row: SheetRow): boolean {
  return row.cells.every((cell) => cell === undefined || (typeof cell === 'string' && cell.trim() === ''));
}

export function tooManyRows(): Refusal {
  return unreadable(
    `超过 ${bounds.rows.toLocaleString('en-US')} 行，请拆成几个文件`,
    `it has more than ${bounds.rows.toLocaleString('en-US')} rows; split it`,
  );
}

export function tooManyColumns(): Refusal {
  return unreadable(
    `超过 ${bounds.columns} 列，请删去多余的列`,
    `it has more than ${bounds.columns} columns; delete some`,
  );
}

export function tooMuchText(): Refusal {
  return unreadable('内容太多，请拆成几个文件', 'it holds too much text; split it');
}

/** Own memory for a text, so that it does not keep alive the much larger one from which it was cut. */
export function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
