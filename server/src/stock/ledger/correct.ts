import { type Movement, newId, type stock as routes } from '@baogong/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { requireRight } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { record } from './counts.ts';
import { wordsFor } from './holdings.ts';
import { findMovements } from './list-queries.ts';
import { type NewMovement, postMovements } from './movements.ts';
import { findPlaces } from './places.ts';
import { openShelf } from './shelf.ts';

type Input = z.output<NonNullable<(typeof routes)['correctMovement']['~orpc']['inputSchema']>>;
type Original = NewMovement & { happenedAt: string; left: number };

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
  const { itemCode, from, to, lotId, happenedAt } = original;
  const back: NewMovement = {
    kind: 'correct',
    itemCode,
    lotId: lotId ?? null,
    from: to,
    to: from,
    quantity,
    correctsId: input.id,
    note: input.reason,
  };
  const keys = [...owners.keys()].map((placeId) => ({ placeId, itemCode }));
  const shelf = await openShelf(act.tx, keys, { transit: [], past: true });
  const postingId = newId();
  await postMovements(act.tx, { postingId, actor: act.actor, happenedAt }, [back, ...shelf.move(back, happenedAt)]);
  await record(act, 'correct', postingId, 1, owner, {
    corrects: input.id,
    item: itemCode,
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

async function lockOriginal(tx: Tx, id: number): Promise<Original | undefined> {
  await sql`select 1 from movement where id = ${id} for no key update`.execute(tx);
  const { rows } = await sql<Original>`
    select kind, item_code as "itemCode", lot_id as "lotId", from_place_id as "from", to_place_id as "to", quantity,
           need_id as "needId", happened_at as "happenedAt",
           quantity - coalesce((select sum(quantity) from movement where corrects_id = ${id}), 0)::bigint as left
    from movement where id = ${id}`.execute(tx);
  return rows[0];
}

function requireCorrectable({ kind, needId }: Original): void {
  if (ownKinds.has(kind) && !needId) return;
  const why =
    kind === 'correct'
      ? { zh: '它本身就是冲正，请重新登记', en: 'it is a correction itself; post the movement anew' }
      : {
          zh: '它属于一个需求，请在需求里退回、拒收或重开',
          en: 'it belongs to a need; return, reject or reopen there',
        };
  throw conflict('not-to-be-corrected', { field: 'id', params: { why } });
}
