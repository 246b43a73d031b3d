import { toFloat, toInt } from '../base/memory.ts';
import {
  arrivingStride,
  changePrice,
  CLASS_FLOATS,
  CLASS_INTS,
  classFloats,
  classInts,
  CLOSES,
  closes,
  COST_RATE,
  COSTS,
  DISTANCES,
  DURATIONS,
  earliestStart,
  END,
  FIXED,
  homeOf,
  latestStart,
  leavingStride,
  MOST_DURATION,
  OPENS,
  opens,
  placeOf,
  PLAIN,
  serviceOf,
  setupOf,
  setups,
  severalWindows,
  SIMULATED,
  START,
  stops,
  TASK_RATE,
  TIME_RATE,
  travel,
  TYPE,
  visits,
} from './data.ts';
import { addToSums, refreshLoads } from './loads.ts';
import {
  DEPARTURE,
  LATEST,
  LEG,
  PLACE,
  POSITION_INTS,
  classOf,
  distanceOf,
  lateCostOf,
  lengthOf,
  offsetOf,
  positions,
  setCost,
  stopAt,
  tasksOf,
  travelOf,
} from './routes.ts';
import { IMPOSSIBLE } from './insertion.ts';
import { routeCost } from './exact.ts';
import { earliestAfter } from './simulation.ts';
import { refreshSpans } from './spans.ts';

/** Penalty of a route that can't be driven: leaving a stop out of one may do that where matrices know no triangle inequality. */
const BROKEN: f64 = 1e12;

/** Seconds of setup and service at a position of the pool: setup only where the vehicle comes from another place. */
export function taskTime(slot: i32, index: i32): i32 {
  const cell = classInts[classOf[slot] * CLASS_INTS + TYPE] * stops + stopAt[index];
  if (setups === 0) return serviceOf[cell];
  const cells = index * POSITION_INTS + PLACE;
  return serviceOf[cell] + (positions[cells] !== positions[cells - POSITION_INTS] ? setupOf[cell] : 0);
}

/** Computes places, times, loads and cost of a route anew from its stops. */
export function refreshRoute(slot: i32): void {
  const offset = offsetOf[slot];
  const last = offset + lengthOf[slot] - 1;
  const base = classOf[slot] * CLASS_INTS;
  stopAt[offset] = -1;
  stopAt[last] = -1;
  positions[offset * POSITION_INTS + PLACE] = classInts[base + START];
  positions[offset * POSITION_INTS + DEPARTURE] = classInts[base + OPENS];
  for (let index = offset + 1; index < last; index++) {
    positions[index * POSITION_INTS + PLACE] = placeOf[stopAt[index]];
  }
  positions[last * POSITION_INTS + PLACE] = classInts[base + END];
  const isLate = refreshForward(slot, offset, last);
  const isTight = refreshBackward(slot, offset, last);
  refreshLoads(slot);
  refreshSpans(slot);
  lateCostOf[slot] = isLate || isTight ? BROKEN : 0;
  if (!isLate && classInts[base + SIMULATED] !== 0 && tasksOf[slot] > 0) refreshSimulated(slot, offset, last);
  refreshCost(slot);
}

/** What only a drive tells: the price of lateness, and bounds of departures with breaks and rests. */
function refreshSimulated(slot: i32, offset: i32, last: i32): void {
  const cost = routeCost(slot);
  lateCostOf[slot] = cost < IMPOSSIBLE ? cost : BROKEN;
  if (cost >= IMPOSSIBLE || classInts[classOf[slot] * CLASS_INTS + MOST_DURATION] < 0x3fffffff) return;
  for (let index = offset + 1; index < last; index++) {
    positions[index * POSITION_INTS + DEPARTURE] = earliestAfter(index - offset);
  }
}

/** @returns whether some stop is reached after its last window; service then starts at once. */
function refreshForward(slot: i32, offset: i32, last: i32): bool {
  let isLate = false;
  const isSimple = setups === 0 && severalWindows === 0;
  const services = classInts[classOf[slot] * CLASS_INTS + TYPE] * stops;
  const matrix = classInts[classOf[slot] * CLASS_INTS + DURATIONS];
  let sum: i32 = 0;
  let place = positions[offset * POSITION_INTS + PLACE];
  let departure = positions[offset * POSITION_INTS + DEPARTURE];
  for (let index = offset + 1; index <= last; index++) {
    const cell = index * POSITION_INTS;
    const next = positions[cell + PLACE];
    const leg = travel[matrix + arrivingStride * next + leavingStride * place];
    positions[cell - POSITION_INTS + LEG] = leg;
    sum += leg;
    departure += leg;
    if (index < last && isSimple) {
      const stop = stopAt[index];
      if (departure > closes[stop]) isLate = true;
      departure = (departure > opens[stop] ? departure : opens[stop]) + serviceOf[services + stop];
    } else if (index < last) {
      const start = earliestStart(stopAt[index], departure);
      if (start < 0) isLate = true;
      departure = (start < 0 ? departure : start) + taskTime(slot, index);
    }
    positions[cell + DEPARTURE] = departure;
    place = next;
  }
  travelOf[slot] = sum;
  return isLate || departure > classInts[classOf[slot] * CLASS_INTS + CLOSES];
}

/** @returns whether some stop can't be left in time for the next ones. */
function refreshBackward(slot: i32, offset: i32, last: i32): bool {
  let isTight = false;
  const isSimple = setups === 0 && severalWindows === 0;
  const services = classInts[classOf[slot] * CLASS_INTS + TYPE] * stops;
  let latest = classInts[classOf[slot] * CLASS_INTS + CLOSES];
  positions[last * POSITION_INTS + LATEST] = latest;
  for (let index = last - 1; index > offset; index--) {
    const cell = index * POSITION_INTS;
    if (isSimple) {
      const stop = stopAt[index];
      const bound = latest - positions[cell + LEG] - serviceOf[services + stop];
      latest = bound < opens[stop] ? -1 : bound < closes[stop] ? bound : closes[stop];
    } else {
      latest = latestStart(stopAt[index], latest - positions[cell + LEG] - taskTime(slot, index));
    }
    if (latest < 0) isTight = true;
    positions[cell + LATEST] = latest;
  }
  positions[offset * POSITION_INTS + LATEST] = latest - positions[offset * POSITION_INTS + LEG];
  return isTight;
}

/** Cost of a route from its stops: an unused vehicle costs nothing. */
function refreshCost(slot: i32): void {
  const which = classOf[slot];
  const base = which * CLASS_FLOATS;
  distanceOf[slot] = 0;
  if (tasksOf[slot] === 0) return setCost(slot, 0);
  let cost = lateCostOf[slot] + classFloats[base + FIXED] + classFloats[base + TIME_RATE] * toFloat(travelOf[slot]);
  const costs = classInts[which * CLASS_INTS + COSTS];
  if (costs >= 0) cost += classFloats[base + COST_RATE] * sumOf(slot, costs);
  const distances = classInts[which * CLASS_INTS + DISTANCES];
  if (distances >= 0) distanceOf[slot] = bounded(sumOf(slot, distances));
  if (classFloats[base + TASK_RATE] !== 0) cost += classFloats[base + TASK_RATE] * toFloat(taskTimes(slot));
  if (changePrice !== 0) cost += changePrice * toFloat(strangers(slot));
  setCost(slot, cost);
}

function bounded(sum: f64): i32 {
  return sum < 1073741824 ? toInt(sum) : 1073741824;
}

/** The sum of a matrix along a route. */
function sumOf(slot: i32, matrix: i32): f64 {
  const offset = offsetOf[slot];
  const last = offset + lengthOf[slot] - 1;
  let sum: f64 = 0;
  let place = positions[offset * POSITION_INTS + PLACE];
  for (let index = offset + 1; index <= last; index++) {
    const next = positions[index * POSITION_INTS + PLACE];
    sum += toFloat(travel[matrix + arrivingStride * next + leavingStride * place]);
    place = next;
  }
  return sum;
}

function taskTimes(slot: i32): i32 {
  const offset = offsetOf[slot];
  const last = offset + lengthOf[slot] - 1;
  let sum: i32 = 0;
  for (let index = offset + 1; index < last; index++) if (stopAt[index] < visits) sum += taskTime(slot, index);
  return sum;
}

/** Visits of a route whose home is another slot. */
function strangers(slot: i32): i32 {
  const offset = offsetOf[slot];
  const last = offset + lengthOf[slot] - 1;
  let count: i32 = 0;
  for (let index = offset + 1; index < last; index++) {
    const stop = stopAt[index];
    if (stop < visits && homeOf[stop] >= 0 && homeOf[stop] !== slot) count += 1;
  }
  return count;
}

/** After one stop was put into a route of a plain class: computes anew what the stop changed. */
export function refreshAround(slot: i32, position: i32): void {
  addToSums(slot, stopAt[offsetOf[slot] + position]);
  const offset = offsetOf[slot];
  const last = offset + lengthOf[slot] - 1;
  const which = classOf[slot];
  const matrix = classInts[which * CLASS_INTS + DURATIONS];
  const services = classInts[which * CLASS_INTS + TYPE] * stops;
  const cells = positions;
  const index = offset + position;
  const cell = index * POSITION_INTS;
  const place = placeOf[stopAt[index]];
  const before = travel[matrix + arrivingStride * place + leavingStride * cells[cell - POSITION_INTS + PLACE]];
  const after = travel[matrix + arrivingStride * cells[cell + POSITION_INTS + PLACE] + leavingStride * place];
  travelOf[slot] += before + after - cells[cell - POSITION_INTS + LEG];
  cells[cell + PLACE] = place;
  cells[cell - POSITION_INTS + LEG] = before;
  cells[cell + LEG] = after;
  for (let later = index; later < last; later++) {
    const here = later * POSITION_INTS;
    const arrival = cells[here - POSITION_INTS + DEPARTURE] + cells[here - POSITION_INTS + LEG];
    const stop = stopAt[later];
    const departure = (arrival > opens[stop] ? arrival : opens[stop]) + serviceOf[services + stop];
    if (later > index && departure === cells[here + DEPARTURE]) break;
    cells[here + DEPARTURE] = departure;
  }
  for (let earlier = index; earlier > offset; earlier--) {
    const here = earlier * POSITION_INTS;
    const stop = stopAt[earlier];
    const bound = cells[here + POSITION_INTS + LATEST] - cells[here + LEG] - serviceOf[services + stop];
    const latest = bound < closes[stop] ? bound : closes[stop];
    if (earlier < index && latest === cells[here + LATEST]) break;
    cells[here + LATEST] = latest;
  }
  const base = which * CLASS_FLOATS;
  const travelCost = classFloats[base + TIME_RATE] * toFloat(travelOf[slot]);
  setCost(slot, lateCostOf[slot] + classFloats[base + FIXED] + travelCost);
}

/** Whether a plain route can be refreshed around one stop alone: nothing is kept of its duration. */
export function isUnlimited(slot: i32): bool {
  return classInts[classOf[slot] * CLASS_INTS + PLAIN] === 1;
}

export function isPlain(slot: i32): bool {
  return classInts[classOf[slot] * CLASS_INTS + PLAIN] !== 0;
}
