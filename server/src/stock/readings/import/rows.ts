import type { ReadingInput } from '@baogong/contract';
import type { SheetRow } from '../../../platform/files/sheet.ts';
import { cellIn, headingOf, textIn } from '../../../platform/files/columns.ts';
import type { RowFault } from '../../sheets/open-sheet.ts';
import { readTime } from '../../sheets/times.ts';
import type { Columns, Field } from './columns.ts';

export type Finder = {
  organisation(name: string): { id: string } | 'many' | undefined;
  item(name: string): { code: string } | undefined;
};

/** A row as a reading, or the first cell that can't be read. */
export function readRow(row: SheetRow, columns: Columns, finder: Finder): ReadingInput | RowFault {
  const fault = (field: Field, zh: string, en: string): RowFault => ({
    row: row.number,
    column: headingOf(columns, field),
    message: { zh, en },
  });
  const name = textIn(row, columns, 'organisation');
  const place = finder.organisation(name);
  if (place === undefined)
    return fault('organisation', `没有叫“${name}”的机构`, `there is no institution called "${name}"`);
  if (place === 'many')
    return fault(
      'organisation',
      `有几个机构叫“${name}”，请写全称`,
      `several institutions are called "${name}"; write the full name`,
    );
  const itemName = textIn(row, columns, 'item');
  const item = finder.item(itemName);
  if (!item) return fault('item', `目录里没有“${itemName}”`, `the catalogue has no "${itemName}"`);
  const at = readTime(cellIn(row, columns, 'at'));
  if (at === null)
    return fault('at', '时间读不懂，请写成 2022-12-20 08:30', 'the time cannot be read; write 2022-12-20 08:30');
  const numbers = readNumbers(row, columns);
  if ('field' in numbers) return fault(numbers.field, `“${numbers.text}”不是数字`, `"${numbers.text}" is no number`);
  const level = levelOf(row, columns);
  if (level === null) {
    const text = textIn(row, columns, 'level');
    return fault('level', `“${text}”不是数字`, `"${text}" is no number`);
  }
  if (level && level.unit === '')
    return fault('unit', '没有写单位，例如 % 或 吨', 'the unit is missing, such as % or tonne');
  const { critical, severe, ...devices } = numbers.counts;
  return {
    organisationId: place.id,
    item: item.code,
    ...(at === undefined ? {} : { at }),
    ...(level ? { level } : {}),
    ...(Object.keys(devices).length > 0 ? { devices } : {}),
    ...(critical === undefined && severe === undefined ? {} : { patients: { critical, severe } }),
  };
}

const counts = [
  'invasiveVentilator',
  'nonInvasiveVentilator',
  'highFlow',
  'maskOrCannula',
  'critical',
  'severe',
] as const;
type Counts = Partial<Record<(typeof counts)[number], number>>;

function readNumbers(row: SheetRow, columns: Columns): { counts: Counts } | { field: Field; text: string } {
  const found: Counts = {};
  for (const field of counts) {
    const text = textIn(row, columns, field);
    if (text === '') continue;
    const value = Number(text);
    if (!Number.isInteger(value) || value < 0 || value > 20_000) return { field, text: text.slice(0, 40) };
    found[field] = value;
  }
  return { counts: found };
}

/** 53%, 5.3 吨, or a bare number with the unit of its column or of the heading; undefined: empty; null: no number. */
function levelOf(row: SheetRow, columns: Columns): { value: number; unit: string } | undefined | null {
  const text = textIn(row, columns, 'level').replaceAll(',', '');
  if (text === '') return undefined;
  const match = /^(-?\d+(?:\.\d+)?)\s*(\D{0,12})$/u.exec(text);
  if (!match) return null;
  return {
    value: Number(match[1]),
    unit: match[2]!.trim() || textIn(row, columns, 'unit') || (columns.inHeading.level ?? ''),
  };
}
