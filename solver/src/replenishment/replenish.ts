import { exponential, logarithm } from '../arithmetic/index.ts';
import { checkSolution, type Verdict } from './check.ts';
import { examine } from './examine.ts';
import { compile } from './model.ts';
import { cautious, type InputFault, type Plan, type Problem, type Quantiles } from './problem.ts';
import { objective, reweighSinks, type Search, startSearch, step, typicalTrip } from './search.ts';
import { emptySnapshot, planOf, restoreSnapshot, type Snapshot, takeSnapshot } from './snapshot.ts';

export type ReplenishOptions = {
  /** Wall time to use; needs `now`. */
  seconds?: number;
  /** Moves to try: the same seed and iterations give the same plan everywhere. */
  iterations?: number;
  seed?: number;
  /** A clock in milliseconds, such as `performance.now`. */
  now?: () => number;
  /** Asked after every batch of moves: true ends the search, and the plan is the best so far. */
  stop?: () => boolean;
  onProgress?: (progress: Progress) => void;
  /** Which ends of the forecasts are planned against; `cautious` when absent. */
  quantiles?: Quantiles;
  /** A plan to start from, such as the one before the news came in. */
  earlier?: Plan;
};

/** The best plan so far got better. `ratio` is NaN as long as no plan is valid. */
export type Progress = { seconds: number; iterations: number; ratio: number; shortCases: number; shortKg: number };

export type Replenishment = {
  plan: Plan;
  /** By the checker, apart from the search's own arithmetic. */
  verdict: Verdict;
  iterations: number;
  /** When the first valid plan was there. */
  firstValid: { seconds: number; iterations: number } | undefined;
  /** What in the input could not be planned with; the plan is for the rest. */
  faults: readonly InputFault[];
};

/** Start and end of the temperature, as shares of a typical trip's cost. */
const HOT = 0.1;
const COLD = 0.002;
/** Until a plan is valid, but for no longer than this share of the time, the temperature goes up and down. */
const SETTLING = 0.3;
const SETTLING_COLD = 0.02;
/** Iterations a sink of one such wave. */
const WAVE = 200;
/** Iterations between looks at how much of the time the plan was valid, and how many such looks in vain are too many. */
const CHECKED = 2000;
const LOST = 20;
const BATCH = 100;
/** Iterations between pauses: some hundredths of a second. */
const PAUSED = 1000;

/**
 * Plans replenishment for `seconds` or `iterations`, whichever ends first. Anytime: the result is the best plan that was
 * met; where no plan keeps every tank safe it is the one that leaves the least short, and the verdict says what and where.
 * Input with faults is planned as far as it can be; nothing throws but a call without any limit, or seconds without a clock.
 */
export function replenish(problem: Problem, options: ReplenishOptions): Replenishment {
  const steps = replenishInSteps(problem, options);
  for (;;) {
    const pause = steps.next();
    if (pause.done) return pause.value;
  }
}

/** What `replenish` does, with many pauses, in which its host can do other things and learn that it is to stop. */
export function* replenishInSteps(problem: Problem, options: ReplenishOptions): Generator<void, Replenishment, void> {
  const { iterations: limit = Number.POSITIVE_INFINITY, seconds: budget = Number.POSITIVE_INFINITY } = options;
  if (limit === Number.POSITIVE_INFINITY && budget === Number.POSITIVE_INFINITY)
    throw new TypeError('replenish needs seconds or iterations');
  if (budget !== Number.POSITIVE_INFINITY && !options.now)
    throw new TypeError('replenish needs `now` to count seconds');
  const quantiles = options.quantiles ?? cautious;
  const { faults, fatal, usable } = examine(problem);
  if (fatal) return { plan: { shifts: [] }, verdict: noVerdict(), iterations: 0, firstValid: undefined, faults };
  const model = compile(problem, usable, quantiles);
  const search = startSearch(model, options.seed ?? 1, usable, options.earlier);
  const began = options.now?.() ?? 0;
  const seconds = () => ((options.now?.() ?? 0) - began) / 1000;
  const run: Run = { search, scale: typicalTrip(model), best: newBest(), seconds, options };
  keepBest(run);
  if (model.pairDriver.length > 0 && model.sinkList.length > 0) yield* anneal(run, limit, budget);
  restoreSnapshot(search.schedule, run.best.snapshot);
  const plan = planOf(search.schedule);
  const verdict = checkSolution(problem, plan, quantiles);
  return { plan, verdict, iterations: search.iterations, firstValid: run.best.firstValid, faults };
}

type Run = { search: Search; scale: number; best: Best; seconds: () => number; options: ReplenishOptions };

type Best = {
  snapshot: Snapshot;
  ratio: number;
  shortKg: number;
  shortCases: number;
  firstValid: Replenishment['firstValid'];
};

function* anneal(run: Run, limit: number, budget: number): Generator<void, void, void> {
  const { search, scale, best, options } = run;
  const share = () =>
    Math.max(search.iterations / limit, budget === Number.POSITIVE_INFINITY ? 0 : run.seconds() / budget);
  const period = WAVE * search.schedule.model.sinkList.length;
  for (let done = share(); done < 1 && !options.stop?.(); done = share()) {
    const settled = best.firstValid !== undefined || done > SETTLING;
    const wave = (search.iterations % period) / period;
    search.temperature = scale * (settled ? cooled(COLD, done) : cooled(SETTLING_COLD, wave));
    for (let batch = 0; batch < BATCH && search.iterations < limit; batch += 1)
      if (step(search) && isBetter(search, best)) keepBest(run);
    adaptWeight(run);
    if (search.iterations % PAUSED === 0) yield;
  }
}

/** From `HOT` at share 0 to `cold` at share 1, by equal factors. */
function cooled(cold: number, share: number): number {
  return HOT * exponential(logarithm(cold / HOT) * share);
}

function newBest(): Best {
  const none = Number.POSITIVE_INFINITY;
  return { snapshot: emptySnapshot(), ratio: none, shortKg: none, shortCases: none, firstValid: undefined };
}

/** A plan with less short is better; among valid ones the one with the lower ratio. */
function isBetter({ currentFigures: figures }: Search, best: Best): boolean {
  if (figures.shortCases !== 0) return best.shortCases > 0 && figures.shortKg < best.shortKg;
  return best.shortCases > 0 || figures.cost < best.ratio * figures.deliveredKg;
}

function keepBest({ search, best, seconds, options }: Run): void {
  const figures = search.currentFigures;
  takeSnapshot(best.snapshot, search.schedule);
  best.shortKg = figures.shortKg;
  best.shortCases = figures.shortCases;
  if (figures.shortCases === 0) {
    best.firstValid ??= { seconds: seconds(), iterations: search.iterations };
    best.ratio = figures.deliveredKg > 0 ? figures.cost / figures.deliveredKg : Number.POSITIVE_INFINITY;
    if (best.ratio < search.worth * 0.998 || (search.worthGuessed && figures.deliveredKg > 0))
      setWorth(search, best.ratio);
  }
  const ratio = best.shortCases === 0 ? best.ratio : Number.NaN;
  options.onProgress?.({
    seconds: seconds(),
    iterations: search.iterations,
    ratio,
    shortCases: best.shortCases,
    shortKg: best.shortKg,
  });
}

function setWorth(search: Search, worth: number): void {
  search.worth = worth;
  search.worthGuessed = false;
  search.current = objective(search);
}

/**
 * Shortages cost more while they persist, less while there are none: the search stays near the border of the valid. When
 * it can't get back to the valid for long, it goes on from the best plan.
 */
function adaptWeight({ search, best }: Run): void {
  if (search.checked < CHECKED) return;
  const valid = search.validSteps / search.checked;
  const factor = valid < 0.2 ? 1.1 : valid > 0.6 ? 1 / 1.1 : 1;
  search.weight = Math.min(10, Math.max(0.1, search.weight * factor));
  search.checked = 0;
  search.lost = search.validSteps === 0 ? search.lost + 1 : 0;
  search.validSteps = 0;
  if (search.lost >= LOST && best.shortCases === 0) {
    restoreSnapshot(search.schedule, best.snapshot);
    search.schedule.sinkWeight.fill(1);
    search.weight = 1;
    search.lost = 0;
  }
  reweighSinks(search);
}

function noVerdict(): Verdict {
  return {
    valid: false,
    faults: [{ rule: 'SHAPE', message: 'the problem can’t be read' }],
    quantityKg: 0,
    cost: 0,
    distanceCost: 0,
    timeCost: 0,
    layoverCost: 0,
    logisticRatio: Number.NaN,
    shifts: 0,
    operations: 0,
  };
}
