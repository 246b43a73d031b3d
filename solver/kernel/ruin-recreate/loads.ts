import { Ints, newInts } from '../base/memory.ts';
import {
  DELIVERY,
  DROP,
  PICKUP,
  RELOAD,
  capacities,
  delivers,
  dimensions,
  gains,
  positionLoads,
  roleOf,
} from './data.ts';
import { classOf, lengthOf, loadOf, offsetOf, stopAt } from './routes.ts';

/**
 * Loads along routes, by position and dimension, where sums don't decide: on board when leaving, the most since the trip's
 * start, the most until the trip's end. A trip ends where the next one loads.
 */
export let onBoard: Ints = newInts(0);
export let mostBefore: Ints = newInts(0);
export let mostAfter: Ints = newInts(0);
/** What is on board for jobs of the rest of the trip. */
export let toDeliver: Ints = newInts(0);
/** By position: shipments on board. */
export let carried: Ints = newInts(0);

export function prepareLoads(length: i32): void {
  const cells = positionLoads !== 0 ? length * dimensions : 0;
  onBoard = newInts(cells);
  mostBefore = newInts(cells);
  mostAfter = newInts(cells);
  toDeliver = newInts(cells);
  carried = newInts(positionLoads !== 0 ? length : 0);
}

export function copyLoads(from: i32, to: i32, count: i32): void {
  if (positionLoads === 0) return;
  const shift = (to - from) * dimensions;
  const end = (from + count) * dimensions;
  for (let cell = from * dimensions; cell < end; cell++) {
    onBoard[cell + shift] = onBoard[cell];
    mostBefore[cell + shift] = mostBefore[cell];
    mostAfter[cell + shift] = mostAfter[cell];
    toDeliver[cell + shift] = toDeliver[cell];
  }
  for (let index = from; index < from + count; index++) carried[index + to - from] = carried[index];
}

/** What a visit adds to its route's sum of load. */
export function demandOf(visit: i32, dimension: i32): i32 {
  const cell = visit * dimensions + dimension;
  return delivers[cell] > 0 ? delivers[cell] : gains[cell];
}

/** Computes the loads of a route anew. */
export function refreshLoads(slot: i32): void {
  if (positionLoads === 0) return refreshSums(slot);
  const offset = offsetOf[slot];
  const last = offset + lengthOf[slot] - 1;
  let start = offset;
  while (start < last) {
    let end = start + 1;
    while (end < last && roleOf[stopAt[end]] !== RELOAD) end++;
    for (let dimension = 0; dimension < dimensions; dimension++) refreshTrip(start, end, dimension);
    countCarried(start, end);
    start = end;
  }
}

function countCarried(start: i32, end: i32): void {
  let count: i32 = 0;
  carried[start] = 0;
  for (let index = start + 1; index < end; index++) {
    const role = roleOf[stopAt[index]];
    count += role === PICKUP ? 1 : role === DELIVERY || role === DROP ? -1 : 0;
    carried[index] = count;
  }
}

/** Whether nowhere in a route more is on board than its class may carry. */
export function loadsFit(slot: i32): bool {
  const limits = classOf[slot] * dimensions;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const limit = capacities[limits + dimension];
    if (positionLoads === 0) {
      if (loadOf[slot * dimensions + dimension] > limit) return false;
      continue;
    }
    const last = offsetOf[slot] + lengthOf[slot] - 1;
    for (let index = offsetOf[slot]; index < last; index++) {
      if (onBoard[index * dimensions + dimension] > limit) return false;
    }
  }
  return true;
}

function refreshTrip(start: i32, end: i32, dimension: i32): void {
  let load: i32 = 0;
  for (let index = start + 1; index < end; index++) load += delivers[stopAt[index] * dimensions + dimension];
  let most = load;
  let rest = load;
  onBoard[start * dimensions + dimension] = load;
  toDeliver[start * dimensions + dimension] = rest;
  mostBefore[start * dimensions + dimension] = load;
  for (let index = start + 1; index < end; index++) {
    load += gains[stopAt[index] * dimensions + dimension];
    rest -= delivers[stopAt[index] * dimensions + dimension];
    toDeliver[index * dimensions + dimension] = rest;
    if (load > most) most = load;
    onBoard[index * dimensions + dimension] = load;
    mostBefore[index * dimensions + dimension] = most;
  }
  most = 0;
  for (let index = end - 1; index >= start; index--) {
    load = onBoard[index * dimensions + dimension];
    if (load > most) most = load;
    mostAfter[index * dimensions + dimension] = most;
  }
}

/** A visit came into a route where sums decide. */
export function addToSums(slot: i32, visit: i32): void {
  for (let dimension = 0; dimension < dimensions; dimension++) {
    loadOf[slot * dimensions + dimension] += demandOf(visit, dimension);
  }
}

function refreshSums(slot: i32): void {
  const offset = offsetOf[slot];
  const end = offset + lengthOf[slot] - 1;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    let sum: i32 = 0;
    for (let index = offset + 1; index < end; index++) sum += demandOf(stopAt[index], dimension);
    loadOf[slot * dimensions + dimension] = sum;
  }
}
