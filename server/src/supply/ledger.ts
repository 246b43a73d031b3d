import { newId } from '@baogong/contract';
import type { Tx } from '../platform/db/database.ts';
import { conflict, invalid, notFound } from '../platform/refusal.ts';
import {
  insertReservations,
  type LockedReservation,
  type LockedSource,
  lockReservations,
  lockSources,
  type NewReservation,
  type ReservationShift,
  shiftReservations,
  shiftSources,
  type SourceShift,
} from './ledger-queries.ts';

export type Hold = Omit<NewReservation, 'reservationId'> & { reservationId?: string };
export type Part = { reservationId: string; quantity: number };

/**
 * Two-phase ledger of what is held for needs: reserve, then take for shipment all or part, or release. Each verb locks the
 * sources it touches in the order of their ids and changes all of them or none. Quantities are base units of the item.
 */

/** Holds parts of sources. Returns the reservations' ids in the order given. */
export async function reserve(tx: Tx, holds: readonly Hold[], now: Temporal.Instant): Promise<string[]> {
  if (holds.length === 0) return [];
  const reservations = holds.map((hold) => ({ ...hold, reservationId: hold.reservationId ?? newId() }));
  const sources = await lockSources(
    tx,
    holds.map((hold) => hold.sourceId),
    now,
  );
  requireAvailable(sources, holds);
  await shiftSources(
    tx,
    sourceShifts(holds.map(({ sourceId, quantity }) => ({ sourceId, reserved: quantity, quantity: 0 }))),
  );
  await insertReservations(tx, reservations);
  return reservations.map((reservation) => reservation.reservationId);
}

/** Gives back everything still held under these reservations, and marks why they ended. Nothing held: nothing happens. */
export async function releaseReservations(
  tx: Tx,
  ids: readonly string[],
  ended: 'released' | 'expired',
): Promise<void> {
  const open = (await lockKnown(tx, ids)).filter((reservation) => reservation.open > 0);
  await shift(
    tx,
    open.map((each) => ({
      reservation: each,
      reserved: -each.open,
      quantity: 0,
      shipped: 0,
      released: each.open,
      ended,
    })),
  );
}

/** Gives back parts of what is still held (a need that asks for less now). */
export async function releaseParts(tx: Tx, parts: readonly Part[]): Promise<void> {
  const reservations = await lockParts(tx, parts);
  requireHeld(reservations, 'open');
  await shift(
    tx,
    reservations.map(({ reservation, quantity }) => {
      const ended = quantity === reservation.open ? 'released' : reservation.ended;
      return { reservation, reserved: -quantity, quantity: 0, shipped: 0, released: quantity, ended };
    }),
  );
}

/** Holds again what was released (an undone return); refused when somebody else took it meanwhile. */
export async function holdAgain(tx: Tx, parts: readonly Part[]): Promise<void> {
  const reservations = await lockParts(tx, parts);
  requireHeld(reservations, 'released');
  const wanted = reservations.map(({ reservation, quantity }) => ({ sourceId: reservation.sourceId, quantity }));
  const sources = await lockSources(
    tx,
    wanted.map((each) => each.sourceId),
    null,
  );
  requireAvailable(sources, wanted);
  await shift(
    tx,
    reservations.map(({ reservation, quantity }) => {
      return { reservation, reserved: quantity, quantity: 0, shipped: 0, released: -quantity, ended: null };
    }),
  );
}

/** The goods leave: what is shipped is no longer held nor on hand. */
export async function takeForShipment(
  tx: Tx,
  parts: readonly Part[],
  now: Temporal.Instant,
  { evenIfExpired = false }: { evenIfExpired?: boolean } = {},
): Promise<void> {
  const reservations = await lockParts(tx, parts);
  if (!evenIfExpired) requireUnexpired(reservations, now);
  requireHeld(reservations, 'open');
  await shift(
    tx,
    reservations.map(({ reservation, quantity }) => {
      return {
        reservation,
        reserved: -quantity,
        quantity: -quantity,
        shipped: quantity,
        released: 0,
        ended: reservation.ended,
      };
    }),
  );
}

/** The opposite of a shipment (undone, or turned back at the gate): on hand and held again. */
export async function giveBack(tx: Tx, parts: readonly Part[]): Promise<void> {
  const reservations = await lockParts(tx, parts);
  requireHeld(reservations, 'shipped');
  await shift(
    tx,
    reservations.map(({ reservation, quantity }) => {
      return { reservation, reserved: quantity, quantity, shipped: -quantity, released: 0, ended: reservation.ended };
    }),
  );
}

type Wanted = { reservation: LockedReservation; quantity: number };
type Shift = { reservation: LockedReservation } & Omit<SourceShift, 'sourceId'> &
  Omit<ReservationShift, 'reservationId'>;

async function shift(tx: Tx, shifts: readonly Shift[]): Promise<void> {
  if (shifts.length === 0) return;
  await shiftSources(
    tx,
    sourceShifts(
      shifts.map(({ reservation, reserved, quantity }) => ({ sourceId: reservation.sourceId, reserved, quantity })),
    ),
  );
  await shiftReservations(
    tx,
    shifts.map(({ reservation, shipped, released, ended }) => ({
      reservationId: reservation.id,
      shipped,
      released,
      ended,
    })),
  );
}

/** One shift a source: an update from a list takes only one row of it for each of its own. */
function sourceShifts(shifts: readonly SourceShift[]): SourceShift[] {
  const sums = new Map<string, SourceShift>();
  for (const { sourceId, reserved, quantity } of shifts) {
    const sum = sums.get(sourceId) ?? { sourceId, reserved: 0, quantity: 0 };
    sums.set(sourceId, { sourceId, reserved: sum.reserved + reserved, quantity: sum.quantity + quantity });
  }
  return [...sums.values()];
}

/** Locks the reservations and adds up what is wanted of each. */
async function lockParts(tx: Tx, parts: readonly Part[]): Promise<Wanted[]> {
  const wanted = new Map<string, number>();
  for (const { reservationId, quantity } of parts) {
    if (!Number.isSafeInteger(quantity) || quantity <= 0) throw new RangeError(`${quantity} is no quantity to move`);
    wanted.set(reservationId, (wanted.get(reservationId) ?? 0) + quantity);
  }
  const reservations = await lockKnown(tx, [...wanted.keys()]);
  return reservations.map((reservation) => ({ reservation, quantity: wanted.get(reservation.id)! }));
}

async function lockKnown(tx: Tx, ids: readonly string[]): Promise<LockedReservation[]> {
  if (ids.length === 0) return [];
  const found = await lockReservations(tx, ids);
  if (found.size < new Set(ids).size) throw notFound('预留', 'Reservation');
  return [...found.values()];
}

function requireAvailable(
  sources: ReadonlyMap<string, LockedSource>,
  holds: readonly { sourceId: string; quantity: number }[],
): void {
  const wanted = sourceShifts(holds.map(({ sourceId, quantity }) => ({ sourceId, reserved: quantity, quantity: 0 })));
  for (const { sourceId, reserved } of wanted) {
    const source = sources.get(sourceId);
    if (!source)
      throw invalid('unknown-field-value', { field: 'sources', params: { field: 'sources', value: sourceId } });
    const available = source.isOpen ? source.available : 0;
    if (reserved <= available) continue;
    const params = { source: source.name, available, wanted: reserved, unit: source.unit };
    throw conflict('not-enough-supply', { field: 'sources', params });
  }
}

function requireHeld(wanted: readonly Wanted[], figure: 'open' | 'shipped' | 'released'): void {
  for (const { reservation, quantity } of wanted) {
    if (quantity <= reservation[figure]) continue;
    const params = { reserved: reservation[figure], wanted: quantity };
    throw conflict('more-than-reserved', { field: 'lines', params });
  }
}

function requireUnexpired(wanted: readonly Wanted[], now: Temporal.Instant): void {
  const isOver = ({ ended, expiresAt }: LockedReservation) =>
    ended === 'expired' || (expiresAt !== null && Temporal.Instant.compare(Temporal.Instant.from(expiresAt), now) <= 0);
  if (wanted.some(({ reservation }) => isOver(reservation))) throw conflict('reservation-expired', { field: 'lines' });
}
