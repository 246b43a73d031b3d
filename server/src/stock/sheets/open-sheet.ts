import { readCsv } from '../../platform/files/csv.ts';
import { isBlank, type Sheet, type SheetRow } from '../../platform/files/sheet.ts';
import { readXlsx } from '../../platform/files/xlsx.ts';
import { invalid, Refusal } from '../../platform/refusal.ts';
import type { Columns } from '../../platform/files/columns.ts';

const MOST_ROWS = 5000;

/** What is wrong with a cell, by the heading of its column. */
export type RowFault = { row: number; column: string; message: { zh: string; en: string } };

/** The first table of a file or of pasted rows in which the fields are found, and its rows that say something. */
export async function openSheet<Field extends string>(
  { file, text }: { file?: File | undefined; text?: string | undefined },
  findColumns: (sheet: Sheet) => Columns<Field> | undefined,
  needed: { zh: string; en: string },
): Promise<{ columns: Columns<Field>; rows: SheetRow[] }> {
  const content = file ? Buffer.from(await file.arrayBuffer()) : Buffer.from(text ?? '');
  if (content.length === 0) throw invalid('rows-needed', { field: 'file', params: { columns: needed } });
  const isZip = content.subarray(0, 2).toString('latin1') === 'PK';
  for (const sheet of isZip ? await readXlsx(content) : await readCsv(content)) {
    const columns = findColumns(sheet);
    if (!columns) continue;
    const rows = sheet.rows.filter((row) => row.number > columns.header.number && !isBlank(row));
    if (rows.length > MOST_ROWS)
      throw new Refusal('TOO_LARGE', 'body-too-large', { field: 'file', params: { limit: `${MOST_ROWS}` } });
    return { columns, rows };
  }
  throw invalid('rows-needed', { field: 'file', params: { columns: needed } });
}

/** The row as what it says, or the first cell that cannot be read. */
export function isFault<Row extends object>(read: Row | RowFault): read is RowFault {
  return 'row' in read && 'column' in read;
}

export function inWords({ row, column, message }: RowFault, locale: 'zh' | 'en') {
  return { row, column, message: message[locale] };
}
