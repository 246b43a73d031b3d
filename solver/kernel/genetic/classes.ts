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
/** By route: a cheaper class, the largest of them, or −1: the one to fall back to with less load. */
let smaller: Ints = newInts(1);

/** No vehicle may or can do it. */
export const NO_VEHICLE: f64 = 1e15;
/** The class that `priceWith` found best; −1 if there is none. */
export let bestClass: i32 = -1;

export function createClasses(): void {
  classOf = newInts(vehicles);
  vehiclesLeft = newInts(classes);
  vehiclePrice = newFloats(vehicles);
  smaller = newInts(vehicles);
}

/** All vehicles are free. */
export function releaseAll(): void {
  for (let route: i32 = 0; route < vehicles; route++) {
    classOf[route] = -1;
    smaller[route] = -1;
    vehiclePrice[route] = 0;
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

export function priceIn(which: i32, carried: i32, steps: i32): f64 {
  return classFixed[which] + classRate[which] * toFloat(steps) + priceOfExcess(carried, classCapacity[which]);
}

/** The class that `priceWith` found, if a route would change to it; else −1: what nobody else can have. */
export function takenBy(route: i32): i32 {
  return bestClass === classOf[route] ? -1 : bestClass;
}

/** Renews what is known of the vehicle of a route; a route that has become empty gives it back, one that needs one gets the best. */
export function updateVehicle(route: i32, clients: i32, carried: i32, steps: i32, mayServeAll: i32): void {
  smaller[route] = -1;
  vehiclePrice[route] = 0;
  if (clients === 0) {
    release(route);
    return;
  }
  if (classOf[route] < 0) {
    priceWith(route, clients, carried, steps, mayServeAll, -1);
    take(route, bestClass);
  }
  const own = classOf[route];
  vehiclePrice[route] = priceIn(own, carried, steps);
  const within: f64 = classFixed[own] + classRate[own] * toFloat(steps);
  const beyond = firstClass[fleetOf[route] + 1];
  for (let each = firstClass[fleetOf[route]]; each < beyond; each++) {
    if (vehiclesLeft[each] === 0 || ((mayServeAll >> each) & 1) === 0) continue;
    if (classCapacity[each] >= classCapacity[own]) continue;
    if (classFixed[each] + classRate[each] * toFloat(steps) >= within) continue;
    if (smaller[route] < 0 || classCapacity[each] > classCapacity[smaller[route]]) smaller[route] = each;
  }
}

/** About the most that a route can save by its vehicle if it carries so much less; the price of its excess load at least. */
export function mostSaving(route: i32, clients: i32, carried: i32, steps: i32, less: i32): f64 {
  if (classOf[route] < 0) return 0;
  const saving = priceOfExcess(carried, classCapacity[classOf[route]]);
  if (clients <= 2) return vehiclePrice[route];
  if (smaller[route] < 0) return saving;
  const other: f64 = vehiclePrice[route] - priceIn(smaller[route], carried - less, steps);
  return other > saving ? other : saving;
}
