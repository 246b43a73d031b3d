import { Ints, newInts, toFloat } from '../base/memory.ts';
import { finish, LEAST_GAIN } from './across.ts';
import { goOnAt, journeyUntil, visit } from './journey.ts';
import { endOf, fleetOf, link, NEXT, nodes, PLACE, PREVIOUS, startOf, STEP } from './nodes.ts';
import { clients, cost, fleets, vehicles, width } from './problem.ts';
import { emptyOf, loadPrice, moves, routeChanged, routeLoad, routePenalty, routeSize, warpPenalty } from './routes.ts';

/** Routes change their vehicles: a route goes to a vehicle of another depot that is free, or two exchange theirs. */

/** By route: moves counted when its vehicle was last tried. */
let tried: Ints = newInts(1);

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
    if (tryFreeVehicles(route) || tryExchanges(route)) improved = true;
  }
  return improved;
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
    if (routeSize[other] === 0 || fleetOf[other] === fleetOf[route]) continue;
    if (exchangeVehicles(route, other)) return true;
  }
  return false;
}

/** Each of two routes is served by the other's vehicle, if that costs less; the other may be empty. */
function exchangeVehicles(route: i32, other: i32): bool {
  const isEmpty = routeSize[other] === 0;
  const price: f64 = routePenalty[route] + routePenalty[other];
  const loads: f64 = loadPrice(routeLoad[route]) + loadPrice(routeLoad[other]);
  const change = changeWith(route, other) + (isEmpty ? 0 : changeWith(other, route));
  let total: f64 = toFloat(change) - price + loads;
  if (total >= -LEAST_GAIN) return false;
  total += warpPenalty * toFloat(lateWith(route, other));
  if (total >= -LEAST_GAIN) return false;
  if (!isEmpty) total += warpPenalty * toFloat(lateWith(other, route));
  if (total >= -LEAST_GAIN) return false;
  perform(route, other);
  finish(route, other, total);
  return true;
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
