import type { TakenReadings } from '@baogong/contract';
import { bulkGate, type Db } from '../../platform/db/database.ts';
import { bodyHash, runCommand } from '../../platform/http/command.ts';
import type { ActorContext } from '../../platform/http/context.ts';
import { createReadingsQueue, type ReadingsQueue } from './reading-queue.ts';
import { viewStocks } from './run-dry.ts';
import { type ReadingsInput, takeReadings } from './take-readings.ts';

const OPERATION = 'readings.takeReadings';
/** Beyond so many a request is telemetry, and nobody looks at its answer. */
const MOST_SHOWN = 20;

/** People's readings are written together with what arrives at the same moment; telemetry has a lane of its own. */
export function takeRequest(context: ActorContext, input: Input): Promise<TakenReadings> {
  return input.readings.length > MOST_SHOWN ? takeMany(context, input) : takeFew(context, input);
}

type Input = ReadingsInput & { commandId: string };

const queues = new WeakMap<Db, ReadingsQueue>();

function queueOf(db: Db): ReadingsQueue {
  const known = queues.get(db) ?? createReadingsQueue(db);
  queues.set(db, known);
  return known;
}

async function takeFew(context: ActorContext, input: Input): Promise<TakenReadings> {
  const queue = queueOf(context.db);
  queue.requireRoom();
  const taken = await queue.add({
    input,
    commandId: input.commandId,
    operation: OPERATION,
    hash: bodyHash(OPERATION, input),
    actor: context.actor,
    now: context.clock.now(),
    takeAlone: () => takeAlone(context, input),
  });
  context.hints.wake();
  return taken;
}

function takeMany(context: ActorContext, input: Input): Promise<TakenReadings> {
  return bulkGate(context.db)(() => takeAlone(context, input));
}

async function takeAlone(context: ActorContext, input: Input): Promise<TakenReadings> {
  return runCommand(context, OPERATION, input, async (act) => {
    const { stockIds, ...taken } = await takeReadings(act, context.db, input);
    const stocks = stockIds.length > MOST_SHOWN ? [] : await viewStocks(act.tx, stockIds, act.now);
    return { ...taken, stocks };
  });
}
