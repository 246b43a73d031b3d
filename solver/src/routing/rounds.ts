import { compile } from './compile/compile.ts';
import type { RoutingPlan } from './plan.ts';
import type { RoutingProblem } from './problem.ts';
import { explainUnassigned } from './reasons/reasons.ts';
import { schedule } from './schedule/schedule.ts';
import { chooseSearch } from './search/choose-search.ts';
import { FIRST_CHUNK, nextChunk } from './search/chunk.ts';
import type { Routes } from './search/search.ts';

/** What one search has found and another may go on from; in its early rounds it has not found anything, at infinite cost. */
export type Found = { cost: number; routes: Routes; iterations: number };

/** A part of the whole effort, from one share of it to another: so many iterations, or until the clock says so. */
export type Round = { from: number; to: number; iterations?: number; until?: number };

/** A search that works in rounds, so that several with different seeds can exchange their best between them. */
export type RoundSearch = {
  run(round: Round, offered?: Found): Found;
  plan(): RoutingPlan;
};

/** Share of the effort before which nothing is told: some searches have no plan for all tasks yet, and aren't to give up. */
const EARLY = 0.3;
/**
 * @param problem without faults
 * @param now milliseconds, for rounds that end by the clock
 * @param stop asked after every chunk of work: true ends the round, and all later ones, with what was found
 */
export function createRounds(
  problem: RoutingProblem,
  seed: number,
  now: () => number,
  stop: () => boolean = () => false,
): RoundSearch {
  const model = compile(problem);
  const search = chooseSearch(model, seed);
  let [done, chunk] = [0, FIRST_CHUNK];
  const step = (iterations: number, from: number, to: number) => {
    search.run(iterations, from, to);
    done += iterations;
  };
  const byCount = (total: number, from: number, to: number) => {
    for (let at = 0; at < total && !stop(); at += FIRST_CHUNK) {
      const count = Math.min(FIRST_CHUNK, total - at);
      step(count, from + ((to - from) * at) / total, from + ((to - from) * (at + count)) / total);
    }
  };
  const byClock = (until: number, from: number, to: number) => {
    const began = now();
    for (let time = began; time < until && model.visits > 0 && !stop();) {
      const share = from + ((to - from) * (time - began)) / (until - began);
      step(chunk, share, share);
      const later = now();
      chunk = nextChunk(chunk, later - time, until - later);
      time = later;
    }
  };
  return {
    run({ from, to, iterations, until }, offered) {
      // Costs may differ in the last digits by the order of their sums.
      if (offered && offered.cost < search.bestCost() - 1e-6) search.offer(offered.routes);
      if (iterations !== undefined) byCount(iterations, from, to);
      else if (until !== undefined) byClock(until, from, to);
      if (to <= EARLY && !stop()) return { cost: Infinity, routes: [], iterations: done };
      return { cost: search.bestCost(), routes: search.bestRoutes(), iterations: done };
    },
    plan() {
      const plan = explainUnassigned(problem, schedule(model, search.bestRoutes()));
      plan.summary.iterations = done;
      return plan;
    },
  };
}
