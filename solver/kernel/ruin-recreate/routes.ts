import { Floats, Ints, newFloats, newInts } from '../base/memory.ts';
import { CLASS_INTS, FIRST_SLOT, SLOTS, classInts, classes, dimensions, mostStops, slots, visits } from './data.ts';
import { copyLoads, prepareLoads } from './loads.ts';
import { copySpans, prepareSpans } from './spans.ts';
import { refreshRoute } from './timing.ts';

/**
 * Routes in one pool of positions: a route is a run of positions, its start first and its end last.
 * Each route has a second run to spare: whoever changes a route in an iteration works on a copy there, and undoing is to
 * take the first run again.
 */
/** By position: place, earliest departure, latest start, travel time to the next position. */
export const PLACE: i32 = 0;
export const DEPARTURE: i32 = 1;
export const LATEST: i32 = 2;
export const LEG: i32 = 3;
export const POSITION_INTS: i32 = 4;
export let positions: Ints = newInts(0);
/** By position: the stop there; −1 at start and end. */
export let stopAt: Ints = newInts(0);

/** By slot. */
export let classOf: Ints = newInts(0);
export let offsetOf: Ints = newInts(0);
export let lengthOf: Ints = newInts(0);
/** Changes with every change of the route, and comes back when it is undone. */
export let versionOf: Ints = newInts(0);
/** Stops after the start that stay where they are. */
export let lockedOf: Ints = newInts(0);
export let tasksOf: Ints = newInts(0);
export let reloadsOf: Ints = newInts(0);
export let travelOf: Ints = newInts(0);
export let distanceOf: Ints = newInts(0);
/** By slot and dimension: sums of load, where they decide alone. */
export let loadOf: Ints = newInts(0);
export let costOf: Floats = newFloats(0);
/** What a route costs beside travel and tasks: soft lateness, and a penalty where it can't be driven. */
export let lateCostOf: Floats = newFloats(0);
/** Slot that serves a visit, or −1. */
export let slotOf: Ints = newInts(0);

let sizeOf: Ints = newInts(0);
let spareOf: Ints = newInts(0);
let spareSizeOf: Ints = newInts(0);
let savedLength: Ints = newInts(0);
let savedVersion: Ints = newInts(0);
let savedTasks: Ints = newInts(0);
let savedReloads: Ints = newInts(0);
let savedTravel: Ints = newInts(0);
let savedDistance: Ints = newInts(0);
let savedLoad: Ints = newInts(0);
let savedCost: Floats = newFloats(0);
let savedLateCost: Floats = newFloats(0);
let touchedAt: Ints = newInts(0);
/** Slots changed since the last commit or undo. */
export let touched: Ints = newInts(0);
export let touchedCount: i32 = 0;
let turn: i32 = 1;
let stamp: i32 = 0;

/** Slots of a class, used ones first. */
export let slotOrder: Ints = newInts(0);
export let usedOf: Ints = newInts(0);
let rankOf: Ints = newInts(0);

/** Sum of the costs of all routes. */
export let routesCost: f64 = 0;

let half: i32 = 0;
let poolStart: i32 = 0;
let poolNext: i32 = 0;

/** Positions that the pool has, both halves. */
export function poolLength(): i32 {
  return 2 * (10 * mostStops + 64 * slots + 64);
}

/** Takes memory for all routes and makes them empty. */
export function prepareRoutes(): void {
  half = poolLength() >> 1;
  positions = newInts(2 * half * POSITION_INTS);
  stopAt = newInts(2 * half);
  classOf = newInts(slots);
  offsetOf = newInts(slots);
  lengthOf = newInts(slots);
  versionOf = newInts(slots);
  lockedOf = newInts(slots);
  tasksOf = newInts(slots);
  reloadsOf = newInts(slots);
  travelOf = newInts(slots);
  distanceOf = newInts(slots);
  loadOf = newInts(slots * dimensions);
  costOf = newFloats(slots);
  lateCostOf = newFloats(slots);
  slotOf = newInts(visits);
  sizeOf = newInts(slots);
  spareOf = newInts(slots);
  spareSizeOf = newInts(slots);
  savedLength = newInts(slots);
  savedVersion = newInts(slots);
  savedTasks = newInts(slots);
  savedReloads = newInts(slots);
  savedTravel = newInts(slots);
  savedDistance = newInts(slots);
  savedLoad = newInts(slots * dimensions);
  savedCost = newFloats(slots);
  savedLateCost = newFloats(slots);
  touchedAt = newInts(slots);
  touched = newInts(slots);
  slotOrder = newInts(slots);
  usedOf = newInts(classes);
  rankOf = newInts(slots);
  touchedCount = 0;
  turn = 1;
  stamp = slots;
  routesCost = 0;
  poolStart = 0;
  poolNext = 0;
  prepareLoads(2 * half);
  prepareSpans(2 * half);
  for (let visit = 0; visit < visits; visit++) slotOf[visit] = -1;
  for (let which = 0; which < classes; which++) {
    const first = classInts[which * CLASS_INTS + FIRST_SLOT];
    const count = classInts[which * CLASS_INTS + SLOTS];
    usedOf[which] = 0;
    for (let slot = first; slot < first + count; slot++) {
      classOf[slot] = which;
      slotOrder[slot] = slot;
      rankOf[slot] = slot;
      offsetOf[slot] = takePositions(8);
      sizeOf[slot] = 8;
      spareSizeOf[slot] = 0;
      versionOf[slot] = slot + 1;
      lengthOf[slot] = 2;
      refreshRoute(slot);
    }
  }
}

function takePositions(count: i32): i32 {
  const start = poolNext;
  poolNext += count;
  return start;
}

/** Makes room in the pool between iterations: what routes hold moves to the other half. */
export function tidyPool(): void {
  if (poolNext - poolStart < half - 6 * mostStops - 40 * slots) return;
  poolStart = poolStart === 0 ? half : 0;
  poolNext = poolStart;
  for (let slot = 0; slot < slots; slot++) {
    const size = lengthOf[slot] + 6;
    const to = takePositions(size);
    copyPositions(offsetOf[slot], to, lengthOf[slot]);
    offsetOf[slot] = to;
    sizeOf[slot] = size;
    spareSizeOf[slot] = 0;
  }
}

function copyPositions(from: i32, to: i32, count: i32): void {
  const source = positions;
  let read = from * POSITION_INTS;
  let write = to * POSITION_INTS;
  const end = read + count * POSITION_INTS;
  while (read < end) {
    source[write] = source[read];
    read += 1;
    write += 1;
  }
  for (let index = 0; index < count; index++) stopAt[to + index] = stopAt[from + index];
  copyLoads(from, to, count);
  copySpans(from, to, count);
}

/** Before a change of a route: keeps it as it is, so that it can be undone. */
export function touch(slot: i32): void {
  if (touchedAt[slot] === turn) return;
  touchedAt[slot] = turn;
  touched[touchedCount] = slot;
  touchedCount += 1;
  const length = lengthOf[slot];
  if (spareSizeOf[slot] < length + 1) {
    spareSizeOf[slot] = length + (length >> 1) + 6;
    spareOf[slot] = takePositions(spareSizeOf[slot]);
  }
  copyPositions(offsetOf[slot], spareOf[slot], length);
  swapRuns(slot);
  savedLength[slot] = length;
  savedVersion[slot] = versionOf[slot];
  savedTasks[slot] = tasksOf[slot];
  savedReloads[slot] = reloadsOf[slot];
  savedTravel[slot] = travelOf[slot];
  savedDistance[slot] = distanceOf[slot];
  savedCost[slot] = costOf[slot];
  savedLateCost[slot] = lateCostOf[slot];
  for (let dimension = 0; dimension < dimensions; dimension++) {
    savedLoad[slot * dimensions + dimension] = loadOf[slot * dimensions + dimension];
  }
}

function swapRuns(slot: i32): void {
  const offset = offsetOf[slot];
  offsetOf[slot] = spareOf[slot];
  spareOf[slot] = offset;
  const size = sizeOf[slot];
  sizeOf[slot] = spareSizeOf[slot];
  spareSizeOf[slot] = size;
}

/** Takes back all changes since the last commit; which slot serves a visit is the caller's to restore. */
export function undo(): void {
  for (let index = 0; index < touchedCount; index++) {
    const slot = touched[index];
    swapRuns(slot);
    lengthOf[slot] = savedLength[slot];
    versionOf[slot] = savedVersion[slot];
    tasksOf[slot] = savedTasks[slot];
    reloadsOf[slot] = savedReloads[slot];
    travelOf[slot] = savedTravel[slot];
    distanceOf[slot] = savedDistance[slot];
    routesCost += savedCost[slot] - costOf[slot];
    costOf[slot] = savedCost[slot];
    lateCostOf[slot] = savedLateCost[slot];
    for (let dimension = 0; dimension < dimensions; dimension++) {
      loadOf[slot * dimensions + dimension] = savedLoad[slot * dimensions + dimension];
    }
    markUse(slot);
    for (let index = offsetOf[slot] + 1; index < offsetOf[slot] + lengthOf[slot] - 1; index++) {
      if (stopAt[index] < visits) slotOf[stopAt[index]] = slot;
    }
  }
  commit();
}

/** Keeps all changes. */
export function commit(): void {
  touchedCount = 0;
  turn += 1;
}

export function setCost(slot: i32, cost: f64): void {
  routesCost += cost - costOf[slot];
  costOf[slot] = cost;
}

/** Gives a changed route a version of its own; an empty one has that of its slot. */
export function markChanged(slot: i32): void {
  if (tasksOf[slot] === 0) {
    versionOf[slot] = slot + 1;
  } else {
    stamp += 1;
    versionOf[slot] = stamp;
  }
  markUse(slot);
}

/** Versions given so far: before they run over, the host starts the search anew from its routes. */
export function versionsGiven(): i32 {
  return stamp;
}

/** Keeps the used slots of a class first. */
function markUse(slot: i32): void {
  const which = classOf[slot];
  const border = classInts[which * CLASS_INTS + FIRST_SLOT] + usedOf[which];
  const isUsed = tasksOf[slot] > 0 || lockedOf[slot] > 0;
  if (isUsed === rankOf[slot] < border) return;
  const to = isUsed ? border : border - 1;
  const other = slotOrder[to];
  slotOrder[rankOf[slot]] = other;
  rankOf[other] = rankOf[slot];
  slotOrder[to] = slot;
  rankOf[slot] = to;
  usedOf[which] += isUsed ? 1 : -1;
}

/** Opens a gap for a stop after a position of a touched route; times and sums are the caller's to refresh. */
export function openGap(slot: i32, position: i32): void {
  const length = lengthOf[slot];
  if (length + 1 > sizeOf[slot]) {
    const size = 2 * length + 6;
    const to = takePositions(size);
    copyPositions(offsetOf[slot], to, length);
    offsetOf[slot] = to;
    sizeOf[slot] = size;
  }
  const offset = offsetOf[slot];
  const cells = positions;
  const first = (offset + position + 1) * POSITION_INTS;
  for (let cell = (offset + length) * POSITION_INTS - 1; cell >= first; cell--)
    cells[cell + POSITION_INTS] = cells[cell];
  for (let index = offset + length; index > offset + position + 1; index--) stopAt[index] = stopAt[index - 1];
  lengthOf[slot] = length + 1;
}
