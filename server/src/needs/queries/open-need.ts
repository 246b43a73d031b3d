import { sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';
import { numberOf } from '../collect/prepare.ts';

/** The newest need of a site that still waits for this item, if there is one. */
export async function findOpenNeed(
  db: DbOrTx,
  organisationId: string,
  item: string,
): Promise<{ id: string; number: string } | undefined> {
  const { rows } = await sql<{ id: string; day: string; dayNumber: number }>`
    select need.id, need.day::text as day, day_number as "dayNumber"
    from need join need_line on need_line.need_id = need.id
    where organisation_id = ${organisationId} and status in ('collected', 'dispatched') and item_code = ${item}
    order by need.id desc limit 1`.execute(db);
  const [row] = rows;
  return row && { id: row.id, number: numberOf(row.day, row.dayNumber) };
}
