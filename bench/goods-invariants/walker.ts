import fc from 'fast-check';
import { openTestDatabase, openTown } from '../../server/testing/index.ts';
import { walkLedger, walkOf } from '../../server/testing/ledger-walk.ts';
import { openDatabase } from '../../server/src/platform/db/database.ts';

/** Walks so many steps on a database of its own, in sequences of `length`; answers with what was done. Runs in a process of its own. */
export type Order = { steps: number; length: number; seed: number };
export type Walked = { steps: number; sequences: number; outcomes: [string, number][]; failure: string | null };

process.on('message', (order: Order) => void walk(order).then((result) => process.send!(result)));
process.on('disconnect', () => process.exit(0));

async function walk({ steps, length, seed }: Order): Promise<Walked> {
  const database = openDatabase((await openTestDatabase()).url, 2);
  const town = await openTown(database.db, Temporal.Instant.from('2026-01-01T00:00:00Z'));
  const done = new Map<string, number>();
  const sequences = Math.ceil(steps / length);
  const property = fc.asyncProperty(walkOf(length), (each) => walkLedger(database.db, town, each, done));
  const result = await fc.check(property, { numRuns: sequences, seed, endOnFailure: true });
  await database.close();
  const failure = result.failed
    ? `seed ${seed}, path ${result.counterexamplePath}: ${String(result.errorInstance)}`
    : null;
  return { steps: result.numRuns * length, sequences: result.numRuns, outcomes: [...done], failure };
}
