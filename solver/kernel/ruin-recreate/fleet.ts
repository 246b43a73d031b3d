import { Ints, newInts, toFloat } from '../base/memory.ts';
import { random, randomBelow } from '../base/random.ts';
import {
  allowed,
  arrivingStride,
  boundTo,
  capacities,
  CLASS_FLOATS,
  CLASS_INTS,
  classes,
  classFloats,
  classInts,
  CLOSES,
  dimensions,
  DURATIONS,
  END,
  FIRST_SLOT,
  FIXED,
  leavingStride,
  MOST_DURATION,
  MOST_TASKS,
  MOST_TRAVEL,
  OPENS,
  PLAIN,
  SLOTS,
  START,
  TIME_RATE,
  travel,
  TYPE,
  visits,
} from './data.ts';
import { isFeasible } from './feasible.ts';
import { IMPOSSIBLE } from './insertion.ts';
import { demandOf } from './loads.ts';
import {
  classOf,
  costOf,
  LEG,
  lengthOf,
  loadOf,
  lockedOf,
  markChanged,
  offsetOf,
  openGap,
  PLACE,
  POSITION_INTS,
  positions,
  reloadsOf,
  slotOf,
  slotOrder,
  stopAt,
  tasksOf,
  touch,
  touched,
  touchedCount,
  travelOf,
  usedOf,
} from './routes.ts';
import { clearRoute } from './ruin.ts';
import { refreshRoute } from './timing.ts';

/**
 * Which vehicle drives a route, in mixed fleets: insertion alone never leaves a small vehicle for a larger one that one more
 * task would need, nor a large one for a cheaper one that would do.
 */
/** By class and class: 1 if they differ in nothing that times depend on. */
let akin: Ints = newInts(0);
export let hasKin: bool = false;
/** More classes than this are not compared. */
const MOST_CLASSES: i32 = 64;
/** Share of changed routes that try another class after an iteration. */
const TRIED: f64 = 0.5;
/** Share of ruined routes that are given the smallest vehicle at once. */
const SHRUNK: f64 = 0.8;

/** The cheapest class for a route and one more task: its added cost, before the detour. */
export let largerClass: i32 = -1;
export let largerCost: f64 = 0;

export function prepareFleet(): void {
  hasKin = false;
  if (classes < 2 || classes > MOST_CLASSES) return;
  akin = newInts(classes * classes);
  for (let one = 0; one < classes; one++) {
    for (let other = 0; other < classes; other++) {
      if (one === other || !areAkin(one, other)) continue;
      akin[one * classes + other] = 1;
      hasKin = true;
    }
  }
}

function areAkin(one: i32, other: i32): bool {
  const a = one * CLASS_INTS;
  const b = other * CLASS_INTS;
  if (classInts[a + PLAIN] === 0 || classInts[b + PLAIN] === 0) return false;
  if (classInts[a + START] !== classInts[b + START] || classInts[a + END] !== classInts[b + END]) return false;
  if (classInts[a + OPENS] !== classInts[b + OPENS] || classInts[a + CLOSES] !== classInts[b + CLOSES]) return false;
  if (classInts[a + MOST_TRAVEL] !== classInts[b + MOST_TRAVEL]) return false;
  if (classInts[a + MOST_DURATION] !== classInts[b + MOST_DURATION]) return false;
  return classInts[a + TYPE] === classInts[b + TYPE] && classInts[a + DURATIONS] === classInts[b + DURATIONS];
}

function hasEmpty(which: i32): bool {
  return usedOf[which] < classInts[which * CLASS_INTS + SLOTS];
}

function firstEmpty(which: i32): i32 {
  return slotOrder[classInts[which * CLASS_INTS + FIRST_SLOT] + usedOf[which]];
}

/**
 * Looks for the cheapest kin class that has a vehicle left and may take a route with one more visit.
 * @param detour cost of the visit's detour at the rate of the route's class
 */
export function findLarger(slot: i32, visit: i32, detour: f64): void {
  const which = classOf[slot];
  const rates = which * CLASS_FLOATS;
  largerClass = -1;
  largerCost = IMPOSSIBLE;
  if (tasksOf[slot] === 0 || lockedOf[slot] > 0 || boundTo[visit] >= 0) return;
  const seconds = classFloats[rates + TIME_RATE] > 0 ? detour / classFloats[rates + TIME_RATE] : 0;
  for (let other = 0; other < classes; other++) {
    if (akin[which * classes + other] === 0 || !hasEmpty(other) || allowed[other * visits + visit] === 0) continue;
    const base = other * CLASS_FLOATS;
    const travelled = classFloats[base + TIME_RATE] * (toFloat(travelOf[slot]) + seconds);
    const cost = classFloats[base + FIXED] + travelled - costOf[slot];
    if (cost >= largerCost || !holds(other, slot, visit)) continue;
    largerCost = cost;
    largerClass = other;
  }
}

/** @param visit one more visit, or −1 */
function holds(which: i32, slot: i32, visit: i32): bool {
  if (tasksOf[slot] + (visit < 0 ? 0 : 1) > classInts[which * CLASS_INTS + MOST_TASKS]) return false;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const load = loadOf[slot * dimensions + dimension] + (visit < 0 ? 0 : demandOf(visit, dimension));
    if (load > capacities[which * dimensions + dimension]) return false;
  }
  const last = offsetOf[slot] + lengthOf[slot] - 1;
  for (let index = offsetOf[slot] + 1; index < last; index++) {
    if (allowed[which * visits + stopAt[index]] === 0 || boundTo[stopAt[index]] >= 0) return false;
  }
  return true;
}

/** Gives a route to an empty vehicle of a class; returns its slot. */
export function moveTo(slot: i32, which: i32): i32 {
  const to = firstEmpty(which);
  copyRoute(slot, to);
  touch(slot);
  clearRoute(slot);
  markChanged(to);
  return to;
}

function copyRoute(slot: i32, to: i32): void {
  touch(to);
  const count = lengthOf[slot] - 2;
  for (let index = 0; index < count; index++) {
    openGap(to, index);
    const stop = stopAt[offsetOf[slot] + index + 1];
    stopAt[offsetOf[to] + index + 1] = stop;
    if (stop < visits) slotOf[stop] = to;
  }
  tasksOf[to] = tasksOf[slot];
  reloadsOf[to] = reloadsOf[slot];
  refreshRoute(to);
}

/**
 * After a ruin: what is left of a route goes on the cheapest kin vehicle that holds it, so that room for more is not free, and
 * is weighed against other vehicles when visits are put in again.
 */
export function shrinkVehicles(): void {
  const count = touchedCount;
  for (let index = 0; index < count; index++) {
    const slot = touched[index];
    if (tasksOf[slot] > 0 && lockedOf[slot] === 0 && random() < SHRUNK) shrink(slot);
  }
}

function shrink(slot: i32): void {
  let least = costOf[slot] - 1e-6;
  let best: i32 = -1;
  for (let other = 0; other < classes; other++) {
    if (akin[classOf[slot] * classes + other] === 0 || !hasEmpty(other)) continue;
    const base = other * CLASS_FLOATS;
    const cost = classFloats[base + FIXED] + classFloats[base + TIME_RATE] * toFloat(travelOf[slot]);
    if (cost >= least || !holds(other, slot, -1)) continue;
    least = cost;
    best = other;
  }
  if (best >= 0) moveTo(slot, best);
}

/** After an iteration: changed routes try a vehicle of another class, and keep it if that costs less. */
export function tryVehicles(): void {
  const count = touchedCount;
  for (let index = 0; index < count; index++) {
    const slot = touched[index];
    if (tasksOf[slot] === 0 || lockedOf[slot] > 0 || random() >= TRIED) continue;
    const other = randomBelow(classes);
    if (other === classOf[slot] || !hasEmpty(other) || !mayWin(slot, other)) continue;
    const to = firstEmpty(other);
    copyRoute(slot, to);
    if (costOf[to] < costOf[slot] - 1e-6 && isFeasible(to)) {
      touch(slot);
      clearRoute(slot);
      markChanged(to);
    } else {
      takeBack(slot, to);
    }
  }
}

/**
 * Whether a vehicle of another class may be cheaper. Plain classes of one matrix differ in the legs from and to depots, in rates and in
 * what they may carry, so that it is known without trying; others must be tried.
 */
function mayWin(slot: i32, other: i32): bool {
  const from = classOf[slot] * CLASS_INTS;
  const to = other * CLASS_INTS;
  if (classInts[from + PLAIN] === 0 || classInts[to + PLAIN] === 0) return true;
  if (classInts[from + DURATIONS] !== classInts[to + DURATIONS]) return true;
  const rates = other * CLASS_FLOATS;
  const travelled = travelOf[slot] + changedDepots(slot, from, to);
  const cost = classFloats[rates + FIXED] + classFloats[rates + TIME_RATE] * toFloat(travelled);
  return cost < costOf[slot] - 1e-6 && holds(other, slot, -1);
}

/** Travel that a route has more with the depots of another class. */
function changedDepots(slot: i32, from: i32, to: i32): i32 {
  const begin = classInts[to + START];
  const end = classInts[to + END];
  if (classInts[from + START] === begin && classInts[from + END] === end) return 0;
  const first = offsetOf[slot] * POSITION_INTS;
  const last = first + (lengthOf[slot] - 2) * POSITION_INTS;
  const legs = classInts[to + DURATIONS];
  const out = travel[legs + arrivingStride * positions[first + POSITION_INTS + PLACE] + leavingStride * begin];
  const home = travel[legs + arrivingStride * end + leavingStride * positions[last + PLACE]];
  return out - positions[first + LEG] + home - positions[last + LEG];
}

function takeBack(slot: i32, to: i32): void {
  clearRoute(to);
  const last = offsetOf[slot] + lengthOf[slot] - 1;
  for (let index = offsetOf[slot] + 1; index < last; index++) {
    if (stopAt[index] < visits) slotOf[stopAt[index]] = slot;
  }
}
