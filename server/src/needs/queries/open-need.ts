import { sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';
import { numberOf } from '../collect/prepare.ts';

export type OpenNeed = {
  id: string;
  number: string;
  /** Of all open needs: asked for, and neither sent nor given up, base units; null: one of them does not say how much. */
  waiting: number | null;
};

/** The newest need of a site that still waits for this item, if there is one. */
export async function findOpenNeed(db: DbOrTx, organisationId: string, item: string): Promise<OpenNeed | undefined> {
  const { rows } = await sql<{ id: string; day: string; dayNumber: number; waiting: number | null }>`
    select need.id, need.day::text as day, day_number as "dayNumber",
           case when bool_and(coalesce(approved, requested) is not null) over () then
             sum(greatest(0, coalesce(approved, requested) - in_transit - delivered + rejected - waived)) over () end::bigint as waiting
    from need join need_line on need_line.need_id = need.id
    where organisation_id = ${organisationId} and status in ('collected', 'dispatched') and item_code = ${item}
    order by need.id desc limit 1`.execute(db);
  const [row] = rows;
  return row && { id: row.id, number: numberOf(row.day, row.dayNumber), waiting: row.waiting };
}
