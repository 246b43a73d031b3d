import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Report, reportOf } from '../shared/report.ts';
import { startWorker, type Worker } from '../shared/worker.ts';
import type { Order, Walked } from './walker.ts';

const SEQUENCE = 400;

/**
 * Random steps of the goods ledger on real PostgreSQL: goods come, go, are held, sent, turned back, counted, corrected; after each
 * sequence every invariant is asked. `--steps 200000 --workers 2 --seed 1`; run it in parts with other seeds to go on.
 */
export async function run(options: readonly string[]): Promise<Report> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      steps: { type: 'string', default: '20000' },
      workers: { type: 'string', default: '2' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [steps, workers, seed] = [Number(values.steps), Number(values.workers), Number(values.seed)];
  const started = performance.now();
  const share = Math.ceil(steps / workers);
  const walked = await Promise.all(
    Array.from({ length: workers }, async (_, index) => {
      const worker: Worker<Order, Walked> = startWorker(join(import.meta.dirname, 'walker.ts'));
      try {
        return await worker.ask({ steps: share, length: SEQUENCE, seed: seed * 1000 + index });
      } finally {
        await worker.stop();
      }
    }),
  );
  for (const { failure } of walked) if (failure) console.log(failure);
  const outcomes = new Map<string, number>();
  for (const [name, count] of walked.flatMap((each) => each.outcomes))
    outcomes.set(name, (outcomes.get(name) ?? 0) + count);
  console.log(
    [...outcomes]
      .map(([name, count]) => `  ${name}: ${count}`)
      .toSorted()
      .join('\n'),
  );
  const sum = (pick: (each: Walked) => number) => walked.reduce((total, each) => total + pick(each), 0);
  const seconds = (performance.now() - started) / 1000;
  const figures = {
    steps: sum((each) => each.steps),
    sequences: sum((each) => each.sequences),
    breaches: walked.filter(({ failure }) => failure !== null).length,
    seconds,
    stepsPerSecond: sum((each) => each.steps) / seconds,
  };
  return reportOf('goods-invariants', figures, { breaches: { atMost: 0 }, steps: { atLeast: steps } });
}
