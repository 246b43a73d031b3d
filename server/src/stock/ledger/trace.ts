import type { stock as routes, Trace } from '@baogong/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../../platform/actor.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { invalid } from '../../platform/refusal.ts';
import { findMovements } from './list-queries.ts';
import { placeJson, type Scope, seen, seenMovement } from './visible.ts';

type Input = z.output<NonNullable<(typeof routes)['trace']['~orpc']['inputSchema']>>;
const MOST_STEPS = 500;

/** Every hand in the order of time, as far as the reader may see one of the two ends, and where things are now. */
export async function traceGoods(db: DbOrTx, actor: Actor, input: Input): Promise<Trace> {
  const subject = subjectOf(input);
  const scope = scopeOf(actor, 'stock.read');
  const found = await findMovements(db, subject, { scope, limit: MOST_STEPS + 1, oldestFirst: true });
  const steps = found.slice(0, MOST_STEPS);
  const places = await whereNow(db, subject, scope);
  const hidden = await countHidden(db, subject, scope);
  return {
    steps,
    more: found.length > MOST_STEPS,
    hidden,
    now: places.filter(({ visible }) => visible).map(({ place, item, onHand }) => ({ place, item, onHand })),
    elsewhere: places.filter(({ visible }) => !visible).reduce((sum, { onHand }) => sum + onHand, 0),
  };
}

function subjectOf({ lot, need, delivery, transfer, place, item }: Input) {
  if (lot) return sql`movement.lot_id = ${lot}`;
  if (need) return sql`movement.need_id = ${need}`;
  if (delivery) return sql`movement.delivery_id = ${delivery}`;
  if (transfer) return sql`movement.transfer_id = ${transfer}`;
  if (place && item)
    return sql`movement.item_code = ${item} and (movement.from_place_id = ${place} or movement.to_place_id = ${place})`;
  throw invalid('invalid-input', {
    field: 'lot',
    params: {
      detail: {
        zh: '请给出批次、需求、配送单、调拨单，或库位加物资',
        en: 'name a lot, a need, a delivery, a transfer, or a place and an item',
      },
    },
  });
}

type Now = Trace['now'][number] & { visible: boolean };

/** What of these movements each place still has: came less left. What ended at an edge is there. */
async function whereNow(db: DbOrTx, subject: ReturnType<typeof sql>, scope: Scope): Promise<Now[]> {
  const { rows } = await sql<Now>`
    select ${placeJson(sql`place`, sql`organisation`)} as place, item_code as item, sum(side.quantity)::bigint as "onHand",
           (place.is_edge or coalesce(bool_or(${seen(sql`organisation`, scope)}), false)) as visible
    from (select to_place_id as place_id, item_code, quantity from movement where ${subject}
          union all select from_place_id, item_code, -quantity from movement where ${subject}) side
    join place on place.id = place_id left join organisation on organisation.id = organisation_id
    group by place.id, organisation.id, item_code having sum(side.quantity) > 0
    order by sum(side.quantity) desc limit 100`.execute(db);
  return rows;
}

async function countHidden(db: DbOrTx, subject: ReturnType<typeof sql>, scope: Scope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from movement
    join place source on source.id = from_place_id left join organisation sender on sender.id = source.organisation_id
    join place target on target.id = to_place_id left join organisation receiver on receiver.id = target.organisation_id
    where ${subject} and not ${seenMovement(scope)}`.execute(db);
  return rows[0]!.count;
}
