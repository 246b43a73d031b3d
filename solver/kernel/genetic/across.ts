import { toFloat } from '../base/memory.ts';
import { servedBy } from './along.ts';
import { changeOfPrice, classU, classV, finishWith, LEAST_GAIN, mostGain, priceOf } from './judging.ts';
import { warpThrough } from './lateness.ts';
import { link, LOAD, NEXT, nodes, PLACE, PREVIOUS, ROUTE, STEP } from './nodes.ts';
import { warpPenalty } from './prices.ts';
import { clients, cost, mayServe, mixed, width } from './problem.ts';
import { routePenalty } from './routes.ts';
import { tryTails } from './tails.ts';

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
