import { checkSolution, type Verdict } from './check.ts';
import { compile } from './model.ts';
import { cautious, type InputFault, type Plan, type Problem, type Quantiles } from './problem.ts';
import { objective, type Search, startSearch, step, typicalTrip } from './search.ts';
import { emptySnapshot, planOf, restoreSnapshot, type Snapshot, takeSnapshot } from './snapshot.ts';

export type ReplenishOptions = {
  /** Wall time to use; needs `now`. */
  seconds?: number;
  /** Moves to try: the same seed and iterations give the same plan everywhere. */
  iterations?: number;
  seed?: number;
  /** A clock in milliseconds, such as `performance.now`. */
  now?: () => number;
  onProgress?: (progress: Progress) => void;
  quantiles?: Quantiles;
};

/** The best plan so far got better. `ratio` is NaN as long as no plan is valid. */
export type Progress = { seconds: number; iterations: number; ratio: number; shortCases: number };

export type Replenishment = {
  plan: Plan;
  /** By the checker, apart from the search's own arithmetic. */
  verdict: Verdict;
  iterations: number;
  /** When the first valid plan was there. */
  firstValid: { seconds: number; iterations: number } | undefined;
  faults: readonly InputFault[];
};

/** Start and end of the temperature, as shares of a typical trip's cost. */
const HOT = 0.1;
const COLD = 0.002;
/** Until a plan is valid, but no longer than this share of the time, it stays cool. */
const SETTLING = 0.2;
const SETTLING_TEMPERATURE = 0.03;
const BATCH = 100;

/** Plans replenishment for as long as it may. Anytime: the result is the best plan that was met. */
export function replenish(problem: Problem, options: ReplenishOptions): Replenishment {
  const quantiles = options.quantiles ?? cautious;
  const model = compile(problem, quantiles);
  const search = startSearch(model, options.seed ?? 1);
  const best = newBest();
  const scale = typicalTrip(model);
  const clock = options.now ?? (() => 0);
  const began = clock();
  const seconds = () => (clock() - began) / 1000;
  const limit = options.iterations ?? Number.POSITIVE_INFINITY;
  const share = () =>
    Math.max(search.iterations / limit, options.seconds === undefined ? 0 : seconds() / options.seconds);
  for (let done = 0; done < 1; done = share()) {
    const settled = best.firstValid !== undefined || done > SETTLING;
    search.temperature = settled ? scale * HOT * (COLD / HOT) ** done : scale * SETTLING_TEMPERATURE;
    for (let batch = 0; batch < BATCH && search.iterations < limit; batch += 1) {
      if (!step(search)) continue;
      if (isBetter(search, best)) keepBest(search, best, seconds, options);
    }
    adaptWeights(search);
  }
  restoreSnapshot(search.schedule, best.snapshot);
  const plan = planOf(search.schedule);
  return {
    plan,
    verdict: checkSolution(problem, plan, quantiles),
    iterations: search.iterations,
    firstValid: best.firstValid,
    faults: [],
  };
}

type Best = {
  snapshot: Snapshot;
  ratio: number;
  shortKg: number;
  shortCases: number;
  firstValid: Replenishment['firstValid'];
};

function newBest(): Best {
  return {
    snapshot: emptySnapshot(),
    ratio: Number.POSITIVE_INFINITY,
    shortKg: Number.POSITIVE_INFINITY,
    shortCases: Number.POSITIVE_INFINITY,
    firstValid: undefined,
  };
}

/** A plan with fewer shortages is better; among valid ones the one with the lower ratio. */
function isBetter({ schedule: { figures } }: Search, best: Best): boolean {
  if (figures.shortCases !== 0) return best.shortCases > 0 && figures.shortKg < best.shortKg;
  return best.shortCases > 0 || figures.cost < best.ratio * figures.deliveredKg;
}

function keepBest(search: Search, best: Best, seconds: () => number, { onProgress }: ReplenishOptions): void {
  const { figures } = search.schedule;
  takeSnapshot(best.snapshot, search.schedule);
  best.shortKg = figures.shortKg;
  best.shortCases = figures.shortCases;
  if (figures.shortCases === 0 && figures.deliveredKg > 0) {
    best.firstValid ??= { seconds: seconds(), iterations: search.iterations };
    best.ratio = figures.cost / figures.deliveredKg;
    if (best.ratio < search.worth * 0.998 || search.worthGuessed) setWorth(search, best.ratio);
  }
  onProgress?.({
    seconds: seconds(),
    iterations: search.iterations,
    ratio: best.shortCases === 0 ? best.ratio : Number.NaN,
    shortCases: best.shortCases,
  });
}

function setWorth(search: Search, worth: number): void {
  search.worth = worth;
  search.worthGuessed = false;
  search.current = objective(search);
}

/** Shortages cost more while they persist, less while there are none: the search stays near the border of the valid. */
function adaptWeights(search: Search): void {
  if (search.checked < 2000) return;
  const valid = search.validSteps / search.checked;
  const factor = valid < 0.2 ? 1.1 : valid > 0.6 ? 1 / 1.1 : 1;
  search.weight = Math.min(10, Math.max(0.1, search.weight * factor));
  search.checked = 0;
  search.validSteps = 0;
  search.current = objective(search);
}
