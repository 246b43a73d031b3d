import { toFloat } from '../base/memory.ts';
import { goOnAt, journeyUntil, visit, visitBackFrom, visitFrom } from './journey.ts';
import { finish, LEAST_GAIN } from './judging.ts';
import { clients, cost, mixed, width } from './problem.ts';
import { rateOf } from './classes.ts';
import { link, NEXT, nodes, PLACE, POSITION, PREVIOUS, ROUTE, STEP, TURNED } from './nodes.ts';
import { warpPenalty } from './prices.ts';
import { routeWarp } from './routes.ts';

function costBetween(from: i32, to: i32): i32 {
  return cost[nodes[(from << 4) + PLACE] * width + nodes[(to << 4) + PLACE]];
}

/** Tries the moves that bring client u next to v within their route. @returns whether one was better, and has been done. */
export function improveWithin(u: i32, v: i32): bool {
  const x = nodes[(u << 4) + NEXT];
  if (v !== nodes[(u << 4) + PREVIOUS] && moveWithin(u, u, v, false)) return true;
  if (x <= clients && v !== x && v !== nodes[(u << 4) + PREVIOUS]) {
    if (moveWithin(u, x, v, false) || moveWithin(u, x, v, true)) return true;
  }
  if (nodes[(u << 4) + POSITION] < nodes[(v << 4) + POSITION]) {
    if (turn(u, v)) return true;
  }
  if (v > clients) return false;
  if (u < v && swapWithin(u, u, v, v)) return true;
  if (x <= clients && swapWithin(u, x, v, v)) return true;
  const y = nodes[(v << 4) + NEXT];
  return x <= clients && y <= clients && u < v && swapWithin(u, x, v, y);
}

/** Moves u … x (one or two clients) behind v of the same route, turned or not. */
function moveWithin(u: i32, x: i32, v: i32, turned: bool): bool {
  const route = nodes[(u << 4) + ROUTE];
  const before = nodes[(u << 4) + PREVIOUS];
  const after = nodes[(x << 4) + NEXT];
  const y = nodes[(v << 4) + NEXT];
  const first = turned ? x : u;
  const last = turned ? u : x;
  let change = costBetween(before, after) + costBetween(v, first) + costBetween(last, y);
  change -= nodes[(before << 4) + STEP] + nodes[(x << 4) + STEP] + nodes[(v << 4) + STEP];
  if (turned) change += costBetween(x, u) - nodes[(u << 4) + STEP];
  const price: f64 = mixed ? rateOf(route) * toFloat(change) : toFloat(change);
  if (price - warpPenalty * toFloat(routeWarp[route]) >= -LEAST_GAIN) return false;
  const forwards = nodes[(u << 4) + POSITION] < nodes[(v << 4) + POSITION];
  journeyUntil(forwards ? before : v);
  if (forwards) visitFrom(after, v);
  visit(first);
  if (first !== last) visit(last);
  if (!forwards) visitFrom(y, before);
  const warpAfter = goOnAt(forwards ? y : after);
  const total: f64 = price + warpPenalty * toFloat(warpAfter - routeWarp[route]);
  if (total >= -LEAST_GAIN) return false;
  link(before, after);
  link(v, first);
  if (first !== last) link(first, last);
  link(last, y);
  finish(route, route, total);
  return true;
}

/** Swaps u … x with v … y, each one or two clients of one route. */
function swapWithin(u: i32, x: i32, v: i32, y: i32): bool {
  if (nodes[(u << 4) + POSITION] > nodes[(v << 4) + POSITION]) return swapWithin(v, y, u, x);
  const between = nodes[(x << 4) + NEXT];
  if (nodes[(x << 4) + POSITION] >= nodes[(v << 4) + POSITION] || between === v) return false;
  const route = nodes[(u << 4) + ROUTE];
  const before = nodes[(u << 4) + PREVIOUS];
  const betweenLast = nodes[(v << 4) + PREVIOUS];
  const after = nodes[(y << 4) + NEXT];
  let change = costBetween(before, v) + costBetween(y, between) + costBetween(betweenLast, u) + costBetween(x, after);
  change -= nodes[(before << 4) + STEP] + nodes[(x << 4) + STEP];
  change -= nodes[(betweenLast << 4) + STEP] + nodes[(y << 4) + STEP];
  const price: f64 = mixed ? rateOf(route) * toFloat(change) : toFloat(change);
  if (price - warpPenalty * toFloat(routeWarp[route]) >= -LEAST_GAIN) return false;
  journeyUntil(before);
  visitFrom(v, y);
  visitFrom(between, betweenLast);
  visitFrom(u, x);
  const total: f64 = price + warpPenalty * toFloat(goOnAt(after) - routeWarp[route]);
  if (total >= -LEAST_GAIN) return false;
  link(before, v);
  link(y, between);
  link(betweenLast, u);
  link(x, after);
  finish(route, route, total);
  return true;
}

/** Turns the part from behind u to v round (2-opt). */
function turn(u: i32, v: i32): bool {
  const x = nodes[(u << 4) + NEXT];
  const y = nodes[(v << 4) + NEXT];
  if (x === v) return false;
  const route = nodes[(u << 4) + ROUTE];
  let change = costBetween(u, v) + costBetween(x, y) - nodes[(u << 4) + STEP] - nodes[(v << 4) + STEP];
  change += nodes[(v << 4) + TURNED] - nodes[(x << 4) + TURNED];
  const price: f64 = mixed ? rateOf(route) * toFloat(change) : toFloat(change);
  if (price - warpPenalty * toFloat(routeWarp[route]) >= -LEAST_GAIN) return false;
  journeyUntil(u);
  visitBackFrom(v, x);
  const total: f64 = price + warpPenalty * toFloat(goOnAt(y) - routeWarp[route]);
  if (total >= -LEAST_GAIN) return false;
  let node = x;
  while (node !== y) {
    const following = nodes[(node << 4) + NEXT];
    nodes[(node << 4) + NEXT] = nodes[(node << 4) + PREVIOUS];
    nodes[(node << 4) + PREVIOUS] = following;
    node = following;
  }
  link(u, v);
  link(x, y);
  finish(route, route, total);
  return true;
}
