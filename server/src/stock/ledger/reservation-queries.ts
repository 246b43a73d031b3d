import { type RawBuilder, sql } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';

export type NewReservation = {
  reservationId: string;
  placeId: string;
  itemCode: string;
  quantity: number;
  expiresAt: string | null;
} & HeldFor;

/** What goods are held for: a line of a need or of a transfer. */
export type HeldFor = { needId: string; needLineId: string } | { transferId: string; transferLineId: string };

/** The database adds them to what is reserved of their holdings. */
export async function insertReservations(tx: Tx, reservations: readonly NewReservation[]): Promise<void> {
  await sql`
    insert into reservation (id, place_id, item_code, need_id, need_line_id, transfer_id, transfer_line_id, quantity, expires_at)
    select "reservationId", "placeId", "itemCode", "needId", "needLineId", "transferId", "transferLineId", quantity, "expiresAt"
    from jsonb_to_recordset(${JSON.stringify(reservations)}::jsonb) as fresh (
      "reservationId" uuid, "placeId" uuid, "itemCode" text, "needId" uuid, "needLineId" uuid, "transferId" uuid,
      "transferLineId" uuid, quantity bigint, "expiresAt" timestamptz)`.execute(tx);
}

export type LockedReservation = {
  id: string;
  placeId: string;
  itemCode: string;
  shipped: number;
  released: number;
  open: number;
  ended: 'released' | 'expired' | null;
  expiresAt: string | null;
};

/** Locks the holdings of the reservations, then the reservations, each in the order of their keys. */
export async function lockReservations(tx: Tx, ids: readonly string[]): Promise<Map<string, LockedReservation>> {
  await sql`
    select 1 from holding where (place_id, item_code) in (
      select place_id, item_code from reservation where id = any(${ids}::uuid[]))
    order by place_id, item_code for no key update`.execute(tx);
  const { rows } = await sql<LockedReservation>`
    select id, place_id as "placeId", item_code as "itemCode", shipped, released, quantity - shipped - released as open, ended,
           expires_at as "expiresAt"
    from reservation where id = any(${ids}::uuid[]) order by id for no key update`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** A change of what a reservation has become; the database moves what is reserved by the difference. */
export type ReservationShift = {
  reservationId: string;
  shipped: number;
  released: number;
  ended: 'released' | 'expired' | null;
};

/** Applies the shifts, one a reservation, in one statement. */
export async function shiftReservations(tx: Tx, shifts: readonly ReservationShift[]): Promise<void> {
  await sql`
    update reservation set shipped = reservation.shipped + shift.shipped, released = reservation.released + shift.released,
                           ended = shift.ended
    from jsonb_to_recordset(${JSON.stringify(shifts)}::jsonb) as shift (
      "reservationId" uuid, shipped bigint, released bigint, ended text)
    where reservation.id = shift."reservationId"`.execute(tx);
}

/** A need's reservation with what of it is still held, and whose goods they are. */
export type ReservationRow = {
  id: string;
  placeId: string;
  itemCode: string;
  supplierId: string;
  supplierName: string;
  needId: string;
  needLineId: string;
  quantity: number;
  shipped: number;
  released: number;
  open: number;
  expiresAt: string | null;
  ended: 'released' | 'expired' | null;
};

export async function findReservations(db: DbOrTx, ids: readonly string[]): Promise<ReservationRow[]> {
  return readReservations(db, sql`reservation.id = any(${ids}::uuid[])`);
}

/** Everything ever held for the needs. */
export async function reservationsFor(db: DbOrTx, needIds: readonly string[]): Promise<ReservationRow[]> {
  return readReservations(db, sql`need_id = any(${needIds}::uuid[])`);
}

/** What is still held for the need. */
export async function openReservations(db: DbOrTx, needId: string): Promise<ReservationRow[]> {
  return readReservations(db, sql`need_id = ${needId} and shipped + released < reservation.quantity`);
}

/** Held for needs longer than agreed, the longest first. */
export async function findExpiredReservations(
  db: DbOrTx,
  now: Temporal.Instant,
  limit: number,
): Promise<ReservationRow[]> {
  const due = sql`expires_at <= ${String(now)} and shipped + released < reservation.quantity`;
  return readReservations(db, due, sql`order by expires_at, reservation.id limit ${limit}`);
}

/** Suppliers that hold or have sent something for each need. */
export async function suppliersOfNeeds(db: DbOrTx, needIds: readonly string[]): Promise<Map<string, string[]>> {
  if (needIds.length === 0) return new Map();
  const { rows } = await sql<{ needId: string; suppliers: string[] }>`
    select need_id as "needId", array_agg(distinct place.organisation_id) as suppliers
    from reservation join place on place.id = place_id
    where need_id = any(${needIds}::uuid[]) and (ended is null or shipped > 0)
    group by need_id`.execute(db);
  return new Map(rows.map((row) => [row.needId, row.suppliers]));
}

async function readReservations(
  db: DbOrTx,
  condition: RawBuilder<unknown>,
  order: RawBuilder<unknown> = sql`order by reservation.id`,
): Promise<ReservationRow[]> {
  const { rows } = await sql<ReservationRow>`
    select reservation.id, place_id as "placeId", item_code as "itemCode", organisation.id as "supplierId",
           organisation.name as "supplierName", need_id as "needId", need_line_id as "needLineId", reservation.quantity, shipped,
           released, reservation.quantity - shipped - released as open, expires_at as "expiresAt", ended
    from reservation join place on place.id = place_id join organisation on organisation.id = place.organisation_id
    where need_id is not null and ${condition} ${order}`.execute(db);
  return rows;
}
