import { toFloat } from '../base/memory.ts';
import {
  BREAKS,
  CLASS_FLOATS,
  CLASS_INTS,
  COSTS,
  COST_RATE,
  DISTANCES,
  DROP,
  DURATIONS,
  FIRST_RELOAD,
  FIXED,
  MOST_DISTANCE,
  MOST_DURATION,
  MOST_RELOADS,
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
  delivers,
  dimensions,
  durationLimits,
  earliestStart,
  gains,
  homeOf,
  leavingStride,
  placeOf,
  roleOf,
  serviceOf,
  setupOf,
  stops,
  travel,
  visits,
} from './data.ts';
import { pairCost } from './exact.ts';
import { IMPOSSIBLE } from './insertion.ts';
import { carried, mostAfter, mostBefore, onBoard, toDeliver } from './loads.ts';
import { reachesNext } from './rich.ts';
import {
  DEPARTURE,
  PLACE,
  POSITION_INTS,
  classOf,
  distanceOf,
  lengthOf,
  lockedOf,
  offsetOf,
  positions,
  reloadsOf,
  stopAt,
  tasksOf,
  travelOf,
} from './routes.ts';
import { durationOfPair } from './spans.ts';

/** The best job with a reload right before it or right after it: cost, position, and reload × 2 + 1 if the job is first. */
export let reloadCost: f64 = 0;
export let reloadPosition: i32 = 0;
export let reloadChoice: i32 = 0;

let which: i32 = 0;
let isFirst: bool = false;

/** Looks for the cheapest way to serve a job on a trip begun, or ended, at a reload beside it. */
export function lookReload(slot: i32, visit: i32): void {
  which = classOf[slot];
  const base = which * CLASS_INTS;
  reloadCost = IMPOSSIBLE;
  if (reloadsOf[slot] >= classInts[base + MOST_RELOADS]) return;
  // On an empty route a reload only helps where a break allows but little on board.
  isFirst = tasksOf[slot] === 0;
  if (isFirst && classInts[base + BREAKS] === 0) return;
  const first = classInts[base + FIRST_RELOAD];
  const offset = offsetOf[slot];
  const last = offset + lengthOf[slot] - 1;
  const aboard = roleOf[visit] === DROP ? 1 : 0;
  for (let index = offset + lockedOf[slot]; index < last; index++) {
    if (aboard > 0 && stopAt[index] >= visits) return;
    if (carried[index] !== aboard) continue;
    const fitsAfter = aboard === 0 && fitsNextTrip(visit, index);
    const fitsBefore = fitsThisTrip(visit, index);
    for (let reload = first; reload < first + classInts[base + RELOADS]; reload++) {
      if (fitsAfter) weighPair(slot, index, reload, visit, reload * 2);
      if (fitsBefore) weighPair(slot, index, visit, reload, reload * 2 + 1);
    }
  }
}

/** Reload, then the job, then what was left of the trip: what was picked up before is off board. */
function fitsNextTrip(visit: i32, index: i32): bool {
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const cell = index * dimensions + dimension;
    const limit = capacities[which * dimensions + dimension];
    const delivered = delivers[visit * dimensions + dimension];
    const picked = onBoard[cell] - toDeliver[cell];
    if (toDeliver[cell] + delivered > limit) return false;
    if (mostAfter[cell] - picked + gains[visit * dimensions + dimension] + delivered > limit) return false;
  }
  return true;
}

/** The trip so far and the job, then a reload for what was left: that is not on board before. */
function fitsThisTrip(visit: i32, index: i32): bool {
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const cell = index * dimensions + dimension;
    const limit = capacities[which * dimensions + dimension];
    const delivered = delivers[visit * dimensions + dimension];
    if (mostBefore[cell] - toDeliver[cell] + delivered > limit) return false;
    const picked = onBoard[cell] - toDeliver[cell];
    if (picked + gains[visit * dimensions + dimension] + delivered > limit) return false;
  }
  return true;
}

function entry(matrix: i32, from: i32, to: i32): i32 {
  return travel[matrix + arrivingStride * to + leavingStride * from];
}

function through(matrix: i32, index: i32, one: i32, other: i32): i32 {
  const previous = positions[index * POSITION_INTS + PLACE];
  const next = positions[(index + 1) * POSITION_INTS + PLACE];
  const legs = entry(matrix, previous, one) + entry(matrix, one, other) + entry(matrix, other, next);
  return legs - entry(matrix, previous, next);
}

/** The leg of an empty route, which counts nowhere yet. */
function unused(matrix: i32, index: i32): i32 {
  if (!isFirst) return 0;
  return entry(matrix, positions[index * POSITION_INTS + PLACE], positions[(index + 1) * POSITION_INTS + PLACE]);
}

function taskSeconds(stop: i32, previous: i32): i32 {
  const cell = classInts[which * CLASS_INTS + TYPE] * stops + stop;
  return serviceOf[cell] + (placeOf[stop] === previous ? 0 : setupOf[cell]);
}

/** Times, limits and cost of two stops after a position. */
function weighPair(slot: i32, index: i32, one: i32, other: i32, choice: i32): void {
  const base = which * CLASS_INTS;
  const matrix = classInts[base + DURATIONS];
  const previous = positions[index * POSITION_INTS + PLACE];
  const next = positions[(index + 1) * POSITION_INTS + PLACE];
  const place = placeOf[one];
  const there = placeOf[other];
  const visit = (choice & 1) > 0 ? one : other;
  const rates = which * CLASS_FLOATS;
  const more = through(matrix, index, place, there);
  let cost = classFloats[rates + TIME_RATE] * toFloat(more + unused(matrix, index));
  const costs = classInts[base + COSTS];
  if (costs >= 0) {
    cost += classFloats[rates + COST_RATE] * toFloat(through(costs, index, place, there) + unused(costs, index));
  }
  if (isFirst) cost += classFloats[rates + FIXED];
  const task = taskSeconds(visit, (choice & 1) > 0 ? previous : place);
  cost += classFloats[rates + TASK_RATE] * toFloat(task);
  if (changePrice !== 0 && homeOf[visit] >= 0 && homeOf[visit] !== slot) cost += changePrice;
  if (cost >= reloadCost || travelOf[slot] + more > classInts[base + MOST_TRAVEL]) return;
  let time = earliestStart(one, positions[index * POSITION_INTS + DEPARTURE] + entry(matrix, previous, place));
  if (time < 0) return;
  time = earliestStart(other, time + taskSeconds(one, previous) + entry(matrix, place, there));
  if (time < 0) return;
  time += taskSeconds(other, place) + entry(matrix, there, next);
  if (!reachesNext(slot, index, time, there)) return;
  const distances = classInts[base + DISTANCES];
  if (distances >= 0) {
    const kept = distanceOf[slot] + unused(distances, index);
    if (kept + through(distances, index, place, there) > classInts[base + MOST_DISTANCE]) return;
  }
  if (durationLimits !== 0 && durationOfPair(slot, index, one, index, other) > classInts[base + MOST_DURATION]) return;
  if (classInts[base + SIMULATED] !== 0) {
    const position = index - offsetOf[slot];
    const late = pairCost(slot, position, one, position, other);
    if (late >= IMPOSSIBLE) return;
    cost += late;
    if (cost >= reloadCost) return;
  }
  reloadCost = cost;
  reloadPosition = index - offsetOf[slot];
  reloadChoice = choice;
}
