import { Ints, newInts, toFloat, toInt } from '../base/memory.ts';
import { random, randomBelow } from '../base/random.ts';
import { partnerOf, RELOAD, roleOf, slots, visits } from './data.ts';
import { lengthOf, lockedOf, markChanged, offsetOf, reloadsOf, slotOf, stopAt, tasksOf, touch } from './routes.ts';
import { refreshRoute } from './timing.ts';
import { loadsFit, refreshLoads } from './loads.ts';
import { FEW_VISITS, near, nearCount, nearOf } from './near.ts';

/** Removal of strings of neighbouring routes (Christiaens & Vanden Berghe 2020, § 5.2), with the paper's parameters. */
const MOST_IN_STRING: f64 = 10;
const SPLIT_SHARE: f64 = 0.5;
const LONGER_SPLIT_STOPS: f64 = 0.01;

/** Visits taken out in this iteration, with the slots that they came from (or −1: they were absent). */
export let removed: Ints = newInts(0);
export let removedFrom: Ints = newInts(0);
export let removedCount: i32 = 0;

let ruinedAt: Ints = newInts(0);
let turn: i32 = 0;
let marks: Ints = newInts(0);
let averageRemoved: f64 = 10;

/**
 * In large problems some iterations follow each other in one region, so that what they look at is still in the processor's cache: of
 * 1,000 visits this makes an iteration 1.3 to 2 times as quick. Longer stays are no quicker, and cool unevenly.
 */
const STAY: i32 = 200;
const REGION: i32 = 150;
let centre: i32 = 0;
let stayLeft: i32 = 0;

export function prepareRuin(average: f64): void {
  removed = newInts(visits);
  removedFrom = newInts(visits);
  ruinedAt = newInts(slots);
  marks = newInts(visits);
  removedCount = 0;
  turn = 0;
  averageRemoved = average;
  stayLeft = 0;
}

/** Begins an iteration: nothing is out yet. */
export function beginRuin(): void {
  removedCount = 0;
  turn += 1;
}

/** Counts a visit that no route has as removed, so that it is put in again. */
export function noteAbsent(visit: i32): void {
  removed[removedCount] = visit;
  removedFrom[removedCount] = -1;
  removedCount += 1;
}

/** Takes strings out of as many routes around a random visit as the paper draws. */
export function ruin(averageLength: f64): void {
  const longest = averageLength < MOST_IN_STRING ? averageLength : MOST_IN_STRING;
  const mostStrings = (4 * averageRemoved) / (1 + longest) - 1;
  let strings = toInt(random() * mostStrings + 1);
  const seed = drawSeed();
  const list = nearOf(seed);
  for (let index = -1; index < nearCount && strings > 0; index++) {
    const visit = index < 0 ? seed : near[list + index];
    const slot = slotOf[visit];
    if (slot < 0 || ruinedAt[slot] === turn) continue;
    const free = lengthOf[slot] - 2 - lockedOf[slot];
    const position = positionOf(slot, visit);
    if (free < 1 || position <= lockedOf[slot]) continue;
    ruinedAt[slot] = turn;
    strings -= 1;
    const most = toFloat(free) < longest ? toFloat(free) : longest;
    const length = toInt(random() * most) + 1;
    takeString(slot, position, length < free ? length : free);
  }
}

/** The visit around which strings are taken out. */
function drawSeed(): i32 {
  if (visits <= FEW_VISITS) return randomBelow(visits);
  if (stayLeft === 0) {
    stayLeft = STAY;
    centre = randomBelow(visits);
  }
  stayLeft -= 1;
  const list = nearOf(centre);
  const rank = randomBelow(nearCount < REGION ? nearCount : REGION);
  return rank === 0 ? centre : near[list + rank - 1];
}

export function positionOf(slot: i32, stop: i32): i32 {
  const offset = offsetOf[slot];
  let position: i32 = 1;
  while (stopAt[offset + position] !== stop) position++;
  return position;
}

/** Takes a string of a length that contains a position; half of them leave a part in their middle where it is. */
function takeString(slot: i32, position: i32, length: i32): void {
  const first = lockedOf[slot] + 1;
  const last = lengthOf[slot] - 2;
  const free = last - first + 1;
  let kept: i32 = 0;
  if (length > 1 && length < free && random() < SPLIT_SHARE) {
    kept = 1;
    while (length + kept < free && random() < LONGER_SPLIT_STOPS) kept += 1;
  }
  const whole = length + kept;
  const least = position - whole + 1 > first ? position - whole + 1 : first;
  const most = position < last - whole + 1 ? position : last - whole + 1;
  const start = least + randomBelow(most - least + 1);
  const keptFrom = kept > 0 ? start + 1 + randomBelow(length - 1) : start + whole;
  for (let index = start; index < start + whole; index++) {
    if (index < keptFrom || index >= keptFrom + kept) markForRemoval(stopAt[offsetOf[slot] + index]);
  }
  takeMarked(slot);
}

export function markForRemoval(stop: i32): void {
  if (stop >= visits) return;
  marks[stop] = 1;
  if (partnerOf[stop] >= 0) marks[partnerOf[stop]] = 1;
}

/** Takes all marked visits out of a route. */
export function takeMarked(slot: i32): void {
  touch(slot);
  const offset = offsetOf[slot];
  const last = offset + lengthOf[slot] - 1;
  let write = offset + 1;
  for (let index = offset + 1; index < last; index++) {
    const stop = stopAt[index];
    if (stop < visits && marks[stop] !== 0) {
      marks[stop] = 0;
      slotOf[stop] = -1;
      tasksOf[slot] -= 1;
      removed[removedCount] = stop;
      removedFrom[removedCount] = slot;
      removedCount += 1;
    } else {
      stopAt[write] = stop;
      write += 1;
    }
  }
  lengthOf[slot] = write - offset + 1;
  if (reloadsOf[slot] > 0) dropReloads(slot);
  refreshRoute(slot);
  markChanged(slot);
}

/** Takes one stop out, and the other end of its shipment. */
export function dropStop(slot: i32, position: i32): void {
  const stop = stopAt[offsetOf[slot] + position];
  markForRemoval(stop);
  if (stop >= visits) {
    stopAt[offsetOf[slot] + position] = stopAt[offsetOf[slot] + position + 1];
    lengthOf[slot] -= 1;
    reloadsOf[slot] -= 1;
  }
  takeMarked(slot);
}

/** Leaves out reloads without which the load fits as well. */
function dropReloads(slot: i32): void {
  const offset = offsetOf[slot];
  for (let index = offset + lengthOf[slot] - 2; index > offset + lockedOf[slot]; index--) {
    const stop = stopAt[index];
    if (roleOf[stop] !== RELOAD) continue;
    const last = offset + lengthOf[slot] - 1;
    for (let later = index; later < last; later++) stopAt[later] = stopAt[later + 1];
    lengthOf[slot] -= 1;
    reloadsOf[slot] -= 1;
    refreshLoads(slot);
    if (loadsFit(slot)) continue;
    for (let later = last; later > index; later--) stopAt[later] = stopAt[later - 1];
    stopAt[index] = stop;
    lengthOf[slot] += 1;
    reloadsOf[slot] += 1;
  }
}

/** Takes all stops out of a touched route; the caller lays new ones. */
export function clearRoute(slot: i32): void {
  lengthOf[slot] = 2;
  tasksOf[slot] = 0;
  reloadsOf[slot] = 0;
  refreshRoute(slot);
  markChanged(slot);
}
