import { type Movement, newId, type stock as routes } from '@baogong/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { requireRight } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { takeBackShipment } from '../shipments/follow.ts';
import { record } from './counts.ts';
import { wordsFor } from './holdings.ts';
import { findMovements } from './list-queries.ts';
import { type NewMovement, postMovements } from './movements.ts';
import type { LotPart } from './parts-out.ts';
import { findPlaces } from './places.ts';
import { itemsAt, openShelf } from './shelf.ts';

type Input = z.output<NonNullable<(typeof routes)['correctMovement']['~orpc']['inputSchema']>>;
type Original = NewMovement & { id: number; happenedAt: string; left: number };

/** What a need moved is taken back through the need, so that its figures follow. */
const ownKinds = new Set(['open', 'count', 'produce', 'buy', 'donate', 'transfer', 'consume', 'lose', 'destroy']);

/**
 * Takes back all or part of a movement by one that goes the other way, as of the time when it is said to have happened. A later count saw the
 * shelf as it was, so the book stays there and only the cause changes.
 */
export async function correctMovement(act: Act, input: Input): Promise<Movement> {
  const original = await lockOriginal(act.tx, input.id);
  if (!original) throw notFound('这笔出入库', 'Movement');
  const owners = await findPlaces(act.tx, [original.from, original.to]);
  const owner = [...owners.values()][0];
  if (!owner) throw notFound('这笔出入库', 'Movement');
  for (const { organisationId, areaCode } of owners.values())
    requireRight(act.actor, 'stock.write', { organisationId, areaCode });
  requireCorrectable(original);
  const quantity = input.quantity ?? original.left;
  if (quantity > original.left || quantity === 0) {
    const { unit } = await wordsFor(act.tx, { placeId: owner.id, itemCode: original.itemCode });
    throw conflict('more-than-left-of-it', {
      field: 'quantity',
      params: { left: original.left, wanted: quantity, unit },
    });
  }
  const postingId = newId();
  await postBack(act, postingId, original, { quantity, reason: input.reason });
  await record(act, 'correct', postingId, 1, owner, {
    corrects: input.id,
    item: original.itemCode,
    quantity,
    reason: input.reason,
  });
  const scope = { everywhere: true, areas: [], own: [] };
  const [row] = await findMovements(act.tx, sql`posting_id = ${postingId} and movement.kind = 'correct'`, {
    scope,
    limit: 1,
  });
  return row!;
}

/** What was posted under a reservation: sent, arrived, lost on the way, turned back. */
export type PostedPart = {
  reservationId: string;
  kind: 'ship' | 'arrive' | 'lose' | 'reject';
  quantity: number;
  /** Of this lot, null: of none that is known; any when left out. */
  lotId?: string | null;
};

/**
 * Takes back so much of what was posted under a reservation, the newest first. What was turned back must still be there: its owner may
 * have it back already. Returns it by lot. The verb that calls knows who may, and keeps its own figures.
 */
export async function takeBackReserved(act: Act, part: PostedPart, reason: string): Promise<LotPart[]> {
  const { reservationId, kind, lotId } = part;
  const ofLot = lotId === undefined ? sql`true` : sql`lot_id is not distinct from ${lotId}::uuid`;
  const { rows } = await sql<{ id: number }>`
    select id from movement where reservation_id = ${reservationId} and kind = ${kind} and ${ofLot}
    order by id desc for no key update`.execute(act.tx);
  const postingId = newId();
  const parts: LotPart[] = [];
  let left = part.quantity;
  for (const { id } of rows) {
    const original = (await lockOriginal(act.tx, id))!;
    const quantity = Math.min(left, original.left);
    if (quantity === 0) continue;
    await postBack(act, postingId, original, { quantity, reason });
    parts.push({ lotId: original.lotId ?? null, quantity });
    left -= quantity;
  }
  if (left > 0) throw conflict('not-that-much-there', { field: 'quantity' });
  const posting = { postingId, actor: act.actor, happenedAt: iso(act.now) };
  await takeBackShipment(act.tx, posting, { reservationId, kind, quantity: part.quantity });
  return parts;
}

/** A later count saw the shelf as it was: the book stays there, and only the cause changes. */
async function postBack(
  act: Act,
  postingId: string,
  original: Original,
  { quantity, reason }: { quantity: number; reason: string },
): Promise<void> {
  const { id, kind: _kind, happenedAt, left: _left, ...same } = original;
  const { itemCode, lotId = null, from, to } = same;
  const back: NewMovement = { ...same, kind: 'correct', from: to, to: from, quantity, correctsId: id, note: reason };
  const places = [...(await findPlaces(act.tx, [from, to])).values()];
  const transit = original.kind === 'reject' ? [to] : [];
  const shelf = await openShelf(
    act.tx,
    places.map((place) => ({ placeId: place.id, itemCode })),
    { transit, past: true },
  );
  const turnedBack = itemsAt(shelf, to, itemCode).rejected.find((each) => each.lotId === lotId)?.quantity ?? 0;
  if (transit.length > 0 && turnedBack < quantity) throw conflict('taken-back-already', { field: 'quantity' });
  const posting = { postingId, actor: act.actor, happenedAt };
  await postMovements(act.tx, posting, [back, ...shelf.move(back, happenedAt)]);
}

async function lockOriginal(tx: Tx, id: number): Promise<Original | undefined> {
  await sql`select 1 from movement where id = ${id} for no key update`.execute(tx);
  const { rows } = await sql<Original>`
    select id, kind, item_code as "itemCode", lot_id as "lotId", from_place_id as "from", to_place_id as "to", quantity,
           reservation_id as "reservationId", need_id as "needId", transfer_id as "transferId", reference, happened_at as "happenedAt",
           quantity - coalesce((select sum(quantity) from movement where corrects_id = ${id}), 0)::bigint as left
    from movement where id = ${id}`.execute(tx);
  return rows[0];
}

function requireCorrectable({ kind, needId, transferId, reference }: Original): void {
  if (ownKinds.has(kind) && !needId && !transferId) return;
  const of = reference ?? '';
  const why =
    kind === 'correct'
      ? { zh: '它本身就是冲正，请重新登记', en: 'it is a correction itself; post the movement anew' }
      : transferId
        ? { zh: `它属于调拨${of}，请在调拨里更正`, en: `it belongs to transfer ${of}; correct it there` }
        : {
            zh: '它属于一个需求，请在需求里退回、拒收或重开',
            en: 'it belongs to a need; return, reject or reopen there',
          };
  throw conflict('not-to-be-corrected', { field: 'id', params: { why } });
}
