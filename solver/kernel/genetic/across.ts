import { toFloat } from '../base/memory.ts';
import { along, SERVED_AFTER, SERVED_UNTIL, servedBy, STEPS_UNTIL } from './along.ts';
import { bestClass, classOf, leastRate, mostSaving, NO_VEHICLE, overpaid, priceNear, priceWith, rateOf, take, takenBy, vehiclePrice } from './classes.ts';
import { goOnAt, journeyUntil, visit } from './journey.ts';
import { capacity, clients, cost, fleets, limited, mayServe, mixed, travel, width } from './problem.ts';
import {
  CLOCK,
  EARLIEST,
  endOf,
  fleetOf,
  LATEST,
  LATEST_ARRIVAL,
  link,
  LOAD,
  LOAD_UNTIL,
  NEXT,
  nodes,
  PLACE,
  POSITION,
  PREVIOUS,
  ROUTE,
  STEP,
  WARP_AFTER,
  WARP_UNTIL,
} from './nodes.ts';
import { priceOfExcess, warpPenalty } from './prices.ts';
import {
  countMove,
  routeLoad,
  routePenalty,
  routeSize,
  routeSteps,
  routeWarp,
  updateRoute,
} from './routes.ts';

/** A gain below this is rounding. */
export const LEAST_GAIN: f64 = 0.01;
/** By how much the last move changed the penalised cost. */
export let lastChange: f64 = 0;

/** Warp (and excess of duration) of a route that comes as far as `from`, serves up to two others (−1: none) and goes on at `to`. */
export function warpThrough(from: i32, first: i32, second: i32, to: i32): i32 {
  if (limited) return lateThrough(from, first, second, to);
  const records = nodes;
  let clock = records[(from << 4) + CLOCK];
  let warp = records[(from << 4) + WARP_UNTIL];
  let row = records[(from << 4) + PLACE] * width;
  if (first >= 0) {
    clock += travel[row + first];
    if (clock < records[(first << 4) + EARLIEST]) clock = records[(first << 4) + EARLIEST];
    const late = clock - records[(first << 4) + LATEST];
    if (late > 0) {
      warp += late;
      clock -= late;
    }
    row = first * width;
  }
  if (second >= 0) {
    clock += travel[row + second];
    if (clock < records[(second << 4) + EARLIEST]) clock = records[(second << 4) + EARLIEST];
    const late = clock - records[(second << 4) + LATEST];
    if (late > 0) {
      warp += late;
      clock -= late;
    }
    row = second * width;
  }
  const late = clock + travel[row + records[(to << 4) + PLACE]] - records[(to << 4) + LATEST_ARRIVAL];
  return late > 0 ? warp + records[(to << 4) + WARP_AFTER] + late : warp + records[(to << 4) + WARP_AFTER];
}

function lateThrough(from: i32, first: i32, second: i32, to: i32): i32 {
  journeyUntil(from);
  if (first >= 0) visit(first);
  if (second >= 0) visit(second);
  return goOnAt(to);
}

/** What a unit of the matrix costs on u's and v's routes. */
let rateU: f64 = 1;
let rateV: f64 = 1;

/** The classes of vehicles that the move last judged would give to the two routes. */
let classU: i32 = -1;
let classV: i32 = -1;

/** What two changes of steps cost together. */
function priceOf(changeU: i32, changeV: i32): f64 {
  return mixed ? rateU * toFloat(changeU) + rateV * toFloat(changeV) : toFloat(changeU + changeV);
}

/**
 * Tries the moves that bring client u next to v, a client or the start of another route: u or u and its next behind v, turned
 * or not; u for v; u and next for v; both for v and its next; tails. Steps are counted apart for the two routes.
 * @returns whether one was better, and has been done.
 */
export function improveAcross(u: i32, v: i32): bool {
  const records = nodes;
  const costs = cost;
  const size = width;
  const firstNodeOfEnds = clients;
  const routeU = records[(u << 4) + ROUTE];
  const routeV = records[(v << 4) + ROUTE];
  const beforeU = records[(u << 4) + PREVIOUS] << 4;
  const x = records[(u << 4) + NEXT];
  const y = records[(v << 4) + NEXT];
  const stepToU = records[beforeU + STEP];
  const stepU = records[(u << 4) + STEP];
  const stepX = records[(x << 4) + STEP];
  const stepV = records[(v << 4) + STEP];
  const xIsClient = x <= firstNodeOfEnds;
  const yIsClient = y <= firstNodeOfEnds;
  const placeX = records[(x << 4) + PLACE];
  const placeY = records[(y << 4) + PLACE];
  const rowP = records[beforeU + PLACE] * size;
  const rowU = u * size;
  const rowX = placeX * size;
  const rowV = records[(v << 4) + PLACE] * size;
  const costUY = costs[rowU + placeY];
  const costVU = costs[rowV + u];
  const costVX = costs[rowV + placeX];
  const costXY = costs[rowX + placeY];
  const price: f64 = mixed ? mostGain(u, x, v, y) : routePenalty[routeU] + routePenalty[routeV];
  const left = costs[rowP + placeX] - stepToU - stepU;
  const single = costVU + costUY - stepV;
  if (priceOf(left, single) < price && relocate(u, -1, v, false, left, single)) return true;
  if (tryTails(u, v, price, costUY + costVX - stepU - stepV)) return true;
  const placeXX = xIsClient ? records[(records[(x << 4) + NEXT] << 4) + PLACE] : 0;
  if (xIsClient) {
    const closed = costs[rowP + placeXX] - stepToU - stepU - stepX;
    const both = costVU + stepU + costXY - stepV;
    if (priceOf(closed, both) < price && relocate(u, x, v, false, closed, both)) return true;
    const turned = costVX + costs[rowX + u] + costUY - stepV;
    if (priceOf(closed, turned) < price && relocate(u, x, v, true, closed, turned)) return true;
  }
  if (v > firstNodeOfEnds) return false;
  const beforeV = records[(v << 4) + PREVIOUS] << 4;
  const toU = costs[records[beforeV + PLACE] * size + u] - records[beforeV + STEP];
  const toV = costs[rowP + v] - stepToU;
  if (u < v) {
    const swapU = toV + costVX - stepU;
    const swapV = toU + costUY - stepV;
    if (priceOf(swapU, swapV) < price && exchange(u, -1, v, -1, swapU, swapV)) return true;
  }
  if (!xIsClient) return false;
  const twoU = toV + costs[rowV + placeXX] - stepU - stepX;
  const twoV = toU + stepU + costXY - stepV;
  if (priceOf(twoU, twoV) < price && exchange(u, x, v, -1, twoU, twoV)) return true;
  if (u > v || !yIsClient) return false;
  const placeYY = records[(records[(y << 4) + NEXT] << 4) + PLACE];
  const pairU = toV + stepV + costs[placeY * size + placeXX] - stepU - stepX;
  const pairV = toU + stepU + costs[rowX + placeYY] - stepV - records[(y << 4) + STEP];
  return priceOf(pairU, pairV) < price && exchange(u, x, v, y, pairU, pairV);
}

/** About the most that moves of up to two clients can save apart from steps: lateness, and the vehicles' prices. */
function mostGain(u: i32, x: i32, v: i32, y: i32): f64 {
  const routeU = nodes[(u << 4) + ROUTE];
  const routeV = nodes[(v << 4) + ROUTE];
  rateU = rateOf(routeU);
  rateV = routeSize[routeV] === 0 ? 0 : rateOf(routeV);
  const lessU = nodes[(u << 4) + LOAD] + nodes[(x << 4) + LOAD];
  const lessV = nodes[(v << 4) + LOAD] + nodes[(y << 4) + LOAD];
  return (
    warpPenalty * toFloat(routeWarp[routeU] + routeWarp[routeV]) +
    mostSaving(routeU, routeSize[routeU], routeLoad[routeU], routeSteps[routeU], lessU) +
    mostSaving(routeV, routeSize[routeV], routeLoad[routeV], routeSteps[routeV], lessV)
  );
}

/** What a unit more or less of clients, load and steps changes on u's and v's routes, lateness left out of the present price. */
function changeOfPrice(
  routeU: i32,
  routeV: i32,
  few: bool,
  clientsMoved: i32,
  moved: i32,
  changeU: i32,
  changeV: i32,
  servedU: i32,
  servedV: i32,
): f64 {
  const loadU = routeLoad[routeU] - moved;
  const loadV = routeLoad[routeV] + moved;
  const lateness: f64 = warpPenalty * toFloat(routeWarp[routeU] + routeWarp[routeV]);
  if (!mixed) {
    const penalty: f64 = routePenalty[routeU] + routePenalty[routeV];
    return toFloat(changeU + changeV) - penalty + priceOfExcess(loadU, capacity) + priceOfExcess(loadV, capacity);
  }
  const sizeU = routeSize[routeU] - clientsMoved;
  const sizeV = routeSize[routeV] + clientsMoved;
  const before: f64 = vehiclePrice[routeU] + vehiclePrice[routeV] + lateness;
  const stepsU = routeSteps[routeU] + changeU;
  const stepsV = routeSteps[routeV] + changeV;
  let after: f64 = few
    ? priceNear(routeU, sizeU, loadU, stepsU, servedU, -1)
    : priceWith(routeU, sizeU, loadU, stepsU, servedU, -1);
  // A vehicle that gets more load gets no cheaper, but by its steps.
  if (few && moved >= 0 && after + vehiclePrice[routeV] + rateV * toFloat(changeV) >= before) return NO_VEHICLE;
  const taken = takenBy(routeU);
  classU = bestClass;
  after += few
    ? priceNear(routeV, sizeV, loadV, stepsV, servedV, taken)
    : priceWith(routeV, sizeV, loadV, stepsV, servedV, taken);
  classV = bestClass;
  return after - before;
}

/**
 * Puts u (and the client after it, `second` of the moved pair) between v and v's next, in place of `taken` and `takenSecond`,
 * which go where u was: all exchanges of up to two clients for up to two of another route. −1 stands for no client.
 * @returns whether that was better, and has been done
 */
function exchange(u: i32, second: i32, taken: i32, takenSecond: i32, changeU: i32, changeV: i32): bool {
  const records = nodes;
  const routeU = records[(u << 4) + ROUTE];
  const lastU = second >= 0 ? second : u;
  const before = records[(u << 4) + PREVIOUS];
  const after = records[(lastU << 4) + NEXT];
  const lastV = takenSecond >= 0 ? takenSecond : taken;
  const beforeV = records[(taken << 4) + PREVIOUS];
  const afterV = records[(lastV << 4) + NEXT];
  const routeV = records[(taken << 4) + ROUTE];
  const moved = loadOf(u, second) - loadOf(taken, takenSecond);
  const count = (second >= 0 ? 1 : 0) - (takenSecond >= 0 ? 1 : 0);
  const servedU = mixed ? servedBy[routeU] & servedOf(taken, takenSecond) : 0;
  const servedV = mixed ? servedBy[routeV] & servedOf(u, second) : 0;
  let total: f64 = changeOfPrice(routeU, routeV, true, count, moved, changeU, changeV, servedU, servedV);
  if (total >= -LEAST_GAIN) return false;
  total += warpPenalty * toFloat(warpThrough(beforeV, u, second, afterV));
  if (total >= -LEAST_GAIN) return false;
  total += warpPenalty * toFloat(warpThrough(before, taken, takenSecond, after));
  if (total >= -LEAST_GAIN) return false;
  link(before, taken);
  link(lastV, after);
  joinBetween(beforeV, u, second, afterV);
  finishWith(routeU, classU, routeV, classV, total);
  return true;
}

function loadOf(first: i32, second: i32): i32 {
  const single = nodes[(first << 4) + LOAD];
  return second >= 0 ? single + nodes[(second << 4) + LOAD] : single;
}

/** The classes that may serve one or two clients. */
function servedOf(first: i32, second: i32): i32 {
  return second >= 0 ? mayServe[first] & mayServe[second] : mayServe[first];
}

/** Moves u, or u and the client after it, behind v. */
function relocate(u: i32, second: i32, v: i32, turned: bool, changeU: i32, changeV: i32): bool {
  const records = nodes;
  const lastU = second >= 0 ? second : u;
  const before = records[(u << 4) + PREVIOUS];
  const after = records[(lastU << 4) + NEXT];
  const afterV = records[(v << 4) + NEXT];
  const routeU = records[(u << 4) + ROUTE];
  const routeV = records[(v << 4) + ROUTE];
  const count: i32 = second >= 0 ? 2 : 1;
  const servedU = mixed ? servedBy[routeU] : 0;
  const servedV = mixed ? servedBy[routeV] & servedOf(u, second) : 0;
  let total: f64 = changeOfPrice(routeU, routeV, true, count, loadOf(u, second), changeU, changeV, servedU, servedV);
  if (total >= -LEAST_GAIN) return false;
  total += warpPenalty * toFloat(warpThrough(v, turned ? second : u, turned ? u : second, afterV));
  if (total >= -LEAST_GAIN) return false;
  total += warpPenalty * toFloat(warpThrough(before, -1, -1, after));
  if (total >= -LEAST_GAIN) return false;
  link(before, after);
  joinBetween(v, turned ? second : u, turned ? u : second, afterV);
  finishWith(routeU, classU, routeV, classV, total);
  return true;
}

function joinBetween(before: i32, first: i32, second: i32, after: i32): void {
  link(before, first);
  if (second < 0) {
    link(first, after);
    return;
  }
  link(first, second);
  link(second, after);
}

/** Renews two routes whose links have changed. */
export function finish(routeU: i32, routeV: i32, change: f64): void {
  lastChange = change;
  countMove();
  updateRoute(routeU);
  if (routeV !== routeU) updateRoute(routeV);
}

/** The same of routes that may change for vehicles of other classes; −1 of a route without clients. */
export function finishWith(routeU: i32, classU: i32, routeV: i32, classV: i32, change: f64): void {
  if (mixed) {
    if (classU >= 0 && classU !== classOf[routeU]) take(routeU, classU);
    if (classV >= 0 && classV !== classOf[routeV]) take(routeV, classV);
  }
  finish(routeU, routeV, change);
}

/** @param change of all steps, if both routes are of one fleet */
function tryTails(u: i32, v: i32, price: f64, change: i32): bool {
  const routeU = nodes[(u << 4) + ROUTE];
  const routeV = nodes[(v << 4) + ROUTE];
  if (mixed) {
    const least = leastRate[fleetOf[routeU]];
    const late: f64 = warpPenalty * toFloat(routeWarp[routeU] + routeWarp[routeV]);
    const isOneFleet = fleetOf[routeU] === fleetOf[routeV];
    if (isOneFleet && least * toFloat(change) >= late + overpaid[routeU] + overpaid[routeV]) return false;
    return exchangeTails(u, v, changeOfTail(u, v, routeV, routeU), changeOfTail(v, u, routeU, routeV));
  }
  if (fleets === 1 || fleetOf[routeU] === fleetOf[routeV]) {
    return toFloat(change) < price && exchangeTails(u, v, change, 0);
  }
  const both = changeOfTail(u, v, routeV, routeU) + changeOfTail(v, u, routeU, routeV);
  return toFloat(both) < price && exchangeTails(u, v, both, 0);
}

/** u's route goes on with v's after v, and the other way about (2-opt*, Potvin & Rousseau 1995). */
function exchangeTails(u: i32, v: i32, changeU: i32, changeV: i32): bool {
  const records = nodes;
  const routeU = records[(u << 4) + ROUTE];
  const routeV = records[(v << 4) + ROUTE];
  const afterU = records[(u << 4) + NEXT];
  const afterV = records[(v << 4) + NEXT];
  const positions = records[(u << 4) + POSITION] - records[(v << 4) + POSITION];
  const moved = routeLoad[routeU] - records[(u << 4) + LOAD_UNTIL] - routeLoad[routeV] + records[(v << 4) + LOAD_UNTIL];
  const count = routeSize[routeU] - routeSize[routeV] - positions;
  const servedU = mixed ? servedThrough(u, afterV) : 0;
  const servedV = mixed ? servedThrough(v, afterU) : 0;
  let total: f64 = changeOfPrice(routeU, routeV, false, count, moved, changeU, changeV, servedU, servedV);
  if (total >= -LEAST_GAIN) return false;
  const isOneFleet = fleets === 1 || fleetOf[routeU] === fleetOf[routeV];
  const lateU = isOneFleet ? warpThrough(u, -1, -1, afterV) : lateWithTail(u, afterV, routeV, routeU);
  total += warpPenalty * toFloat(lateU);
  if (total >= -LEAST_GAIN) return false;
  const lateV = isOneFleet ? warpThrough(v, -1, -1, afterU) : lateWithTail(v, afterU, routeU, routeV);
  total += warpPenalty * toFloat(lateV);
  if (total >= -LEAST_GAIN) return false;
  const endU = endOf(routeU);
  const endV = endOf(routeV);
  const lastU = records[(endU << 4) + PREVIOUS];
  const lastV = records[(endV << 4) + PREVIOUS];
  if (afterV === endV) link(u, endU);
  else {
    link(u, afterV);
    link(lastV, endU);
  }
  if (afterU === endU) link(v, endV);
  else {
    link(v, afterU);
    link(lastU, endV);
  }
  finishWith(routeU, classU, routeV, classV, total);
  return true;
}

/** The classes that may serve all up to one node and all from another on. */
function servedThrough(last: i32, first: i32): i32 {
  return along[(last << 2) + SERVED_UNTIL] & along[(first << 2) + SERVED_AFTER];
}

/** By how much the steps of a route change if it goes from `last` to what follows `other` on another route, and then to its own end. */
function changeOfTail(last: i32, other: i32, otherRoute: i32, route: i32): i32 {
  const end = endOf(route);
  const otherEnd = endOf(otherRoute);
  const row = nodes[(last << 4) + PLACE] * width;
  const home = nodes[(end << 4) + PLACE];
  const first = nodes[(other << 4) + NEXT];
  const kept = mixed ? along[(last << 2) + STEPS_UNTIL] - routeSteps[route] : -nodes[(last << 4) + STEP];
  if (first === otherEnd) return kept + cost[row + home];
  const final = nodes[(otherEnd << 4) + PREVIOUS];
  const tail = mixed
    ? along[(final << 2) + STEPS_UNTIL] - along[(first << 2) + STEPS_UNTIL]
    : -nodes[(final << 4) + STEP];
  return kept + cost[row + first] + tail + cost[final * width + home];
}

/** Warp and excess of a route that comes as far as `last`, goes on with the other route's clients from `first`, and ends as before. */
function lateWithTail(last: i32, first: i32, other: i32, route: i32): i32 {
  journeyUntil(last);
  const end = endOf(other);
  let node = first;
  while (node !== end) {
    visit(node);
    node = nodes[(node << 4) + NEXT];
  }
  return goOnAt(endOf(route));
}
