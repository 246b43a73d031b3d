import { toFloat } from '../base/memory.ts';
import {
  CLASS_FLOATS,
  CLASS_INTS,
  COSTS,
  COST_RATE,
  DISTANCES,
  DROP,
  DURATIONS,
  FIXED,
  MOST_DISTANCE,
  MOST_DURATION,
  MOST_TRAVEL,
  RELOADS,
  SIMULATED,
  TASK_RATE,
  TIME_RATE,
  TYPE,
  arrivingStride,
  capacities,
  changePrice,
  classFloats,
  classInts,
  closes,
  delivers,
  dimensions,
  durationLimits,
  earliestStart,
  gains,
  homeOf,
  leavingStride,
  placeOf,
  positionLoads,
  roleOf,
  serviceOf,
  setupOf,
  setups,
  stops,
  travel,
  visits,
} from './data.ts';
import { jobCost } from './exact.ts';
import { IMPOSSIBLE, found } from './insertion.ts';
import { lookReload, reloadChoice, reloadCost, reloadPosition } from './reload.ts';
import { mostAfter, mostBefore } from './loads.ts';
import {
  DEPARTURE,
  LATEST,
  LEG,
  PLACE,
  POSITION_INTS,
  classOf,
  distanceOf,
  lengthOf,
  lockedOf,
  offsetOf,
  positions,
  stopAt,
  tasksOf,
  travelOf,
} from './routes.ts';
import { durationWith } from './spans.ts';

let bestCost: f64 = 0;
let bestPosition: i32 = 0;

/** The cheapest position of a job in a route of any class. */
export function lookRich(slot: i32, visit: i32, excluded: i32): void {
  const offset = offsetOf[slot];
  const last = offset + lengthOf[slot] - 1;
  const closing = closes[visit];
  const isOnBoard = roleOf[visit] === DROP;
  bestCost = IMPOSSIBLE;
  bestPosition = -1;
  for (let index = offset + lockedOf[slot]; index < last; index++) {
    if (positions[index * POSITION_INTS + DEPARTURE] > closing) break;
    if (isOnBoard && stopAt[index] >= visits) break;
    if (index - offset === excluded || !loadFits(slot, visit, index)) continue;
    weigh(slot, visit, index);
  }
  if (classInts[classOf[slot] * CLASS_INTS + RELOADS] > 0) {
    lookReload(slot, visit);
    if (reloadCost < bestCost) return found(reloadCost, reloadPosition, -2 - reloadChoice);
  }
  found(bestCost, bestPosition, -1);
}

/** Whether what a job brings or takes fits on board before and after it. */
function loadFits(slot: i32, visit: i32, index: i32): bool {
  if (positionLoads === 0) return true;
  const limits = classOf[slot] * dimensions;
  const cell = visit * dimensions;
  const here = index * dimensions;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const limit = capacities[limits + dimension];
    const delivered = delivers[cell + dimension];
    if (mostBefore[here + dimension] + delivered > limit) return false;
    if (mostAfter[here + dimension] + gains[cell + dimension] + delivered > limit) return false;
  }
  return true;
}

/** Times, limits and cost of a job after a position. */
function weigh(slot: i32, visit: i32, index: i32): void {
  const which = classOf[slot];
  const base = which * CLASS_INTS;
  const cell = index * POSITION_INTS;
  const previous = positions[cell + PLACE];
  const next = positions[cell + POSITION_INTS + PLACE];
  const place = placeOf[visit];
  const matrix = classInts[base + DURATIONS];
  const before = travel[matrix + arrivingStride * place + leavingStride * previous];
  const after = travel[matrix + arrivingStride * next + leavingStride * place];
  const start = earliestStart(visit, positions[cell + DEPARTURE] + before);
  if (start < 0) return;
  const service = serviceOf[classInts[base + TYPE] * stops + visit];
  const task = setups === 0 ? service : service + setupAfter(base, visit, place, previous);
  if (!reachesNext(slot, index, start + task + after, place)) return;
  const isFirst = tasksOf[slot] === 0;
  const more = before + after - (isFirst ? 0 : positions[cell + LEG]);
  if (travelOf[slot] + before + after - positions[cell + LEG] > classInts[base + MOST_TRAVEL]) return;
  const rates = which * CLASS_FLOATS;
  let cost = classFloats[rates + TIME_RATE] * toFloat(more);
  const costs = classInts[base + COSTS];
  if (costs >= 0) cost += classFloats[rates + COST_RATE] * toFloat(detour(costs, previous, place, next, isFirst));
  if (isFirst) cost += classFloats[rates + FIXED];
  if (classFloats[rates + TASK_RATE] !== 0) {
    cost += classFloats[rates + TASK_RATE] * toFloat(task + setupChange(slot, index, place));
  }
  if (changePrice !== 0 && homeOf[visit] >= 0 && homeOf[visit] !== slot) cost += changePrice;
  if (cost >= bestCost) return;
  const distances = classInts[base + DISTANCES];
  if (distances >= 0) {
    if (distanceOf[slot] + detour(distances, previous, place, next, isFirst) > classInts[base + MOST_DISTANCE]) return;
  }
  if (durationLimits !== 0) {
    if (durationWith(index, visit, before, task, after) > classInts[base + MOST_DURATION]) return;
  }
  settle(slot, visit, index, cost);
}

/** Takes a position as the best; where constant-time checks can't decide, if a simulation of the route allows. */
function settle(slot: i32, visit: i32, index: i32, cost: f64): void {
  let total = cost;
  if (classInts[classOf[slot] * CLASS_INTS + SIMULATED] !== 0) {
    const more = jobCost(slot, index - offsetOf[slot], visit);
    if (more >= IMPOSSIBLE) return;
    total += more;
    if (total >= bestCost) return;
  }
  bestCost = total;
  bestPosition = index - offsetOf[slot];
}

function setupAfter(base: i32, stop: i32, place: i32, previous: i32): i32 {
  return place === previous ? 0 : setupOf[classInts[base + TYPE] * stops + stop];
}

/** By how much the setup of the stop after a position changes when the vehicle comes from a place in between. */
function setupChange(slot: i32, index: i32, place: i32): i32 {
  const stop = stopAt[index + 1];
  if (setups === 0 || stop < 0) return 0;
  const base = classOf[slot] * CLASS_INTS;
  const next = placeOf[stop];
  return setupAfter(base, stop, next, place) - setupAfter(base, stop, next, positions[index * POSITION_INTS + PLACE]);
}

/** Whether the stop after a position is still served in time if reached at `arrival` from a place in between. */
export function reachesNext(slot: i32, index: i32, arrival: i32, place: i32): bool {
  const limit = positions[(index + 1) * POSITION_INTS + LATEST];
  if (setups === 0 || stopAt[index + 1] < 0) return arrival <= limit;
  const start = earliestStart(stopAt[index + 1], arrival);
  if (start < 0) return false;
  const change = setupChange(slot, index, place);
  if (change <= 0 && start <= limit) return true;
  // The latest start assumed another setup: what counts is the latest departure.
  const base = classOf[slot] * CLASS_INTS;
  const stop = stopAt[index + 1];
  const cell = (index + 1) * POSITION_INTS;
  const task = serviceOf[classInts[base + TYPE] * stops + stop] + setupAfter(base, stop, placeOf[stop], place);
  return start + task <= positions[cell + POSITION_INTS + LATEST] - positions[cell + LEG];
}

function detour(matrix: i32, previous: i32, place: i32, next: i32, isFirst: bool): i32 {
  const before = travel[matrix + arrivingStride * place + leavingStride * previous];
  const after = travel[matrix + arrivingStride * next + leavingStride * place];
  return before + after - (isFirst ? 0 : travel[matrix + arrivingStride * next + leavingStride * previous]);
}
