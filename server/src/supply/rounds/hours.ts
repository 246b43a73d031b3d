import { sql } from 'kysely';
import { iso } from '../../platform/clock.ts';
import type { Db, Tx } from '../../platform/db/database.ts';

/** Demand and supply of an item in a district at a moment, base units. */
export type GapHour = { item: string; areaCode: string; demand: number; supply: number; unknown: number };

const HOUR = 3_600_000;
const DAYS_KEPT = 35;

/** Keeps the figures of this hour, once an hour, where they changed. Returns how many rows that made. */
export async function keepGapHour(
  db: Db,
  now: Temporal.Instant,
  draw: (tx: Tx, now: Temporal.Instant) => Promise<readonly GapHour[]>,
): Promise<number> {
  const at = Math.floor(now.epochMilliseconds / HOUR) * HOUR;
  if (kept.get(db) === at) return 0;
  const rows = await db.transaction().execute(async (tx) => {
    // One process at a time: the others find nothing changed.
    await sql`select pg_advisory_xact_lock(hashtext('gap_hour'))`.execute(tx);
    return writeGapHour(tx, Temporal.Instant.fromEpochMilliseconds(at), await draw(tx, now));
  });
  kept.set(db, at);
  return rows;
}

const kept = new WeakMap<Db, number>();

/** Writes what differs from what stood before; what is gone becomes nothing. Old rows are dropped. */
export async function writeGapHour(tx: Tx, at: Temporal.Instant, hours: readonly GapHour[]): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into gap_hour (item_code, area_code, at, demand, supply, unknown)
    select item_code, area_code, ${iso(at)}, coalesce(fresh.demand, 0), coalesce(fresh.supply, 0), coalesce(fresh.unknown, 0)
    from (select item as item_code, "areaCode" as area_code, demand, supply, unknown
          from jsonb_to_recordset(${JSON.stringify(hours)}::jsonb) as row (
            item text, "areaCode" text, demand bigint, supply bigint, unknown integer)) fresh
    full join (select distinct on (item_code, area_code) * from gap_hour where at < ${iso(at)}
               order by item_code, area_code, at desc) before using (item_code, area_code)
    where (coalesce(fresh.demand, 0), coalesce(fresh.supply, 0), coalesce(fresh.unknown, 0))
          is distinct from (coalesce(before.demand, 0), coalesce(before.supply, 0), coalesce(before.unknown, 0))
    on conflict do nothing`.execute(tx);
  const before = iso(at.subtract({ hours: 24 * DAYS_KEPT }));
  await sql`delete from gap_hour where at < ${before}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
