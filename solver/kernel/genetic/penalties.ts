import { toFloat } from '../base/memory.ts';
import { setPenalties } from './prices.ts';
import { classCapacity, classes, classFixed, cost, load, mixed, travel, width } from './problem.ts';

/** Share of plans that should keep their limits after the local search, and how penalties move towards it (Vidal et al. 2012). */
const LEAST_WITHIN: f64 = 0.35;
const MOST_WITHIN: f64 = 0.45;
const RAISE: f64 = 1.2;
/** If no plan at all kept them. */
const RAISE_MORE: f64 = 3;
const LOWER: f64 = 0.85;
const WINDOW: i32 = 25;
const LEAST_PENALTY: f64 = 0.01;
/** Penalties rise to this, or to so many times what they are at first: sums of plans must stay exact to a part of the least gain. */
const MOST_PENALTY: f64 = 100000;
const MOST_RISE: f64 = 100;
/** A plan beyond its limits is searched again at so many times the price. */
const REPAIR: f64 = 10;

let loadPenalty: f64 = 1;
let warpPenalty: f64 = 1;
let mostLoadPenalty: f64 = 1;
let mostWarpPenalty: f64 = 1;
let counted: i32 = 0;
let withinLoad: i32 = 0;
let withinTime: i32 = 0;

/** A unit of time costs at first what it costs to drive on average; a unit of load as much as the dearest step for the largest. */
export function createPenalties(): void {
  let costs: f64 = 0;
  let times: f64 = 0;
  let dearest: i32 = 0;
  let largest: i32 = 0;
  for (let i: i32 = 0; i < width * width; i++) {
    costs += toFloat(cost[i]);
    times += toFloat(travel[i]);
    if (cost[i] > dearest) dearest = cost[i];
  }
  for (let i: i32 = 1; i < width; i++) if (load[i] > largest) largest = load[i];
  const warp: f64 = times > 0 ? costs / times : 1;
  const room: f64 = (largest > 0 ? toFloat(dearest) / toFloat(largest) : 1) + dearestRoom();
  mostWarpPenalty = warp * MOST_RISE > MOST_PENALTY ? warp * MOST_RISE : MOST_PENALTY;
  mostLoadPenalty = room * MOST_RISE > MOST_PENALTY ? room * MOST_RISE : MOST_PENALTY;
  warpPenalty = bounded(warp, mostWarpPenalty);
  loadPenalty = bounded(room, mostLoadPenalty);
  counted = 0;
  withinLoad = 0;
  withinTime = 0;
  usualPenalties();
}

/** The dearest that vehicles sell room at. */
function dearestRoom(): f64 {
  let most: f64 = 0;
  for (let each: i32 = 0; mixed && each < classes; each++) {
    if (classCapacity[each] === 0) continue;
    const price: f64 = classFixed[each] / toFloat(classCapacity[each]);
    if (price > most) most = price;
  }
  return most;
}

export function usualPenalties(): void {
  setPenalties(loadPenalty, warpPenalty);
}

export function repairPenalties(): void {
  setPenalties(loadPenalty * REPAIR, warpPenalty * REPAIR);
}

/** Takes note of a plan that the search has ended with; moves the penalties when a window of plans is full. */
export function countPlan(excess: i32, warp: i32): void {
  counted += 1;
  if (excess === 0) withinLoad += 1;
  if (warp === 0) withinTime += 1;
  if (counted < WINDOW) return;
  loadPenalty = adapted(loadPenalty, withinLoad, mostLoadPenalty);
  warpPenalty = adapted(warpPenalty, withinTime, mostWarpPenalty);
  counted = 0;
  withinLoad = 0;
  withinTime = 0;
  usualPenalties();
}

function adapted(penalty: f64, within: i32, most: f64): f64 {
  const share = toFloat(within) / toFloat(counted);
  if (within === 0) return bounded(penalty * RAISE_MORE, most);
  if (share < LEAST_WITHIN) return bounded(penalty * RAISE, most);
  return share > MOST_WITHIN ? bounded(penalty * LOWER, most) : penalty;
}

function bounded(penalty: f64, most: f64): f64 {
  if (penalty < LEAST_PENALTY) return LEAST_PENALTY;
  return penalty > most ? most : penalty;
}
