import type { LotInput, Posted } from '@baogong/contract';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { gather, type Gathering, type Waiting as WaitingFor } from '../../platform/gather.ts';
import { againAfterClash } from '../../platform/http/command.ts';
import { leaveOutRepeats, type Outcome as OutcomeOf } from '../../platform/http/repeats.ts';
import { goodsArrived, movesForecast } from '../forecast/arrivals.ts';
import { type HoldingKey, keyOf } from './holdings.ts';
import { registerLots } from './lot-registry.ts';
import { refusalFor } from './movements.ts';
import { keysOf, type Order, type OrderLine, type Plan, planOrder } from './postings.ts';
import { openShelf } from './shelf.ts';

/** A posting under its command, as it waits for its transaction. */
export type PostingCommand = {
  order: Order;
  /** Lots by the line that names them. */
  lots: readonly { line: number; lot: LotInput }[];
  /** Whose goods they are and where. */
  organisationId: string;
  areaCode: string;
  /** The other end is a site: what comes there moves its forecast. */
  toSite: boolean;
  postingId: string;
  commandId: string;
  operation: string;
  hash: Buffer;
  actor: Actor;
  now: Temporal.Instant;
};
type Waiting = WaitingFor<PostingCommand, Posted>;
export type PostingQueue = Gathering<PostingCommand, Posted>;

/**
 * Forty dispatchers at one warehouse then wait for one flush of the disk, not for each other's. Each posting is checked by itself against
 * the locked shelf, so one that is refused harms no other.
 */
export function createPostingQueue(db: Db): PostingQueue {
  return gather(async (batch) => {
    const outcomes = await againAfterClash(() => postOrRefuse(db, batch));
    for (const [index, each] of batch.entries()) outcomes[index]!(each);
  });
}

async function postOrRefuse(db: Db, batch: readonly Waiting[]): Promise<Outcome[]> {
  try {
    return await db.transaction().execute((tx) => postTogether(tx, batch));
  } catch (error) {
    throw refusalFor(error) ?? error;
  }
}

type Outcome = OutcomeOf<Waiting>;

async function postTogether(tx: Tx, batch: readonly Waiting[]): Promise<Outcome[]> {
  const { fresh, answers } = await leaveOutRepeats<Posted, Waiting>(tx, batch);
  await nameLots(tx, fresh);
  const shelf = await openShelf(
    tx,
    fresh.flatMap(({ order }) => keysOf(order)),
    {
      transit: fresh.flatMap(({ order }) => (order.kind === 'take-back' ? [order.otherId!] : [])),
      past: fresh.some(({ order, now }) => order.happenedAt < iso(now)),
    },
  );
  const planned: { each: Waiting; plan: Plan; answer: Posted }[] = [];
  const outcomes = new Map(
    fresh.map((each): [string, Outcome] => {
      try {
        const plan = planOrder(each.order, shelf);
        const answer = answerOf(each, plan);
        planned.push({ each, plan, answer });
        return [each.commandId, ({ resolve }) => resolve(answer)];
      } catch (error) {
        return [each.commandId, ({ reject }) => reject(error)];
      }
    }),
  );
  if (planned.length > 0) await write(tx, planned);
  const arriving = planned.filter(({ each, plan }) => each.toSite && plan.movements.some(movesForecast));
  const watched = await watchedAmong(
    tx,
    arriving.flatMap(({ each }) => keysOf(each.order)),
  );
  for (const { each, plan } of arriving) {
    if (!keysOf(each.order).some((key) => watched.has(keyOf(key)))) continue;
    await goodsArrived(tx, { actor: each.actor, happenedAt: each.order.happenedAt }, plan.movements);
  }
  return answers(outcomes);
}

/** Stocks whose forecast must follow what comes; a site's own place has the organisation's id. */
async function watchedAmong(tx: Tx, keys: readonly HoldingKey[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const { rows } = await sql<HoldingKey>`
    select organisation_id as "placeId", item_code as "itemCode" from monitored_stock where (organisation_id, item_code) in (
      select place, item from unnest(${keys.map((key) => key.placeId)}::uuid[], ${keys.map((key) => key.itemCode)}::text[]) wanted (place, item))`.execute(
    tx,
  );
  return new Set(rows.map(keyOf));
}

async function nameLots(tx: Tx, batch: readonly Waiting[]): Promise<void> {
  const named = batch.flatMap(({ order, lots }) =>
    lots.map(({ line, lot }) => ({ row: order.lines[line]!, lot, field: `lines[${line}].lot` })),
  );
  const found = await registerLots(
    tx,
    named.map(({ row, lot, field }) => ({ itemCode: row.itemCode, lot, field })),
  );
  for (const [index, { row }] of named.entries()) (row as { lot: OrderLine['lot'] }).lot = found[index]!;
}

function answerOf({ postingId, order }: Waiting, plan: Plan): Posted {
  return {
    postingId,
    lines: order.lines.map(({ itemCode, quantity, lot }, index) => ({
      item: itemCode,
      quantity,
      lots: plan.lines[index]!.parts.map((part) => ({
        id: part.lotId,
        number: part.lotId !== null && part.lotId === lot?.id ? lot.number : null,
        quantity: part.quantity,
      })),
      onHand: plan.lines[index]!.onHand,
    })),
  };
}

/** Commands, facts and movements of the whole batch in one statement; the database moves the balances. */
async function write(tx: Tx, planned: readonly { each: Waiting; plan: Plan; answer: Posted }[]): Promise<void> {
  const postings = planned.map(({ each, plan, answer }) => ({
    command_id: each.commandId,
    operation: each.operation,
    body_hash: each.hash.toString('hex'),
    answer,
    posting_id: each.postingId,
    organisation_id: each.organisationId,
    area_code: each.areaCode,
    actor: each.actor.id,
    actor_name: each.actor.name,
    happened_at: each.order.happenedAt,
    details: detailsOf(each.order),
    movements: plan.movements,
  }));
  await sql`
    with posting as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(postings)}::jsonb) as posting (
        command_id uuid, operation text, body_hash text, answer jsonb, posting_id uuid, organisation_id uuid, area_code text,
        actor text, actor_name text, happened_at timestamptz, details jsonb, movements jsonb)
    ), commands as (
      insert into command (id, actor, operation, body_hash, answer)
      select command_id, actor, operation, decode(body_hash, 'hex'), answer from posting
    ), facts as (
      insert into event (module, action, subject_id, version, organisation_id, area_code, actor, actor_name, command_id, happened_at,
                         details)
      select 'stock', 'move', posting_id, 1, organisation_id, area_code, actor, actor_name, command_id, happened_at, details
      from posting
    )
    insert into movement (posting_id, kind, item_code, lot_id, from_place_id, to_place_id, quantity, note, actor, actor_name, happened_at)
    select posting_id, kind, "itemCode", "lotId", "from", "to", quantity, note, actor, actor_name, happened_at
    from posting, jsonb_to_recordset(movements) as movement (
      kind text, "itemCode" text, "lotId" uuid, "from" uuid, "to" uuid, quantity bigint, note text)`.execute(tx);
}

function detailsOf({ kind, placeId, otherId, lines }: Order) {
  return { kind, placeId, otherId, items: lines.map(({ itemCode }) => itemCode) };
}
