import { toFloat } from '../base/memory.ts';
import { random, seedRandom } from '../base/random.ts';
import { anneal, buildPlan, createAnnealing, isAnnealing } from './annealing.ts';
import { bestCount, createBest, noteBest } from './best-plan.ts';
import { createCrossover, exchangeRoutes } from './crossover.ts';
import { createInsertion } from './insertion.ts';
import { createSearch, search, startSearch } from './local-search.ts';
import { createOffered, offeredCount, readOffer } from './offered.ts';
import { countPlan, createPenalties, repairPenalties, usualPenalties } from './penalties.ts';
import { addPlan, clearPopulation, createPopulation, populationSize, selectParent } from './population.ts';
import { setAdjacent, setNeighbours, vehicles } from './problem.ts';
import { createRoutes, refreshPenalties, totalExcess, totalWarp } from './routes.ts';
import { createRuin } from './ruin-recreate.ts';

/**
 * Hybrid genetic search (Vidal et al. 2012, 2013; Kool et al. 2022): two plans of a population give a third, a local search
 * that may pass through plans beyond their limits makes it good, and it joins the population.
 */
const NEIGHBOURS: i32 = 40;
const ADJACENT: i32 = 100;
const FIRST_PLANS: i32 = 25;
const LEAST_FIRST_PLANS: i32 = 4;
const SWAPS: f64 = 0.15;
const REPAIRS: f64 = 0.5;
const PLANS_WITHOUT_GAIN: i32 = 20000;
/** In tries of a client's moves: what a ruin and recreate costs, and what the start of a plan costs. */
const RUIN_EFFORT: i32 = 20;
const PLAN_EFFORT: i32 = 10;

const IDLE: i32 = 0;
const SEARCH: i32 = 1;
const REPAIR: i32 = 2;

let phase: i32 = 0;
let built: i32 = 0;
let withoutGain: i32 = 0;
/** Plans made so far. */
export let plans: i32 = 0;

export function createEvolution(seed: i32, chains: i32, share: f64): void {
  seedRandom(seed);
  setNeighbours(NEIGHBOURS);
  setAdjacent(ADJACENT);
  createRoutes();
  createPenalties();
  createInsertion();
  createSearch();
  createCrossover();
  createRuin();
  createAnnealing(chains, share);
  createBest();
  createPopulation();
  createOffered();
  phase = IDLE;
  built = 0;
  withoutGain = 0;
  plans = 0;
}

/** Works for about so many tries of a client's moves, while the share of time passed goes from one value to the other. */
export function run(budget: i32, progressFrom: f64, progressTo: f64): void {
  let left = budget;
  while (left > 0) {
    if (phase !== IDLE) {
      left = search(left);
      if (left > 0) endPlan();
    } else if (isAnnealing()) {
      const done: f64 = toFloat(budget - left) / toFloat(budget);
      if (anneal(progressFrom + done * (progressTo - progressFrom))) beginSearch();
      left -= RUIN_EFFORT;
    } else {
      beginPlan();
      left -= PLAN_EFFORT;
    }
  }
}

function beginSearch(): void {
  plans += 1;
  phase = SEARCH;
  startSearch(random() < SWAPS);
}

function beginPlan(): void {
  if (offeredCount > 0) {
    readOffer(true);
    noteBest();
  } else if (built < (populationSize(0) >= LEAST_FIRST_PLANS ? LEAST_FIRST_PLANS : FIRST_PLANS)) {
    built += 1;
    buildPlan(true);
  } else cross();
  beginSearch();
}

function cross(): void {
  const attempts: i32 = 10;
  for (let attempt: i32 = 0; attempt < attempts; attempt++) {
    const first = selectParent();
    let second = selectParent();
    for (let draw: i32 = 0; draw < attempts && second === first; draw++) second = selectParent();
    if (exchangeRoutes(first, second, vehicles)) return;
  }
  buildPlan(true);
}

function endPlan(): void {
  const wasRepair = phase === REPAIR;
  phase = IDLE;
  if (wasRepair) usualPenalties();
  else countPlan(totalExcess(), totalWarp());
  withoutGain = noteBest() ? 0 : withoutGain + 1;
  const keepsLimits = addPlan();
  if (!wasRepair && !keepsLimits && (bestCount === 0 || random() < REPAIRS)) {
    repairPenalties();
    refreshPenalties();
    startSearch(random() < SWAPS);
    phase = REPAIR;
  } else if (withoutGain > PLANS_WITHOUT_GAIN) {
    clearPopulation();
    built = 0;
    withoutGain = 0;
  }
}
