import { Ints, newInts, toFloat } from '../base/memory.ts';
import { random } from '../base/random.ts';
import { warpThrough } from './lateness.ts';
import { servedBy } from './along.ts';
import { bestClass, classOf, NO_VEHICLE, priceWith, take, vehiclePrice } from './classes.ts';
import { createNearby } from './nearby.ts';
import { priceOfExcess, warpPenalty } from './prices.ts';
import {
  adjacent,
  adjacentCount,
  capacity,
  classRate,
  clients,
  cost,
  costInto,
  earliest,
  latest,
  latestBefore,
  load,
  mayServe,
  mixed,
  travel,
  travelInto,
  vehicles,
  width,
  fleets,
  limited,
} from './problem.ts';
import { CLOCK, endOf, LATEST_ARRIVAL, link, NEXT, nodes, PLACE, PREVIOUS, ROUTE, startOf, STEP } from './nodes.ts';
import {
  emptyOf,
  routeLoad,
  routeRoom,
  routeSize,
  routeSteps,
  routeVersion,
  routeWarp,
  updateRoute,
  used,
  usedCount,
} from './routes.ts';

/** A place is passed over with this probability, so that the greedy choice varies (Christiaens & Vanden Berghe 2020). */
export const BLINK: f64 = 0.01;
const NOTHING_YET: i32 = 0x7fffffff;
/** Best places found are kept by client and route, as long as that is at most so many. */
const MOST_ENTRIES: i32 = 4000000;
const ENTRY: i32 = 3;
/** Clients of a route that is long, and how many times the clients near one there must be for it to matter. */
const LONG_ROUTE: i32 = 20;
const SEVERAL: i32 = 3;
const WIDE: f64 = 0.25;

/** The version of the route, what the client adds there at least, and behind which node. */
let found: Ints = newInts(ENTRY);
let cached: bool = false;
/** Whether there are many clients, with windows that on average are a good part of the day. */
let wide: bool = false;
/** Routes (1) whose state is being tried and may be taken back: what is found there isn't kept. */
export let isTouched: Ints = newInts(1);

export function createInsertion(): void {
  let windows: f64 = 0;
  for (let client: i32 = 1; client <= clients; client++) windows += toFloat(latest[client] - earliest[client]);
  const day = toFloat(latest[0] - earliest[0]);
  wide = clients > adjacentCount * SEVERAL && windows > WIDE * day * toFloat(clients);
  isTouched = newInts(vehicles);
  createNearby();
  cached = toFloat(width) * toFloat(vehicles) <= toFloat(MOST_ENTRIES);
  found = newInts(cached ? width * vehicles * ENTRY : ENTRY);
}

/** Puts a client where it adds the least penalised cost, and renews that route. */
export function insertAnywhere(client: i32): void {
  const node = leastPenalised(client);
  const route = nodes[(node << 4) + ROUTE];
  if (mixed && classFound !== classOf[route]) take(route, classFound);
  insertBehind(client, node);
}

/** Puts a client where the route stays in time and load and it adds the least. @returns false if there is no such place */
export function insertInTime(client: i32, ownRoute: bool): bool {
  const node = cheapestInTime(client, ownRoute);
  if (node < 0) return false;
  insertBehind(client, node);
  return true;
}

export function insertBehind(client: i32, node: i32): void {
  const after = nodes[(node << 4) + NEXT];
  link(node, client);
  link(client, after);
  updateRoute(nodes[(node << 4) + ROUTE]);
}

/** The class of the vehicle that the place last found goes with. */
let classFound: i32 = -1;

/** @returns the node behind which the client adds the least penalised cost */
function leastPenalised(client: i32): i32 {
  const records = nodes;
  const row = client * width;
  let best: f64 = NO_VEHICLE;
  let bestNode: i32 = -1;
  for (let i: i32 = -fleets; i < usedCount; i++) {
    const route = i < 0 ? emptyOf[-1 - i] : used[i];
    if (route < 0) continue;
    const vehicle = addedPrice(route, client);
    if (vehicle >= best) continue;
    const which = bestClass;
    const rate: f64 = mixed ? classRate[bestClass] : 1;
    const end = endOf(route);
    let node = startOf(route);
    while (node !== end) {
      const following = records[(node << 4) + NEXT];
      let detour = costInto[row + records[(node << 4) + PLACE]] - records[(node << 4) + STEP];
      detour += cost[row + records[(following << 4) + PLACE]];
      if (rate * toFloat(detour) + vehicle < best) {
        const warp = warpThrough(node, client, -1, following) - routeWarp[route];
        const total: f64 = rate * toFloat(detour) + vehicle + warpPenalty * toFloat(warp);
        if (total < best) {
          best = total;
          bestNode = node;
          classFound = which;
        }
      }
      node = following;
    }
  }
  return bestNode;
}

/** What a client adds to the price of a route's vehicle or of the best one for it, but for its detour. */
function addedPrice(route: i32, client: i32): f64 {
  const carried = routeLoad[route] + load[client];
  if (!mixed) return priceOfExcess(carried, capacity) - priceOfExcess(routeLoad[route], capacity);
  const served = servedBy[route] & mayServe[client];
  const price = priceWith(route, routeSize[route] + 1, carried, routeSteps[route], served, -1);
  return price >= NO_VEHICLE ? price : price - vehiclePrice[route];
}

/** @returns the node behind which the client fits in time and load, and adds the least; −1 if there is none */
export function cheapestInTime(client: i32, ownRoute: bool): i32 {
  bestDetour = NOTHING_YET;
  bestNode = -1;
  if (wide && clients > usedCount * LONG_ROUTE) tryNear(client);
  if (bestNode < 0) tryRoutes(client);
  if (ownRoute && load[client] <= capacity) {
    for (let fleet: i32 = 0; fleet < fleets; fleet++) if (emptyOf[fleet] >= 0) tryEmptyRoute(client, emptyOf[fleet]);
  }
  return bestNode;
}

function tryRoutes(client: i32): void {
  const wanted = load[client];
  const entries = client * vehicles * ENTRY;
  const count = usedCount;
  for (let i: i32 = 0; i < count; i++) {
    const route = used[i];
    if (routeRoom[route] >= wanted) tryRoute(client, route, entries);
  }
}

/** Where routes are long and windows wide, only places beside the clients nearest by are worth looking at. */
function tryNear(client: i32): void {
  const wanted = load[client];
  const first = client * adjacentCount;
  const radius = cost[client * width + adjacent[first + adjacentCount - 1]];
  for (let i: i32 = 1; i < adjacentCount; i++) tryBeside(client, adjacent[first + i], wanted, radius);
}

/** Tries the places behind and ahead of a node, ahead only if the node there isn't nearer than the radius, and tried itself. */
function tryBeside(client: i32, node: i32, wanted: i32, radius: i32): void {
  const records = nodes;
  const at = node << 4;
  const route = records[at + ROUTE];
  if (route < 0 || routeRoom[route] < wanted) return;
  const row = client * width;
  const next = records[at + NEXT];
  const placeAfter = records[(next << 4) + PLACE];
  const behind = costInto[row + node] + cost[row + placeAfter] - records[at + STEP];
  if (behind < bestDetour) tryBehind(client, node, next, behind);
  const before = records[at + PREVIOUS];
  const placeBefore = records[(before << 4) + PLACE];
  if (before <= clients && cost[row + placeBefore] < radius) return;
  const ahead = costInto[row + placeBefore] + cost[row + node] - records[(before << 4) + STEP];
  if (ahead < bestDetour) tryBehind(client, before, node, ahead);
}

function tryBehind(client: i32, node: i32, next: i32, detour: i32): void {
  const row = client * width;
  let arrival = nodes[(node << 4) + CLOCK] + travelInto[row + nodes[(node << 4) + PLACE]];
  if (arrival < earliest[client]) arrival = earliest[client];
  if (arrival > latest[client]) return;
  if (arrival + travel[row + nodes[(next << 4) + PLACE]] > nodes[(next << 4) + LATEST_ARRIVAL]) return;
  if (limited && warpThrough(node, client, -1, next) > 0) return;
  if (random() < BLINK) return;
  bestDetour = detour;
  bestNode = node;
}

let bestDetour: i32 = 0;
let bestNode: i32 = 0;

function tryRoute(client: i32, route: i32, entries: i32): void {
  if (!cached || isTouched[route] !== 0) {
    findInRoute(client, route, 0, bestDetour);
    if (found[1] < bestDetour && random() >= BLINK) {
      bestDetour = found[1];
      bestNode = found[2];
    }
    return;
  }
  const entry = recall(client, route, entries + route * ENTRY);
  if (found[entry + 1] < bestDetour && random() >= BLINK) {
    bestDetour = found[entry + 1];
    bestNode = found[entry + 2];
  }
}

/** Renews what is kept of a client and a route, if that has changed. @returns where it is kept */
function recall(client: i32, route: i32, entry: i32): i32 {
  if (found[entry] !== routeVersion[route]) {
    found[entry] = routeVersion[route];
    findInRoute(client, route, entry, NOTHING_YET);
  }
  return entry;
}

/** What the client adds in steps at the place that `placeInRoute` found. */
export let detourFound: i32 = 0;

/** @returns the node of a route behind which a client fits in time and adds the least, known or looked up; −1 if there is none */
export function placeInRoute(client: i32, route: i32): i32 {
  let entry: i32 = 0;
  if (cached && isTouched[route] === 0 && routeSize[route] > 0) {
    entry = recall(client, route, (client * vehicles + route) * ENTRY);
  } else findInRoute(client, route, 0, NOTHING_YET);
  detourFound = found[entry + 1];
  return found[entry + 2];
}

/** An empty route is never passed over: there may be no other place. */
function tryEmptyRoute(client: i32, route: i32): void {
  findInRoute(client, route, 0, bestDetour);
  if (found[1] >= bestDetour) return;
  bestDetour = found[1];
  bestNode = found[2];
}

/** Keeps the best place for a client in a route, if it adds less than `limit`. */
function findInRoute(client: i32, route: i32, entry: i32, limit: i32): void {
  const records = nodes;
  const costs = cost;
  const costsInto = costInto;
  const row = client * width;
  const until = latestBefore[client];
  const opens = earliest[client];
  const closes = latest[client];
  const ends = clients;
  let best = limit;
  let node: i32 = -1;
  const end = endOf(route) << 4;
  let at = startOf(route) << 4;
  const depot = records[at + PLACE];
  let place = depot;
  while (at !== end) {
    const clock = records[at + CLOCK];
    if (clock > until) break;
    const next = records[at + NEXT];
    const placeAfter = next > ends ? depot : next;
    const following = next << 4;
    const detour = costsInto[row + place] + costs[row + placeAfter] - records[at + STEP];
    if (detour < best) {
      let arrival = clock + travelInto[row + place];
      if (arrival < opens) arrival = opens;
      if (arrival <= closes && arrival + travel[row + placeAfter] <= records[following + LATEST_ARRIVAL]) {
        if (!limited || warpThrough(at >> 4, client, -1, next) === 0) {
          best = detour;
          node = at >> 4;
        }
      }
    }
    place = placeAfter;
    at = following;
  }
  found[entry + 1] = best;
  found[entry + 2] = node;
}
