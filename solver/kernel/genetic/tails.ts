import { toFloat } from '../base/memory.ts';
import { along, SERVED_AFTER, SERVED_UNTIL, STEPS_UNTIL } from './along.ts';
import { leastRate, overpaid } from './classes.ts';
import { goOnAt, journeyUntil, visit } from './journey.ts';
import { changeOfPrice, classU, classV, finishWith, LEAST_GAIN } from './judging.ts';
import { warpThrough } from './lateness.ts';
import { endOf, fleetOf, link, LOAD_UNTIL, NEXT, nodes, PLACE, POSITION, PREVIOUS, ROUTE, STEP } from './nodes.ts';
import { warpPenalty } from './prices.ts';
import { cost, fleets, mixed, width } from './problem.ts';
import { routeLoad, routeSize, routeSteps, routeWarp } from './routes.ts';

/**
 * Tries to exchange what follows u and v on their routes.
 * @param price the most that can be gained apart from steps, where classes need not be told apart
 * @param change of all steps, if both routes are of one fleet
 */
export function tryTails(u: i32, v: i32, price: f64, change: i32): bool {
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
