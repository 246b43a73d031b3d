import { Floats, Ints, newFloats, newInts, toFloat } from '../base/memory.ts';
import { fleetOf } from './nodes.ts';
import { priceOfExcess } from './prices.ts';
import {
  capacity,
  classCapacity,
  classes,
  classFixed,
  classRate,
  classVehicles,
  firstClass,
  fleetOfClass,
  fleets,
  mixed,
  vehicles,
} from './problem.ts';

/**
 * Which vehicle of its fleet serves a route. Where classes differ, a move is judged by what its routes cost with the best class
 * that they have or that is free (Vidal et al. 2014 do so in their splitting of tours), load beyond its capacity at a price.
 */
/** The class of each route's vehicle; −1 of empty routes. */
export let classOf: Ints = newInts(1);
/** By class: vehicles that no route uses. */
export let vehiclesLeft: Ints = newInts(1);
/** By route: what the vehicle costs, load beyond its capacity included; not what comes late. */
export let vehiclePrice: Floats = newFloats(1);
/** By route, of the classes that were free: the largest of the cheaper ones, and the smallest of the larger ones; −1 if none. */
let smaller: Ints = newInts(1);
export let larger: Ints = newInts(1);
/** By route: about what its vehicle costs more than the cheapest room for its load; at the least rate of its fleet for steps. */
export let overpaid: Floats = newFloats(1);

/** By fleet the least that a unit of the matrix costs. */
export let leastRate: Floats = newFloats(1);

/** No vehicle may or can do it: more than any price, so that whoever drives already always finds its own. */
export const NO_VEHICLE: f64 = 1e300;
/** The class that `priceWith` found best; −1 if there is none. */
export let bestClass: i32 = -1;

export function createClasses(): void {
  classOf = newInts(vehicles);
  vehiclesLeft = newInts(classes);
  vehiclePrice = newFloats(vehicles);
  smaller = newInts(vehicles);
  larger = newInts(vehicles);
  overpaid = newFloats(vehicles);
  leastRate = newFloats(fleets);
  for (let each: i32 = classes - 1; each >= 0; each--) {
    const fleet = fleetOfClass[each];
    const isLast = each === firstClass[fleet + 1] - 1;
    if (isLast || classRate[each] < leastRate[fleet]) leastRate[fleet] = classRate[each];
  }
}

/** All vehicles are free. */
export function releaseAll(): void {
  for (let route: i32 = 0; route < vehicles; route++) {
    classOf[route] = -1;
    smaller[route] = -1;
    larger[route] = -1;
    vehiclePrice[route] = 0;
    overpaid[route] = 0;
  }
  for (let each: i32 = 0; each < classes; each++) vehiclesLeft[each] = classVehicles[each];
}

/** Gives a route a vehicle of a class, of which one must be free. */
export function take(route: i32, which: i32): void {
  release(route);
  classOf[route] = which;
  vehiclesLeft[which] -= 1;
}

export function release(route: i32): void {
  if (classOf[route] >= 0) vehiclesLeft[classOf[route]] += 1;
  classOf[route] = -1;
}

/** The class of a route's vehicle, also where classes need not be told apart. */
export function classFor(route: i32): i32 {
  return mixed ? classOf[route] : firstClass[fleetOf[route]];
}

export function capacityOf(route: i32): i32 {
  return mixed ? classCapacity[classOf[route]] : capacity;
}

/** What a unit of the matrix costs on a route. */
export function rateOf(route: i32): f64 {
  return mixed ? classRate[classOf[route]] : 1;
}

/**
 * What a route would cost with the best class for so many clients, load and steps: its own or a free one that may serve them all.
 * @param taken a class of which one vehicle more is spoken for, or −1
 */
export function priceWith(route: i32, clients: i32, carried: i32, steps: i32, mayServeAll: i32, taken: i32): f64 {
  bestClass = -1;
  if (clients === 0) return 0;
  const own = classOf[route];
  const beyond = firstClass[fleetOf[route] + 1];
  let best: f64 = NO_VEHICLE;
  for (let each = firstClass[fleetOf[route]]; each < beyond; each++) {
    if (((mayServeAll >> each) & 1) === 0) continue;
    if (each !== own && vehiclesLeft[each] <= (each === taken ? 1 : 0)) continue;
    const price = priceIn(each, carried, steps);
    if (price >= best) continue;
    best = price;
    bestClass = each;
  }
  return best;
}

/** As `priceWith`, but looks at the route's own class and the next ones only: for moves of few clients. */
export function priceNear(route: i32, clients: i32, carried: i32, steps: i32, mayServeAll: i32, taken: i32): f64 {
  const own = classOf[route];
  if (clients === 0 || own < 0) return priceWith(route, clients, carried, steps, mayServeAll, taken);
  bestClass = -1;
  let best: f64 = NO_VEHICLE;
  if (((mayServeAll >> own) & 1) !== 0) {
    best = priceIn(own, carried, steps);
    bestClass = own;
  }
  const other = carried > classCapacity[own] ? larger[route] : smaller[route];
  if (other < 0 || ((mayServeAll >> other) & 1) === 0) return best;
  if (vehiclesLeft[other] <= (other === taken ? 1 : 0)) return best;
  const price = priceIn(other, carried, steps);
  if (price >= best) return best;
  bestClass = other;
  return price;
}

export function priceIn(which: i32, carried: i32, steps: i32): f64 {
  return costIn(which, steps) + priceOfExcess(carried, classCapacity[which]);
}

/** What a vehicle of a class costs for so many steps, within its capacity. */
export function costIn(which: i32, steps: i32): f64 {
  return classFixed[which] + classRate[which] * toFloat(steps);
}

/** The class that `priceWith` found, if a route would change to it; else −1: what nobody else can have. */
export function takenBy(route: i32): i32 {
  return bestClass === classOf[route] ? -1 : bestClass;
}

/** Renews what is known of the vehicle of a route; a route that has become empty gives it back, one that needs one gets the best. */
export function updateVehicle(route: i32, clients: i32, carried: i32, steps: i32, mayServeAll: i32): void {
  smaller[route] = -1;
  larger[route] = -1;
  vehiclePrice[route] = 0;
  overpaid[route] = 0;
  if (clients === 0) {
    release(route);
    return;
  }
  if (classOf[route] < 0) {
    priceWith(route, clients, carried, steps, mayServeAll, -1);
    take(route, bestClass);
  }
  vehiclePrice[route] = priceIn(classOf[route], carried, steps);
  findNext(route, carried, steps, mayServeAll);
}

/** Finds the classes that a route would change to with a little more or less load, and what room costs at the best price. */
function findNext(route: i32, carried: i32, steps: i32, mayServeAll: i32): void {
  const own = classOf[route];
  const within = costIn(own, steps);
  const beyond = firstClass[fleetOf[route] + 1];
  const least: f64 = leastRate[fleetOf[route]] * toFloat(steps);
  let cheapest: f64 = (within - least) / toFloat(classCapacity[own] > 0 ? classCapacity[own] : 1);
  let below: i32 = -1;
  let above: i32 = -1;
  for (let each = firstClass[fleetOf[route]]; each < beyond; each++) {
    if (vehiclesLeft[each] === 0 || ((mayServeAll >> each) & 1) === 0) continue;
    const most = classCapacity[each];
    const price = costIn(each, steps);
    if (most > 0 && price - least < cheapest * toFloat(most)) cheapest = (price - least) / toFloat(most);
    if (price < within && (below < 0 || most > classCapacity[below])) below = each;
    if (most > classCapacity[own] && (above < 0 || most < classCapacity[above])) above = each;
  }
  smaller[route] = below;
  larger[route] = above;
  overpaid[route] = vehiclePrice[route] - least - cheapest * toFloat(carried);
}

/** About the most that a route can save by its vehicle if it carries so much less; the price of its excess load at least. */
export function mostSaving(route: i32, clients: i32, carried: i32, steps: i32, less: i32): f64 {
  if (classOf[route] < 0) return 0;
  if (clients <= 2) return vehiclePrice[route];
  const saving = priceOfExcess(carried, classCapacity[classOf[route]]);
  if (smaller[route] < 0) return saving;
  const other: f64 = vehiclePrice[route] - priceIn(smaller[route], carried - less, steps);
  return other > saving ? other : saving;
}
