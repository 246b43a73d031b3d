import { Ints } from '../base/memory.ts';
import { bestCost, bestCount, bestEnds, bestFleets, bestTour } from './best-plan.ts';
import { offeredEnds, offeredFleets, offeredTour, plans } from './evolution.ts';

export { newInts } from '../base/memory.ts';
export { createEvolution, offer, run } from './evolution.ts';
export { setFleets, setProblem } from './problem.ts';

/** Plans made so far, the first ones included. */
export function planCount(): i32 {
  return plans;
}

export function costOfBest(): i32 {
  return bestCost;
}

/** How many routes the best plan has; 0 while there is none within its limits. */
export function routesOfBest(): i32 {
  return bestCount;
}

export function tourOfBest(): Ints {
  return bestTour;
}

export function endsOfBest(): Ints {
  return bestEnds;
}

export function fleetsOfBest(): Ints {
  return bestFleets;
}

export function tourToOffer(): Ints {
  return offeredTour;
}

export function endsToOffer(): Ints {
  return offeredEnds;
}

export function fleetsToOffer(): Ints {
  return offeredFleets;
}
