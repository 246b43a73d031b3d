import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../platform/db/database.ts';
import type { Range } from './page.ts';
import { reckonRanges } from './reckon.ts';

export type ThreadOrder = { kind: 'start'; now: string } | { kind: 'range'; range: Range | undefined };
export type ThreadAnswer = { kind: 'next' } | { kind: 'done'; count: number } | { kind: 'failed'; message: string };

/** Reckons forecasts on connections of its own, one reading, one writing: asks for a range at a time until there is none left. */
const { db } = openDatabase(workerData as string, 2);
const port = parentPort!;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin, windows do
const answer = (message: ThreadAnswer) => port.postMessage(message);

port.on('message', (order: ThreadOrder) => {
  if (order.kind === 'start') void reckon(Temporal.Instant.from(order.now));
});

async function reckon(now: Temporal.Instant): Promise<void> {
  try {
    answer({ kind: 'done', count: await reckonRanges(db, takeNext, now) });
  } catch (error) {
    answer({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

async function takeNext(): Promise<Range | undefined> {
  const heard = once(port, 'message');
  answer({ kind: 'next' });
  const [order] = (await heard) as [ThreadOrder];
  return order.kind === 'range' ? order.range : undefined;
}
