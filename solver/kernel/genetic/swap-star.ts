import { Floats, Ints, newFloats, newInts, toFloat } from '../base/memory.ts';
import { finish, LEAST_GAIN } from './judging.ts';
import { warpThrough } from './lateness.ts';
import { capacityOf, classOf, rateOf } from './classes.ts';
import { priceOfExcess, warpPenalty } from './prices.ts';
import {
  clients,
  cost,
  costInto,
  mayServe,
  neighbourCount,
  neighbours,
  selective,
  vehicles,
  width,
} from './problem.ts';
import { endOf, link, LOAD, NEXT, nodes, PLACE, PREVIOUS, ROUTE, startOf, STEP } from './nodes.ts';
import { costOfRoute, moves, routeChanged, routeLoad, routePenalty, routeSize, routeWarp } from './routes.ts';

/**
 * SWAP* (Vidal 2022) with time windows: a client of one route and one of another change routes, each to its best place there,
 * which need not be where the other was. Of each client the three best places in the other route are kept.
 */
const PLACES: i32 = 3;
/** Neighbours that tell which routes lie side by side. */
const CLOSE_NEIGHBOURS: i32 = 10;

/** By client: the places (the node before) in the route looked at, and what each adds; the best first. */
let places: Ints = newInts(1);
let prices: Floats = newFloats(1);
/** By client: what its route saves without it; negative. */
let savings: Floats = newFloats(1);
/** By route: moves counted when its pairs were last tried; and the last route whose pair with it was tried. */
let tried: Ints = newInts(1);
let pairedWith: Ints = newInts(1);

let bestGain: f64 = 0;
let bestU: i32 = 0;
let bestV: i32 = 0;
let bestPlaceU: i32 = 0;
let bestPlaceV: i32 = 0;

export function createSwaps(): void {
  places = newInts(width * PLACES);
  prices = newFloats(width * PLACES);
  savings = newFloats(width);
  tried = newInts(vehicles);
  pairedWith = newInts(vehicles);
}

/** Forgets which pairs were tried. */
export function resetSwaps(): void {
  for (let route: i32 = 0; route < vehicles; route++) tried[route] = 0;
}

/** Tries pairs of routes side by side of which one has changed since. @returns whether the plan got better */
export function improveBySwaps(): bool {
  let improved = false;
  for (let route: i32 = 0; route < vehicles; route++) pairedWith[route] = -1;
  for (let route: i32 = 0; route < vehicles; route++) {
    const last = tried[route];
    tried[route] = moves;
    if (routeSize[route] > 0 && trySideBySide(route, last)) improved = true;
  }
  return improved;
}

function trySideBySide(route: i32, last: i32): bool {
  const count = neighbourCount < CLOSE_NEIGHBOURS ? neighbourCount : CLOSE_NEIGHBOURS;
  let client = nodes[(startOf(route) << 4) + NEXT];
  while (client <= clients) {
    for (let i: i32 = 0; i < count; i++) {
      const other = nodes[(neighbours[client * neighbourCount + i] << 4) + ROUTE];
      if (other <= route || pairedWith[other] === route) continue;
      pairedWith[other] = route;
      if (routeChanged[route] <= last && routeChanged[other] <= last) continue;
      if (swapBetween(route, other)) return true;
    }
    client = nodes[(client << 4) + NEXT];
  }
  return false;
}

function swapBetween(routeU: i32, routeV: i32): bool {
  findPlaces(routeU, routeV);
  findPlaces(routeV, routeU);
  bestGain = -LEAST_GAIN;
  bestU = -1;
  const mostU = capacityOf(routeU);
  const mostV = capacityOf(routeV);
  const present: f64 = priceOfExcess(routeLoad[routeU], mostU) + priceOfExcess(routeLoad[routeV], mostV);
  let u = nodes[(startOf(routeU) << 4) + NEXT];
  while (u <= clients) {
    let v = nodes[(startOf(routeV) << 4) + NEXT];
    while (v <= clients) {
      const shift = nodes[(v << 4) + LOAD] - nodes[(u << 4) + LOAD];
      const excess: f64 =
        priceOfExcess(routeLoad[routeU] + shift, mostU) + priceOfExcess(routeLoad[routeV] - shift, mostV);
      const bound: f64 = excess - present + savings[u] + savings[v];
      if (bound < bestGain && maySwap(u, v)) tryPair(u, v, bound);
      v = nodes[(v << 4) + NEXT];
    }
    u = nodes[(u << 4) + NEXT];
  }
  return bestU >= 0 && perform(routeU, routeV);
}

/** Whether each may go to the vehicle of the other. */
function maySwap(u: i32, v: i32): bool {
  if (!selective) return true;
  const ofU = classOf[nodes[(u << 4) + ROUTE]];
  const ofV = classOf[nodes[(v << 4) + ROUTE]];
  return ((mayServe[u] >> ofV) & (mayServe[v] >> ofU) & 1) !== 0;
}

/** Of each client of `route`: what it saves there to take it away, and the best places for it in `other`. */
function findPlaces(route: i32, other: i32): void {
  const records = nodes;
  const end = endOf(other);
  const rate = rateOf(route);
  const rateThere = rateOf(other);
  let client = records[(startOf(route) << 4) + NEXT];
  while (client <= clients) {
    const before = records[(client << 4) + PREVIOUS];
    const after = records[(client << 4) + NEXT];
    const closed = cost[records[(before << 4) + PLACE] * width + records[(after << 4) + PLACE]];
    const step = closed - records[(before << 4) + STEP] - records[(client << 4) + STEP];
    savings[client] =
      rate * toFloat(step) + warpPenalty * toFloat(warpThrough(before, -1, -1, after) - routeWarp[route]);
    const first = client * PLACES;
    for (let i: i32 = 0; i < PLACES; i++) {
      places[first + i] = -1;
      prices[first + i] = 1e300;
    }
    let node = startOf(other);
    while (node !== end) {
      const following = records[(node << 4) + NEXT];
      let detour = costInto[client * width + records[(node << 4) + PLACE]] - records[(node << 4) + STEP];
      detour += cost[client * width + records[(following << 4) + PLACE]];
      const price: f64 = rateThere * toFloat(detour);
      if (price - warpPenalty * toFloat(routeWarp[other]) < prices[first + 2]) {
        const warp = warpThrough(node, client, -1, following) - routeWarp[other];
        keepPlace(first, node, price + warpPenalty * toFloat(warp));
      }
      node = following;
    }
    client = after;
  }
}

function keepPlace(first: i32, node: i32, price: f64): void {
  if (price >= prices[first + 2]) return;
  let i: i32 = 2;
  while (i > 0 && prices[first + i - 1] > price) {
    prices[first + i] = prices[first + i - 1];
    places[first + i] = places[first + i - 1];
    i -= 1;
  }
  prices[first + i] = price;
  places[first + i] = node;
}

function tryPair(u: i32, v: i32, bound: f64): void {
  const priceU = bestPlace(u, v);
  const placeU = foundPlace;
  if (bound + priceU >= bestGain) return;
  const total: f64 = bound + priceU + bestPlace(v, u);
  if (total >= bestGain) return;
  bestGain = total;
  bestU = u;
  bestV = v;
  bestPlaceU = placeU;
  bestPlaceV = foundPlace;
}

let foundPlace: i32 = -1;

/** What the best place for `client` adds, given that `other` leaves: in its place, or one of the three that don't touch it. */
function bestPlace(client: i32, other: i32): f64 {
  const records = nodes;
  const before = records[(other << 4) + PREVIOUS];
  const after = records[(other << 4) + NEXT];
  const placeBefore = records[(before << 4) + PLACE];
  const placeAfter = records[(after << 4) + PLACE];
  const detour = costInto[client * width + placeBefore] + cost[client * width + placeAfter];
  const rate = rateOf(nodes[(other << 4) + ROUTE]);
  let best: f64 = rate * toFloat(detour - cost[placeBefore * width + placeAfter]);
  best += warpPenalty * toFloat(warpThrough(before, client, -1, after) - warpThrough(before, -1, -1, after));
  foundPlace = other;
  let i = client * PLACES;
  const beyond = i + PLACES;
  while (i < beyond && (places[i] === other || places[i] === before)) i += 1;
  if (i === beyond || places[i] < 0 || prices[i] >= best) return best;
  foundPlace = places[i];
  return prices[i];
}

/** Does the best swap found, if it holds what the sum of its parts promised; takes it back if not. */
function perform(routeU: i32, routeV: i32): bool {
  const beforeU = nodes[(bestU << 4) + PREVIOUS];
  const beforeV = nodes[(bestV << 4) + PREVIOUS];
  const costBefore = costOfRoute(routeU) + costOfRoute(routeV);
  const penaltyBefore: f64 = routePenalty[routeU] + routePenalty[routeV];
  link(beforeU, nodes[(bestU << 4) + NEXT]);
  link(beforeV, nodes[(bestV << 4) + NEXT]);
  const targetU = bestPlaceU === bestV ? beforeV : bestPlaceU;
  const targetV = bestPlaceV === bestU ? beforeU : bestPlaceV;
  insertAfter(bestU, targetU);
  insertAfter(bestV, targetV);
  finish(routeU, routeV, 0);
  const costAfter = costOfRoute(routeU) + costOfRoute(routeV);
  const change: f64 = costAfter - costBefore + routePenalty[routeU] + routePenalty[routeV] - penaltyBefore;
  if (change < -LEAST_GAIN) return true;
  link(nodes[(bestU << 4) + PREVIOUS], nodes[(bestU << 4) + NEXT]);
  link(nodes[(bestV << 4) + PREVIOUS], nodes[(bestV << 4) + NEXT]);
  insertAfter(bestU, beforeU);
  insertAfter(bestV, beforeV);
  finish(routeU, routeV, 0);
  return false;
}

function insertAfter(client: i32, before: i32): void {
  const after = nodes[(before << 4) + NEXT];
  link(before, client);
  link(client, after);
}
