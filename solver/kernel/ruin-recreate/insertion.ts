import { toFloat } from '../base/memory.ts';
import {
  allowed,
  arrivingStride,
  boundTo,
  capacities,
  CLASS_FLOATS,
  CLASS_INTS,
  classFloats,
  classInts,
  closes,
  dimensions,
  durationLimits,
  DURATIONS,
  FIXED,
  leavingStride,
  LIMITED,
  MOST_DURATION,
  MOST_TASKS,
  MOST_TRAVEL,
  opens,
  placeOf,
  places,
  PLAIN,
  positionLoads,
  serviceOf,
  stops,
  TIME_RATE,
  travel,
  TYPE,
  visits,
} from './data.ts';
import { demandOf } from './loads.ts';
import {
  classOf,
  DEPARTURE,
  LATEST,
  LEG,
  lengthOf,
  loadOf,
  lockedOf,
  offsetOf,
  PLACE,
  POSITION_INTS,
  positions,
  tasksOf,
  travelOf,
} from './routes.ts';
import { durationWith } from './spans.ts';

/** More than any cost: there is no such insertion. */
export const IMPOSSIBLE: f64 = 1e30;

/** What the last look came to: the least added cost and the position after which the stop goes. */
export let foundCost: f64 = 0;
export let foundPosition: i32 = 0;
/** For shipments: position (before the pickup goes in) after which the delivery goes. */
export let foundSecond: i32 = 0;

export function found(cost: f64, position: i32, second: i32): void {
  foundCost = cost;
  foundPosition = position;
  foundSecond = second;
}

/** Whether a visit may be in a route at all, going by what needs no look at positions. */
export function mayTake(slot: i32, visit: i32, tasks: i32): bool {
  const which = classOf[slot];
  if (allowed[which * visits + visit] === 0 || (boundTo[visit] >= 0 && boundTo[visit] !== slot)) return false;
  if (tasksOf[slot] + tasks > classInts[which * CLASS_INTS + MOST_TASKS]) return false;
  if (positionLoads !== 0) return true;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const load = loadOf[slot * dimensions + dimension] + demandOf(visit, dimension);
    if (load > capacities[which * dimensions + dimension]) return false;
  }
  return true;
}

/**
 * The cheapest position of a job in a route of a plain class: one window, costs that follow durations.
 * A position counts if service starts within the window and what follows is not reached too late (Campbell & Savelsbergh 2004).
 * @param excluded a position that doesn't count, or −1
 */
export function lookPlain(slot: i32, visit: i32, excluded: i32): void {
  const which = classOf[slot];
  const base = which * CLASS_INTS;
  if (tasksOf[slot] === 0) return lookEmpty(slot, visit);
  const offset = offsetOf[slot];
  const place = placeOf[visit];
  const matrix = classInts[base + DURATIONS];
  const service = serviceOf[classInts[base + TYPE] * stops + visit];
  const first = firstInTime(offset + lockedOf[slot], offset + lengthOf[slot] - 1, opens[visit] + service);
  const isSymmetric = leavingStride === 1;
  isLimited = classInts[base + PLAIN] === LIMITED;
  if (isSymmetric) scanSymmetric(slot, visit, first, matrix + places * place, service, offset + excluded);
  else scan(slot, visit, first, matrix, place, service, offset + excluded);
  if (scanned < 0) return found(IMPOSSIBLE, -1, -1);
  found(classFloats[which * CLASS_FLOATS + TIME_RATE] * toFloat(scannedTime), scanned - offset, -1);
}

/** The first position after which something that is left at a time is still left in time: latest starts rise along a route. */
function firstInTime(from: i32, last: i32, time: i32): i32 {
  const cells = positions;
  let index = from;
  while (index < last && cells[(index + 1) * POSITION_INTS + LATEST] < time) index++;
  return index;
}

let isLimited: bool = false;

/** Travel and duration of a plain route that has limits of them, with a visit after a position. */
function withinLimits(slot: i32, visit: i32, index: i32, before: i32, service: i32, after: i32): bool {
  const base = classOf[slot] * CLASS_INTS;
  const travelled = travelOf[slot] + before + after - positions[index * POSITION_INTS + LEG];
  if (travelled > classInts[base + MOST_TRAVEL]) return false;
  return durationLimits === 0 || durationWith(index, visit, before, service, after) <= classInts[base + MOST_DURATION];
}

/** Position and added travel that a scan found; −1 if none. */
let scanned: i32 = 0;
let scannedTime: i32 = 0;

/**
 * Travel is compared first and times only where it wins: the outcome of times is hard to foresee for a processor, that of a
 * least sum is not. Where matrices are symmetric, what leads to a place is known from the position before.
 */
function scanSymmetric(slot: i32, visit: i32, first: i32, row: i32, service: i32, skipped: i32): void {
  const cells = positions;
  const legs = travel;
  const last = offsetOf[slot] + lengthOf[slot] - 1;
  const opening = opens[visit];
  const closing = closes[visit];
  let best: i32 = 0x3fffffff;
  let position: i32 = -1;
  let before = legs[row + cells[first * POSITION_INTS + PLACE]];
  for (let index = first; index < last; index++) {
    const cell = index * POSITION_INTS;
    const departure = cells[cell + DEPARTURE];
    if (departure > closing) break;
    const here = before;
    const after = legs[row + cells[cell + POSITION_INTS + PLACE]];
    before = after;
    const more = here + after - cells[cell + LEG];
    if (more >= best) continue;
    const arrival = departure + here;
    const left = (arrival > opening ? arrival : opening) + service + after;
    if (arrival > closing || left > cells[cell + POSITION_INTS + LATEST] || index === skipped) continue;
    if (isLimited && !withinLimits(slot, visit, index, here, service, after)) continue;
    best = more;
    position = index;
  }
  scanned = position;
  scannedTime = best;
}

function scan(slot: i32, visit: i32, first: i32, matrix: i32, place: i32, service: i32, skipped: i32): void {
  const cells = positions;
  const legs = travel;
  const last = offsetOf[slot] + lengthOf[slot] - 1;
  const opening = opens[visit];
  const closing = closes[visit];
  const size = places;
  const row = matrix + size * place;
  let best: i32 = 0x3fffffff;
  let position: i32 = -1;
  for (let index = first; index < last; index++) {
    const cell = index * POSITION_INTS;
    const departure = cells[cell + DEPARTURE];
    if (departure > closing) break;
    const here = legs[matrix + place + size * cells[cell + PLACE]];
    const after = legs[row + cells[cell + POSITION_INTS + PLACE]];
    const more = here + after - cells[cell + LEG];
    if (more >= best) continue;
    const arrival = departure + here;
    const left = (arrival > opening ? arrival : opening) + service + after;
    if (arrival > closing || left > cells[cell + POSITION_INTS + LATEST] || index === skipped) continue;
    if (isLimited && !withinLimits(slot, visit, index, here, service, after)) continue;
    best = more;
    position = index;
  }
  scanned = position;
  scannedTime = best;
}

function lookEmpty(slot: i32, visit: i32): void {
  const which = classOf[slot];
  const matrix = classInts[which * CLASS_INTS + DURATIONS];
  const place = placeOf[visit];
  const to = matrix + arrivingStride * place;
  const from = matrix + leavingStride * place;
  const service = serviceOf[classInts[which * CLASS_INTS + TYPE] * stops + visit];
  const cell = offsetOf[slot] * POSITION_INTS;
  const before = travel[to + leavingStride * positions[cell + PLACE]];
  const after = travel[from + arrivingStride * positions[cell + POSITION_INTS + PLACE]];
  const arrival = positions[cell + DEPARTURE] + before;
  const left = (arrival > opens[visit] ? arrival : opens[visit]) + service;
  if (arrival > closes[visit] || left + after > positions[cell + POSITION_INTS + LATEST])
    return found(IMPOSSIBLE, -1, -1);
  const index = offsetOf[slot];
  if (classInts[which * CLASS_INTS + PLAIN] === LIMITED && !withinLimits(slot, visit, index, before, service, after)) {
    return found(IMPOSSIBLE, -1, -1);
  }
  const base = which * CLASS_FLOATS;
  found(classFloats[base + FIXED] + classFloats[base + TIME_RATE] * toFloat(before + after), 0, -1);
}
