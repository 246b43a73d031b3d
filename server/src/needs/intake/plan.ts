import type { SourceRow } from './check.ts';
import { findColumns, type Columns } from './columns.ts';
import type { ImportFormat } from './queries.ts';
import { readCsv } from '../../platform/files/csv.ts';
import { bounds, isBlank, type Sheet, tooManyRows, unreadable } from '../../platform/files/sheet.ts';
import { readXlsx } from '../../platform/files/xlsx.ts';

/** A sheet with needs: what stands above and in its heading, and its rows that are not blank. */
export type SheetPlan = { name: string; sheet: Sheet; columns: Columns; rows: SourceRow[] };

/** Reads a file and finds the sheets that hold needs; the others (items, help) are left aside. */
export async function readFile(
  file: { content: Buffer; format: ImportFormat },
  isUnit: (word: string) => boolean,
): Promise<SheetPlan[]> {
  if (file.content.length > bounds.bytes) throw unreadable('超过 30 MB', 'it is larger than 30 MB');
  const sheets = file.format === 'xlsx' ? await readXlsx(file.content) : await readCsv(file.content);
  const found = sheets.flatMap((sheet) => {
    const columns = findColumns(sheet, isUnit);
    return columns ? [{ sheet, columns }] : [];
  });
  if (found.length === 0) throw noHeading(sheets);
  const plans = found.map(({ sheet, columns }, index) => ({
    name: sheet.name,
    sheet,
    columns,
    rows: sheet.rows
      .filter((row) => row.number > columns.header.number && !isBlank(row))
      .map((row) => ({ sheet: index, sheetName: found.length > 1 ? sheet.name : null, columns, row })),
  }));
  if (plans.reduce((sum, plan) => sum + plan.rows.length, 0) > bounds.rows) throw tooManyRows();
  return plans;
}

function noHeading(sheets: readonly Sheet[]) {
  if (sheets.every((sheet) => sheet.rows.length === 0)) return unreadable('表格是空的', 'it is empty');
  return unreadable(
    '前 10 行里没有表头，至少要有“物资”和“数量”两列',
    'no heading was found in the first 10 rows; it needs at least the columns "item" and "quantity"',
  );
}
