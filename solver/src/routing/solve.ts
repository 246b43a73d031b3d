import { compile } from './compile/compile.ts';
import type { RoutingModel } from './compile/model.ts';
import { findFaults } from './faults/faults.ts';
import type { Fault, RoutingPlan } from './plan.ts';
import type { RoutingProblem } from './problem.ts';
import { explainUnassigned } from './reasons/reasons.ts';
import { schedule, summaryOf } from './schedule/schedule.ts';
import { chooseSearch } from './search/choose-search.ts';
import { CHUNK_MILLISECONDS, FIRST_CHUNK, nextChunk } from './search/chunk.ts';
import type { Search } from './search/search.ts';

export type SolveOptions = {
  /** Seconds for everything, compiling included; 10 without `iterations`. */
  seconds?: number;
  /** Iterations of the search: the same number and seed give the same plan. */
  iterations?: number;
  /** Any integer; 1 by default. */
  seed?: number;
  /** Milliseconds from any origin, for `seconds`; the only clock there is. */
  now?: () => number;
  /** Asked after every chunk of work: true ends the search, and the plan is the best so far. */
  stop?: () => boolean;
  /** Hears how far the search is, several times a second. */
  onProgress?: (progress: SolveProgress) => void;
};

export type SolveProgress = {
  /** Share of the seconds or iterations used. */
  share: number;
  iterations: number;
  /** Least cost so far, the prices of absent tasks included. */
  cost: number;
};

const PROGRESS_MILLISECONDS = 250;
/** Of the seconds, kept back for working out the plan from what the search found: a quarter of a second at 10,000 tasks. */
const PLAN_MILLISECONDS_A_VISIT = 0.025;

/**
 * Plans routes for a problem within the seconds or iterations given. A problem with faults is answered with code 2 and the
 * faults; nothing that a problem says makes it throw.
 */
export function solve(problem: RoutingProblem, options: SolveOptions = {}): RoutingPlan {
  const steps = solveInSteps(problem, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** What `solve` does, with a pause several times a second, in which its host can do other things and learn that it is to stop. */
export function* solveInSteps(problem: RoutingProblem, options: SolveOptions = {}): Generator<void, RoutingPlan, void> {
  const now = options.now ?? (() => performance.now());
  const began = now();
  const faults = findFaults(problem);
  if (faults.length > 0) return refused(faults);
  const model = compile(problem);
  const search = chooseSearch(model, options.seed ?? 1);
  const loaded = now();
  const iterations = yield* advance(search, model, options, began, now);
  const solved = now();
  const plan = explainUnassigned(problem, schedule(model, search.bestRoutes()));
  plan.summary.iterations = iterations;
  plan.summary.computing_times = {
    loading: Math.round(loaded - began),
    solving: Math.round(solved - loaded),
    routing: Math.round(now() - solved),
  };
  return plan;
}

/** The answer to a problem that is none. */
function refused(faults: Fault[]): RoutingPlan {
  const [first] = faults;
  return {
    code: 2,
    error: `${first!.path}: ${first!.code}`,
    faults,
    summary: summaryOf([], 0, 0),
    unassigned: [],
    routes: [],
  };
}

/** Pauses, and the number of iterations done. */
type Advance = Generator<void, number, void>;

function* advance(
  search: Search,
  model: RoutingModel,
  options: SolveOptions,
  began: number,
  now: () => number,
): Advance {
  if (model.visits === 0) return 0;
  // Who asks to stop while a large problem is laid out need not wait longer.
  yield;
  return options.iterations === undefined
    ? yield* advanceSeconds(search, model.visits, options, began, now)
    : yield* advanceIterations(search, options.iterations, options, now);
}

function* advanceIterations(search: Search, total: number, options: SolveOptions, now: () => number): Advance {
  let spoke = now();
  let done = 0;
  while (done < total && !options.stop?.()) {
    const chunk = Math.min(FIRST_CHUNK, total - done);
    search.run(chunk, done / total, (done + chunk) / total);
    done += chunk;
    if (now() - spoke <= PROGRESS_MILLISECONDS) continue;
    spoke = now();
    options.onProgress?.({ share: done / total, iterations: done, cost: search.bestCost() });
    yield;
  }
  return done;
}

function* advanceSeconds(
  search: Search,
  visits: number,
  options: SolveOptions,
  began: number,
  now: () => number,
): Advance {
  const budget = 1000 * (options.seconds ?? 10) - PLAN_MILLISECONDS_A_VISIT * visits;
  let done = 0;
  let chunk = FIRST_CHUNK;
  let time = now();
  let spoke = time;
  while (time - began < budget && !options.stop?.()) {
    const share = (time - began) / budget;
    search.run(chunk, share, Math.min(1, share + CHUNK_MILLISECONDS / budget));
    done += chunk;
    const later = now();
    chunk = nextChunk(chunk, later - time, budget - (later - began));
    time = later;
    if (time - spoke <= PROGRESS_MILLISECONDS) continue;
    spoke = time;
    options.onProgress?.({ share: Math.min(1, (time - began) / budget), iterations: done, cost: search.bestCost() });
    yield;
  }
  return done;
}
