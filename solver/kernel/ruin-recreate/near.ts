import { Ints, newInts } from '../base/memory.ts';
import { DURATIONS, arrivingStride, classInts, leavingStride, placeOf, travel, visits } from './data.ts';

/**
 * Nearest visits of a visit by travel there and back, nearest first, ties in order of the visits: worked out when they are first
 * asked for, since of ten thousand visits only some are ever asked.
 */
export let near: Ints = newInts(0);
export let nearCount: i32 = 0;
/** Travel to the nearest of them, one way in the mean, for `measuredCount` a visit. */
export let nearTravel: Ints = newInts(0);
export let measuredCount: i32 = 0;
const MOST_MEASURED: i32 = 50;
/** With more visits than this, what is near is looked at first, and for a while. */
export const FEW_VISITS: i32 = 300;
let isKnown: Ints = newInts(0);
let distance: Ints = newInts(0);
let heap: Ints = newInts(0);
let heapSize: i32 = 0;

export function prepareNear(count: i32): void {
  nearCount = count < visits - 1 ? count : visits - 1;
  if (nearCount < 0) nearCount = 0;
  measuredCount = nearCount < MOST_MEASURED ? nearCount : MOST_MEASURED;
  near = newInts(visits * nearCount);
  nearTravel = newInts(visits * measuredCount);
  isKnown = newInts(visits);
  distance = newInts(visits);
  heap = newInts(nearCount + 1);
}

/** Where the list of a visit begins in `near`. */
export function nearOf(visit: i32): i32 {
  if (isKnown[visit] === 0) {
    isKnown[visit] = 1;
    select(visit);
  }
  return visit * nearCount;
}

/** Whether the list of a visit has been asked for. */
export function isListed(visit: i32): bool {
  return isKnown[visit] !== 0;
}

function measure(visit: i32): void {
  const matrix = classInts[DURATIONS];
  const place = placeOf[visit];
  const to = matrix + arrivingStride * place;
  const from = matrix + leavingStride * place;
  for (let other = 0; other < visits; other++) {
    const there = placeOf[other];
    distance[other] = (travel[to + leavingStride * there] >> 1) + (travel[from + arrivingStride * there] >> 1);
  }
}

/** The nearest so far are a heap with the farthest of them on top; emptied, it gives the list from its end. */
function select(visit: i32): void {
  measure(visit);
  heapSize = 0;
  for (let other = 0; other < visits; other++) {
    if (other === visit) continue;
    if (heapSize < nearCount) {
      heap[heapSize] = other;
      heapSize += 1;
      rise(heapSize - 1);
    } else if (distance[other] < distance[heap[0]]) {
      heap[0] = other;
      sink();
    }
  }
  for (let index = heapSize - 1; index >= 0; index--) {
    near[visit * nearCount + index] = heap[0];
    if (index < measuredCount) nearTravel[visit * measuredCount + index] = distance[heap[0]];
    heapSize -= 1;
    heap[0] = heap[heapSize];
    sink();
  }
}

function isFarther(one: i32, other: i32): bool {
  return distance[one] > distance[other] || (distance[one] === distance[other] && one > other);
}

function rise(from: i32): void {
  let index = from;
  while (index > 0) {
    const above = (index - 1) >> 1;
    if (!isFarther(heap[index], heap[above])) return;
    swap(index, above);
    index = above;
  }
}

function sink(): void {
  let index: i32 = 0;
  while (true) {
    let farthest = index;
    const left = 2 * index + 1;
    if (left < heapSize && isFarther(heap[left], heap[farthest])) farthest = left;
    if (left + 1 < heapSize && isFarther(heap[left + 1], heap[farthest])) farthest = left + 1;
    if (farthest === index) return;
    swap(index, farthest);
    index = farthest;
  }
}

function swap(one: i32, other: i32): void {
  const kept = heap[one];
  heap[one] = heap[other];
  heap[other] = kept;
}
