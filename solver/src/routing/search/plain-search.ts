import type { RoutingModel } from '../compile/model.ts';
import { createGeneticSearch } from '../genetic/index.ts';
import type { PlainProblem } from './plain-model.ts';
import { type Routes, type Search, createSearch } from './search.ts';

/** Share of the effort after which a search without any plan for all tasks is given up for one that may leave tasks out. */
const PATIENCE = 0.25;

/**
 * Genetic search over a plain problem; where the fleet is too small for all tasks, ruin and recreate, which leaves some out.
 * Its cost is infinite until there is a plan for all.
 */
export function createPlainSearch(model: RoutingModel, { plain, costUnit }: PlainProblem, seed: number): Search {
  const genetic = createGeneticSearch(plain, seed);
  let other: Search | undefined;
  const hasPlan = () => genetic.bestCost() < Infinity;
  const giveUp = () => (other ??= createSearch(model, seed));
  return {
    run(iterations, from, to) {
      if (other) return other.run(iterations, from, to);
      genetic.run(iterations, from, to);
      if (from > PATIENCE && !hasPlan()) giveUp();
    },
    bestCost: () => other?.bestCost() ?? genetic.bestCost() * costUnit,
    bestRoutes() {
      if (!other && hasPlan()) return toSlots(genetic.bestRoutes(), model.slots);
      return giveUp().bestRoutes();
    },
    offer(routes) {
      if (other) return other.offer(routes);
      genetic.offer(routes.map((stops) => stops.map((visit) => visit + 1)));
    },
  };
}

/** Tasks 1 … n are visits 0 … n − 1; vehicles alike take the routes in turn. */
function toSlots(routes: readonly Int32Array[], slots: number): Routes {
  return Array.from({ length: slots }, (_, slot) => Array.from(routes[slot] ?? [], (task) => task - 1));
}
