import { parentPort, workerData } from 'node:worker_threads';
import { createRounds, type Found, type Round, type RoutingProblem } from '@baogong/solver/routing';
import { stopOf } from './stop.ts';

/** What a thread is asked: a round, perhaps with another's best; or, last, its plan. */
export type Asked = { round: Round; offered: Found | undefined } | { plan: true };

export type ThreadData = { problem: RoutingProblem; seed: number; flag: Int32Array<SharedArrayBuffer> };

/** One of the searches of `--threads 2`: it starts at once and answers each message with one. */
const { problem, seed, flag } = workerData as ThreadData;
// The clock of all threads has one origin, so that rounds end together.
const rounds = createRounds(problem, seed, Date.now, stopOf(flag).isAsked);
const port = parentPort!;

port.on('message', (asked: Asked) => {
  if ('plan' in asked) port.postMessage(rounds.plan());
  else port.postMessage(rounds.run(asked.round, asked.offered));
});
