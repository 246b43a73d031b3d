import { toFloat } from '../base/memory.ts';
import {
  CLASS_FLOATS,
  CLASS_INTS,
  DURATIONS,
  FIXED,
  MOST_TASKS,
  TIME_RATE,
  TYPE,
  allowed,
  arrivingStride,
  boundTo,
  capacities,
  classFloats,
  classInts,
  closes,
  dimensions,
  leavingStride,
  opens,
  placeOf,
  positionLoads,
  serviceOf,
  stops,
  travel,
  visits,
} from './data.ts';
import { demandOf } from './loads.ts';
import {
  DEPARTURE,
  LATEST,
  LEG,
  PLACE,
  POSITION_INTS,
  classOf,
  lengthOf,
  loadOf,
  lockedOf,
  offsetOf,
  positions,
  tasksOf,
} from './routes.ts';

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
  const cells = positions;
  const legs = travel;
  const offset = offsetOf[slot];
  const last = offset + lengthOf[slot] - 1;
  const place = placeOf[visit];
  const matrix = classInts[base + DURATIONS];
  const strideTo = leavingStride;
  const strideFrom = arrivingStride;
  const to = matrix + strideFrom * place;
  const from = matrix + strideTo * place;
  const opening = opens[visit];
  const closing = closes[visit];
  const service = serviceOf[classInts[base + TYPE] * stops + visit];
  const skipped = offset + excluded;
  let best: i32 = 0x3fffffff;
  let position: i32 = -1;
  if (tasksOf[slot] === 0) return lookEmpty(slot, visit, to, from, service);
  for (let index = offset + lockedOf[slot]; index < last; index++) {
    const cell = index * POSITION_INTS;
    const departure = cells[cell + DEPARTURE];
    if (departure > closing) break;
    const limit = cells[cell + POSITION_INTS + LATEST];
    if (limit < opening + service) continue;
    const before = legs[to + strideTo * cells[cell + PLACE]];
    const arrival = departure + before;
    if (arrival > closing) continue;
    const after = legs[from + strideFrom * cells[cell + POSITION_INTS + PLACE]];
    const left = (arrival > opening ? arrival : opening) + service;
    if (left + after > limit) continue;
    const more = before + after - cells[cell + LEG];
    if (more < best && index !== skipped) {
      best = more;
      position = index - offset;
    }
  }
  if (position < 0) return found(IMPOSSIBLE, -1, -1);
  found(classFloats[which * CLASS_FLOATS + TIME_RATE] * toFloat(best), position, -1);
}

function lookEmpty(slot: i32, visit: i32, to: i32, from: i32, service: i32): void {
  const which = classOf[slot];
  const cell = offsetOf[slot] * POSITION_INTS;
  const before = travel[to + leavingStride * positions[cell + PLACE]];
  const after = travel[from + arrivingStride * positions[cell + POSITION_INTS + PLACE]];
  const arrival = positions[cell + DEPARTURE] + before;
  const left = (arrival > opens[visit] ? arrival : opens[visit]) + service;
  if (arrival > closes[visit] || left + after > positions[cell + POSITION_INTS + LATEST])
    return found(IMPOSSIBLE, -1, -1);
  const base = which * CLASS_FLOATS;
  found(classFloats[base + FIXED] + classFloats[base + TIME_RATE] * toFloat(before + after), 0, -1);
}
