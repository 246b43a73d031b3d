import type { AssetAction, AssetState, SerialKind, WrittenChange } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';
import { type AssetRow, findAssetRow } from './queries.ts';

/** Locks the asset's row; who scans the same thing at the same moment waits. */
export async function lockAsset(tx: Tx, id: string): Promise<AssetRow> {
  await sql`select 1 from asset where id = ${id} for no key update`.execute(tx);
  return (await findAssetRow(tx, id))!;
}

export type NewAsset = {
  id: string;
  number: string;
  code: string | null;
  maker: string | null;
  inspectBy: string | null;
};
export type AssetBatch = {
  item: string;
  kind: SerialKind;
  life: string;
  ownerId: string;
  placeId: string;
  state: AssetState;
  actor: string;
  actorName: string;
  happenedAt: string;
};

/** Which of these numbers and codes stand in the register already. */
export async function findTaken(
  db: DbOrTx,
  numbers: readonly string[],
  codes: readonly string[],
): Promise<{ number: string; code: string | null }[]> {
  return db
    .selectFrom('asset')
    .select(['number', 'code'])
    .where((where) => where.or([where('number', 'in', [...numbers, '']), where('code', 'in', [...codes, ''])]))
    .execute();
}

/** Makes other registrations wait, so that two batches cannot take the same number; scans go on. */
export async function lockRegister(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('asset register'))`.execute(tx);
}

export async function insertAssets(tx: Tx, batch: AssetBatch, assets: readonly NewAsset[]): Promise<void> {
  const rows = sql`jsonb_to_recordset(${JSON.stringify(assets)}::jsonb) as fresh (
    id uuid, number text, code text, maker text, "inspectBy" date)`;
  await sql`
    insert into asset (id, number, code, item_code, kind, owner_id, maker, inspect_by, state, place_id, moved_at, move_version)
    select id, number, code, ${batch.item}, ${batch.kind}, ${batch.ownerId}, maker, "inspectBy", ${batch.state}, ${batch.placeId},
           ${batch.happenedAt}, 1
    from ${rows}`.execute(tx);
  await sql`
    insert into asset_move (asset_id, version, life, action, from_state, to_state, to_place_id, actor, actor_name, happened_at)
    select id, 1, ${batch.life}, 'register', 'none', ${batch.state}, ${batch.placeId}, ${batch.actor}, ${batch.actorName},
           ${batch.happenedAt}
    from ${rows}`.execute(tx);
}

export type NewMove = {
  assetId: string;
  /** Version of the move, one after the asset's last. */
  version: number;
  life: string;
  action: AssetAction;
  fromState: AssetState;
  toState: AssetState;
  fromPlaceId: string;
  toPlaceId: string;
  boundForId: string | null;
  dueOn: string | null;
  unexpected: boolean;
  note: string | null;
  /** The version of the move that this one says was wrong. */
  corrects: number | null;
  changes: WrittenChange[];
  actor: string;
  actorName: string;
  happenedAt: string;
};

/** What changes of the asset itself besides state and place. */
export type AssetChange = {
  lentById: string | null;
  inspectBy: string | null;
  repairWanted: RepairWanted | null;
  movedAt: string;
};

/** What the need for a repair says. */
export type RepairWanted = { organisationId: string; patientDepends: boolean; note: string | null; at: string };

export async function insertMove(tx: Tx, move: NewMove, change: AssetChange): Promise<void> {
  await tx
    .insertInto('asset_move')
    .values({
      asset_id: move.assetId,
      version: move.version,
      life: move.life,
      action: move.action,
      from_state: move.fromState,
      to_state: move.toState,
      from_place_id: move.fromPlaceId,
      to_place_id: move.toPlaceId,
      bound_for_id: move.boundForId,
      due_on: move.dueOn,
      unexpected: move.unexpected,
      note: move.note,
      corrects_version: move.corrects,
      changes: JSON.stringify(move.changes),
      actor: move.actor,
      actor_name: move.actorName,
      happened_at: move.happenedAt,
    })
    .execute();
  await sql`
    update asset set state = ${move.toState}, place_id = ${move.toPlaceId}, bound_for_id = ${move.boundForId},
      lent_by_id = ${change.lentById}, due_on = ${move.dueOn}, inspect_by = ${change.inspectBy}, moved_at = ${change.movedAt},
      move_version = ${move.version}, version = version + 1,
      repair_wanted = case when ${move.toState} = 'faulty' then coalesce(${change.repairWanted && JSON.stringify(change.repairWanted)}::jsonb, repair_wanted) end,
      repair_need_id = case when ${move.toState} = 'faulty' then repair_need_id end
    where id = ${move.assetId}`.execute(tx);
}

export type Sighting = Pick<NewMove, 'assetId' | 'action' | 'note' | 'actor' | 'actorName' | 'happenedAt'> & {
  commandId: string;
  placeId: string;
};

export async function insertSighting(tx: Tx, sighting: Sighting): Promise<void> {
  await tx
    .insertInto('asset_sighting')
    .values({
      asset_id: sighting.assetId,
      command_id: sighting.commandId,
      action: sighting.action,
      place_id: sighting.placeId,
      actor: sighting.actor,
      actor_name: sighting.actorName,
      note: sighting.note,
      happened_at: sighting.happenedAt,
    })
    .execute();
}

export type AssetFields = { number: string; code: string | null; maker: string | null; ownerId: string };

/** What is written on it, anew; the move that says so counts its version up. */
export async function writeAnew(tx: Tx, id: string, { ownerId, ...fields }: AssetFields): Promise<void> {
  await tx
    .updateTable('asset')
    .set({ ...fields, owner_id: ownerId })
    .where('id', '=', id)
    .execute();
}

/** The move that is to be corrected: where it led, and until when the thing was lent before and after it. */
export type WrongMove = { action: AssetAction; takerId: string | null; dueOn: string | null; dueBefore: string | null };

export async function findWrongMove(tx: Tx, assetId: string, version: number): Promise<WrongMove | undefined> {
  const { rows } = await sql<WrongMove>`
    select move.action, taker.organisation_id as "takerId", move.due_on as "dueOn", earlier.due_on as "dueBefore"
    from asset_move move join place taker on taker.id = move.to_place_id
    left join asset_move earlier on earlier.asset_id = move.asset_id and earlier.version = move.previous_version
    where move.asset_id = ${assetId} and move.version = ${version}`.execute(tx);
  return rows[0];
}

export type RepairToAsk = RepairWanted & {
  assetId: string;
  version: number;
  number: string;
  maker: string | null;
  itemName: string;
};

/** Reported faults for whose repair no need is open yet, the oldest first. */
export async function repairsToAsk(db: DbOrTx, limit: number): Promise<RepairToAsk[]> {
  const { rows } = await sql<RepairToAsk>`
    select asset.id as "assetId", asset.move_version as version, number, maker, item.name_zh as "itemName",
           repair_wanted ->> 'organisationId' as "organisationId", (repair_wanted ->> 'patientDepends')::boolean as "patientDepends",
           repair_wanted ->> 'note' as note, repair_wanted ->> 'at' as at
    from asset join item on item.code = item_code
    where repair_wanted is not null and repair_need_id is null
    order by repair_wanted ->> 'at', asset.id limit ${limit}`.execute(db);
  return rows;
}

/** Ties the need for its repair to an asset that is still out of order. */
export async function linkRepairNeed(tx: DbOrTx, assetId: string, needId: string): Promise<void> {
  await sql`update asset set repair_need_id = ${needId} where id = ${assetId} and state = 'faulty'`.execute(tx);
}
