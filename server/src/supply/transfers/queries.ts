import type { CorrectableFigure, Transfer, TransferLine, TransferStatusCode } from '@baogong/contract';
import { type RawBuilder, sql } from 'kysely';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';
import { placeJson, type Scope, seen, tripInIso } from '../../stock/index.ts';

export type LineRecord = TransferLine & { reservationId: string; expiredReason: string | null };
/** A transfer with what its verbs need besides what people see. */
export type TransferRecord = Omit<Transfer, 'actions' | 'lines'> & { lines: LineRecord[] };

export type TransferFilter = {
  id?: string | undefined;
  organisation?: string | undefined;
  direction?: 'in' | 'out' | undefined;
  state?: 'open' | 'under-way' | 'ended' | undefined;
  item?: string | undefined;
  query?: string | undefined;
  scope: Scope;
  after?: string | undefined;
  limit: number;
};

const MOST_LOADS = 20;
const states = { open: ['held', 'under-way'], 'under-way': ['under-way'], ended: ['done', 'released', 'expired'] };

/** A page of transfers, newest first. The direction is that of the organisation named, else of those that the reader may see. */
export async function findTransfers(db: DbOrTx, filter: TransferFilter): Promise<TransferRecord[]> {
  const { id, state, item, query, scope, after, limit, organisation, direction } = filter;
  const mine = (side: 'sender' | 'receiver') =>
    organisation === undefined ? seen(sql.ref(side), scope) : sql<boolean>`${sql.ref(side)}.id = ${organisation}`;
  const sides = {
    in: mine('receiver'),
    out: mine('sender'),
    both: sql`(${mine('sender')} or ${mine('receiver')})`,
  };
  const conditions = [
    sides[direction ?? 'both'],
    sql`(${seen(sql`sender`, scope)} or ${seen(sql`receiver`, scope)})`,
    state === undefined ? sql`true` : sql`transfer.status = any(${states[state]}::text[])`,
    id === undefined ? sql`true` : sql`transfer.id = ${id}`,
    item === undefined
      ? sql`true`
      : sql`exists (select 1 from transfer_line own where own.transfer_id = transfer.id and own.item_code = ${item})`,
    query
      ? sql`concat_ws(' ', 'T' || number, sender.name, receiver.name) ilike ${`%${query.replace(/[\\%_]/g, '\\$&')}%`}`
      : sql`true`,
    after === undefined ? sql`true` : sql`number < ${after}::bigint`,
  ];
  return readTransfers(db, sql.join(conditions, sql` and `), limit);
}

export async function findTransfer(db: DbOrTx, id: string): Promise<TransferRecord | undefined> {
  return (await readTransfers(db, sql`transfer.id = ${id}`, 1))[0];
}

/** Locks and reads the transfer; `undefined` when there is none. Its lines and reservations change under this lock only. */
export async function lockTransfer(tx: Tx, id: string): Promise<TransferRecord | undefined> {
  await sql`select 1 from transfer where id = ${id} for no key update`.execute(tx);
  return findTransfer(tx, id);
}

async function readTransfers(db: DbOrTx, condition: RawBuilder<unknown>, limit: number): Promise<TransferRecord[]> {
  const { rows } = await sql<TransferRecord>`
    select transfer.id, 'T' || number as number, status, ${placeJson(sql`place`, sql`sender`)} as "from",
           jsonb_build_object('id', receiver.id, 'name', receiver.name, 'kind', receiver.kind, 'areaCode', receiver.area_code) as "to",
           expires_at as "expiresAt", transfer.note, vehicle, made_by_name as "madeBy",
           made_at as "madeAt", transfer.version, own.lines, road.loads
    from transfer join published_place place on place.id = from_place_id
    join organisation sender on sender.id = from_organisation_id join organisation receiver on receiver.id = to_organisation_id
    join lateral (
      select jsonb_agg(jsonb_build_object('id', line.id, 'item', line.item_code,
               'itemName', jsonb_build_object('zh', item.name_zh, 'en', item.name_en),
               'baseUnitName', jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en),
               'lot', case when lot.id is not null
                        then jsonb_build_object('id', lot.id, 'number', lot.number, 'expiresOn', lot.expires_on) end,
               'quantity', line.quantity, 'held', held.quantity - held.shipped - held.released, 'sent', sent,
               'underWay', sent - received - lost - returned, 'received', received, 'lost', lost, 'returned', returned,
               'reservationId', reservation_id, 'expiredReason', expired_reason) order by line.position) as lines
      from transfer_line line join item on item.code = line.item_code join unit on unit.code = base_unit
      join published_reservation held on held.id = reservation_id left join published_lot lot on lot.id = line.lot_id
      where line.transfer_id = transfer.id) own on true
    join lateral (
      select coalesce(jsonb_agg(to_jsonb(load) order by load."shippedAt", id), '[]') as loads
      from (select trip_id as id, shipped_at as "shippedAt", expected_at as "expectedAt", expected_before as "wasExpectedAt"
            from transfer_line line join published_shipment shipment on shipment.reservation_id = line.reservation_id
            where line.transfer_id = transfer.id and under_way > 0 group by 1, 2, 3, 4 order by 2 limit ${MOST_LOADS}) load) road on true
    where ${condition} order by transfer.number desc limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, loads: row.loads.map(tripInIso) }));
}

/** Transfers that still hold something past their time, the longest first. */
export async function expiredTransfers(db: DbOrTx, now: Temporal.Instant, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from transfer where status in ('held', 'under-way') and expires_at <= ${iso(now)} and exists (
      select 1 from published_reservation held where held.transfer_id = transfer.id and shipped + released < quantity)
    order by expires_at, id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

export type NewTransfer = {
  id: string;
  fromPlaceId: string;
  fromOrganisationId: string;
  toOrganisationId: string;
  expiresAt: string;
  note: string | null;
  madeByName: string;
  madeAt: string;
};
export type NewLine = {
  id: string;
  reservationId: string;
  itemCode: string;
  lotId: string | null;
  expiredReason: string | null;
  quantity: number;
};

export async function insertTransfer(tx: Tx, transfer: NewTransfer, lines: readonly NewLine[]): Promise<void> {
  await tx
    .insertInto('transfer')
    .values({
      id: transfer.id,
      status: 'held',
      from_place_id: transfer.fromPlaceId,
      from_organisation_id: transfer.fromOrganisationId,
      to_organisation_id: transfer.toOrganisationId,
      expires_at: transfer.expiresAt,
      note: transfer.note,
      made_by_name: transfer.madeByName,
      made_at: transfer.madeAt,
    })
    .execute();
  const rows = lines.map((line, position) => ({
    id: line.id,
    transfer_id: transfer.id,
    position,
    item_code: line.itemCode,
    lot_id: line.lotId,
    expired_reason: line.expiredReason,
    quantity: line.quantity,
    reservation_id: line.reservationId,
  }));
  await tx.insertInto('transfer_line').values(rows).execute();
}

export type TransferChange = { vehicle?: string | null };

export async function updateTransfer(
  tx: Tx,
  id: string,
  change: TransferChange & { status: TransferStatusCode; version: number },
): Promise<void> {
  await tx.updateTable('transfer').set(change).where('id', '=', id).execute();
}

/** By how much the figures of a line change. Base units. */
export type LineShift = { lineId: string } & Partial<Record<CorrectableFigure, number>>;

export async function shiftLines(tx: Tx, shifts: readonly LineShift[]): Promise<void> {
  const rows = shifts.map((shift) => ({ sent: 0, received: 0, lost: 0, returned: 0, ...shift }));
  await sql`
    update transfer_line line set sent = line.sent + shift.sent, received = line.received + shift.received,
                                  lost = line.lost + shift.lost, returned = line.returned + shift.returned
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as shift (
      "lineId" uuid, sent bigint, received bigint, lost bigint, returned bigint)
    where line.id = shift."lineId"`.execute(tx);
}

export type LotRecord = { id: string; itemCode: string; number: string; expiresOn: string | null };

export async function lotsById(db: DbOrTx, ids: readonly string[]): Promise<Map<string, LotRecord>> {
  const { rows } = await sql<LotRecord>`
    select id, item_code as "itemCode", number, expires_on as "expiresOn" from published_lot where id = any(${[...ids]}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** What open transfers hold of a lot at a place already. */
export async function heldOfLots(db: DbOrTx, placeId: string, lotIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ lotId: string; held: number }>`
    select line.lot_id as "lotId", sum(held.quantity - held.shipped - held.released)::bigint as held
    from transfer_line line join published_reservation held on held.id = line.reservation_id
    where held.place_id = ${placeId} and line.lot_id = any(${[...lotIds]}::uuid[]) and shipped + released < held.quantity
    group by line.lot_id`.execute(db);
  return new Map(rows.map(({ lotId, held }) => [lotId, held]));
}
