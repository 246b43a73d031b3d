import { Ints, newInts, toFloat } from '../base/memory.ts';
import { randomBelow } from '../base/random.ts';
import {
  arrivingStride,
  capacities,
  classes,
  classFloats,
  classInts,
  dimensions,
  DURATIONS,
  FIXED,
  leavingStride,
  PLAIN,
  TIME_RATE,
  travel,
  visits,
} from './data.ts';
import { isFeasible } from './feasible.ts';
import { demandOf } from './loads.ts';
import { isListed, near, nearCount, nearOf } from './near.ts';
import {
  DEPARTURE,
  LATEST,
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
  slotOf,
  stopAt,
  tasksOf,
  touch,
  undo,
} from './routes.ts';
import { positionOf } from './ruin.ts';
import { refreshRoute } from './timing.ts';

/**
 * Two routes exchange what follows a position (2-opt*; Potvin & Rousseau, Journal of the Operational Research Society 46, 1995).
 * Strings are short and never turn one half of a long route over to another; this does. Only where all vehicles are alike and plain:
 * legs, times and sums of load tell of nearly all exchanges that they are no good, and of the others the two routes are laid and judged
 * as a whole.
 */

/** A visit is joined to one of so many nearest ones: legs between others are hardly ever in a good plan. */
const NEAREST: i32 = 20;
/** Stops of the two tails at hand. */
let tails: Ints = newInts(0);
export let mayExchange: bool = false;

export function prepareTails(): void {
  tails = newInts(visits);
  mayExchange = classes === 1 && classInts[PLAIN] !== 0;
}

/**
 * Joins a visit drawn at random to one near it in another route, and what came before that one to what came after the first.
 * @param allowance what the routes may cost more than before
 * @returns whether the two routes were changed, keeping all rules: the caller looks at the cost, and commits or undoes
 */
export function exchangeTails(allowance: f64): bool {
  const before = randomBelow(visits);
  const slot = slotOf[before];
  // Listing the nearest takes longer than all else: ruin does that in time for those that matter.
  if (nearCount < 1 || slot < 0 || !isListed(before)) return false;
  const after = near[nearOf(before) + randomBelow(nearCount < NEAREST ? nearCount : NEAREST)];
  const other = slotOf[after];
  if (other < 0 || other === slot) return false;
  const last = positionOf(slot, before);
  const first = positionOf(other, after);
  if (last < lockedOf[slot] || first <= lockedOf[other]) return false;
  if (!isWorthIt(slot, last, other, first, allowance) || !fitsLoads(slot, last, other, first)) return false;
  perform(slot, last, other, first);
  if (isFeasible(slot) && isFeasible(other)) return true;
  undo();
  return false;
}

/** What legs tell: the cost, and whether each tail is reached in time. */
function isWorthIt(slot: i32, last: i32, other: i32, first: i32, allowance: f64): bool {
  const cells = positions;
  const from = (offsetOf[slot] + last) * POSITION_INTS;
  const to = (offsetOf[other] + first) * POSITION_INTS;
  const join = leg(cells[from + PLACE], cells[to + PLACE]);
  if (cells[from + DEPARTURE] + join > cells[to + LATEST]) return false;
  const before = to - POSITION_INTS;
  const after = from + POSITION_INTS;
  const isEmptied = first === 1 && last === lengthOf[slot] - 2;
  const rest = isEmptied ? 0 : leg(cells[before + PLACE], cells[after + PLACE]);
  if (!isEmptied && cells[before + DEPARTURE] + rest > cells[after + LATEST]) return false;
  const more = join + rest - cells[from + LEG] - cells[before + LEG];
  return classFloats[TIME_RATE] * toFloat(more) - (isEmptied ? classFloats[FIXED] : 0) < allowance;
}

function leg(from: i32, to: i32): i32 {
  return travel[classInts[DURATIONS] + arrivingStride * to + leavingStride * from];
}

/** Whether sums of load allow it. */
function fitsLoads(slot: i32, last: i32, other: i32, first: i32): bool {
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const shift = tailLoad(other, first, dimension) - tailLoad(slot, last + 1, dimension);
    if (loadOf[slot * dimensions + dimension] + shift > capacities[dimension]) return false;
    if (loadOf[other * dimensions + dimension] - shift > capacities[dimension]) return false;
  }
  return true;
}

function tailLoad(slot: i32, position: i32, dimension: i32): i32 {
  const end = offsetOf[slot] + lengthOf[slot] - 1;
  let sum: i32 = 0;
  for (let index = offsetOf[slot] + position; index < end; index++) sum += demandOf(stopAt[index], dimension);
  return sum;
}

function perform(slot: i32, last: i32, other: i32, first: i32): void {
  touch(slot);
  touch(other);
  const count = cutTail(slot, last + 1, 0);
  const total = cutTail(other, first, count);
  append(slot, count, total);
  append(other, 0, count);
  refreshRoute(slot);
  refreshRoute(other);
  markChanged(slot);
  markChanged(other);
}

/** Takes the stops of a route from a position on into the list of tails. @returns the length of the list */
function cutTail(slot: i32, position: i32, from: i32): i32 {
  const end = lengthOf[slot] - 1;
  let count = from;
  for (let index = position; index < end; index++) {
    tails[count] = stopAt[offsetOf[slot] + index];
    count += 1;
  }
  tasksOf[slot] -= end - position;
  lengthOf[slot] = position + 1;
  return count;
}

/** Puts stops of the list of tails at the end of a route. */
function append(slot: i32, from: i32, to: i32): void {
  for (let index = from; index < to; index++) {
    openGap(slot, lengthOf[slot] - 2);
    stopAt[offsetOf[slot] + lengthOf[slot] - 2] = tails[index];
    slotOf[tails[index]] = slot;
  }
  tasksOf[slot] += to - from;
}
