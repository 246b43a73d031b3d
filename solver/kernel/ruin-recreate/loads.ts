import { Ints, newInts } from '../base/memory.ts';
import { RELOAD, delivers, dimensions, gains, positionLoads, roleOf } from './data.ts';
import { lengthOf, loadOf, offsetOf, stopAt } from './routes.ts';

/**
 * Loads along routes, by position and dimension, where sums don't decide: on board when leaving, the most since the trip's
 * start, the most until the trip's end. A trip ends where the next one loads.
 */
export let onBoard: Ints = newInts(0);
export let mostBefore: Ints = newInts(0);
export let mostAfter: Ints = newInts(0);

export function prepareLoads(length: i32): void {
  const cells = positionLoads !== 0 ? length * dimensions : 0;
  onBoard = newInts(cells);
  mostBefore = newInts(cells);
  mostAfter = newInts(cells);
}

export function copyLoads(from: i32, to: i32, count: i32): void {
  if (positionLoads === 0) return;
  const shift = (to - from) * dimensions;
  const end = (from + count) * dimensions;
  for (let cell = from * dimensions; cell < end; cell++) {
    onBoard[cell + shift] = onBoard[cell];
    mostBefore[cell + shift] = mostBefore[cell];
    mostAfter[cell + shift] = mostAfter[cell];
  }
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
    start = end;
  }
}

function refreshTrip(start: i32, end: i32, dimension: i32): void {
  let load: i32 = 0;
  for (let index = start + 1; index < end; index++) load += delivers[stopAt[index] * dimensions + dimension];
  let most = load;
  onBoard[start * dimensions + dimension] = load;
  mostBefore[start * dimensions + dimension] = load;
  for (let index = start + 1; index < end; index++) {
    load += gains[stopAt[index] * dimensions + dimension];
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
