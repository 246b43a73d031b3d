import { logarithm } from '../base/logarithm.ts';
import { Ints, newInts, toFloat } from '../base/memory.ts';
import { random, randomBelow, seedRandom } from '../base/random.ts';
import { DELIVERY, absencePrice, classes, mostStops, partnerOf, roleOf, slots, stops, visits } from './data.ts';
import { absenceCost, insertBest, prepareRecreate, putStop, recreate, setAbsenceCost } from './recreate.ts';
import {
  beginRuin,
  clearRoute,
  dropStop,
  noteAbsent,
  prepareRuin,
  removed,
  removedCount,
  removedFrom,
  ruin,
} from './ruin.ts';
import {
  commit,
  lengthOf,
  lockedOf,
  markChanged,
  offsetOf,
  prepareRoutes,
  routesCost,
  slotOf,
  stopAt,
  tidyPool,
  touch,
  undo,
  usedOf,
} from './routes.ts';
import { isFeasible } from './feasible.ts';
import { refreshRoute } from './timing.ts';
import { prepareSimulation } from './simulation.ts';
import { prepareShipments } from './shipment.ts';
import { hasKin, prepareFleet, shrinkVehicles, tryVehicles } from './fleet.ts';
import { prepareNear } from './near.ts';
import { setMargin } from './routes-nearby.ts';
import { exchangeTails, mayExchange, prepareTails } from './tails.ts';
import { dropUselessReloads, tryReloads } from './trips.ts';

/** Cost of the routes at hand and of the best ones met. */
let currentCost: f64 = 0;
let leastCost: f64 = 0;
/** The best routes, one after the other: bestStart[slot] … bestStart[slot + 1] in bestStops. */
let bestStops: Ints = newInts(0);
let bestStart: Ints = newInts(0);
/** Tasks that no route has. */
let absent: Ints = newInts(0);
let absentRank: Ints = newInts(0);
let absentCount: i32 = 0;
let averageLength: f64 = 1;
let iterations: i32 = 0;
let hasReloads: bool = false;
/**
 * Exchanges of tails tried in an iteration, where an average route has so many visits: Homberger 1,000 in a minute gains half a percent
 * with 50 visits a route, but loses a little with 11, where strings reach all that tails do. Nothing between was measured.
 */
const EXCHANGES: i32 = 20;
const LONG_ROUTE: f64 = 25;
let exchanges: i32 = 0;
/** Absent tasks tried again in an iteration, at most. */
const MOST_ABSENT: i32 = 12;

/** Takes memory and starts with empty routes. */
export function prepare(seed: i32, averageRemoved: f64, columns: i32, nearest: i32, hasWindows: i32): void {
  seedRandom(seed);
  prepareSimulation(mostStops);
  prepareShipments(mostStops);
  prepareFleet();
  prepareNear(nearest);
  prepareTails();
  prepareRoutes();
  prepareRuin(averageRemoved);
  prepareRecreate(columns, hasWindows);
  bestStops = newInts(mostStops);
  bestStart = newInts(slots + 1);
  absent = newInts(visits);
  absentRank = newInts(visits);
  absentCount = 0;
  iterations = 0;
  exchanges = 0;
  hasReloads = stops > visits;
  let price: f64 = 0;
  for (let visit = 0; visit < visits; visit++) {
    absentRank[visit] = -1;
    if (roleOf[visit] === DELIVERY) continue;
    price += absencePrice[visit];
    noteAbsence(visit);
  }
  setAbsenceCost(price);
  settle();
}

/** Makes all routes empty, for those that are laid next. */
export function clearRoutes(): void {
  for (let visit = 0; visit < visits; visit++) slotOf[visit] = -1;
  for (let slot = 0; slot < slots; slot++) {
    touch(slot);
    lockedOf[slot] = 0;
    clearRoute(slot);
  }
  commit();
}

/**
 * Lays a route of given stops, the first `locked` of them fixed. From its end, stops are left out that the vehicle can't do;
 * locked ones stay in any case.
 */
export function layRoute(slot: i32, given: Ints, count: i32, locked: i32): void {
  touch(slot);
  for (let index = 0; index < count; index++) {
    if (given[index] < visits && slotOf[given[index]] >= 0) continue;
    putStop(slot, given[index], lengthOf[slot] - 2);
  }
  lockedOf[slot] = locked;
  refreshRoute(slot);
  markChanged(slot);
  while (lengthOf[slot] - 2 > locked && !isFeasible(slot)) {
    beginRuin();
    dropStop(slot, lengthOf[slot] - 2);
  }
  commit();
}

/** After routes were laid: what none of them has is absent. */
export function endLaying(): void {
  let price: f64 = 0;
  for (let visit = 0; visit < visits; visit++) {
    if (roleOf[visit] === DELIVERY) continue;
    noteAbsence(visit);
    if (slotOf[visit] < 0) price += absencePrice[visit];
  }
  setAbsenceCost(price);
  settle();
}

/** Takes the routes at hand as the ones to go on from, and as the best if they are. */
export function settle(): void {
  commit();
  currentCost = routesCost + absenceCost;
  if (iterations > 0 && currentCost >= leastCost) return;
  leastCost = currentCost;
  keepBest();
}

/** Puts in what is absent, in the order of visits given, each where it costs least. */
export function construct(sequence: Ints, count: i32): void {
  for (let index = 0; index < count; index++) {
    const visit = sequence[index];
    if (slotOf[visit] >= 0) continue;
    setAbsenceCost(absenceCost - absencePrice[visit]);
    insertBest(visit, false);
    noteAbsence(visit);
    commit();
    tidyPool();
  }
  settle();
}

/** Does iterations at a temperature: some exchanges of tails, then ruin and recreate. */
export function run(count: i32, temperature: f64): void {
  for (let done = 0; done < count; done++) {
    if ((iterations & 63) === 0) measure();
    iterations += 1;
    for (let attempt = 0; attempt < exchanges; attempt++) tryExchange(temperature);
    iterate(temperature);
  }
}

function tryExchange(temperature: f64): void {
  tidyPool();
  const allowance = -temperature * logarithm(random() + 1e-12);
  if (!exchangeTails(allowance)) return;
  const cost = routesCost + absenceCost;
  if (cost < currentCost + allowance) accept(cost);
  else undo();
}

function accept(cost: f64): void {
  commit();
  currentCost = cost;
  if (cost >= leastCost - 1e-7) return;
  leastCost = cost;
  keepBest();
}

function iterate(temperature: f64): void {
  const absenceBefore = absenceCost;
  tidyPool();
  beginRuin();
  ruin(averageLength);
  if (hasKin) shrinkVehicles();
  if (hasReloads) tryReloads();
  gatherAbsent();
  recreate();
  if (hasReloads) dropUselessReloads();
  if (classes > 1) tryVehicles();
  const cost = routesCost + absenceCost;
  if (cost < currentCost - temperature * logarithm(random() + 1e-12)) {
    accept(cost);
    noteAbsences();
  } else {
    undo();
    setAbsenceCost(absenceBefore);
    for (let index = 0; index < removedCount; index++) slotOf[removed[index]] = removedFrom[index];
  }
}

/** Tasks that are absent get another try: all of them, or some drawn at random. */
function gatherAbsent(): void {
  let price: f64 = 0;
  const count = absentCount < MOST_ABSENT ? absentCount : MOST_ABSENT;
  for (let index = 0; index < count; index++) {
    const other = index + randomBelow(absentCount - index);
    const visit = absent[other];
    absent[other] = absent[index];
    absentRank[absent[index]] = other;
    absent[index] = visit;
    absentRank[visit] = index;
    price += absencePrice[visit];
    noteAbsent(visit);
    if (partnerOf[visit] >= 0) noteAbsent(partnerOf[visit]);
  }
  setAbsenceCost(absenceCost - price);
}

function noteAbsences(): void {
  for (let index = 0; index < removedCount; index++) {
    if (roleOf[removed[index]] !== DELIVERY) noteAbsence(removed[index]);
  }
}

/** Keeps the list of absent tasks right for one. */
function noteAbsence(visit: i32): void {
  const rank = absentRank[visit];
  if (slotOf[visit] < 0 === rank >= 0) return;
  if (rank < 0) {
    absentRank[visit] = absentCount;
    absent[absentCount] = visit;
    absentCount += 1;
    return;
  }
  absentCount -= 1;
  const moved = absent[absentCount];
  absent[rank] = moved;
  absentRank[moved] = rank;
  absentRank[visit] = -1;
}

function keepBest(): void {
  let write: i32 = 0;
  for (let slot = 0; slot < slots; slot++) {
    bestStart[slot] = write;
    const end = offsetOf[slot] + lengthOf[slot] - 1;
    for (let index = offsetOf[slot] + 1; index < end; index++) {
      bestStops[write] = stopAt[index];
      write += 1;
    }
  }
  bestStart[slots] = write;
}

function measure(): void {
  let used: i32 = 0;
  for (let which = 0; which < classes; which++) used += usedOf[which];
  averageLength = used > 0 ? toFloat(visits - absentCount) / toFloat(used) : 1;
  setMargin(routesCost / toFloat(visits));
  exchanges = mayExchange && averageLength >= LONG_ROUTE ? EXCHANGES : 0;
}

export function bestCost(): f64 {
  return leastCost;
}

export function bestStopsList(): Ints {
  return bestStops;
}

export function bestStartList(): Ints {
  return bestStart;
}
