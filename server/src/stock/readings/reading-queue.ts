import type { TakenReadings } from '@baogong/contract';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { gather, type Gathering, type Waiting as WaitingFor } from '../../platform/gather.ts';
import { againAfterClash } from '../../platform/http/command.ts';
import { leaveOutRepeats, type Outcome as OutcomeOf } from '../../platform/http/repeats.ts';
import { nameOf, openFreeStocks, type StockFinder } from './open-stocks.ts';
import { viewStocks } from './run-dry.ts';
import {
  isNone,
  openOrder,
  type Order,
  type ReadingsInput,
  refusalOfAll,
  type Taken,
  takeTogether,
} from './take-readings.ts';

/** A small request under its command, as it waits for its transaction. */
export type ReadingsCommand = {
  input: ReadingsInput;
  commandId: string;
  operation: string;
  hash: Buffer;
  actor: Actor;
  now: Temporal.Instant;
  /** Takes it in a transaction of its own, waiting for whoever is busy with its stocks. */
  takeAlone(): Promise<TakenReadings>;
};
type Waiting = WaitingFor<ReadingsCommand, TakenReadings>;
type Outcome = OutcomeOf<Waiting>;
export type ReadingsQueue = Gathering<ReadingsCommand, TakenReadings>;

/**
 * Small requests that arrive together are written together, one batch after the other in the order in which they came. None waits for a
 * large one: what names a stock that somebody is busy with, or that nobody watches yet, leaves the batch and is taken alone; so is
 * whatever names that stock meanwhile, after it.
 */
export function createReadingsQueue(db: Db): ReadingsQueue {
  const apart = new Map<string, Promise<void>>();

  function takeApart(each: Waiting): void {
    const names = namesOf(each);
    const before = names.map((name) => apart.get(name));
    const done = Promise.all(before)
      .then(() => each.takeAlone())
      .then(each.resolve, each.reject);
    for (const name of names) apart.set(name, done);
    void done.then(() => {
      for (const name of names) if (apart.get(name) === done) apart.delete(name);
    });
  }

  const writeBatch = async (batch: readonly Waiting[]) => {
    const together: Waiting[] = [];
    for (const each of batch) {
      if (namesOf(each).some((name) => apart.has(name))) takeApart(each);
      else together.push(each);
    }
    if (together.length === 0) return;
    const take = () => db.transaction().execute((tx) => takeBatch(tx, db, together, takeApart));
    const outcomes = await againAfterClash(take);
    for (const [index, each] of together.entries()) outcomes[index]!(each);
  };
  return gather(writeBatch, { mostInFlight: 1 });
}

function namesOf({ input }: Waiting): string[] {
  const named = input.readings.filter(({ stockId, organisationId, item }) => stockId ?? (organisationId && item));
  return named.map(nameOf);
}

/** How each is answered after the commit. */
async function takeBatch(
  tx: Tx,
  db: Db,
  batch: readonly Waiting[],
  takeApart: (each: Waiting) => void,
): Promise<Outcome[]> {
  const { fresh, answers } = await leaveOutRepeats<TakenReadings, Waiting>(tx, batch);
  const senders = new Map(fresh.map((each) => [openOrder({ tx, ...each }, each.input), each]));
  const outcomes = new Map<string, Outcome>();
  const finished: Finished[] = [];
  for (let rest = [...senders.keys()]; rest.length > 0;) {
    const named = rest.flatMap(({ timed }) => timed.map(({ reading }) => reading));
    const stocks = await openFreeStocks(tx, named);
    const { together, later, alone } = nextRound(rest, stocks);
    for (const [index, taken] of (await takeTogether(tx, db, together, stocks)).entries()) {
      const each = senders.get(together[index]!)!;
      if (isNone(taken)) outcomes.set(each.commandId, ({ reject }) => reject(refusalOfAll(taken.refused)));
      else finished.push({ each, taken });
    }
    for (const order of alone) outcomes.set(senders.get(order)!.commandId, takeApart);
    rest = later;
  }
  for (const { each, answer } of await keepAnswers(tx, finished))
    outcomes.set(each.commandId, ({ resolve }) => resolve(answer));
  return answers(outcomes);
}

type Round = Record<'together' | 'later' | 'alone', Order[]>;

/** Those that share no stock; those that must wait for one of them; those that leave the batch, and whoever comes after them. */
function nextRound(orders: readonly Order[], stocks: StockFinder): Round {
  const round: Round = { together: [], later: [], alone: [] };
  const taken = new Set<string>();
  const left = new Set<string>();
  for (const order of orders) {
    const found = order.timed.map(({ reading }) => stocks.find(reading)?.id);
    const ids = order.timed.map(({ reading }, index) => found[index] ?? nameOf(reading));
    const goes = found.includes(undefined) || ids.some((id) => left.has(id));
    const waits = ids.some((id) => taken.has(id));
    round[goes ? 'alone' : waits ? 'later' : 'together'].push(order);
    for (const id of ids) (goes ? left : taken).add(id);
  }
  return round;
}

type Finished = { each: Waiting; taken: Taken };

/** Shows what is forecast now, and keeps each answer under its command. */
async function keepAnswers(tx: Tx, finished: readonly Finished[]) {
  if (finished.length === 0) return [];
  const ids = [...new Set(finished.flatMap(({ taken }) => taken.stockIds))];
  const rows = await viewStocks(tx, ids, finished.at(-1)!.each.now);
  const answered = finished.map(({ each, taken: { stockIds, ...taken } }) => ({
    each,
    answer: { ...taken, stocks: rows.filter(({ stockId }) => stockIds.includes(stockId)) } satisfies TakenReadings,
  }));
  const commands = answered.map(({ each: { commandId, actor, operation, hash }, answer }) => ({
    id: commandId,
    actor: actor.id,
    operation,
    hash: hash.toString('hex'),
    answer,
  }));
  await sql`
    insert into command (id, actor, operation, body_hash, answer)
    select id, actor, operation, decode(hash, 'hex'), answer from jsonb_to_recordset(${JSON.stringify(commands)}::jsonb) as given (
      id uuid, actor text, operation text, hash text, answer jsonb)`.execute(tx);
  return answered;
}
