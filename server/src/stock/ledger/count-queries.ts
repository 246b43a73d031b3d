import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';

/** One thing counted, in base units: all of an item at a place, or one lot of it. */
export type Counted = {
  id: string;
  itemCode: string;
  lotId: string | null;
  counted: number;
  countedAt: string;
  shown: number | null;
  /** Which phone or person counted. */
  counter: string;
};

/** Another's count of the same thing within the hours in which two must agree; `between`: what moved from the earlier to the later. */
export type Witness = { lineId: string; counted: number; between: number };

/** What the book knows of the thing counted. */
export type CountState = {
  onHand: number;
  /** What moved after it was counted. */
  movedAfter: number;
  /** A later count decides already. */
  isSuperseded: boolean;
  openConflict: string | null;
  before: Witness | null;
  after: Witness | null;
};

const HOURS_TO_AGREE = 2;

/** For each line, in their order. The holdings are locked, so nothing moves meanwhile. */
export async function countStates(tx: Tx, placeId: string, lines: readonly Counted[]): Promise<CountState[]> {
  const { rows } = await sql<CountState>`
    select ${onHandOf} as "onHand",
           ${netMoved(sql`happened_at > line.at`)} as "movedAfter",
           exists (
             select 1 from stocktake_line later
             where stands and place_id = line.place and item_code = line.item and counted_at > line.at
               and (later.lot_id is null or line.lot is null or later.lot_id = line.lot)) as "isSuperseded",
           (select id from count_conflict where answered_at is null and place_id = line.place and item_code = line.item
              and lot_id is not distinct from line.lot) as "openConflict",
           (select jsonb_build_object('lineId', other.id, 'counted', other.counted, 'between',
                     ${netMoved(sql`kind <> 'count' and happened_at > other.counted_at and happened_at <= line.at`)})
            from ${witnesses} and counted_at between line.at - make_interval(hours => ${HOURS_TO_AGREE}) and line.at
            order by counted_at desc limit 1) as before,
           (select jsonb_build_object('lineId', other.id, 'counted', other.counted, 'between',
                     ${netMoved(sql`kind <> 'count' and happened_at > line.at and happened_at <= other.counted_at`)})
            from ${witnesses} and counted_at > line.at and counted_at <= line.at + make_interval(hours => ${HOURS_TO_AGREE})
            order by counted_at limit 1) as after
    from rows from (jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as (
      "itemCode" text, "lotId" uuid, "countedAt" timestamptz, counter text)) with ordinality as row (
      "itemCode", "lotId", "countedAt", counter, position)
    cross join lateral (
      select ${placeId}::uuid as place, "itemCode" as item, "lotId" as lot, "countedAt" as at, row.counter as counter) line
    order by position`.execute(tx);
  return rows;
}

const onHandOf = sql`
  coalesce(case when line.lot is null
    then (select on_hand from holding where place_id = line.place and item_code = line.item)
    else (select on_hand from lot_holding where place_id = line.place and item_code = line.item and lot_id = line.lot) end, 0)`;

const witnesses = sql`
  stocktake_line other where stands and other.place_id = line.place and other.item_code = line.item
    and other.lot_id is not distinct from line.lot and other.counter <> line.counter`;

/** What came to the place less what left it, of the movements that fit. */
function netMoved(condition: ReturnType<typeof sql>) {
  return sql`
    coalesce((select sum(case when to_place_id = line.place then quantity else -quantity end)::bigint from movement
      where (from_place_id = line.place or to_place_id = line.place) and item_code = line.item
        and (line.lot is null or lot_id = line.lot) and ${condition}), 0)`;
}

export type CountedLine = Counted & {
  book: number;
  posted: number;
  outcome: 'posted' | 'agrees' | 'asked' | 'older' | 'held';
  stands: boolean;
};
export type NewStocktake = {
  id: string;
  placeId: string;
  counter: string;
  actor: { id: string; name: string };
  note: string | null;
};

export async function insertStocktake(tx: Tx, stocktake: NewStocktake, lines: readonly CountedLine[]): Promise<void> {
  const { id, placeId, counter, actor, note } = stocktake;
  await sql`
    insert into stocktake (id, place_id, counter, actor, actor_name, note)
    values (${id}, ${placeId}, ${counter}, ${actor.id}, ${actor.name}, ${note})`.execute(tx);
  await sql`
    insert into stocktake_line (id, stocktake_id, place_id, item_code, lot_id, counter, counted, counted_at, shown, book, posted,
                                outcome, stands)
    select line.id, ${id}, ${placeId}, "itemCode", "lotId", counter, counted, "countedAt", shown, book, posted, outcome, stands
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line (
      id uuid, "itemCode" text, "lotId" uuid, counter text, counted bigint, "countedAt" timestamptz, shown bigint, book bigint,
      posted bigint, outcome text, stands boolean)`.execute(tx);
}

export async function openConflict(
  tx: Tx,
  conflict: { id: string; placeId: string; itemCode: string; lotId: string | null; at: string },
  lineIds: readonly string[],
): Promise<void> {
  const { id, placeId, itemCode, lotId, at } = conflict;
  await sql`
    insert into count_conflict (id, place_id, item_code, lot_id, asked_at)
    values (${id}, ${placeId}, ${itemCode}, ${lotId}, ${at})`.execute(tx);
  await addToConflict(tx, id, lineIds);
}

export async function addToConflict(tx: Tx, id: string, lineIds: readonly string[]): Promise<void> {
  await sql`
    insert into count_conflict_line (conflict_id, line_id)
    select ${id}, line from unnest(${[...lineIds]}::uuid[]) line on conflict do nothing`.execute(tx);
}

/** One more fact of the question; returns its version. */
export async function bumpConflict(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update count_conflict set version = version + 1 where id = ${id} returning version`.execute(tx);
  return rows[0]!.version;
}

export type LockedConflict = {
  id: string;
  placeId: string;
  itemCode: string;
  lotId: string | null;
  answeredAt: string | null;
  lineIds: string[];
};

export async function lockConflict(tx: Tx, id: string): Promise<LockedConflict | undefined> {
  const { rows } = await sql<LockedConflict>`
    select id, place_id as "placeId", item_code as "itemCode", lot_id as "lotId", answered_at as "answeredAt",
           (select array_agg(line_id) from count_conflict_line where conflict_id = id) as "lineIds"
    from count_conflict where id = ${id} for update`.execute(tx);
  return rows[0];
}

/** What the book would say had only the kept count of these been posted. */
export async function targetOf(db: DbOrTx, keptId: string, lineIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ target: number }>`
    select kept.counted + ${netMoved(sql`happened_at > line.at
             and not (kind = 'count' and posting_id in (select stocktake_id from stocktake_line where id = any(${[...lineIds]}::uuid[])))`)} as target
    from stocktake_line kept
    cross join lateral (select place_id as place, item_code as item, lot_id as lot, counted_at as at) line
    where kept.id = ${keptId}`.execute(db);
  return Math.max(0, rows[0]!.target);
}

/** The kept line decides from here on, the others nothing. */
export async function answerConflict(
  tx: Tx,
  answer: { id: string; keptId: string; lineIds: readonly string[]; at: string; by: string },
): Promise<void> {
  const { id, keptId, lineIds, at, by } = answer;
  await sql`
    update stocktake_line set stands = (id = ${keptId}) where id = any(${[...lineIds, keptId]}::uuid[])`.execute(tx);
  await sql`
    update count_conflict set answered_at = ${at}, answered_by = ${by}, kept_line_id = ${keptId} where id = ${id}`.execute(
    tx,
  );
}

/** What messages say of counts that differ: where and what. */
export type ConflictForMessage = {
  id: string;
  organisationId: string;
  areaCode: string;
  organisationName: string;
  itemName: { zh: string; en: string };
  baseUnitName: { zh: string; en: string };
  counts: { by: string; counted: number }[];
};

export async function conflictsForMessages(db: DbOrTx, ids: readonly string[]): Promise<ConflictForMessage[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ConflictForMessage>`
    select conflict.id, organisation.id as "organisationId", organisation.area_code as "areaCode",
           organisation.name as "organisationName", jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName",
           jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as "baseUnitName",
           (select jsonb_agg(jsonb_build_object('by', actor_name, 'counted', counted) order by counted_at, line.id)
            from count_conflict_line join stocktake_line line on line.id = line_id join stocktake on stocktake.id = stocktake_id
            where conflict_id = conflict.id) as counts
    from count_conflict conflict join place on place.id = conflict.place_id
    join organisation on organisation.id = organisation_id join item on item.code = conflict.item_code
    join unit on unit.code = base_unit where conflict.id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}
