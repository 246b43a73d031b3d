import { bestCost, bestCount, bestEnds, bestTour } from './best-plan.ts';
import { Ints } from '../base/memory.ts';
import { setProblem } from './problem.ts';
import { createEvolution, offspring, run, tune } from './evolution.ts';

export { newFloats, newInts } from '../base/memory.ts';
export { createEvolution, run, setProblem, tune };

export function offspringCount(): i32 {
  return offspring;
}
export function costOfBest(): i32 {
  return bestCost;
}
export function routesOfBest(): i32 {
  return bestCount;
}
export function tourOfBest(): Ints {
  return bestTour;
}
export function endsOfBest(): Ints {
  return bestEnds;
}
