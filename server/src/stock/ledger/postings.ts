import type { PostingKind } from '@baogong/contract';
import { conflict, type Refusal } from '../../platform/refusal.ts';
import type { HoldingKey } from './holdings.ts';
import type { LotRow } from './lot-registry.ts';
import type { NewMovement } from './movements.ts';
import { isExpired, type LotPart, takeParts } from './parts-out.ts';
import { edges } from './places.ts';
import { itemsAt, type Shelf, type ShelfHolding } from './shelf.ts';

/** A posting that was checked from memory: who may, known items, base units, moments. */
export type Order = {
  kind: PostingKind;
  placeId: string;
  placeName: string;
  /** Of a transfer, and the transit place that something is taken back from. */
  otherId: string | null;
  lines: readonly OrderLine[];
  happenedAt: string;
  /** Its day in the city. */
  day: string;
  note: string | null;
};
export type OrderLine = {
  itemCode: string;
  unit: { zh: string; en: string };
  quantity: number;
  lot: LotRow | null;
  expiredReason: string | null;
};
export type Plan = { movements: NewMovement[]; lines: { parts: LotPart[]; onHand: number }[] };

const comingIn: ReadonlySet<PostingKind> = new Set(['produce', 'buy', 'donate']);
const goingTo = { consume: edges.consumed, lose: edges.lost, destroy: edges.destroyed } as const;

/**
 * What an order moves, given what is on the shelf; the shelf follows. Refused, it leaves the shelf as it was. What happened
 * before a later count changes nothing there: the count saw the shelf without it, so a counter-entry keeps the book.
 */
export function planOrder(order: Order, shelf: Shelf): Plan {
  const undo = shelf.remember(keysOf(order));
  try {
    const plan: Plan = { movements: [], lines: [] };
    for (const [index, line] of order.lines.entries()) {
      const parts = partsOf(order, line, shelf, `lines[${index}]`);
      const way = wayOf(order);
      const note = [order.note, line.expiredReason].filter(Boolean).join(' · ') || null;
      const { itemCode } = line;
      const moves = parts.map((part): NewMovement => ({ ...way, itemCode, note, ...part }));
      for (const move of moves) plan.movements.push(move, ...shelf.move(move, order.happenedAt));
      plan.lines.push({ parts, onHand: itemsAt(shelf, order.placeId, itemCode).onHand });
    }
    return plan;
  } catch (error) {
    undo();
    throw error;
  }
}

/** The holdings that an order touches. */
export function keysOf({ placeId, otherId, lines }: Order): HoldingKey[] {
  const places = otherId === null ? [placeId] : [placeId, otherId];
  return places.flatMap((id) => lines.map(({ itemCode }) => ({ placeId: id, itemCode })));
}

function wayOf({ kind, placeId, otherId }: Order): Pick<NewMovement, 'kind' | 'from' | 'to'> {
  if (kind === 'take-back') return { kind: 'transfer', from: otherId!, to: placeId };
  if (kind === 'transfer') return { kind, from: placeId, to: otherId! };
  if (kind === 'consume' || kind === 'lose' || kind === 'destroy') return { kind, from: placeId, to: goingTo[kind] };
  return { kind, from: edges.produced, to: placeId };
}

function partsOf(order: Order, line: OrderLine, shelf: Shelf, field: string): LotPart[] {
  const { kind, day, placeId } = order;
  const guarded = kind !== 'lose' && kind !== 'destroy' && kind !== 'consume' && kind !== 'take-back';
  if (line.lot && guarded && isExpired(line.lot, day) && !line.expiredReason)
    throw conflict('lot-past-expiry', {
      field: `${field}.expiredReason`,
      params: { lot: line.lot.number, day: line.lot.expiresOn! },
    });
  const named = [{ lotId: line.lot?.id ?? null, quantity: line.quantity }];
  if (comingIn.has(kind)) return named;
  if (shelf.countedSince(placeId, line.itemCode, line.lot?.id ?? null, order.happenedAt)) return named;
  const from = itemsAt(shelf, kind === 'take-back' ? order.otherId! : placeId, line.itemCode);
  if (kind === 'take-back') return takeBack(line, from, field);
  if (line.quantity > from.onHand - from.reserved) throw lessThere(order, line, from, field);
  if (line.lot) return namedPart(order, line, from, field);
  const usableOn = kind === 'transfer' && !line.expiredReason ? day : undefined;
  const lots = from.lots.map((lot) => ({ ...lot }));
  const { parts, left } = takeParts(line.quantity, from, lots, { usableOn });
  if (left === 0) return parts;
  const numbers = lots.filter(({ onHand }) => onHand > 0).map(({ number }) => number);
  const params = {
    place: order.placeName,
    usable: line.quantity - left,
    wanted: line.quantity,
    unit: line.unit,
    lots: numbers.slice(0, 5).join(', '),
  };
  throw conflict('lots-past-expiry', { field: `${field}.quantity`, params });
}

function namedPart(order: Order, line: OrderLine, from: ShelfHolding, field: string): LotPart[] {
  const lot = line.lot!;
  const available = from.lots.find(({ lotId }) => lotId === lot.id)?.onHand ?? 0;
  if (line.quantity <= available) return [{ lotId: lot.id, quantity: line.quantity }];
  const params = { lot: lot.number, place: order.placeName, available, unit: line.unit, wanted: line.quantity };
  throw conflict('less-of-that-lot-there', { field: `${field}.quantity`, params });
}

/** Only what receivers turned back: the rest is on its way to somebody. */
function takeBack(line: OrderLine, from: ShelfHolding, field: string): LotPart[] {
  const lots = line.lot ? from.rejected.filter(({ lotId }) => lotId === line.lot!.id) : from.rejected;
  const parts: LotPart[] = [];
  let left = line.quantity;
  for (const lot of lots) {
    const quantity = Math.min(left, lot.quantity);
    if (quantity <= 0) continue;
    parts.push({ lotId: lot.lotId, quantity });
    left -= quantity;
  }
  if (left === 0) return parts;
  const params = { available: line.quantity - left, wanted: line.quantity, unit: line.unit };
  throw conflict('nothing-to-take-back', { field: `${field}.quantity`, params });
}

function lessThere({ placeName }: Order, { quantity, unit }: OrderLine, from: ShelfHolding, field: string): Refusal {
  const available = from.onHand - from.reserved;
  const params = { place: placeName, available, unit, wanted: quantity, onHand: from.onHand, reserved: from.reserved };
  return conflict('less-than-that-there', { field: `${field}.quantity`, params });
}
