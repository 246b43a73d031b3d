import { toFloat } from '../base/memory.ts';
import { goOnAt, journeyUntil, visit } from './journey.ts';
import { clients, cost, fleets, limited, travel, width } from './problem.ts';
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
  PREVIOUS,
  ROUTE,
  STEP,
  WARP_AFTER,
  WARP_UNTIL,
} from './nodes.ts';
import { countMove, loadPrice, routeLoad, routePenalty, updateRoute, warpPenalty } from './routes.ts';

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

/**
 * Tries the moves that bring client u next to v, a client or the start of another route: u or u and its next behind v, turned
 * or not; u for v; u and next for v; both for v and its next; tails. @returns whether one was better, and has been done.
 */
export function improveAcross(u: i32, v: i32): bool {
  const records = nodes;
  const costs = cost;
  const size = width;
  const firstNodeOfEnds = clients;
  const routeU = records[(u << 4) + ROUTE];
  const routeV = records[(v << 4) + ROUTE];
  const price: f64 = routePenalty[routeU] + routePenalty[routeV];
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
  const single = costs[rowP + placeX] - stepToU - stepU + costVU + costUY - stepV;
  if (toFloat(single) < price && relocate(u, -1, v, false, toFloat(single) - price)) return true;
  const isOneFleet = fleets === 1 || fleetOf[routeU] === fleetOf[routeV];
  const tails = isOneFleet ? costUY + costVX - stepU - stepV : changeOfTails(u, v);
  if (toFloat(tails) < price && exchangeTails(u, v, isOneFleet, toFloat(tails) - price)) return true;
  const placeXX = xIsClient ? records[(records[(x << 4) + NEXT] << 4) + PLACE] : 0;
  if (xIsClient) {
    const closed = costs[rowP + placeXX] - stepToU - stepX - stepV;
    const both = closed + costVU + costXY;
    if (toFloat(both) < price && relocate(u, x, v, false, toFloat(both) - price)) return true;
    const turned = closed - stepU + costVX + costs[rowX + u] + costUY;
    if (toFloat(turned) < price && relocate(u, x, v, true, toFloat(turned) - price)) return true;
  }
  if (v > firstNodeOfEnds) return false;
  const beforeV = records[(v << 4) + PREVIOUS] << 4;
  const costToU = costs[records[beforeV + PLACE] * size + u] - records[beforeV + STEP] - stepToU + costs[rowP + v];
  if (u < v) {
    const swap = costToU + costUY + costVX - stepU - stepV;
    if (toFloat(swap) < price && exchange(u, -1, v, -1, false, toFloat(swap) - price)) return true;
  }
  if (!xIsClient) return false;
  const twoForOne = costToU + costXY + costs[rowV + placeXX] - stepX - stepV;
  if (toFloat(twoForOne) < price && exchange(u, x, v, -1, false, toFloat(twoForOne) - price)) return true;
  if (u > v || !yIsClient) return false;
  const placeYY = records[(records[(y << 4) + NEXT] << 4) + PLACE];
  const twoForTwo = costToU + costs[rowX + placeYY] + costs[placeY * size + placeXX] - stepX - records[(y << 4) + STEP];
  return toFloat(twoForTwo) < price && exchange(u, x, v, y, false, toFloat(twoForTwo) - price);
}

/**
 * Puts u (and the client after it, `second` of the moved pair) between v and v's next, in place of `taken` and `takenSecond`,
 * which go where u was: all exchanges of up to two clients for up to two of another route. −1 stands for no client.
 * @param gap what the change of distance and the present penalties sum to; negative, or there is nothing to gain
 * @returns whether that was better, and has been done
 */
function exchange(u: i32, second: i32, taken: i32, takenSecond: i32, turned: bool, gap: f64): bool {
  const records = nodes;
  const routeU = records[(u << 4) + ROUTE];
  const lastU = second >= 0 ? second : u;
  const before = records[(u << 4) + PREVIOUS];
  const after = records[(lastU << 4) + NEXT];
  const lastV = takenSecond >= 0 ? takenSecond : taken;
  const beforeV = records[(taken << 4) + PREVIOUS];
  const afterV = records[(lastV << 4) + NEXT];
  const routeV = records[(taken << 4) + ROUTE];
  let shift = records[(taken << 4) + LOAD] - records[(u << 4) + LOAD];
  if (takenSecond >= 0) shift += records[(takenSecond << 4) + LOAD];
  if (second >= 0) shift -= records[(second << 4) + LOAD];
  let total: f64 = gap + loadPrice(routeLoad[routeU] + shift) + loadPrice(routeLoad[routeV] - shift);
  if (total >= -LEAST_GAIN) return false;
  total += warpPenalty * toFloat(warpThrough(beforeV, turned ? second : u, turned ? u : second, afterV));
  if (total >= -LEAST_GAIN) return false;
  total += warpPenalty * toFloat(warpThrough(before, taken, takenSecond, after));
  if (total >= -LEAST_GAIN) return false;
  link(before, taken);
  link(lastV, after);
  joinBetween(beforeV, turned ? second : u, turned ? u : second, afterV);
  finish(routeU, routeV, total);
  return true;
}

/** Moves u, or u and the client after it, behind v. */
function relocate(u: i32, second: i32, v: i32, turned: bool, gap: f64): bool {
  const records = nodes;
  const lastU = second >= 0 ? second : u;
  const before = records[(u << 4) + PREVIOUS];
  const after = records[(lastU << 4) + NEXT];
  const afterV = records[(v << 4) + NEXT];
  const routeU = records[(u << 4) + ROUTE];
  const routeV = records[(v << 4) + ROUTE];
  let moved = records[(u << 4) + LOAD];
  if (second >= 0) moved += records[(second << 4) + LOAD];
  let total: f64 = gap + loadPrice(routeLoad[routeU] - moved) + loadPrice(routeLoad[routeV] + moved);
  if (total >= -LEAST_GAIN) return false;
  total += warpPenalty * toFloat(warpThrough(v, turned ? second : u, turned ? u : second, afterV));
  if (total >= -LEAST_GAIN) return false;
  total += warpPenalty * toFloat(warpThrough(before, -1, -1, after));
  if (total >= -LEAST_GAIN) return false;
  link(before, after);
  joinBetween(v, turned ? second : u, turned ? u : second, afterV);
  finish(routeU, routeV, total);
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

export function finish(routeU: i32, routeV: i32, change: f64): void {
  lastChange = change;
  countMove();
  updateRoute(routeU);
  if (routeV !== routeU) updateRoute(routeV);
}

/** u's route goes on with v's after v, and the other way about (2-opt*, Potvin & Rousseau 1995). */
function exchangeTails(u: i32, v: i32, isOneFleet: bool, gap: f64): bool {
  const records = nodes;
  const routeU = records[(u << 4) + ROUTE];
  const routeV = records[(v << 4) + ROUTE];
  const untilU = records[(u << 4) + LOAD_UNTIL];
  const untilV = records[(v << 4) + LOAD_UNTIL];
  const afterU = records[(u << 4) + NEXT];
  const afterV = records[(v << 4) + NEXT];
  let total: f64 =
    gap + loadPrice(untilU + routeLoad[routeV] - untilV) + loadPrice(untilV + routeLoad[routeU] - untilU);
  if (total >= -LEAST_GAIN) return false;
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
  finish(routeU, routeV, total);
  return true;
}

/** By how much the steps change if tails are exchanged between routes of different depots: each ends at its own. */
function changeOfTails(u: i32, v: i32): i32 {
  const endU = endOf(nodes[(u << 4) + ROUTE]);
  const endV = endOf(nodes[(v << 4) + ROUTE]);
  return changeOfTail(u, v, endV, endU) + changeOfTail(v, u, endU, endV);
}

/** By how much the steps change if `last` is followed by what follows `other`, and then by `end` in place of `otherEnd`. */
function changeOfTail(last: i32, other: i32, otherEnd: i32, end: i32): i32 {
  const row = nodes[(last << 4) + PLACE] * width;
  const home = nodes[(end << 4) + PLACE];
  const first = nodes[(other << 4) + NEXT];
  const step = nodes[(last << 4) + STEP];
  if (first === otherEnd) return cost[row + home] - step;
  const final = nodes[(otherEnd << 4) + PREVIOUS];
  return cost[row + first] - step + cost[final * width + home] - nodes[(final << 4) + STEP];
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
