import { PassThrough } from 'node:stream';
import type ExcelJS from 'exceljs';
import { headingOf, normalisedHeading } from '../../platform/files/columns.ts';
import type { Columns } from './columns.ts';
import type { SheetPlan } from './plan.ts';
import type { ImportWork } from './queries.ts';
import type { Cell, SheetRow } from '../../platform/files/sheet.ts';
import type { BadRow } from './run.ts';

const REASON = { zh: '错误原因', en: 'Reason' } as const;
const ROW_FILL = solid('FFFFE3E3');
const CELL_FILL = solid('FFFF8A80');
const HEADING = { bold: true } as const;

/**
 * The file handed back: its bad rows with all columns as they were, each with the reason, what is wrong in red; good rows are
 * left out. Correct it and send it again as it is.
 */
export async function rejectedFile(
  work: Pick<ImportWork, 'format' | 'locale'>,
  plans: readonly SheetPlan[],
  bad: readonly BadRow[],
): Promise<Buffer> {
  const pages = plans
    .map((plan, index) => pageOf(plan, bad, index, work.locale))
    .filter((page) => page.rows.length > 0);
  return work.format === 'xlsx' ? writeXlsx(pages) : writeCsv(pages);
}

/** Excel runs what begins so; an apostrophe makes it text, and our own reading takes it off again. */
export function harmless(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

/** One line of separated values. */
export function csvLine(cells: readonly Cell[]): string {
  return cells
    .map((cell) => {
      const text = String(harmless(cell) ?? '');
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',');
}

type Page = {
  name: string;
  /** What stands above the rows, the heading last, with the reason's heading. */
  head: Cell[][];
  rows: { cells: Cell[]; wrong: Set<number> }[];
};

function pageOf(plan: SheetPlan, bad: readonly BadRow[], index: number, locale: 'zh' | 'en'): Page {
  const { columns, sheet } = plan;
  const above = sheet.rows.filter((row) => row.number <= columns.header.number);
  const place = reasonPlace(columns);
  const head = above.map((row) => withReason(row, place, row === columns.header ? REASON[locale] : undefined));
  const rows = bad
    .filter((each) => each.source.sheet === index)
    .map(({ source, faults }) => ({
      cells: withReason(
        source.row,
        place,
        faults.map((fault) => `${headingOf(columns, fault.field)}：${fault.text(locale)}`).join('；'),
      ),
      wrong: new Set(faults.flatMap((fault) => columns.at[fault.field] ?? [])),
    }));
  return { name: plan.name, head, rows };
}

/** Behind the last heading; a file handed back before has the column already. */
function reasonPlace(columns: Columns): number {
  const known = columns.at.reason;
  if (known !== undefined) return known;
  const { cells } = columns.header;
  const last = cells.findLastIndex((cell) => normalisedHeading(cell) !== '');
  return Math.max(last, cells.length - 1) + 1;
}

function withReason(row: SheetRow, place: number, reason: Cell): Cell[] {
  const cells = Array.from({ length: Math.max(row.cells.length, place + 1) }, (_, column) => row.cells[column]);
  if (reason !== undefined) cells[place] = reason;
  return cells;
}

async function writeXlsx(pages: readonly Page[]): Promise<Buffer> {
  const { default: excel } = await import('exceljs');
  const stream = new PassThrough();
  const pieces: Buffer[] = [];
  stream.on('data', (piece: Buffer) => pieces.push(piece));
  const workbook = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  for (const page of pages) {
    const sheet = workbook.addWorksheet(page.name || '需求', {
      views: [{ state: 'frozen', ySplit: page.head.length }],
    });
    sheet.columns = widthsOf(page);
    for (const cells of page.head) {
      const row = sheet.addRow(cells.map(harmless));
      row.font = HEADING;
      row.commit();
    }
    for (const bad of page.rows) {
      const row = sheet.addRow(bad.cells.map(harmless));
      for (let column = 0; column < bad.cells.length; column += 1) {
        row.getCell(column + 1).fill = bad.wrong.has(column) ? CELL_FILL : ROW_FILL;
      }
      row.commit();
    }
    sheet.commit();
  }
  await workbook.commit();
  return Buffer.concat(pieces);
}

function widthsOf({ head }: Page): { width: number }[] {
  const heading = head.at(-1) ?? [];
  return heading.map((_, column) => ({ width: column === heading.length - 1 ? 60 : 18 }));
}

function writeCsv(pages: readonly Page[]): Buffer {
  const lines = pages.flatMap((page) => [...page.head, ...page.rows.map((row) => row.cells)]).map(csvLine);
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

function solid(argb: string): ExcelJS.Fill {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb } };
}
