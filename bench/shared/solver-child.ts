import { readFileSync, writeFileSync } from 'node:fs';
import type { RoutingProblem } from '@baogong/solver/routing';
import { solve, type SolveProgress } from '@baogong/solver/routing';
import { neverStopped } from '../../server/src/cli/solve/stop.ts';
import { solveInThreads } from '../../server/src/cli/solve/threads.ts';
import { cityProblem } from './solver-city.ts';
import { readInstance } from './solver-sets.ts';
import type { SolveAnswer, SolveOrder } from './solver-process.ts';

/** Seconds kept back for writing the plan and ending, threads included. */
const RESERVE_SECONDS = 0.03;
const RESERVE_SECONDS_OF_THREADS = 0.08;

/** One solve in a process of its own: the order as JSON in the argument, the answer as a file. */
const order = JSON.parse(process.argv[2]!) as SolveOrder;
const problem = problemOf(order);
const now = () => performance.now();
const { threads = 1 } = order;
const reserve = threads > 1 ? RESERVE_SECONDS_OF_THREADS : RESERVE_SECONDS;
const read = (Date.now() - order.startedAt) / 1000;
const seconds = order.iterations === undefined ? Math.max(0.05, order.seconds - read - reserve) : undefined;
const curve: SolveAnswer['curve'] = [];
const began = now();
const options = {
  seconds,
  iterations: order.iterations,
  seed: order.seed,
  onProgress: ({ cost, iterations }: SolveProgress) =>
    curve.push({ seconds: (now() - began) / 1000, cost, iterations }),
};
const plan =
  threads > 1
    ? await solveInThreads(problem, { ...options, threads, stop: neverStopped() })
    : solve(problem, { ...options, now });
const answer: SolveAnswer = {
  plan,
  curve,
  readSeconds: read,
  solveSeconds: (now() - began) / 1000,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
};
writeFileSync(order.answer, JSON.stringify(answer));

function problemOf({ source }: SolveOrder): RoutingProblem {
  if ('file' in source) return JSON.parse(readFileSync(source.file, 'utf8')) as RoutingProblem;
  if ('city' in source) return cityProblem(source.city);
  return readInstance(source.data, source.set, source.instance).problem;
}
