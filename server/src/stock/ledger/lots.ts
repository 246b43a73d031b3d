import { sql } from 'kysely';
import { cityDay } from '../../platform/clock.ts';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';
import { conflict } from '../../platform/refusal.ts';
import {
  type HoldingKey,
  keyOf,
  type LockedHolding,
  lockHoldings,
  type LotAtPlace,
  lotsAt,
  wordsFor,
} from './holdings.ts';
import { followShipments } from '../shipments/follow.ts';
import { type LotPart, takeParts } from './parts-out.ts';
import { edges } from './places.ts';
import { type NewMovement, type Posting, postMovements } from './movements.ts';

/**
 * Posts movements whose lots nobody named, or only of what leaves. What leaves a gate is what expires first, or the lot named;
 * what arrives, gets lost on the way or is turned back is the lots that were sent under its reservation. A site that turns back more than its book has left had it all the
 * same: the book is corrected first.
 */
export async function moveInLots(tx: Tx, posting: Posting, movements: readonly NewMovement[]): Promise<void> {
  const holdings = await lockHoldings(tx, movements.map(fromKey));
  await postMovements(
    tx,
    posting,
    movements.flatMap((each) => missingFromBook(each, holdings)),
  );
  const hasShipped = await shipInLots(tx, posting, movements, holdings);
  const others = movements.filter(({ kind }) => kind !== 'ship');
  const inLots = hasShipped || others.some((each) => (holdings.get(keyOf(fromKey(each)))?.inLots ?? 0) > 0);
  await postMovements(tx, posting, inLots ? await inSentLots(tx, others) : others);
  await followShipments(tx, posting, movements);
}

function fromKey({ from, itemCode }: NewMovement): HoldingKey {
  return { placeId: from, itemCode };
}

function missingFromBook(movement: NewMovement, holdings: ReadonlyMap<string, LockedHolding>): NewMovement[] {
  if (movement.kind !== 'reject') return [];
  const missing = movement.quantity - (holdings.get(keyOf(fromKey(movement)))?.onHand ?? 0);
  if (missing <= 0) return [];
  return [{ kind: 'count', itemCode: movement.itemCode, from: edges.lost, to: movement.from, quantity: missing }];
}

/** Posts what leaves the gate. True when lots are known of it. */
async function shipInLots(
  tx: Tx,
  posting: Posting,
  movements: readonly NewMovement[],
  holdings: ReadonlyMap<string, LockedHolding>,
): Promise<boolean> {
  const shipments = movements.filter(({ kind }) => kind === 'ship');
  const lotted = shipments.map(fromKey).filter((key) => (holdings.get(keyOf(key))?.inLots ?? 0) > 0);
  const lots = Map.groupBy(await lotsAt(tx, lotted), keyOf);
  const day = cityDay(Temporal.Instant.from(posting.happenedAt));
  const rows: NewMovement[] = [];
  for (const each of shipments) {
    const key = keyOf(fromKey(each));
    const parts = await firstExpiredFirstOut(tx, each, holdings.get(key), lots.get(key) ?? [], day);
    rows.push(...parts.map((part) => ({ ...each, ...part })));
  }
  await postMovements(tx, posting, rows);
  return lots.size > 0;
}

/** Takes lots in the order of expiry (never one that is past it), then goods of no known lot. Lots shrink by what is taken. */
async function firstExpiredFirstOut(
  tx: Tx,
  movement: NewMovement,
  holding: LockedHolding | undefined,
  lots: LotAtPlace[],
  day: string,
): Promise<LotPart[]> {
  const { quantity } = movement;
  if (movement.lotId) return [await namedPart(tx, movement, movement.lotId, lots)];
  if (!holding || lots.length === 0) return [{ lotId: null, quantity }];
  const { parts, left } = takeParts(quantity, holding, lots, { usableOn: day });
  if (left === 0) return parts;
  const { owner, unit } = await wordsFor(tx, fromKey(movement));
  const numbers = lots.filter(({ onHand }) => onHand > 0).map(({ number }) => number);
  const params = {
    source: owner,
    usable: quantity - left,
    wanted: quantity,
    unit,
    lots: numbers.slice(0, 5).join(', '),
  };
  throw conflict('lot-expired', { field: 'lines', params });
}

/** Whoever names a lot has seen that it is not past its expiry, or said why. */
async function namedPart(tx: Tx, movement: NewMovement, lotId: string, lots: LotAtPlace[]): Promise<LotPart> {
  const lot = lots.find((each) => each.lotId === lotId);
  const available = lot?.onHand ?? 0;
  if (lot && movement.quantity <= available) {
    lot.onHand -= movement.quantity;
    return { lotId, quantity: movement.quantity };
  }
  const { owner: place, unit } = await wordsFor(tx, fromKey(movement));
  const params = { lot: lot?.number ?? '', place, available, unit, wanted: movement.quantity };
  throw conflict('less-of-that-lot-there', { field: 'lines', params });
}

/** What of each reservation is under way or at the site, by lot: sent − arrived − lost, and arrived − turned back. */
type SentLot = { lotId: string; moving: number; landed: number };

async function sentLots(db: DbOrTx, reservationIds: readonly string[]): Promise<Map<string, SentLot[]>> {
  if (reservationIds.length === 0) return new Map();
  const { rows } = await sql<SentLot & { reservationId: string }>`
    select reservation_id as "reservationId", lot_id as "lotId",
           sum(case what when 'ship' then moved when 'arrive' then -moved when 'lose' then -moved else 0 end) as moving,
           sum(case what when 'arrive' then moved when 'reject' then -moved else 0 end) as landed
    from (
      select movement.reservation_id, movement.lot_id, coalesce(original.kind, movement.kind) as what,
             case when original.id is null then movement.quantity else -movement.quantity end as moved
      from movement left join movement original on original.id = movement.corrects_id
      where movement.reservation_id = any(${[...new Set(reservationIds)]}::uuid[])) sent
    join lot on lot.id = lot_id
    group by reservation_id, lot_id, lot.expires_on order by lot.expires_on nulls last, lot_id`.execute(db);
  const numbers = rows.map((row) => ({ ...row, moving: Number(row.moving), landed: Number(row.landed) }));
  return Map.groupBy(numbers, ({ reservationId }) => reservationId);
}

/** The movements by the lots sent under their reservations, as far as the place they leave still has them. */
async function inSentLots(tx: Tx, movements: readonly NewMovement[]): Promise<NewMovement[]> {
  const sent = await sentLots(
    tx,
    movements.flatMap(({ reservationId }) => (reservationId ? [reservationId] : [])),
  );
  const there = await lotsAt(tx, movements.map(fromKey));
  return movements.flatMap((movement) => {
    const figure = movement.kind === 'reject' ? 'landed' : 'moving';
    const parts: LotPart[] = [];
    let left = movement.quantity;
    for (const lot of sent.get(movement.reservationId ?? '') ?? []) {
      const own = there.find(({ lotId, placeId }) => lotId === lot.lotId && placeId === movement.from);
      const taken = Math.min(left, Math.max(0, lot[figure]), own?.onHand ?? 0);
      if (taken === 0) continue;
      own!.onHand -= taken;
      lot[figure] -= taken;
      left -= taken;
      parts.push({ lotId: lot.lotId, quantity: taken });
    }
    return [...parts, { lotId: null, quantity: left }].map((part) => ({ ...movement, ...part }));
  });
}

/**
 * Brings what a place's book says of items down to the quantities: the rest was used, first what expires first, then goods of no
 * known lot. What is held for needs stays. Returns what was booked as used, where the book said more. Base units.
 */
export async function consumeDownTo(
  tx: Tx,
  posting: Posting,
  placeId: string,
  levels: readonly { itemCode: string; quantity: number }[],
): Promise<{ itemCode: string; used: number }[]> {
  const holdings = await lockHoldings(
    tx,
    levels.map(({ itemCode }) => ({ placeId, itemCode })),
  );
  const surplus = levels.flatMap(({ itemCode, quantity }) => {
    const holding = holdings.get(keyOf({ placeId, itemCode }));
    const used = holding ? Math.min(holding.onHand - quantity, holding.available) : 0;
    return holding && used > 0 ? [{ itemCode, used, holding }] : [];
  });
  const lotted = surplus.filter(({ holding }) => holding.inLots > 0).map(({ holding }) => holding);
  const lots = Map.groupBy(await lotsAt(tx, lotted), keyOf);
  const movements = surplus.flatMap(({ itemCode, used, holding }) => {
    const { parts } = takeParts(used, holding, lots.get(keyOf(holding)) ?? []);
    return parts.map((part) => ({
      kind: 'consume' as const,
      itemCode,
      from: placeId,
      to: edges.consumed,
      ...part,
    }));
  });
  await postMovements(tx, posting, movements);
  return surplus.map(({ itemCode, used }) => ({ itemCode, used }));
}
