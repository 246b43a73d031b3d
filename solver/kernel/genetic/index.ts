import { Ints } from '../base/memory.ts';
import { bestCost, bestCount, bestClasses, bestEnds, bestTour } from './best-plan.ts';
import { plans } from './evolution.ts';
import { offeredClasses, offeredEnds, offeredTour } from './offered.ts';

export { newFloats, newInts } from '../base/memory.ts';
export { createEvolution, run } from './evolution.ts';
export { offer } from './offered.ts';
export { setClasses, setFleets, setProblem } from './problem.ts';

/** Plans made so far, the first ones included. */
export function planCount(): i32 {
  return plans;
}

export function costOfBest(): f64 {
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

export function classesOfBest(): Ints {
  return bestClasses;
}

export function tourToOffer(): Ints {
  return offeredTour;
}

export function endsToOffer(): Ints {
  return offeredEnds;
}

export function classesToOffer(): Ints {
  return offeredClasses;
}
