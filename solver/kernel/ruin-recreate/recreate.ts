import { Floats, Ints, newFloats, newInts, toFloat } from '../base/memory.ts';
import { random, randomBelow } from '../base/random.ts';
import {
  CLASS_INTS,
  FIRST_SLOT,
  MOST_TASKS,
  SLOTS,
  absencePrice,
  allowed,
  boundTo,
  capacities,
  classInts,
  classes,
  dimensions,
  partnerOf,
  positionLoads,
  slots,
  visits,
} from './data.ts';
import { IMPOSSIBLE, foundCost, foundPosition, foundSecond, lookPlain, mayTake } from './insertion.ts';
import { demandOf } from './loads.ts';
import { FEW_VISITS, measuredCount } from './near.ts';
import { VISITS_AT_A_TIME, beginListing, isTooFar, listRoutes, nearby, prepareRoutesNearby } from './routes-nearby.ts';
import { drawOrder, order, orderCount, prepareOrder } from './order.ts';
import {
  classOf,
  loadOf,
  markChanged,
  offsetOf,
  openGap,
  reloadsOf,
  slotOf,
  slotOrder,
  stopAt,
  tasksOf,
  touch,
  usedOf,
  versionOf,
} from './routes.ts';
import { lookRich } from './rich.ts';
import { lookShipment } from './shipment.ts';
import { isPlain, isUnlimited, refreshAround, refreshRoute } from './timing.ts';
import { findLarger, hasKin, largerClass, largerCost, moveTo } from './fleet.ts';

/**
 * Greedy insertion with blinks (Christiaens & Vanden Berghe 2020, § 5.3), with the paper's share of blinks; more of them where
 * tasks are so few that greedy insertion has hardly anything to choose from.
 */
const BLINKS: f64 = 0.01;
let blinks: f64 = 0.01;

/** Best insertions known, by visit and column: valid while the route has the version they were computed for. */
let knownVersion: Ints = newInts(0);
let knownPosition: Ints = newInts(0);
let knownSecond: Ints = newInts(0);
let knownCost: Floats = newFloats(0);
let columns: i32 = 0;

/**
 * With more visits than this, asking all routes for a job that no route nearby takes would be most of the work: it is left out for the
 * moment, most of the time, and such a plan is hardly ever kept.
 */
const VISITS_WITH_FEW_ROUTES: i32 = 3000;
const GIVING_UP: f64 = 0.9;

/** Sum of the prices of absent tasks. */
export let absenceCost: f64 = 0;

let bestCost: f64 = 0;
let bestSlot: i32 = 0;
let bestPosition: i32 = 0;
let bestSecond: i32 = 0;
/**
 * Whether routes may be given larger vehicles in this iteration. Growing by a size looks cheaper than one more small vehicle even
 * where small vehicles carry a unit for less: so that is tried in turns.
 */
let grows: bool = false;
/** A detour that one task isn't worth may pay for several: in some iterations tasks are put in at a loss, up to this many times. */
let generosity: f64 = 1;
const GENEROUS: f64 = 0.2;
const GROWING: f64 = 0.5;
/** Class of the vehicle that takes over the route, or −1. */
let bestClass: i32 = -1;

export function prepareRecreate(columnCount: i32, hasWindows: i32): void {
  columns = columnCount;
  blinks = BLINKS;
  if (visits < 200) blinks = visits > 10 ? 2 / toFloat(visits) : 0.2;
  knownVersion = newInts(visits * columns);
  knownPosition = newInts(visits * columns);
  knownSecond = newInts(visits * columns);
  knownCost = newFloats(visits * columns);
  prepareOrder(hasWindows);
  prepareRoutesNearby();
  absenceCost = 0;
}

export function setAbsenceCost(cost: f64): void {
  absenceCost = cost;
}

/** Forgets all known insertions. */
export function forget(): void {
  for (let cell = visits * columns - 1; cell >= 0; cell--) knownVersion[cell] = 0;
}

/** Puts all removed visits in again, each where it costs least, in an order drawn anew; those that fit nowhere are absent. */
export function recreate(): void {
  drawOrder();
  grows = hasKin && random() < GROWING;
  generosity = random() < GENEROUS ? 1 + 2 * random() : 1;
  for (let index = 0; index < orderCount; index++) insertBest(order[index], true);
}

/** Puts a task where it costs least, or counts it as absent. */
export function insertBest(visit: i32, blinking: bool): void {
  bestCost = IMPOSSIBLE;
  bestSlot = -1;
  // From a class drawn at random: of equal offers the first is taken.
  const from = classes > 1 ? randomBelow(classes) : 0;
  const isFreeJob = partnerOf[visit] < 0 && boundTo[visit] < 0;
  const isNear = isFreeJob && blinking && visits > FEW_VISITS;
  const isSimple = !grows && dimensions === 1 && positionLoads === 0 && isFreeJob;
  if (isNear) tryRoutesNearby(visit, isSimple);
  const givesUp = visits > VISITS_WITH_FEW_ROUTES && random() < GIVING_UP;
  for (let turn = 0; turn < classes; turn++) {
    const which = from + turn < classes ? from + turn : from + turn - classes;
    const first = classInts[which * CLASS_INTS + FIRST_SLOT];
    const used = first + usedOf[which];
    const end = usedOf[which] < classInts[which * CLASS_INTS + SLOTS] ? used + 1 : used;
    // Where a route nearby takes the visit, of the others only the unused one is asked.
    const begin = isNear && (bestSlot >= 0 || givesUp) ? used : first;
    tryRoutes(slotOrder, begin, end, visit, isSimple, blinking);
  }
  if (bestSlot < 0 || bestCost > absencePrice[visit] * generosity) {
    absenceCost += absencePrice[visit];
    return;
  }
  putIn(bestClass < 0 ? bestSlot : moveTo(bestSlot, bestClass), visit, bestPosition, bestSecond);
}

/** Where sums decide alone, routes are gone through at once. */
function tryRoutes(slotList: Ints, first: i32, end: i32, visit: i32, isSimple: bool, blinking: bool): void {
  if (isSimple) tryRoutesOfJob(slotList, first, end, visit, blinking);
  else for (let rank = first; rank < end; rank++) tryRoute(slotList[rank], visit, blinking);
}

/** Tries the routes of the nearest visits, nearest first, until those that are left are too far away to be better. */
function tryRoutesNearby(visit: i32, isSimple: bool): void {
  beginListing(visit);
  for (let rank = 0; rank < measuredCount; rank += VISITS_AT_A_TIME) {
    if (bestSlot >= 0 && isTooFar(visit, rank, bestCost)) return;
    tryRoutes(nearby, 0, listRoutes(rank), visit, isSimple, true);
  }
}

/** What `tryRoute` does for each of some routes, where one sum of loads decides: most of all time is spent here. */
function tryRoutesOfJob(slotList: Ints, first: i32, end: i32, visit: i32, blinking: bool): void {
  const ofOneClass = classes === 1;
  const load = demandOf(visit, 0);
  let most = classInts[MOST_TASKS];
  let room = capacities[0] - load;
  const loads = loadOf;
  const tasks = tasksOf;
  const versions = versionOf;
  const known = knownVersion;
  const costs = knownCost;
  const row = visit * columns;
  const wraps = columns !== slots;
  let least = bestCost;
  for (let rank = first; rank < end; rank++) {
    const slot = slotList[rank];
    if (!ofOneClass) {
      const which = classOf[slot];
      if (allowed[which * visits + visit] === 0) continue;
      most = classInts[which * CLASS_INTS + MOST_TASKS];
      room = capacities[which] - load;
    }
    if (loads[slot] > room || tasks[slot] >= most) continue;
    const cell = row + (wraps ? slot % columns : slot);
    if (known[cell] !== versions[slot]) remember(cell, slot, visit, false);
    if (costs[cell] >= least) continue;
    if (blinking && random() < blinks) {
      look(slot, visit, false, knownPosition[cell]);
      if (foundCost < least) keep(slot, foundCost, foundPosition, foundSecond);
    } else keep(slot, costs[cell], knownPosition[cell], knownSecond[cell]);
    least = bestCost;
  }
}

function tryRoute(slot: i32, visit: i32, blinking: bool): void {
  const isPair = partnerOf[visit] >= 0;
  if (!mayTake(slot, visit, isPair ? 2 : 1)) {
    if (grows && tasksOf[slot] > 0) tryLarger(slot, visit);
    return;
  }
  const cell = recall(slot, visit, isPair);
  if (knownCost[cell] >= bestCost) return;
  if (blinking && random() < blinks) {
    look(slot, visit, isPair, knownPosition[cell]);
    if (foundCost < bestCost) keep(slot, foundCost, foundPosition, foundSecond);
    return;
  }
  keep(slot, knownCost[cell], knownPosition[cell], knownSecond[cell]);
}

/** A route that can't take a visit might, with another vehicle. */
function tryLarger(slot: i32, visit: i32): void {
  const cell = recall(slot, visit, false);
  if (knownCost[cell] >= IMPOSSIBLE) return;
  findLarger(slot, visit, knownCost[cell]);
  if (largerCost >= bestCost) return;
  keep(slot, largerCost, knownPosition[cell], -1);
  bestClass = largerClass;
}

/** The cell of the best insertion of a task into a route, looked for anew if the route has changed. */
function recall(slot: i32, visit: i32, isPair: bool): i32 {
  const cell = visit * columns + (columns === slots ? slot : slot % columns);
  if (knownVersion[cell] !== versionOf[slot]) remember(cell, slot, visit, isPair);
  return cell;
}

function remember(cell: i32, slot: i32, visit: i32, isPair: bool): void {
  look(slot, visit, isPair, -1);
  knownVersion[cell] = versionOf[slot];
  knownCost[cell] = foundCost;
  knownPosition[cell] = foundPosition;
  knownSecond[cell] = foundSecond;
}

function keep(slot: i32, cost: f64, position: i32, second: i32): void {
  bestCost = cost;
  bestSlot = slot;
  bestPosition = position;
  bestSecond = second;
  bestClass = -1;
}

function look(slot: i32, visit: i32, isPair: bool, excluded: i32): void {
  if (isPair) lookShipment(slot, visit, excluded);
  else if (isPlain(slot)) lookPlain(slot, visit, excluded);
  else lookRich(slot, visit, excluded);
}

/** Puts a job, or a shipment's pickup and delivery, after positions of a route. */
export function putIn(slot: i32, visit: i32, position: i32, second: i32): void {
  touch(slot);
  const reload = second < -1 ? (-2 - second) >> 1 : -1;
  const isFirst = ((-2 - second) & 1) > 0;
  if (second >= 0) putStop(slot, partnerOf[visit], second);
  if (reload >= 0 && isFirst) putStop(slot, reload, position);
  putStop(slot, visit, position);
  if (reload >= 0 && !isFirst) putStop(slot, reload, position);
  if (second === -1 && isUnlimited(slot)) refreshAround(slot, position + 1);
  else refreshRoute(slot);
  markChanged(slot);
}

export function putStop(slot: i32, stop: i32, position: i32): void {
  openGap(slot, position);
  stopAt[offsetOf[slot] + position + 1] = stop;
  if (stop >= visits) {
    reloadsOf[slot] += 1;
    return;
  }
  slotOf[stop] = slot;
  tasksOf[slot] += 1;
}
