import type ExcelJS from 'exceljs';
import type { Kind } from '@baogong/contract';
import { type CatalogueItem, exactUnits } from '../../catalogue/index.ts';
import { type Actor, scopeOf } from '../../platform/actor.ts';
import { CITY_TIME_ZONE } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { openStatuses } from '@baogong/contract';
import { listNeedRows } from '../queries/list.ts';
import { referenceOf } from '../reference.ts';
import { viewSummaries } from '../view/summary.ts';
import { takesRows } from './check.ts';
import type { Cell } from '../../platform/files/sheet.ts';
import { csvLine, harmless } from './rejected.ts';
import { columnTitles, help, priorityTitles, sheetTitles } from './template-words.ts';

type Locale = 'zh' | 'en';

/** Lines that a template carries at most. */
const MOST_LINES = 5000;
const PAGE = 500;
/** Rows below the filled ones that have drop-down lists as well. */
const SPARE_ROWS = 2000;
const WIDTHS = [26, 12, 24, 20, 10, 8, 10, 18, 18, 12, 24, 38];

/** A template of one format: empty, or with the open needs of whoever asks. */
export async function makeTemplate(
  db: Db,
  actor: Actor,
  wanted: { format: 'xlsx' | 'csv'; empty: boolean },
  locale: Locale,
  now: Temporal.Instant,
): Promise<Buffer> {
  const rows = wanted.empty ? [] : await openLines(db, actor, locale, now);
  if (wanted.format === 'csv') return asCsv(rows, locale);
  const { catalogue, kinds } = referenceOf(db);
  const items = [...(await catalogue.items()).values()];
  return asXlsx(rows, items, (await kinds.list()).filter(takesRows), locale);
}

/** Current open needs as rows of the template, those that hurt first on top. */
async function openLines(db: Db, actor: Actor, locale: Locale, now: Temporal.Instant): Promise<Cell[][]> {
  const scope = { ...scopeOf(actor, 'needs.import'), supplies: [] };
  const lines: Cell[][] = [];
  let after: { at: string; id: string } | null = null;
  while (lines.length < MOST_LINES) {
    const needs = await listNeedRows(db, scope, { statuses: [...openStatuses], order: 'hurts', after, limit: PAGE });
    const last = needs.at(-1);
    if (!last) break;
    for (const need of await viewSummaries(db, needs, now)) {
      for (const line of need.lines) {
        lines.push([
          need.organisationName,
          need.areaName,
          line.itemName[locale],
          line.specification ?? undefined,
          line.requested ?? undefined,
          line.requested === null ? undefined : line.baseUnitName[locale],
          priorityTitles[need.priority][locale],
          need.neededBy ? cityMinute(need.neededBy) : undefined,
          need.kindName[locale],
          undefined,
          line.requested === null ? (line.said ?? undefined) : undefined,
          line.id,
        ]);
      }
    }
    after = { at: last.hurts_at, id: last.id };
  }
  return lines.slice(0, MOST_LINES);
}

function cityMinute(instant: string): string {
  const time = Temporal.Instant.from(instant).toZonedDateTimeISO(CITY_TIME_ZONE).toPlainDateTime();
  return time.toString({ smallestUnit: 'minute' }).replace('T', ' ');
}

function asCsv(rows: readonly Cell[][], locale: Locale): Buffer {
  return Buffer.from(`\uFEFF${[[...columnTitles[locale]], ...rows].map(csvLine).join('\r\n')}\r\n`);
}

async function asXlsx(
  rows: readonly Cell[][],
  items: readonly CatalogueItem[],
  kinds: readonly Kind[],
  locale: Locale,
): Promise<Buffer> {
  // Five hundred files of code that only this needs: a start does without them.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  const needs = addTable(workbook, sheetTitles.needs[locale], columnTitles[locale], WIDTHS);
  needs.addRows(rows.map((row) => row.map(harmless)));
  const catalogue = addTable(
    workbook,
    sheetTitles.items[locale],
    sheetTitles.itemColumns[locale],
    [26, 34, 10, 40, 50],
  );
  catalogue.addRows(items.map((item) => itemRow(item)));
  const units = addUnits(workbook, items, locale);
  const explained = workbook.addWorksheet(sheetTitles.help[locale], { properties: { tabColor: { argb: 'FF91CAFF' } } });
  explained.columns = [{ width: 60 }, { width: 70 }];
  explained.addRows(help.zh.map((text, index) => [text, help.en[index]]));
  explained.eachRow((row) => (row.alignment = { wrapText: true, vertical: 'top' }));
  addLists(needs, rows.length + SPARE_ROWS, {
    items: `'${sheetTitles.items[locale]}'!$A$2:$A$${items.length + 1}`,
    units: `'${sheetTitles.units[locale]}'!$A$1:$A$${units}`,
    priorities: Object.values(priorityTitles).map((title) => title[locale]),
    kinds: kinds.map((kind) => kind.name[locale]),
  });
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function addTable(workbook: ExcelJS.Workbook, name: string, titles: readonly string[], widths: readonly number[]) {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = titles.map((_, index) => ({ width: widths[index] ?? 18 }));
  const head = sheet.addRow([...titles]);
  head.font = { bold: true };
  head.eachCell((cell) => {
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE6F4FF' } };
  });
  return sheet;
}

function itemRow(item: CatalogueItem): string[] {
  const units = exactUnits(item, item.measures).map(({ unit }) => item.measures.units.get(unit)?.name.zh ?? unit);
  return [
    item.name.zh,
    item.name.en,
    item.baseUnitName.zh,
    [...new Set([...item.units.map((unit) => unit.label), ...units])].join('、'),
    item.standards.join('、'),
  ];
}

/** The units of the drop-down list, on a sheet that stays out of sight; gives how many. */
function addUnits(workbook: ExcelJS.Workbook, items: readonly CatalogueItem[], locale: Locale): number {
  const sheet = workbook.addWorksheet(sheetTitles.units[locale], { state: 'hidden' });
  const words = [...(items[0]?.measures.units.values() ?? [])].flatMap((unit) =>
    locale === 'zh' ? [unit.name.zh, ...unit.synonyms.filter((word) => /\p{Script=Han}/u.test(word))] : [unit.name.en],
  );
  const distinct = [...new Set(words)];
  sheet.addRows(distinct.map((word) => [word]));
  return Math.max(distinct.length, 1);
}

type Lists = { items: string; units: string; priorities: string[]; kinds: string[] };

/** Drop-down lists that suggest; what is typed beside them is checked at the import. */
function addLists(sheet: ExcelJS.Worksheet, rows: number, lists: Lists): void {
  const formulas: [string, string][] = [
    ['C', lists.items],
    ['F', lists.units],
    ['G', `"${lists.priorities.join(',')}"`],
    ['I', `"${lists.kinds.join(',')}"`],
  ];
  for (const [column, formula] of formulas) {
    rangesOf(sheet).add(`${column}2:${column}${rows + 1}`, {
      type: 'list',
      allowBlank: true,
      showErrorMessage: false,
      formulae: [formula],
    });
  }
}

/** The writer can give one rule to a whole range; its types know only single cells. */
function rangesOf(sheet: ExcelJS.Worksheet) {
  return (sheet as unknown as { dataValidations: { add(range: string, rule: ExcelJS.DataValidation): void } })
    .dataValidations;
}
