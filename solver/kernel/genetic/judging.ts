import { toFloat } from '../base/memory.ts';
import {
  bestClass,
  classOf,
  mostSaving,
  NO_VEHICLE,
  priceNear,
  priceWith,
  rateOf,
  take,
  takenBy,
  vehiclePrice,
} from './classes.ts';
import { LOAD, nodes, ROUTE } from './nodes.ts';
import { priceOfExcess, warpPenalty } from './prices.ts';
import { capacity, mixed } from './problem.ts';
import { countMove, routeLoad, routePenalty, routeSize, routeSteps, routeWarp, updateRoute } from './routes.ts';

/** What moves between two routes are judged by, and what is done after each. */
/** A gain below this is rounding. */
export const LEAST_GAIN: f64 = 0.01;
/** By how much the last move changed the penalised cost. */
export let lastChange: f64 = 0;

/** What a unit of the matrix costs on the routes of the pair at hand, set by `mostGain`. */
let rateU: f64 = 1;
let rateV: f64 = 1;

/** The classes of vehicles that the move last judged would give to the two routes. */
export let classU: i32 = -1;
export let classV: i32 = -1;

/** What two changes of steps cost together. */
export function priceOf(changeU: i32, changeV: i32): f64 {
  return mixed ? rateU * toFloat(changeU) + rateV * toFloat(changeV) : toFloat(changeU + changeV);
}

/** Turns to a pair of clients: about the most that moves of up to two can save apart from steps, in lateness and vehicles' prices. */
export function mostGain(u: i32, x: i32, v: i32, y: i32): f64 {
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

/**
 * By how much two routes get dearer, each with the vehicle that is best then, if so many clients and so much load go from u's to v's
 * and their steps change; the price of present lateness counts as saved, later lateness is not in it.
 * @param few whether at most two clients move, so that only the next classes are looked at
 */
export function changeOfPrice(
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
  if (!mixed) {
    const penalty: f64 = routePenalty[routeU] + routePenalty[routeV];
    return toFloat(changeU + changeV) - penalty + priceOfExcess(loadU, capacity) + priceOfExcess(loadV, capacity);
  }
  const lateness: f64 = warpPenalty * toFloat(routeWarp[routeU] + routeWarp[routeV]);
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
