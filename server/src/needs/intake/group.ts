import type { NeedInput } from '@baogong/contract';
import { type Fault, fault } from './faults.ts';
import type { GoodRow } from './check.ts';

/** Rows that make one need: same institution, kind, needed-by and priority. */
export type Group = { rows: GoodRow[] };

const MOST_LINES = 100;

/** Finds rows that ask twice for the same; the first one counts, later ones are at fault. */
export function repetitionFinder(): (row: GoodRow) => Fault | null {
  const byHash = new Map<string, GoodRow>();
  const byGroup = new Map<string, Map<string, GoodRow>>();
  return (row) => {
    const same = byHash.get(row.key);
    if (same) return fault('item', 'sameRow', placeOf(same, row)).fault;
    const byItem = byGroup.get(row.group) ?? new Map<string, GoodRow>();
    const itemKey = row.specification === null ? row.item.code : `${row.item.code}\n${row.specification}`;
    const sameItem = byItem.get(itemKey);
    if (sameItem) return fault('item', 'sameItem', placeOf(sameItem, row)).fault;
    byHash.set(row.key, row);
    byGroup.set(row.group, byItem.set(itemKey, row));
    return null;
  };
}

/** Gathers rows into needs of at most 100 lines, in the order of the file. */
export function groupRows(rows: readonly GoodRow[]): Group[] {
  const groups: Group[] = [];
  const open = new Map<string, Group>();
  for (const row of rows) {
    let group = open.get(row.group);
    if (!group || group.rows.length >= MOST_LINES) {
      group = { rows: [] };
      open.set(row.group, group);
      groups.push(group);
    }
    group.rows.push(row);
  }
  return groups;
}

/** The need that the rows ask for. */
export function needOf({ rows }: Group): NeedInput {
  const [first] = rows;
  if (!first) throw new Error('a need without rows');
  const joined = (texts: (string | null)[], most: number) =>
    [...new Set(texts.filter((text) => text !== null))].join('；').slice(0, most) || null;
  return {
    kind: first.kind.code,
    organisationId: first.organisation.id,
    lines: rows.map((row) => ({
      item: row.item.code,
      quantity: row.quantity,
      unit: row.item.baseUnit,
      specification: row.specification,
      said: row.said,
    })),
    form: {},
    priority: first.priority,
    neededBy: first.neededBy,
    description: joined(
      rows.map((row) => row.note),
      2000,
    ),
    contact: joined(
      rows.map((row) => row.contact),
      200,
    ),
    channel: 'file',
  };
}

function placeOf(earlier: GoodRow, row: GoodRow): string | number {
  const { number } = earlier.source.row;
  return earlier.source.sheet === row.source.sheet ? number : `${earlier.source.sheet + 1}!${number}`;
}
