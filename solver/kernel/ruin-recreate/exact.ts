import { CLASS_INTS, CLOSES, MOST_DURATION, OPENS, classInts } from './data.ts';
import { IMPOSSIBLE } from './insertion.ts';
import { classOf, lateCostOf, lengthOf, offsetOf, stopAt } from './routes.ts';
import { drive, drivenCost, earliestEndBelow, sequence } from './simulation.ts';

/** What only a simulation tells of a route: whether it can be driven, and the price of its lateness. */

/** Starts that are tried where a route from its first one is too long. */
const MOST_STARTS: i32 = 16;
const UNLIMITED: i32 = 0x3fffffff;

/** Added price of lateness with a job after a position, or IMPOSSIBLE. */
export function jobCost(slot: i32, position: i32, visit: i32): f64 {
  let write: i32 = 0;
  const last = lengthOf[slot] - 1;
  for (let index = 1; index <= last; index++) {
    if (index === position + 1) write = put(write, visit);
    if (index < last) write = put(write, stopAt[offsetOf[slot] + index]);
  }
  return driveCost(classOf[slot], write) - lateCostOf[slot];
}

/** The same with a pickup after one position and its delivery after the same or a later one. */
export function pairCost(slot: i32, first: i32, pickup: i32, second: i32, delivery: i32): f64 {
  let write: i32 = 0;
  const last = lengthOf[slot] - 1;
  for (let index = 1; index <= last; index++) {
    if (index === first + 1) write = put(write, pickup);
    if (index === second + 1) write = put(write, delivery);
    if (index < last) write = put(write, stopAt[offsetOf[slot] + index]);
  }
  return driveCost(classOf[slot], write) - lateCostOf[slot];
}

/** Price of lateness of a route as it is, or IMPOSSIBLE. */
export function routeCost(slot: i32): f64 {
  let write: i32 = 0;
  for (let index = 1; index < lengthOf[slot] - 1; index++) write = put(write, stopAt[offsetOf[slot] + index]);
  return driveCost(classOf[slot], write);
}

function put(write: i32, stop: i32): i32 {
  sequence[write] = stop;
  return write + 1;
}

function driveCost(which: i32, count: i32): f64 {
  const start = classInts[which * CLASS_INTS + OPENS];
  if (classInts[which * CLASS_INTS + MOST_DURATION] < UNLIMITED) {
    return fitDuration(which, count, start) < 0 ? IMPOSSIBLE : drivenCost;
  }
  return drive(which, count, start) < 0 ? IMPOSSIBLE : drivenCost;
}

/**
 * The start, not before a time, from which the route takes no longer than its limit at the least price of lateness, or −1; the last
 * drive is the one from there. No way of driving ends earlier, or is less late, for leaving later: so each is tried from the first
 * start that its end allows.
 */
export function fitDuration(which: i32, count: i32, from: i32): i32 {
  const most = classInts[which * CLASS_INTS + MOST_DURATION];
  let best: f64 = IMPOSSIBLE;
  let bestStart: i32 = -1;
  let start = from;
  let excess: i32 = 0;
  for (let round = 0; round < MOST_STARTS; round++) {
    const end = drive(which, count, start);
    if (end < 0) break;
    if (end - start <= most && drivenCost < best) {
      best = drivenCost;
      bestStart = start;
    }
    const sooner = earliestEndBelow(best);
    if (sooner < 0) break;
    const still = sooner - start - most;
    start = still === excess ? afterLockstep(which, count, start, best) : start + still;
    excess = still;
  }
  if (bestStart >= 0) drive(which, count, bestStart);
  return bestStart;
}

/** Where nothing waits, the end comes later as the start does: the first start from which that changes. */
function afterLockstep(which: i32, count: i32, from: i32, cost: f64): i32 {
  drive(which, count, from);
  const span = earliestEndBelow(cost) - from;
  let low = from;
  let high = classInts[which * CLASS_INTS + CLOSES];
  while (low < high) {
    const middle = low + ((high - low + 1) >> 1);
    if (drive(which, count, middle) >= 0 && earliestEndBelow(cost) - middle === span) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** The latest start that still reaches the end at a time, by halving: who starts later never ends earlier. */
export function latestStartFor(which: i32, count: i32, from: i32, end: i32): i32 {
  drive(which, count, from);
  const cost = drivenCost;
  let low = from;
  let high = end < classInts[which * CLASS_INTS + CLOSES] ? end : classInts[which * CLASS_INTS + CLOSES];
  while (low < high) {
    const middle = low + ((high - low + 1) >> 1);
    const reached = drive(which, count, middle);
    if (reached >= 0 && reached <= end && drivenCost <= cost) low = middle;
    else high = middle - 1;
  }
  return low;
}
