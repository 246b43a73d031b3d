import type { NeedSummary } from '@baogong/contract';
import type { Db } from '../../platform/db/database.ts';
import { gather, type Gathering, type Waiting as WaitingFor } from '../../platform/gather.ts';
import { requireSameCommand } from '../../platform/http/command.ts';
import { type CollectedRow, findCommands, insertCollected, keyOf, takeNumbers } from '../queries/collect.ts';
import type { PreparedNeed } from './prepare.ts';

export type CollectCommand = {
  prepared: PreparedNeed;
  commandId: string;
  actor: string;
  operation: string;
  hash: Buffer;
};
type Waiting = WaitingFor<CollectCommand, NeedSummary>;

export type CollectQueue = Gathering<CollectCommand, NeedSummary>;

/** Needs that arrive together are written together. */
export function createCollectQueue(db: Db): CollectQueue {
  return gather((batch) => answerBatch(db, batch));
}

async function answerBatch(db: Db, batch: readonly Waiting[]): Promise<void> {
  const finished = await numberNeeds(
    db,
    batch.map((each) => each.prepared),
  );
  const rows = batch.map((each, index): CollectedRow => {
    const { row, summary } = finished[index]!;
    const command = {
      id: each.commandId,
      actor: each.actor,
      operation: each.operation,
      body_hash: each.hash.toString('hex'),
    };
    return { ...row, command: { ...command, answer: summary } };
  });
  const written = await insertCollected(db, dropRepeats(rows));
  const repeated = batch.filter((each) => !written.has(each.prepared.id));
  const answers = await answersOf(db, repeated);
  for (const [index, each] of batch.entries()) {
    if (written.has(each.prepared.id)) each.resolve(finished[index]!.summary);
    else answers(each);
  }
}

/** The same command twice in one batch: the first is written, the second then answered as a repeat. */
function dropRepeats(rows: readonly CollectedRow[]): CollectedRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => !seen.has(row.command!.id) && seen.add(row.command!.id));
}

async function answersOf(db: Db, repeated: readonly Waiting[]): Promise<(each: Waiting) => void> {
  const stored =
    repeated.length > 0
      ? await findCommands(
          db,
          repeated.map((each) => each.commandId),
        )
      : [];
  const byId = new Map(stored.map((command) => [command.id, command]));
  return (each) => {
    const command = byId.get(each.commandId);
    try {
      if (!command) throw new Error(`command ${each.commandId} vanished`);
      requireSameCommand({ actor: command.actor, hash: command.body_hash }, each.actor, each.hash);
      each.resolve(command.answer as NeedSummary);
    } catch (error) {
      each.reject(error);
    }
  };
}

/** Gives each prepared need the next number of its institution and day. */
export async function numberNeeds(db: Db, needs: readonly PreparedNeed[]) {
  const counts = new Map<string, PreparedNeed['key'] & { count: number }>();
  for (const { key } of needs) {
    const run = counts.get(keyOf(key)) ?? { ...key, count: 0 };
    counts.set(keyOf(key), { ...run, count: run.count + 1 });
  }
  const next = await takeNumbers(db, [...counts.values()]);
  return needs.map(({ key, finish }) => {
    const number = next.get(keyOf(key))!;
    next.set(keyOf(key), number + 1);
    return finish(number);
  });
}
