import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

/** A change of what sources hold: added to `reserved` and to `quantity`. */
export type SourceShift = { sourceId: string; reserved: number; quantity: number };
/** A change of what reservations have become. */
export type ReservationShift = {
  reservationId: string;
  shipped: number;
  released: number;
  ended: 'released' | 'expired' | null;
};

export type LockedSource = {
  id: string;
  name: string;
  available: number;
  itemCode: string;
  organisationId: string;
  areaCode: string;
  unit: { zh: string; en: string };
  isOpen: boolean;
};

/** `isOpen`: its window is not over at that instant (null: whatever the window). Locks in the order of ids, so that two ledgers at work never wait for each other in a circle. */
export async function lockSources(
  tx: Tx,
  ids: readonly string[],
  at: Temporal.Instant | null,
): Promise<Map<string, LockedSource>> {
  await sql`select 1 from source where id = any(${ids}::uuid[]) order by id for no key update`.execute(tx);
  const { rows } = await sql<LockedSource>`
    select source.id, organisation.name, quantity - reserved as available, item_code as "itemCode",
           organisation.id as "organisationId", organisation.area_code as "areaCode",
           jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as unit,
           ${at === null} or coalesce(available_until > ${at === null ? null : String(at)}, true) as "isOpen"
    from source join organisation on organisation.id = organisation_id join item on item.code = item_code
    join unit on unit.code = base_unit
    where source.id = any(${ids}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export type LockedReservation = {
  id: string;
  sourceId: string;
  shipped: number;
  released: number;
  open: number;
  ended: 'released' | 'expired' | null;
  expiresAt: string | null;
};

/** Locks the sources of the reservations, then the reservations, each in the order of ids. */
export async function lockReservations(tx: Tx, ids: readonly string[]): Promise<Map<string, LockedReservation>> {
  await sql`
    select 1 from source where id in (select source_id from reservation where id = any(${ids}::uuid[]))
    order by id for no key update`.execute(tx);
  const { rows } = await sql<LockedReservation>`
    select id, source_id as "sourceId", shipped, released, quantity - shipped - released as open, ended,
           expires_at as "expiresAt"
    from reservation where id = any(${ids}::uuid[]) order by id for no key update`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export type NewReservation = {
  reservationId: string;
  sourceId: string;
  needId: string;
  needLineId: string;
  quantity: number;
  expiresAt: string | null;
};

export async function insertReservations(tx: Tx, reservations: readonly NewReservation[]): Promise<void> {
  await sql`
    insert into reservation (id, source_id, need_id, need_line_id, quantity, expires_at)
    select "reservationId", "sourceId", "needId", "needLineId", quantity, "expiresAt"
    from jsonb_to_recordset(${JSON.stringify(reservations)}::jsonb) as fresh (
      "reservationId" uuid, "sourceId" uuid, "needId" uuid, "needLineId" uuid, quantity bigint, "expiresAt" timestamptz)`.execute(
    tx,
  );
}

/** Applies the shifts, one a source, in one statement; the table's own checks refuse an overbooking. */
export async function shiftSources(tx: Tx, shifts: readonly SourceShift[]): Promise<void> {
  await sql`
    update source set reserved = source.reserved + shift.reserved, quantity = source.quantity + shift.quantity
    from jsonb_to_recordset(${JSON.stringify(shifts)}::jsonb) as shift ("sourceId" uuid, reserved bigint, quantity bigint)
    where source.id = shift."sourceId"`.execute(tx);
}

/** Applies the shifts, one a reservation, in one statement. */
export async function shiftReservations(tx: Tx, shifts: readonly ReservationShift[]): Promise<void> {
  await sql`
    update reservation set shipped = reservation.shipped + shift.shipped, released = reservation.released + shift.released,
                           ended = shift.ended
    from jsonb_to_recordset(${JSON.stringify(shifts)}::jsonb) as shift (
      "reservationId" uuid, shipped bigint, released bigint, ended text)
    where reservation.id = shift."reservationId"`.execute(tx);
}
