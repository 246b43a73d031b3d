import { pictureParts } from '@baogong/contract';
import type { DbOrTx } from '../../platform/db/database.ts';
import type { GapHour } from '../../supply/index.ts';
import { demandAt } from './demand.ts';
import { demandRows } from './demand-queries.ts';
import { supplyRows } from './supply-queries.ts';

/** Demand and supply of each item and district at this moment: what is open, and what is there or on its way. */
export async function gapHours(db: DbOrTx, now: Temporal.Instant): Promise<GapHour[]> {
  const hours = new Map<string, GapHour>();
  const of = (item: string, areaCode: string) => {
    const key = `${item} ${areaCode}`;
    const known = hours.get(key) ?? { item, areaCode, demand: 0, supply: 0, unknown: 0 };
    hours.set(key, known);
    return known;
  };
  for (const { item, areaCode, part, quantity } of await supplyRows(db, now, 0))
    if (pictureParts[part] === 'supply') of(item, areaCode).supply += quantity;
  for (const row of await demandRows(db)) {
    const { needs } = demandAt([row], 0);
    const hour = of(row.item, row.areaCode);
    hour.demand += needs.quantity;
    hour.unknown += needs.unknown;
  }
  return [...hours.values()];
}
