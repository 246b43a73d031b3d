import type { Release, ReleaseStatus } from '@baogong/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';

export type ReleaseRow = Omit<Release, 'actions'> & { organisationId: string; sourceArea: string; asker: string };
type Scope = { everywhere: boolean; areas: readonly string[]; own: readonly string[] };

/** Of a reserve: approved, less what reservations hold or have sent of it. Base units; names the row of `source`. */
export const leftOfReserve = sql`greatest(0,
  (select coalesce(sum(granted), 0) from reserve_release where source_id = source.id and status = 'approved')
  - (select coalesce(sum(quantity - released), 0) from published_reservation held
     where held.place_id = source.place_id and held.item_code = source.item_code))::bigint`;

type Filter = { source?: string; status?: ReleaseStatus; scope: Scope; after?: string; limit: number };

export async function findReleases(db: DbOrTx, { source, status, scope, after, limit }: Filter): Promise<ReleaseRow[]> {
  return readReleases(
    db,
    sql`${source === undefined ? sql`true` : sql`source_id = ${source}`}
      and ${status === undefined ? sql`true` : sql`status = ${status}`}
      and ${after === undefined ? sql`true` : sql`(asked_at, release.id) < (select asked_at, id from reserve_release where id = ${after})`}
      and (${scope.everywhere} or source.organisation_id = any(${scope.own}::uuid[])
           or organisation.area_code like any(${scope.areas.map((area) => `${area}%`)}::text[]))`,
    limit,
  );
}

/** Locks and reads the release; `undefined` when there is none. */
export async function lockRelease(tx: Tx, id: string): Promise<ReleaseRow | undefined> {
  await sql`select 1 from reserve_release where id = ${id} for no key update`.execute(tx);
  return (await readReleases(tx, sql`release.id = ${id}`, 1))[0];
}

async function readReleases(db: DbOrTx, condition: RawBuilder<unknown>, limit: number): Promise<ReleaseRow[]> {
  const { rows } = await sql<ReleaseRow>`
    select release.id, source_id as "sourceId", organisation.id as "organisationId", organisation.name as "organisationName",
           organisation.area_code as "sourceArea", source.item_code as item,
           jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName",
           jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as "baseUnitName", release.quantity, granted, reason, status,
           need_id as "needId", release.area_code as "areaCode", area.name as "areaName", asked_by as asker,
           asked_by_name as "askedBy", asked_at as "askedAt", decided_by_name as "decidedBy", decided_at as "decidedAt",
           decision_note as "decisionNote", reserve.left,
           greatest(0, holding.available - reserve.left) as locked, release.version
    from reserve_release release join source on source.id = source_id
    join organisation on organisation.id = source.organisation_id
    join item on item.code = source.item_code join unit on unit.code = base_unit
    join published_holding holding on holding.place_id = source.place_id and holding.item_code = source.item_code
    cross join lateral (select ${leftOfReserve} as left) reserve
    left join area on area.code = release.area_code
    where ${condition} order by asked_at desc, release.id desc limit ${limit}`.execute(db);
  return rows;
}

export type NewRelease = Pick<Release, 'id' | 'sourceId' | 'quantity' | 'reason' | 'needId' | 'areaCode'> & {
  by: string;
  byName: string;
};

export async function insertRelease(tx: Tx, release: NewRelease, askedAt: string): Promise<void> {
  const { id, sourceId, quantity, reason, needId, areaCode, by, byName } = release;
  const row = { id, source_id: sourceId, quantity, reason, need_id: needId, area_code: areaCode };
  await tx
    .insertInto('reserve_release')
    .values({ ...row, asked_by: by, asked_by_name: byName, asked_at: askedAt, status: 'asked' })
    .execute();
}

export type Ending = {
  status: Exclude<ReleaseStatus, 'asked'>;
  granted: number | null;
  byName: string;
  at: string;
  note: string | null;
};

export async function endRelease(tx: Tx, id: string, { status, granted, byName, at, note }: Ending): Promise<void> {
  await tx
    .updateTable('reserve_release')
    .set((row) => ({
      status,
      granted,
      decided_by_name: byName,
      decided_at: at,
      decision_note: note,
      version: row('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

/** Of each reserve among the sources, what may still be held. Locks the sources in the order of their ids. */
export async function lockReserves(tx: Tx, sourceIds: readonly string[]): Promise<Map<string, number>> {
  const ids = [...new Set(sourceIds)];
  await sql`select 1 from source where id = any(${ids}::uuid[]) and origin = 'reserve' order by id for no key update`.execute(
    tx,
  );
  const { rows } = await sql<{ id: string; left: number }>`
    select id, ${leftOfReserve} as left from source where id = any(${ids}::uuid[]) and origin = 'reserve'`.execute(tx);
  return new Map(rows.map(({ id, left }) => [id, left]));
}
