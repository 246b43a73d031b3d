import type { LotInput, Posted } from '@baogong/contract';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { gather, type Gathering, type Waiting as WaitingFor } from '../../platform/gather.ts';
import { againAfterClash, requireSameCommand } from '../../platform/http/command.ts';
import { factRow } from '../../platform/log/record.ts';
import { goodsArrived } from '../forecast/arrivals.ts';
import { type HoldingKey, keyOf } from './holdings.ts';
import { registerLots } from './lot-registry.ts';
import { refusalFor, rowOf } from './movements.ts';
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

type Outcome = (waiting: Waiting) => void;

async function postTogether(tx: Tx, batch: readonly Waiting[]): Promise<Outcome[]> {
  const earlier = await earlierAnswers(tx, batch);
  const firsts = new Map(batch.toReversed().map((each) => [each.commandId, each]));
  const fresh = batch.filter((each, index) => !earlier[index] && firsts.get(each.commandId) === each);
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
  const arriving = planned.filter(({ each }) => each.toSite);
  const watched = await watchedAmong(
    tx,
    arriving.flatMap(({ each }) => keysOf(each.order)),
  );
  for (const { each, plan } of arriving) {
    if (!keysOf(each.order).some((key) => watched.has(keyOf(key)))) continue;
    await goodsArrived(tx, { actor: each.actor, happenedAt: each.order.happenedAt }, plan.movements);
  }
  return batch.map(({ commandId }, index) => {
    const { actor, hash } = firsts.get(commandId)!;
    return earlier[index] ?? asRepeat({ actor: actor.id, hash }, outcomes.get(commandId)!);
  });
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

/** For each that repeats a command of before, how it is answered. */
async function earlierAnswers(tx: Tx, batch: readonly Waiting[]): Promise<(Outcome | undefined)[]> {
  const { rows } = await sql<{ id: string; actor: string; hash: Buffer; answer: Posted }>`
    select id, actor, body_hash as hash, answer from command where id = any(${batch.map((each) => each.commandId)}::uuid[])`.execute(
    tx,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return batch.map(({ commandId }) => {
    const known = byId.get(commandId);
    return known && asRepeat(known, ({ resolve }) => resolve(known.answer));
  });
}

/** A repeat is answered as its first was, or refused where it is another command under the same id. */
function asRepeat(first: { actor: string; hash: Buffer }, outcome: Outcome): Outcome {
  return (each) => {
    try {
      requireSameCommand(first, each.actor.id, each.hash);
      outcome(each);
    } catch (error) {
      each.reject(error);
    }
  };
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

/** Movements, facts and commands of the whole batch in one statement; the database moves the balances. */
async function write(tx: Tx, planned: readonly { each: Waiting; plan: Plan; answer: Posted }[]): Promise<void> {
  const movements = planned.flatMap(({ each, plan }) => {
    const posting = { postingId: each.postingId, actor: each.actor, happenedAt: each.order.happenedAt };
    return plan.movements.map((movement) => rowOf(posting, movement));
  });
  const events = planned.map(({ each }) => factRow(factOf(each), each.actor, each.commandId));
  const commands = planned.map(({ each, answer }) => ({
    id: each.commandId,
    actor: each.actor.id,
    operation: each.operation,
    body_hash: each.hash.toString('hex'),
    answer,
  }));
  await sql`
    with commands as (
      insert into command (id, actor, operation, body_hash, answer)
      select id, actor, operation, decode(body_hash, 'hex'), answer
      from jsonb_to_recordset(${JSON.stringify(commands)}::jsonb) as row (id uuid, actor text, operation text, body_hash text, answer jsonb)
    ), facts as (
      insert into event (module, action, subject_id, version, from_status, to_status, organisation_id, area_code, actor,
                         actor_name, on_behalf, command_id, happened_at, details)
      select fact.* from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as fact (
        module text, action text, subject_id uuid, version integer, from_status text, to_status text, organisation_id uuid,
        area_code text, actor text, actor_name text, on_behalf boolean, command_id uuid, happened_at timestamptz, details jsonb)
    )
    insert into movement (posting_id, kind, item_code, lot_id, from_place_id, to_place_id, quantity, note, actor, actor_name, happened_at)
    select * from jsonb_to_recordset(${JSON.stringify(movements)}::jsonb) as row (
      posting_id uuid, kind text, item_code text, lot_id uuid, from_place_id uuid, to_place_id uuid, quantity bigint, note text,
      actor text, actor_name text, happened_at timestamptz)`.execute(tx);
}

function factOf({ order, postingId, organisationId, areaCode }: Waiting) {
  return {
    module: 'stock',
    action: 'move',
    subjectId: postingId,
    version: 1,
    organisationId,
    areaCode,
    happenedAt: order.happenedAt,
    details: {
      kind: order.kind,
      placeId: order.placeId,
      otherId: order.otherId,
      items: order.lines.map(({ itemCode }) => itemCode),
    },
  };
}
