import type { ShipmentOrder } from '@baogong/contract';
import type { z } from 'zod';
import { readQuantity } from '../ask/quantity.ts';

export type Order = z.infer<typeof ShipmentOrder>;

/** What goes on this trip: reservation → the quantity as typed. */
export type Load = Readonly<Record<string, string>>;

export type TripLine = { reservationId: string; quantity: number };

/** The trip as it can be sent, or the first order whose quantity is no whole number between 1 and what is open. */
export function tripOf(orders: readonly Order[], load: Load): { lines: TripLine[]; faulty: Order | null } {
  const lines: TripLine[] = [];
  for (const order of orders) {
    const typed = load[order.reservationId];
    if (typed === undefined) continue;
    const quantity = readQuantity(typed);
    if (quantity === null || quantity > order.open) return { lines: [], faulty: order };
    lines.push({ reservationId: order.reservationId, quantity });
  }
  return { lines, faulty: null };
}

/** The load with this order put on (all of it) or taken off. */
export function withOrder(load: Load, order: Order, on: boolean): Load {
  const { [order.reservationId]: _off, ...rest } = load;
  return on ? { ...rest, [order.reservationId]: String(order.open) } : rest;
}

/** What is still on the list: an order that somebody else shipped or freed meanwhile leaves the load. */
export function stillOpen(load: Load, orders: readonly Order[]): Load {
  const open = new Set(orders.map(({ reservationId }) => reservationId));
  return Object.fromEntries(Object.entries(load).filter(([id]) => open.has(id)));
}

/** Places at which the trip stops. */
export function stopsOf(orders: readonly Order[], load: Load): number {
  const loaded = orders.filter(({ reservationId }) => load[reservationId] !== undefined);
  return new Set(loaded.map(({ organisationName }) => organisationName)).size;
}
