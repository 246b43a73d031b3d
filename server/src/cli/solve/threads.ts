import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Found, Round, RoutingPlan, RoutingProblem, SolveProgress } from '@baogong/solver/routing';
import type { Asked, ThreadData } from './search-thread.ts';
import type { Stop } from './stop.ts';

/**
 * Between rounds the searches exchange their best, in the second half: before, they look for different ones. Measured at 300
 * stops and 30,000 iterations of each: 64 rounds, second half, end 1.3 % below the better of two that never exchange; 16 rounds
 * 0.9 %, all 16 rounds from the start 0.1 %.
 */
const ROUNDS = 64;
const EXCHANGE_FROM = 0.5;
const SECONDS = 10;

export type TeamOptions = {
  seconds: number | undefined;
  /** Of each thread. */
  iterations: number | undefined;
  seed: number;
  threads: number;
  stop: Stop;
  onProgress: (progress: SolveProgress) => void;
};

/**
 * Searches in threads with different seeds; after each round those behind go on from the best. By iterations the plan is the
 * same each time, for nobody waits for a clock.
 */
export async function solveInThreads(problem: RoutingProblem, options: TeamOptions): Promise<RoutingPlan> {
  const began = Date.now();
  const team = Array.from({ length: options.threads }, (_, at) => {
    // Seeds of two runs with neighbouring seeds must not be shared.
    const workerData: ThreadData = { problem, seed: options.seed + at * 1_000_003, flag: options.stop.flag };
    return new Worker(new URL('search-thread.ts', import.meta.url), { workerData });
  });
  try {
    let found: Found[] = [];
    for (let at = 0; at < ROUNDS && (at === 0 || !options.stop.isAsked()); at += 1) {
      const round = roundOf(at, began, options);
      const best = at / ROUNDS >= EXCHANGE_FROM ? bestOf(found) : undefined;
      found = await Promise.all(team.map((worker) => ask<Found>(worker, { round, offered: best })));
      const iterations = found.reduce((sum, one) => sum + one.iterations, 0);
      options.onProgress({ share: round.to, iterations, cost: bestOf(found)!.cost });
    }
    return await planOf(team, found, began);
  } finally {
    await Promise.all(team.map((worker) => worker.terminate()));
  }
}

function roundOf(at: number, began: number, { seconds = SECONDS, iterations }: TeamOptions): Round {
  const [from, to] = [at / ROUNDS, (at + 1) / ROUNDS];
  if (iterations === undefined) return { from, to, until: began + 1000 * seconds * to };
  return { from, to, iterations: Math.floor(iterations * to) - Math.floor(iterations * from) };
}

/** The least cost; of equal ones the first. */
function bestOf(found: Found[]): Found | undefined {
  return found.reduce<Found | undefined>((best, one) => (best && best.cost <= one.cost ? best : one), undefined);
}

async function planOf(team: Worker[], found: Found[], began: number): Promise<RoutingPlan> {
  const winner = team[found.indexOf(bestOf(found)!)]!;
  const solved = Date.now();
  const plan = await ask<RoutingPlan>(winner, { plan: true });
  plan.summary.iterations = found.reduce((sum, one) => sum + one.iterations, 0);
  plan.summary.computing_times = { loading: 0, solving: solved - began, routing: Date.now() - solved };
  return plan;
}

/** One question, one answer; a thread that dies says why. */
async function ask<Answer>(worker: Worker, asked: Asked): Promise<Answer> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin, windows do
  worker.postMessage(asked);
  const [answer] = (await once(worker, 'message')) as [Answer];
  return answer;
}
