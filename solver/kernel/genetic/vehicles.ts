import { Ints, newInts, toFloat } from '../base/memory.ts';
import { servedBy } from './along.ts';
import { finish, finishWith, LEAST_GAIN } from './judging.ts';
import { goOnAt, journeyUntil, visit } from './journey.ts';
import { endOf, fleetOf, link, NEXT, nodes, PLACE, PREVIOUS, startOf, STEP } from './nodes.ts';
import { bestClass, classOf, priceWith, takenBy, vehiclePrice } from './classes.ts';
import { warpPenalty } from './prices.ts';
import { clients, cost, fleets, mixed, vehicles, width } from './problem.ts';
import { chooseVehicle, emptyOf, moves, routeChanged, routeLoad, routeSize, routeSteps, routeWarp } from './routes.ts';

/** Routes change their vehicles: a route goes to a free one of its fleet or of another depot, or two exchange theirs. */

/** By route: moves counted when its vehicle was last tried. */
let tried: Ints = newInts(1);

/** The classes that the exchange last judged would give to the two routes' vehicles. */
let classOfOther: i32 = -1;
let classOfRoute: i32 = -1;

export function createVehicles(): void {
  tried = newInts(vehicles);
}

/** Forgets what was tried. */
export function resetVehicles(): void {
  for (let route: i32 = 0; route < vehicles; route++) tried[route] = 0;
}

/** Tries routes that have changed since. @returns whether the plan got better */
export function improveVehicles(): bool {
  let improved = false;
  for (let route: i32 = 0; route < vehicles; route++) {
    if (routeSize[route] === 0 || routeChanged[route] <= tried[route]) continue;
    tried[route] = moves;
    if (tryOwnFleet(route) || tryFreeVehicles(route) || tryExchanges(route)) improved = true;
  }
  return improved;
}

/** The free vehicle that is best by now: penalties change, and vehicles get free. */
function tryOwnFleet(route: i32): bool {
  if (!mixed) return false;
  const before = vehiclePrice[route];
  chooseVehicle(route);
  if (vehiclePrice[route] >= before - LEAST_GAIN) return false;
  finish(route, route, vehiclePrice[route] - before);
  return true;
}

function tryFreeVehicles(route: i32): bool {
  for (let fleet: i32 = 0; fleet < fleets; fleet++) {
    if (fleet === fleetOf[route] || emptyOf[fleet] < 0) continue;
    if (exchangeVehicles(route, emptyOf[fleet])) return true;
  }
  return false;
}

function tryExchanges(route: i32): bool {
  for (let other: i32 = 0; other < vehicles; other++) {
    if (routeSize[other] === 0 || other === route || areAlike(route, other)) continue;
    if (exchangeVehicles(route, other)) return true;
  }
  return false;
}

function areAlike(route: i32, other: i32): bool {
  return fleetOf[other] === fleetOf[route] && classOf[other] === classOf[route];
}

/** Each of two routes is served by the other's vehicle, if that costs less; the other may be empty. */
function exchangeVehicles(route: i32, other: i32): bool {
  const isEmpty = routeSize[other] === 0;
  let total: f64 = priceChange(route, other) - warpPenalty * toFloat(routeWarp[route] + routeWarp[other]);
  if (total >= -LEAST_GAIN) return false;
  total += warpPenalty * toFloat(lateWith(route, other));
  if (total >= -LEAST_GAIN) return false;
  if (!isEmpty) total += warpPenalty * toFloat(lateWith(other, route));
  if (total >= -LEAST_GAIN) return false;
  perform(route, other);
  finishWith(other, classOfOther, route, classOfRoute, total);
  return true;
}

/** By how much prices change if two routes exchange vehicles, lateness apart. */
function priceChange(route: i32, other: i32): f64 {
  const change = changeWith(route, other);
  const changeOther = routeSize[other] === 0 ? 0 : changeWith(other, route);
  if (!mixed) return toFloat(change + changeOther);
  const before: f64 = vehiclePrice[route] + vehiclePrice[other];
  const steps = routeSteps[route] + change;
  const price = priceWith(other, routeSize[route], routeLoad[route], steps, servedBy[route], -1);
  const taken = takenBy(other);
  classOfOther = bestClass;
  const stepsOther = routeSteps[other] + changeOther;
  const sum: f64 = price + priceWith(route, routeSize[other], routeLoad[other], stepsOther, servedBy[other], taken);
  classOfRoute = bestClass;
  return sum - before;
}

/** By how much the steps change if the clients of a route are served by another vehicle. */
function changeWith(route: i32, vehicle: i32): i32 {
  const first = nodes[(startOf(route) << 4) + NEXT];
  const last = nodes[(endOf(route) << 4) + PREVIOUS];
  const depot = nodes[(startOf(vehicle) << 4) + PLACE];
  const steps = nodes[(startOf(route) << 4) + STEP] + nodes[(last << 4) + STEP];
  return cost[depot * width + first] + cost[last * width + depot] - steps;
}

function lateWith(route: i32, vehicle: i32): i32 {
  journeyUntil(startOf(vehicle));
  let node = nodes[(startOf(route) << 4) + NEXT];
  while (node <= clients) {
    visit(node);
    node = nodes[(node << 4) + NEXT];
  }
  return goOnAt(endOf(vehicle));
}

function perform(route: i32, other: i32): void {
  const first = nodes[(startOf(route) << 4) + NEXT];
  const last = nodes[(endOf(route) << 4) + PREVIOUS];
  if (routeSize[other] === 0) link(startOf(route), endOf(route));
  else {
    link(startOf(route), nodes[(startOf(other) << 4) + NEXT]);
    link(nodes[(endOf(other) << 4) + PREVIOUS], endOf(route));
  }
  link(startOf(other), first);
  link(last, endOf(other));
}
