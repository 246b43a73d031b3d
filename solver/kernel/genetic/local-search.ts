import { Ints, newInts } from '../base/memory.ts';
import { randomBelow } from '../base/random.ts';
import { improveAcross } from './across.ts';
import { clients, fleets, mixed, neighbourCount, neighbours } from './problem.ts';
import { fleetOf, nodes, PREVIOUS, ROUTE, startOf, TESTED } from './nodes.ts';
import { emptyOf, moves, routeChanged, routeSize } from './routes.ts';
import { createSwaps, improveBySwaps, resetSwaps } from './swap-star.ts';
import { createVehicles, improveVehicles, resetVehicles } from './vehicles.ts';
import { improveWithin } from './within.ts';

/** Clients in the order in which they are tried, and how far a search has come: it goes on where it stopped. */
let order: Ints = newInts(1);
let place: i32 = 0;
let round: i32 = 0;
let movesBefore: i32 = 0;
let thorough: bool = false;

export function createSearch(): void {
  order = newInts(clients);
  for (let i: i32 = 0; i < clients; i++) order[i] = i + 1;
  createSwaps();
  createVehicles();
}

/**
 * Begins a descent to a plan that no move betters. Only pairs of routes are tried of which one has changed since (count of
 * moves above 0): whoever took all routes from one good plan but a few, marks those few.
 * @param swaps whether clients are also swapped between routes, each to its best place there
 */
export function startSearch(swaps: bool): void {
  for (let i = clients - 1; i > 0; i--) {
    const other = randomBelow(i + 1);
    const client = order[i];
    order[i] = order[other];
    order[other] = client;
  }
  for (let client: i32 = 1; client <= clients; client++) nodes[(client << 4) + TESTED] = 0;
  place = 0;
  round = 0;
  movesBefore = moves;
  thorough = swaps;
  if (swaps) resetSwaps();
  resetVehicles();
}

/** Tries the moves of up to `budget` clients. @returns how much of the budget is left; more than 0 if the search has ended */
export function search(budget: i32): i32 {
  let left = budget;
  while (left > 0) {
    if (place === clients) {
      if (!nextRound()) return left;
    }
    tryClient(order[place]);
    place += 1;
    left -= 1;
  }
  return 0;
}

/** The second round always comes: the first leaves out empty routes. */
function nextRound(): bool {
  if (moves === movesBefore && round > 0) {
    if (((fleets === 1 && !mixed) || !improveVehicles()) && (!thorough || !improveBySwaps())) return false;
  }
  movesBefore = moves;
  round += 1;
  place = 0;
  return true;
}

function tryClient(u: i32): void {
  const records = nodes;
  const tested = records[(u << 4) + TESTED];
  records[(u << 4) + TESTED] = moves;
  const first = u * neighbourCount;
  const beyond = first + neighbourCount;
  for (let i = first; i < beyond; i++) {
    const v = neighbours[i];
    const routeU = records[(u << 4) + ROUTE];
    const routeV = records[(v << 4) + ROUTE];
    if (routeChanged[routeU] <= tested && routeChanged[routeV] <= tested) continue;
    if (routeU !== routeV) {
      if (improveAcross(u, v)) continue;
      const before = records[(v << 4) + PREVIOUS];
      if (before > clients) improveAcross(u, before);
    } else {
      if (improveWithin(u, v)) continue;
      const before = records[(v << 4) + PREVIOUS];
      if (before > clients) improveWithin(u, before);
    }
  }
  if (round === 0) return;
  const routeU = records[(u << 4) + ROUTE];
  if ((round > 1 || routeChanged[routeU] === 0) && routeChanged[routeU] <= tested) return;
  for (let fleet: i32 = 0; fleet < fleets; fleet++) tryEmpty(u, fleet);
}

/** A client alone in its route has nothing to gain from another vehicle of the same fleet. */
function tryEmpty(u: i32, fleet: i32): void {
  const route = nodes[(u << 4) + ROUTE];
  const alone = routeSize[route] === 1 && fleetOf[route] === fleet;
  if (emptyOf[fleet] >= 0 && !alone) improveAcross(u, startOf(emptyOf[fleet]));
}
