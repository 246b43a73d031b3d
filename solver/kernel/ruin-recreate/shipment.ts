import { Floats, newFloats, toFloat } from '../base/memory.ts';
import {
  arrivingStride,
  capacities,
  changePrice,
  CLASS_FLOATS,
  CLASS_INTS,
  classFloats,
  classInts,
  closes,
  COST_RATE,
  COSTS,
  dimensions,
  durationLimits,
  DURATIONS,
  earliestStart,
  FIXED,
  gains,
  homeOf,
  leavingStride,
  MOST_DURATION,
  opens,
  partnerOf,
  placeOf,
  RELOAD,
  roleOf,
  serviceOf,
  setupOf,
  setups,
  severalWindows,
  SIMULATED,
  stops,
  TASK_RATE,
  TIME_RATE,
  travel,
  TYPE,
} from './data.ts';
import { IMPOSSIBLE, found } from './insertion.ts';
import { onBoard } from './loads.ts';
import { reachesNext } from './rich.ts';
import {
  DEPARTURE,
  LATEST,
  LEG,
  PLACE,
  POSITION_INTS,
  classOf,
  lengthOf,
  lockedOf,
  offsetOf,
  positions,
  stopAt,
  tasksOf,
} from './routes.ts';
import { durationOfPair } from './spans.ts';
import { pairCost } from './exact.ts';
import { taskTime } from './timing.ts';
import { keepsTravel } from './shipment-travel.ts';

/** The route and the shipment at hand. */
let route: i32 = 0;
let which: i32 = 0;
let pickup: i32 = 0;
let delivery: i32 = 0;
let pickupPlace: i32 = 0;
let deliveryPlace: i32 = 0;
let fixedPart: f64 = 0;

/** No setups and one window a stop. */
let isSimple: bool = true;
/** Setups may end with a detour, so that latest starts are no bounds where there are any. */
let slack: i32 = 0;
const HORIZON: i32 = 0x20000000;
let deliveryCost: Floats = newFloats(0);
let leastFrom: Floats = newFloats(0);

let bestCost: f64 = 0;
let bestFirst: i32 = 0;
let bestSecond: i32 = 0;

/** @param longest stops of a route at most */
export function prepareShipments(longest: i32): void {
  deliveryCost = newFloats(longest + 2);
  leastFrom = newFloats(longest + 2);
}

/**
 * The cheapest pair of positions of a shipment in a route. For each position of the pickup, what it delays is carried along
 * while the load still fits (Ropke & Pisinger 2006, with the pickups pruned whose cheapest delivery could not win).
 * @param excluded a position of the pickup that doesn't count, or −1
 */
export function lookShipment(slot: i32, visit: i32, excluded: i32): void {
  route = slot;
  which = classOf[slot];
  pickup = visit;
  delivery = partnerOf[visit];
  pickupPlace = placeOf[pickup];
  deliveryPlace = placeOf[delivery];
  fixedPart = changesOf(slot);
  bestCost = IMPOSSIBLE;
  bestFirst = -1;
  bestSecond = -1;
  const offset = offsetOf[slot];
  const last = offset + lengthOf[slot] - 1;
  const closing = closes[pickup];
  const first = offset + lockedOf[slot];
  isSimple = setups === 0 && severalWindows === 0;
  slack = setups === 0 ? 0 : 0x3fffffff - HORIZON;
  priceDeliveries(first, last);
  for (let index = first; index < last; index++) {
    if (positions[index * POSITION_INTS + DEPARTURE] > closing) break;
    if (index - offset !== excluded && carries(index)) tryPickup(index, first, last);
  }
  found(bestCost, bestFirst, bestSecond);
}

/** What doesn't depend on positions: use of the vehicle, and a change of vehicle. */
function changesOf(slot: i32): f64 {
  let cost: f64 = tasksOf[slot] === 0 ? classFloats[which * CLASS_FLOATS + FIXED] : 0;
  if (changePrice !== 0) {
    if (homeOf[pickup] >= 0 && homeOf[pickup] !== slot) cost += changePrice;
    if (homeOf[delivery] >= 0 && homeOf[delivery] !== slot) cost += changePrice;
  }
  const seconds = serviceOf[cellOf(pickup)] + serviceOf[cellOf(delivery)];
  return cost + classFloats[which * CLASS_FLOATS + TASK_RATE] * toFloat(seconds);
}

function cellOf(stop: i32): i32 {
  return classInts[which * CLASS_INTS + TYPE] * stops + stop;
}

function legTime(from: i32, to: i32): i32 {
  return travel[classInts[which * CLASS_INTS + DURATIONS] + arrivingStride * to + leavingStride * from];
}

function legCost(from: i32, to: i32): f64 {
  const cost = classFloats[which * CLASS_FLOATS + TIME_RATE] * toFloat(legTime(from, to));
  const costs = classInts[which * CLASS_INTS + COSTS];
  if (costs < 0) return cost;
  const units = travel[costs + arrivingStride * to + leavingStride * from];
  return cost + classFloats[which * CLASS_FLOATS + COST_RATE] * toFloat(units);
}

/** Added cost of a place between a position and the next. */
function detourCost(index: i32, place: i32): f64 {
  const previous = positions[index * POSITION_INTS + PLACE];
  const next = positions[(index + 1) * POSITION_INTS + PLACE];
  return legCost(previous, place) + legCost(place, next) - legCost(previous, next);
}

/** Added cost of the delivery after each position from `first` on, where it could be reached in time at all; and least later on. */
function priceDeliveries(first: i32, last: i32): void {
  let least: f64 = IMPOSSIBLE;
  const closing = closes[delivery];
  const opening = opens[delivery];
  const service = serviceOf[cellOf(delivery)];
  for (let index = last - 1; index >= first; index--) {
    const cell = index * POSITION_INTS;
    let cost: f64 = IMPOSSIBLE;
    if (
      positions[cell + DEPARTURE] <= closing &&
      opening + service <= positions[cell + POSITION_INTS + LATEST] + slack
    ) {
      const arrival = positions[cell + DEPARTURE] + legTime(positions[cell + PLACE], deliveryPlace);
      const left = (arrival > opening ? arrival : opening) + service;
      const after = legTime(deliveryPlace, positions[cell + POSITION_INTS + PLACE]);
      if (arrival <= closing && left + after <= positions[cell + POSITION_INTS + LATEST] + slack) {
        cost = detourCost(index, deliveryPlace);
      }
    }
    if (cost < least) least = cost;
    deliveryCost[index - first] = cost;
    leastFrom[index - first] = least;
  }
}

/** Whether the shipment fits on board after a position. */
function carries(index: i32): bool {
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const load = onBoard[index * dimensions + dimension] + gains[pickup * dimensions + dimension];
    if (load > capacities[which * dimensions + dimension]) return false;
  }
  return true;
}

function taskSeconds(stop: i32, place: i32, previous: i32): i32 {
  return serviceOf[cellOf(stop)] + (place === previous ? 0 : setupOf[cellOf(stop)]);
}

function tryPickup(index: i32, first: i32, last: i32): void {
  const cell = index * POSITION_INTS;
  const previous = positions[cell + PLACE];
  const next = positions[cell + POSITION_INTS + PLACE];
  const limit = positions[cell + POSITION_INTS + LATEST] + slack;
  if (limit < opens[pickup]) return;
  const start = earliestStart(pickup, positions[cell + DEPARTURE] + legTime(previous, pickupPlace));
  if (start < 0) return;
  const left = start + taskSeconds(pickup, pickupPlace, previous);
  if (left > limit) return;
  const cost = detourCost(index, pickupPlace) + fixedPart;
  tryTogether(index, previous, next, left);
  const arrival = left + legTime(pickupPlace, next);
  if (index + 1 >= last || cost + leastFrom[index + 1 - first] >= bestCost) return;
  if (!reachesNext(route, index, arrival, pickupPlace)) return;
  const following = stopAt[index + 1];
  const time = earliestStart(following, arrival) + taskSeconds(following, next, pickupPlace);
  if (isSimple) carryOn(index, first, last, time, cost);
  else carryOnRich(index, first, last, time, cost);
}

/** Deliveries after later positions, the pickup's delay carried along: one window, no setups. */
function carryOn(index: i32, first: i32, last: i32, begin: i32, cost: f64): void {
  const cells = positions;
  const services = classInts[which * CLASS_INTS + TYPE] * stops;
  const closing = closes[delivery];
  let time = begin;
  for (let later = index + 1; later < last; later++) {
    if (time > closing || cost + leastFrom[later - first] >= bestCost) return;
    if (roleOf[stopAt[later]] === RELOAD || !carries(later)) return;
    if (cost + deliveryCost[later - first] < bestCost) tryDelivery(index, later, time, cost);
    if (later + 1 === last) return;
    const reached = time + cells[later * POSITION_INTS + LEG];
    if (reached > cells[(later + 1) * POSITION_INTS + LATEST]) return;
    const stop = stopAt[later + 1];
    time = (reached > opens[stop] ? reached : opens[stop]) + serviceOf[services + stop];
  }
}

function carryOnRich(index: i32, first: i32, last: i32, begin: i32, cost: f64): void {
  let time = begin;
  for (let later = index + 1; later < last; later++) {
    if (time > closes[delivery] || cost + leastFrom[later - first] >= bestCost) return;
    if (roleOf[stopAt[later]] === RELOAD || !carries(later)) return;
    tryDelivery(index, later, time, cost);
    if (later + 1 === last) return;
    const reached = time + positions[later * POSITION_INTS + LEG];
    if (reached > positions[(later + 1) * POSITION_INTS + LATEST]) return;
    time = earliestStart(stopAt[later + 1], reached) + taskTime(route, later + 1);
  }
}

/** The delivery right after the pickup. */
function tryTogether(index: i32, previous: i32, next: i32, left: i32): void {
  const between = legTime(pickupPlace, deliveryPlace);
  const start = earliestStart(delivery, left + between);
  if (start < 0) return;
  const leaves = start + taskSeconds(delivery, deliveryPlace, pickupPlace);
  if (!reachesNext(route, index, leaves + legTime(deliveryPlace, next), deliveryPlace)) return;
  let cost =
    fixedPart + legCost(previous, pickupPlace) + legCost(pickupPlace, deliveryPlace) + legCost(deliveryPlace, next);
  if (tasksOf[route] > 0) cost -= legCost(previous, next);
  if (cost < bestCost) settle(index, index, cost);
}

function tryDelivery(index: i32, later: i32, time: i32, pickupCost: f64): void {
  const previous = positions[later * POSITION_INTS + PLACE];
  const start = earliestStart(delivery, time + legTime(previous, deliveryPlace));
  if (start < 0) return;
  const leaves = start + taskSeconds(delivery, deliveryPlace, previous);
  const next = positions[(later + 1) * POSITION_INTS + PLACE];
  if (!reachesNext(route, later, leaves + legTime(deliveryPlace, next), deliveryPlace)) return;
  const cost = pickupCost + detourCost(later, deliveryPlace);
  if (cost < bestCost) settle(index, later, cost);
}

/** Takes a pair of positions as the best if limits of the whole route and, where it must be, its simulation allow. */
function settle(first: i32, second: i32, cost: f64): void {
  if (!keepsTravel(route, first, second, pickupPlace, deliveryPlace)) return;
  if (durationLimits !== 0) {
    const most = classInts[which * CLASS_INTS + MOST_DURATION];
    if (durationOfPair(route, first, pickup, second, delivery) > most) return;
  }
  let total = cost;
  if (classInts[which * CLASS_INTS + SIMULATED] !== 0) {
    const more = pairCost(route, first - offsetOf[route], pickup, second - offsetOf[route], delivery);
    if (more >= IMPOSSIBLE) return;
    total += more;
    if (total >= bestCost) return;
  }
  bestCost = total;
  bestFirst = first - offsetOf[route];
  bestSecond = second - offsetOf[route];
}
