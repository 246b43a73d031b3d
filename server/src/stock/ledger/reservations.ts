import { newId } from '@baogong/contract';
import type { Tx } from '../../platform/db/database.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { type HoldingKey, keyOf, lockHoldings, wordsFor } from './holdings.ts';
import {
  type HeldFor,
  insertReservations,
  type LockedReservation,
  lockReservations,
  type NewReservation,
  type ReservationShift,
  shiftReservations,
} from './reservation-queries.ts';

export type Hold = Pick<NewReservation, 'placeId' | 'itemCode' | 'quantity' | 'expiresAt'> &
  HeldFor & { reservationId?: string };
export type Part = { reservationId: string; quantity: number };

/**
 * Two phases: reserve, then take for shipment all or part, or release. Each verb locks the holdings it touches in the order of
 * their keys and changes all of them or none. Quantities are base units of the item.
 */

/** Holds parts of holdings. Returns the reservations' ids in the order given. */
export async function reserve(tx: Tx, holds: readonly Hold[]): Promise<string[]> {
  if (holds.length === 0) return [];
  const reservations = holds.map((hold) => ({ ...hold, reservationId: hold.reservationId ?? newId() }));
  await requireAvailable(tx, holds);
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
    open.map((each) => ({ reservationId: each.id, shipped: 0, released: each.open, ended })),
  );
}

/** Holds again what was released (an undone return); refused when somebody else took it meanwhile. */
export async function holdAgain(tx: Tx, parts: readonly Part[]): Promise<void> {
  const wanted = await lockParts(tx, parts);
  requireHeld(wanted, 'released');
  await requireAvailable(
    tx,
    wanted.map(({ reservation, quantity }) => ({ ...reservation, quantity })),
  );
  await shift(
    tx,
    wanted.map(({ reservation, quantity }) => {
      return { reservationId: reservation.id, shipped: 0, released: -quantity, ended: null };
    }),
  );
}

/** Closes what leaves now, so that it may: the movement of the goods follows in the same transaction. */
export async function takeForShipment(
  tx: Tx,
  parts: readonly Part[],
  now: Temporal.Instant,
  { evenIfExpired = false }: { evenIfExpired?: boolean } = {},
): Promise<void> {
  const wanted = await lockParts(tx, parts);
  if (!evenIfExpired) requireUnexpired(wanted, now);
  requireHeld(wanted, 'open');
  await shift(
    tx,
    wanted.map(({ reservation, quantity }) => {
      return { reservationId: reservation.id, shipped: quantity, released: 0, ended: reservation.ended };
    }),
  );
}

/** Goods of a shipment came back before anybody had them: so much of the reservation never left after all, and is free. */
export async function unship(tx: Tx, { reservationId, quantity }: Part): Promise<void> {
  const [reservation] = await lockKnown(tx, [reservationId]);
  await shift(tx, [{ reservationId, shipped: -quantity, released: quantity, ended: reservation!.ended }]);
}

type Wanted = { reservation: LockedReservation; quantity: number };

async function shift(tx: Tx, shifts: readonly ReservationShift[]): Promise<void> {
  if (shifts.length > 0) await shiftReservations(tx, shifts);
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

/** Locks the holdings and refuses, with the owner's name and what is left, when they have not that much free. */
async function requireAvailable(tx: Tx, wanted: readonly (HoldingKey & { quantity: number })[]): Promise<void> {
  const sums = new Map<string, number>();
  for (const each of wanted) sums.set(keyOf(each), (sums.get(keyOf(each)) ?? 0) + each.quantity);
  const holdings = await lockHoldings(tx, wanted);
  for (const [key, quantity] of sums) {
    const holding = holdings.get(key);
    if (!holding) throw notFound('库存', 'Stock');
    if (quantity <= holding.available) continue;
    const { owner, unit } = await wordsFor(tx, holding);
    const params = { source: owner, available: holding.available, wanted: quantity, unit };
    throw conflict('not-enough-supply', { field: 'sources', params });
  }
}

function requireHeld(wanted: readonly Wanted[], figure: 'open' | 'released'): void {
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
