import { Floats, Ints, newFloats, newInts, toFloat } from '../base/memory.ts';
import { createAlong, servedBy, updateAlong } from './along.ts';
import {
  capacityOf,
  classOf,
  costIn,
  createClasses,
  bestClass,
  priceWith,
  releaseAll,
  take,
  updateVehicle,
} from './classes.ts';
import {
  CLOCK,
  EARLIEST,
  LATEST,
  LATEST_ARRIVAL,
  LOAD,
  LOAD_UNTIL,
  NEXT,
  PLACE,
  POSITION,
  PREVIOUS,
  ROUTE,
  STEP,
  TESTED,
  TURNED,
  WARP_AFTER,
  WARP_UNTIL,
  createNodes,
  endOf,
  fleetOf,
  link,
  nodes,
  startOf,
} from './nodes.ts';
import { priceOfExcess, warpPenalty } from './prices.ts';
import { clients, cost, firstVehicle, fleets, limited, mixed, travel, vehicles, width } from './problem.ts';
import { createSpans, updateSpans } from './spans.ts';

const LAST_VERSION: i32 = 0x3fffffff;

export let routeLoad: Ints = newInts(1);
/** Sum of the steps. */
export let routeSteps: Ints = newInts(1);
/** Warp, and what the duration is beyond the vehicle's limit. */
export let routeWarp: Ints = newInts(1);
export let routeSize: Ints = newInts(1);
/** Count of moves when the route last changed. */
export let routeChanged: Ints = newInts(1);
/** A number of the route's own state: whoever kept something about it sees whether it still holds. */
export let routeVersion: Ints = newInts(1);
let versions: i32 = 0;
/** What the route's excess load and warp cost. */
export let routePenalty: Floats = newFloats(1);
/** Load the route can still take; −1 if its windows or its duration don't hold. */
export let routeRoom: Ints = newInts(1);
/** Routes with clients, in no order: used[0 … usedCount − 1]. */
export let used: Ints = newInts(1);
export let usedCount: i32 = 0;
let placeInUsed: Ints = newInts(1);
/** Of each fleet the empty route of least number, or −1. */
export let emptyOf: Ints = newInts(1);
/** Moves made since the plan was read. */
export let moves: i32 = 0;

export function createRoutes(): void {
  createNodes();
  createSpans();
  createAlong();
  createClasses();
  emptyOf = newInts(fleets);
  routeLoad = newInts(vehicles);
  routeSteps = newInts(vehicles);
  routeWarp = newInts(vehicles);
  routeSize = newInts(vehicles);
  routeChanged = newInts(vehicles);
  routeRoom = newInts(vehicles);
  used = newInts(vehicles);
  placeInUsed = newInts(vehicles);
  routeVersion = newInts(vehicles);
  versions = 0;
  routePenalty = newFloats(vehicles);
  clearRoutes();
}

export function countMove(): void {
  moves += 1;
}

/** Takes the plan as it is for one that no move betters. */
export function markUnchanged(): void {
  moves = 1;
  for (let route: i32 = 0; route < vehicles; route++) routeChanged[route] = 0;
}

/** Renews the prices of excess after the penalties have changed; all moves may be tried again. */
export function refreshPenalties(): void {
  moves = 1;
  for (let route: i32 = 0; route < vehicles; route++) {
    priceRoute(route);
    routeChanged[route] = 1;
  }
}

/** Empties all routes; clients are in none (route −1). */
export function clearRoutes(): void {
  moves = 1;
  for (let fleet: i32 = 0; fleet < fleets; fleet++) {
    emptyOf[fleet] = firstVehicle[fleet] < firstVehicle[fleet + 1] ? firstVehicle[fleet] : -1;
  }
  usedCount = 0;
  releaseAll();
  for (let route: i32 = 0; route < vehicles; route++) placeInUsed[route] = -1;
  for (let client: i32 = 1; client <= clients; client++) {
    nodes[(client << 4) + ROUTE] = -1;
    nodes[(client << 4) + TESTED] = 0;
  }
  for (let route: i32 = 0; route < vehicles; route++) {
    link(startOf(route), endOf(route));
    updateRoute(route);
    routeChanged[route] = 0;
  }
}

/** Lays the clients of a tour from one place in it to another as an empty route, with a vehicle of a class. */
export function layRoute(route: i32, tour: Ints, from: i32, beyond: i32, which: i32): void {
  let node = startOf(route);
  for (let i = from; i < beyond; i++) {
    link(node, tour[i]);
    node = tour[i];
  }
  link(node, endOf(route));
  if (mixed) take(route, which);
  updateRoute(route);
}

/** Renews what is known of a route whose links have changed. */
export function updateRoute(route: i32): void {
  const records = nodes;
  const end = endOf(route);
  let at = startOf(route) << 4;
  let place = records[at + PLACE];
  let position: i32 = 0;
  let carried: i32 = 0;
  let turned: i32 = 0;
  let steps: i32 = 0;
  let clock = records[at + EARLIEST];
  let warp: i32 = 0;
  records[at + POSITION] = 0;
  records[at + LOAD_UNTIL] = 0;
  records[at + CLOCK] = clock;
  records[at + WARP_UNTIL] = 0;
  records[at + TURNED] = 0;
  const last = end << 4;
  while (at !== last) {
    const before = at;
    at = records[at + NEXT] << 4;
    const to = records[at + PLACE];
    const step = cost[place * width + to];
    steps += step;
    turned += cost[to * width + place] - step;
    clock += travel[place * width + to];
    if (clock < records[at + EARLIEST]) clock = records[at + EARLIEST];
    if (clock > records[at + LATEST]) {
      warp += clock - records[at + LATEST];
      clock = records[at + LATEST];
    }
    position += 1;
    carried += records[at + LOAD];
    records[before + STEP] = step;
    records[at + ROUTE] = route;
    records[at + POSITION] = position;
    records[at + LOAD_UNTIL] = carried;
    records[at + CLOCK] = clock;
    records[at + WARP_UNTIL] = warp;
    records[at + TURNED] = turned;
    place = to;
  }
  updateBackwards(records, route, last);
  if (limited) warp += updateSpans(route);
  routeLoad[route] = carried;
  routeSteps[route] = steps;
  routeWarp[route] = warp;
  routeSize[route] = position - 1;
  routeChanged[route] = moves;
  versions = (versions + 1) & LAST_VERSION;
  routeVersion[route] = versions;
  if (mixed) updateAlong(route);
  priceRoute(route);
  if (position > 1 !== placeInUsed[route] >= 0) noteUse(route);
}

/** Renews what depends on prices and on the vehicle, which an empty route gives back. */
function priceRoute(route: i32): void {
  if (mixed) updateVehicle(route, routeSize[route], routeLoad[route], routeSteps[route], servedBy[route]);
  const most = mixed && classOf[route] < 0 ? 0 : capacityOf(route);
  const carried = routeLoad[route];
  const warp = routeWarp[route];
  routePenalty[route] = priceOfExcess(carried, most) + warpPenalty * toFloat(warp);
  routeRoom[route] = warp > 0 ? -1 : most - carried;
}

/** Changes a route's vehicle for the best one that is free. */
export function chooseVehicle(route: i32): void {
  if (!mixed || routeSize[route] === 0) return;
  priceWith(route, routeSize[route], routeLoad[route], routeSteps[route], servedBy[route], -1);
  if (bestClass !== classOf[route]) changeVehicle(route, bestClass);
}

/** Gives a route with clients a vehicle of another class, of which one must be free. */
export function changeVehicle(route: i32, which: i32): void {
  take(route, which);
  priceRoute(route);
}

function updateBackwards(records: Ints, route: i32, last: i32): void {
  const first = startOf(route) << 4;
  let at = last;
  let slack = records[at + LATEST];
  let warp: i32 = 0;
  let place = records[at + PLACE];
  records[at + LATEST_ARRIVAL] = slack;
  records[at + WARP_AFTER] = 0;
  while (at !== first) {
    at = records[at + PREVIOUS] << 4;
    const from = records[at + PLACE];
    slack -= travel[from * width + place];
    if (slack > records[at + LATEST]) slack = records[at + LATEST];
    if (slack < records[at + EARLIEST]) {
      warp += records[at + EARLIEST] - slack;
      slack = records[at + EARLIEST];
    }
    records[at + LATEST_ARRIVAL] = slack;
    records[at + WARP_AFTER] = warp;
    place = from;
  }
}

/** A route got its first client or lost its last. */
function noteUse(route: i32): void {
  const place = placeInUsed[route];
  const fleet = fleetOf[route];
  if (place < 0) {
    placeInUsed[route] = usedCount;
    used[usedCount] = route;
    usedCount += 1;
    if (route === emptyOf[fleet]) emptyOf[fleet] = nextEmpty(fleet, route + 1);
    return;
  }
  usedCount -= 1;
  used[place] = used[usedCount];
  placeInUsed[used[place]] = place;
  placeInUsed[route] = -1;
  if (emptyOf[fleet] < 0 || route < emptyOf[fleet]) emptyOf[fleet] = route;
}

function nextEmpty(fleet: i32, from: i32): i32 {
  for (let route = from; route < firstVehicle[fleet + 1]; route++) if (routeSize[route] === 0) return route;
  return -1;
}

/** What a route costs, without the prices of excess. */
export function costOfRoute(route: i32): f64 {
  if (!mixed) return toFloat(routeSteps[route]);
  const which = classOf[route];
  return which < 0 ? 0 : costIn(which, routeSteps[route]);
}

/** Sums over all routes, without the prices of excess. */
export function totalCost(): f64 {
  let sum: f64 = 0;
  for (let i: i32 = 0; i < usedCount; i++) sum += costOfRoute(used[i]);
  return sum;
}

export function totalExcess(): i32 {
  let sum: i32 = 0;
  for (let i: i32 = 0; i < usedCount; i++) {
    const excess = routeLoad[used[i]] - capacityOf(used[i]);
    if (excess > 0) sum += excess;
  }
  return sum;
}

export function totalWarp(): i32 {
  let sum: i32 = 0;
  for (let i: i32 = 0; i < usedCount; i++) sum += routeWarp[used[i]];
  return sum;
}
