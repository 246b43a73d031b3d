import { Ints, newInts } from '../base/memory.ts';
import { classFor } from './classes.ts';
import { clients, fleetOfClass, vehicles } from './problem.ts';
import { NEXT, nodes, startOf } from './nodes.ts';
import { clearRoutes, emptyOf, layRoute, routeSize, totalCost, totalExcess, totalWarp } from './routes.ts';

/** The cheapest plan within its limits so far: its clients route by route, and where each route begins. */
export let bestTour: Ints = newInts(1);
export let bestEnds: Ints = newInts(1);
/** The class of the vehicle of each of its routes. */
export let bestClasses: Ints = newInts(1);
export let bestCount: i32 = 0;
export let bestCost: f64 = 1e300;

export function createBest(): void {
  bestTour = newInts(clients);
  bestEnds = newInts(vehicles + 1);
  bestClasses = newInts(vehicles);
  bestCount = 0;
  bestCost = 1e300;
}

/** Keeps the plan being worked on if it is within its limits and cheaper. */
export function noteBest(): bool {
  const cost = totalCost();
  if (cost >= bestCost || totalExcess() + totalWarp() > 0) return false;
  bestCost = cost;
  bestCount = 0;
  let position: i32 = 0;
  for (let route: i32 = 0; route < vehicles; route++) {
    if (routeSize[route] === 0) continue;
    bestEnds[bestCount] = position;
    bestClasses[bestCount] = classFor(route);
    bestCount += 1;
    let client = nodes[(startOf(route) << 4) + NEXT];
    while (client <= clients) {
      bestTour[position] = client;
      position += 1;
      client = nodes[(client << 4) + NEXT];
    }
  }
  bestEnds[bestCount] = position;
  return true;
}

/** The best plan becomes the one being worked on. */
export function readBest(): void {
  clearRoutes();
  for (let i: i32 = 0; i < bestCount; i++) {
    layRoute(emptyOf[fleetOfClass[bestClasses[i]]], bestTour, bestEnds[i], bestEnds[i + 1], bestClasses[i]);
  }
}
