import { Ints, newInts, toFloat } from '../base/memory.ts';
import { CLASS_FLOATS, TIME_RATE, classFloats, classes, slots } from './data.ts';
import { measuredCount, near, nearOf, nearTravel } from './near.ts';
import { slotOf } from './routes.ts';

/**
 * Routes of the visits nearest to a job, which are asked in turns, nearest first: what a change made stale then costs less to look up
 * anew than with all routes.
 */
export let nearby: Ints = newInts(0);
/** By slot + 1: the last job for which it was listed, counted. */
let listedAt: Ints = newInts(0);
let jobs: i32 = 0;
/** Where the job's neighbours begin in `near`. */
let listOf: i32 = 0;
const MOST_JOBS: i32 = 0x3fffffff;
/** A detour may look dearer than the best insertion found by so many times what a visit costs on average, and still be worth a look. */
const MARGIN: f64 = 3;
let margin: f64 = 0;
/** Of the class that drives for least. */
let leastRate: f64 = 0;

export const VISITS_AT_A_TIME: i32 = 10;

export function prepareRoutesNearby(): void {
  nearby = newInts(VISITS_AT_A_TIME + 1);
  listedAt = newInts(slots + 1);
  jobs = 0;
  leastRate = classFloats[TIME_RATE];
  for (let which = 1; which < classes; which++) {
    const rate = classFloats[which * CLASS_FLOATS + TIME_RATE];
    if (rate < leastRate) leastRate = rate;
  }
}

/** @param averageCost of serving a visit */
export function setMargin(averageCost: f64): void {
  margin = MARGIN * averageCost;
}

/** A job's routes are listed from the beginning. */
export function beginListing(visit: i32): void {
  listOf = nearOf(visit);
  if (jobs === MOST_JOBS) {
    for (let slot = 0; slot <= slots; slot++) listedAt[slot] = 0;
    jobs = 0;
  }
  jobs += 1;
  // What no route serves counts as listed.
  listedAt[0] = jobs;
}

/** Whether a detour to a visit's neighbours of a rank and beyond costs so much that routes there hardly beat a cost. */
export function isTooFar(visit: i32, rank: i32, cost: f64): bool {
  const travel = toFloat(nearTravel[visit * measuredCount + rank]);
  return 2 * leastRate * travel > cost + margin;
}

/**
 * Writes the routes of the next neighbours from a rank on into `nearby`, each only once for a job. Whether a route is there already is a
 * toss-up that a processor can't foresee: so all are written, and counted or not.
 * @returns how many there are
 */
export function listRoutes(rank: i32): i32 {
  const list = nearby;
  const marks = listedAt;
  const serving = slotOf;
  const job = jobs;
  const first = listOf + rank;
  const left = measuredCount - rank;
  const end = first + (left < VISITS_AT_A_TIME ? left : VISITS_AT_A_TIME);
  let count: i32 = 0;
  for (let index = first; index < end; index++) {
    const slot = serving[near[index]];
    list[count] = slot;
    count += (marks[slot + 1] - job) >>> 31;
    marks[slot + 1] = job;
  }
  return count;
}
