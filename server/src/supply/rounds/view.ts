import {
  type Amount,
  type Bilingual,
  type Picture,
  type PictureItem,
  type PicturePart,
  pictureParts,
} from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';
import type { Figure, FrozenLine } from './queries.ts';

export const NOTHING: Amount = { quantity: 0, low: 0, high: 0, unknown: 0 };

export function plus(one: Amount, other: Amount): Amount {
  return {
    quantity: one.quantity + other.quantity,
    low: one.low + other.low,
    high: one.high + other.high,
    unknown: one.unknown + other.unknown,
  };
}

/** Demand − supply: the gap is smallest where demand is low and supply high. */
export function gapOf(demand: Amount, supply: Amount): Amount {
  return {
    quantity: demand.quantity - supply.quantity,
    low: demand.low - supply.high,
    high: demand.high - supply.low,
    unknown: demand.unknown + supply.unknown,
  };
}

/** Sums of one side of the picture. */
export function sumOf(figures: readonly Figure[], side: 'supply' | 'demand'): Amount {
  return figures.filter(({ part }) => pictureParts[part] === side).reduce<Amount>(plus, NOTHING);
}

type Names = {
  items: Map<string, { name: Bilingual; unit: Bilingual; lifeCritical: boolean }>;
  areas: Map<string, string>;
};

/** Items in the order in which they ask for attention: those with a gap first, those without a figure last, the life-critical before others. */
export async function itemsOf(
  db: DbOrTx,
  figures: readonly Figure[],
  limit: number,
): Promise<Pick<Picture, 'items' | 'moreItems'>> {
  const names = await readNames(db, figures);
  const items = [...Map.groupBy(figures, ({ item }) => item)].map(([item, own]) => itemOf(item, own, names));
  items.sort((one, other) => attention(other) - attention(one) || (one.item < other.item ? -1 : 1));
  return { items: items.slice(0, limit), moreItems: Math.max(0, items.length - limit) };
}

/** The line as it goes out: what only the database needs is left behind. */
export function lineOf(line: FrozenLine): Picture['lines'][number] {
  const { lineId, organisationId, organisationName, areaCode, item, name, state, share, fullAt, capacity } = line;
  const { owed, reported, planned, actual, stock, plannedBefore, reportedAt } = line;
  const known = { lineId, organisationId, organisationName, areaCode, item, name, state, share, fullAt, capacity };
  return { ...known, owed, reported, planned, actual, stock, plannedBefore, reportedAt };
}

function itemOf(item: string, figures: readonly Figure[], names: Names): PictureItem {
  const { name, unit, lifeCritical } = names.items.get(item)!;
  const sums = sidesOf(figures);
  const parts = [...Map.groupBy(figures, ({ part }) => part)].map(
    ([part, own]) => [part, own.reduce<Amount>(plus, NOTHING)] as const,
  );
  const districts = [...Map.groupBy(figures, ({ areaCode }) => areaCode)]
    .map(([areaCode, own]) => ({ areaCode, areaName: names.areas.get(areaCode) ?? areaCode, ...sidesOf(own) }))
    .sort((one, other) => other.gap.quantity - one.gap.quantity || (one.areaCode < other.areaCode ? -1 : 1));
  return {
    item,
    itemName: name,
    baseUnitName: unit,
    lifeCritical,
    parts: Object.fromEntries(parts) as Partial<Record<PicturePart, Amount>>,
    ...sums,
    districts,
  };
}

function sidesOf(figures: readonly Figure[]) {
  const supply = sumOf(figures, 'supply');
  const demand = sumOf(figures, 'demand');
  return { supply, demand, gap: gapOf(demand, supply) };
}

/** Higher comes first: a gap, then something asked for, then something made, each with the life-critical before. */
function attention({ gap, demand, parts, lifeCritical }: PictureItem): number {
  const asked = demand.quantity > 0 ? 6 : demand.unknown > 0 ? 4 : null;
  const rank = gap.quantity > 0 ? 8 : (asked ?? (parts.production ? 2 : 0));
  return rank + (lifeCritical ? 1 : 0);
}

async function readNames(db: DbOrTx, figures: readonly Figure[]): Promise<Names> {
  const items = [...new Set(figures.map(({ item }) => item))];
  const areas = [...new Set(figures.map(({ areaCode }) => areaCode))];
  const { rows } = await sql<{ code: string; name: Bilingual; unit: Bilingual; lifeCritical: boolean }>`
    select item.code, jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as name,
           jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as unit, life_critical as "lifeCritical"
    from item join unit on unit.code = base_unit where item.code = any(${items}::text[])`.execute(db);
  const named = await sql<{ code: string; name: string }>`
    select code, name from area where code = any(${areas}::text[])`.execute(db);
  return {
    items: new Map(rows.map(({ code, ...row }) => [code, row])),
    areas: new Map(named.rows.map(({ code, name }) => [code, name])),
  };
}
