import type { AssetTraceEntry } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';
import { placeJson } from './queries.ts';

/** `position`: when it was recorded, in microseconds since 1970. */
export type TraceRow = AssetTraceEntry & { position: string };

/** Moves and late sightings of one asset, those recorded last first. */
export async function readTrace(
  db: DbOrTx,
  assetId: string,
  before: string | undefined,
  limit: number,
): Promise<TraceRow[]> {
  const { rows } = await sql<TraceRow>`
    with seen as (
      select version, action, from_state, to_state, from_place_id, to_place_id, bound_for_id, due_on, unexpected, false as late,
             corrects_version, changes, note, actor_name, happened_at, recorded_at
      from asset_move where asset_id = ${assetId}
      union all
      select null, action, '', '', null, place_id, null, null, false, true, null, '[]'::jsonb, note, actor_name, happened_at,
             recorded_at
      from asset_sighting where asset_id = ${assetId}),
    numbered as (select *, (extract(epoch from recorded_at) * 1000000)::bigint as position from seen)
    select numbered.version, corrects_version as corrects, changes,
           (select fix.version from asset_move fix
            where fix.asset_id = ${assetId} and fix.corrects_version = numbered.version) as "correctedBy",
           action, from_state as "from", to_state as "to",
           case when from_place_id is null then null else ${placeJson('origin', 'giver', 'nobody')} end as "fromPlace",
           ${placeJson('target', 'taker', 'bound')} as "toPlace",
           actor_name as by, note, unexpected, late, due_on as "dueOn", happened_at as "happenedAt",
           recorded_at as "recordedAt", position::text
    from numbered
    left join place origin on origin.id = from_place_id left join organisation giver on giver.id = origin.organisation_id
    left join organisation nobody on false
    join place target on target.id = to_place_id left join organisation taker on taker.id = target.organisation_id
    left join organisation bound on bound.id = bound_for_id
    where ${before === undefined ? sql`true` : sql`position < ${before}::bigint`}
    order by position desc, numbered.version desc nulls last limit ${limit}`.execute(db);
  return rows;
}
