import { Ints, toFloat } from '../base/memory.ts';
import { random } from '../base/random.ts';
import { servedBy } from './along.ts';
import { classOf, costIn, larger, NO_VEHICLE, take, vehiclesLeft } from './classes.ts';
import { BLINK, detourFound, insertBehind, placeInRoute } from './insertion.ts';
import { gatherNearby, nearby } from './nearby.ts';
import { fleetOf, nodes, ROUTE } from './nodes.ts';
import { classCapacity, classFixed, classRate, firstClass, fleets, load, mayServe } from './problem.ts';
import { changeVehicle, emptyOf, routeLoad, routeRoom, routeSize, routeSteps, used, usedCount } from './routes.ts';

// Insertions within all limits where vehicles differ: a route whose vehicle has no room for a client, or may not serve it, may change
// for a free one of its fleet, at the difference of what the two cost.

/** The class of the vehicle that goes with the place last found. */
export let classToTake: i32 = -1;
let best: f64 = 0;
let bestNode: i32 = -1;
/**
 * How much of the price of a vehicle counts when one is changed for a dearer one or sent at all. A client that is put back first would
 * have to pay alone for the room of all that follow: so the share is drawn anew for each recreate.
 */
let priceShare: f64 = 1;
/** Whether routes may change vehicles: growing looks cheaper than one more small vehicle even where those carry a unit for less. */
let grows: bool = true;

export function setGrowth(share: f64, mayGrow: bool): void {
  priceShare = share;
  grows = mayGrow;
}

/** @returns the node behind which the client fits and adds the least, with the vehicle of `classToTake`; −1 if there is none */
export function cheapestWithClass(client: i32): i32 {
  best = NO_VEHICLE;
  bestNode = -1;
  tryRoutes(client, nearby, gatherNearby(client), grows);
  if (bestNode < 0) tryRoutes(client, used, usedCount, grows);
  for (let fleet: i32 = 0; fleet < fleets; fleet++) if (emptyOf[fleet] >= 0) tryEmpty(client, emptyOf[fleet]);
  if (bestNode < 0 && !grows) tryRoutes(client, used, usedCount, true);
  return bestNode;
}

/** Puts a client where the plan stays within its limits and it adds the least. @returns false if there is no such place */
export function insertWithClass(client: i32): bool {
  const node = cheapestWithClass(client);
  if (node < 0) return false;
  takeFound(nodes[(node << 4) + ROUTE]);
  insertBehind(client, node);
  return true;
}

/** Gives a route the vehicle that goes with the place last found, before the client is put there. */
export function takeFound(route: i32): void {
  if (classToTake !== classOf[route]) take(route, classToTake);
}

function tryRoutes(client: i32, routes: Ints, count: i32, mayGrow: bool): void {
  const wanted = load[client];
  for (let i: i32 = 0; i < count; i++) {
    const route = routes[i];
    const own = classOf[route];
    if (routeRoom[route] >= wanted && ((mayServe[client] >> own) & 1) !== 0) tryPlace(client, route, own, 0);
    else if (mayGrow && routeRoom[route] >= 0) tryChange(client, route);
  }
}

/** The next larger class stands for all; only if it is no good are all looked at. */
function tryChange(client: i32, route: i32): void {
  const steps = routeSteps[route];
  const carried = routeLoad[route] + load[client];
  const served = servedBy[route] & mayServe[client];
  let which = larger[route];
  if (which < 0 || !canTake(which, carried, served)) which = leastFor(route, carried, served, steps);
  if (which < 0) return;
  const change: f64 = costIn(which, steps) - costIn(classOf[route], steps);
  tryPlace(client, route, which, change > 0 ? change * priceShare : change);
}

/** @param price what a vehicle of that class costs the route, but for the detour */
function tryPlace(client: i32, route: i32, which: i32, price: f64): void {
  if (price >= best) return;
  const node = placeInRoute(client, route);
  if (node < 0) return;
  const total: f64 = price + classRate[which] * toFloat(detourFound);
  if (total >= best || random() < BLINK) return;
  best = total;
  bestNode = node;
  classToTake = which;
}

/** An empty route is never passed over: there may be no other place. */
function tryEmpty(client: i32, route: i32): void {
  const node = placeInRoute(client, route);
  if (node < 0) return;
  const beyond = firstClass[fleetOf[route] + 1];
  for (let each = firstClass[fleetOf[route]]; each < beyond; each++) {
    if (!canTake(each, load[client], mayServe[client])) continue;
    const price: f64 = classFixed[each] * priceShare + classRate[each] * toFloat(detourFound);
    if (price >= best) continue;
    best = price;
    bestNode = node;
    classToTake = each;
  }
}

/** Whether a vehicle of a class is free for so much load and may serve all its clients. */
function canTake(which: i32, carried: i32, mayServeAll: i32): bool {
  return vehiclesLeft[which] > 0 && carried <= classCapacity[which] && ((mayServeAll >> which) & 1) !== 0;
}

/** The free class that costs a route least for so much load and so many steps; −1 if there is none. */
function leastFor(route: i32, carried: i32, mayServeAll: i32, steps: i32): i32 {
  const beyond = firstClass[fleetOf[route] + 1];
  let least: f64 = NO_VEHICLE;
  let which: i32 = -1;
  for (let each = firstClass[fleetOf[route]]; each < beyond; each++) {
    if (!canTake(each, carried, mayServeAll) || costIn(each, steps) >= least) continue;
    least = costIn(each, steps);
    which = each;
  }
  return which;
}

/** Changes the vehicle of a route within its limits for the cheapest that is free and may and can serve it, if it costs less. */
export function settleVehicle(route: i32): void {
  if (routeSize[route] === 0) return;
  const steps = routeSteps[route];
  const which = leastFor(route, routeLoad[route], servedBy[route], steps);
  if (which >= 0 && costIn(which, steps) < costIn(classOf[route], steps)) changeVehicle(route, which);
}
