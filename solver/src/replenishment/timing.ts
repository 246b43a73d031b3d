import type { Model } from './model.ts';
import { type Schedule, touch } from './schedule.ts';
import { LONGEST } from './slots.ts';

const LONG_AGO = -0x20000000;
/** Windows of a driver that are tried for a shift before it counts as impossible. */
const WINDOWS_TRIED = 3;

/**
 * Works out the times of every shift whose stops or earliest start changed: each starts as early as wanted, rested, with
 * its trailer back, in a window of its driver. False when a shift finds no time at all.
 */
export function timeShifts(schedule: Schedule): boolean {
  const { model, order, count, driver, trailer, wanted, start, end, basis, frozen, nextOfTrailer, scratch } = schedule;
  const { driverFree, trailerFree, lastOfTrailer } = scratch;
  driverFree.fill(LONG_AGO);
  trailerFree.fill(LONG_AGO);
  lastOfTrailer.fill(-1);
  for (let index = 0; index < count; index += 1) {
    const slot = order[index]!;
    const d = driver[slot]!;
    const t = trailer[slot]!;
    const free = Math.max(driverFree[d]! + model.driverRest[d]!, trailerFree[t]!);
    if (frozen[slot]) {
      if (free > start[slot]!) return false;
    } else {
      const earliest = Math.max(wanted[slot]!, free, model.nowMinute);
      if (basis[slot] !== earliest) {
        touch(schedule, slot);
        if (!placeShift(schedule, slot, earliest)) return false;
        basis[slot] = earliest;
      }
    }
    driverFree[d] = end[slot]!;
    trailerFree[t] = end[slot]!;
    if (lastOfTrailer[t]! >= 0) nextOfTrailer[lastOfTrailer[t]!] = slot;
    lastOfTrailer[t] = slot;
    nextOfTrailer[slot] = -1;
  }
  return true;
}

/** Finds the first window of the driver in which the shift fits. */
function placeShift(schedule: Schedule, slot: number, earliest: number): boolean {
  const { model } = schedule;
  const d = schedule.driver[slot]!;
  let tried = 0;
  for (let window = model.driverWindowFrom[d]!; window < model.driverWindowFrom[d + 1]!; window += 1) {
    const closes = model.driverWindowEnd[window]!;
    if (closes <= earliest) continue;
    const start = Math.max(earliest, model.driverWindowStart[window]!);
    let end = drive(schedule, slot, start);
    if (end >= 0 && end <= closes) {
      schedule.start[slot] = start;
      if (schedule.scratch.lastWait >= 0) end = startLater(schedule, slot, start, end);
      schedule.end[slot] = end;
      schedule.cost[slot] = costOf(schedule, slot);
      return true;
    }
    tried += 1;
    if (tried >= WINDOWS_TRIED) return false;
  }
  return false;
}

/**
 * Drives a shift from `start`, each stop as early as possible, with a layover where driving would get too long (and
 * where a wait is as long as one: the rules count it). Returns the end, or −1 if the shift is impossible.
 */
function drive(schedule: Schedule, slot: number, start: number): number {
  const { model, stop, arrival, scratch } = schedule;
  const { travel, places, nodePlace, nodeSetup } = model;
  const d = schedule.driver[slot]!;
  const longest = model.driverLongest[d]!;
  const layover = model.driverLayover[d]!;
  const base = slot * LONGEST;
  const length = schedule.length[slot]!;
  let [minute, place, driven, layovers, allowed] = [start, 0, 0, 0, 0];
  scratch.lastWait = -1;
  scratch.layoverLeg = -1;
  for (let at = 0; at < length; at += 1) {
    const node = stop[base + at]!;
    const leg = travel[place * places + nodePlace[node]!]!;
    let ready = minute + leg;
    const tooFar = driven + leg > longest;
    if (tooFar) ready += layover;
    const arrives = earliestArrival(model, node, ready);
    if (arrives < 0) return -1;
    if (arrives - minute >= layover + leg) {
      if (layovers > 0) return -1;
      layovers = 1;
      scratch.layoverLeg = at;
      driven = leg - Math.min(longest - driven, leg);
      if (driven > longest) return -1;
    } else driven += leg;
    if (arrives > ready) scratch.lastWait = at;
    arrival[base + at] = arrives;
    schedule.step[base + at] = (arrives / model.stepMinutes) | 0;
    allowed |= model.nodeLayover[node]!;
    minute = arrives + nodeSetup[node]!;
    place = nodePlace[node]!;
  }
  const home = travel[place * places]!;
  minute += home;
  if (driven + home > longest) {
    if (layovers > 0 || driven + home - longest > longest) return -1;
    layovers = 1;
    minute += layover;
  }
  scratch.layovers = layovers;
  return layovers > 0 && allowed === 0 ? -1 : minute;
}

/** The first minute from `ready` on at which a visit may begin; −1 when there is none. */
function earliestArrival(
  { windowFrom, windowHint, arrivalFrom, arrivalUntil, steps, stepMinutes }: Model,
  node: number,
  ready: number,
): number {
  const step = Math.floor(ready / stepMinutes);
  if (step >= steps) return -1;
  const last = windowFrom[node + 1]!;
  for (let window = windowHint[node * (steps + 1) + step]!; window < last; window += 1)
    if (arrivalUntil[window]! >= ready) return Math.max(ready, arrivalFrom[window]!);
  return -1;
}

/** Waiting is paid: a shift that waits on the way starts as late as it can without arriving later at the last wait. */
function startLater(schedule: Schedule, slot: number, start: number, end: number): number {
  const { model, stop, arrival, scratch } = schedule;
  const { travel, places, nodePlace, nodeSetup } = model;
  const base = slot * LONGEST;
  const layover = model.driverLayover[schedule.driver[slot]!]!;
  let latest = arrival[base + scratch.lastWait]!;
  for (let at = scratch.lastWait; at > 0; at -= 1) {
    const before = stop[base + at - 1]!;
    latest -= travel[nodePlace[before]! * places + nodePlace[stop[base + at]!]!]! + nodeSetup[before]!;
    if (at === scratch.layoverLeg) latest -= layover;
    latest = Math.min(latest, closingOf(model, before, arrival[base + at - 1]!));
  }
  latest -= travel[nodePlace[stop[base]!]!]!;
  if (scratch.layoverLeg === 0) latest -= layover;
  if (latest <= start) return end;
  const later = drive(schedule, slot, latest);
  if (later >= 0 && later <= end) {
    schedule.start[slot] = latest;
    return later;
  }
  drive(schedule, slot, start);
  return end;
}

/** The last minute of the opening in which an arrival lies. */
function closingOf(
  { windowFrom, windowHint, arrivalUntil, steps, stepMinutes }: Model,
  node: number,
  arrives: number,
): number {
  const last = windowFrom[node + 1]!;
  for (let window = windowHint[node * (steps + 1) + Math.floor(arrives / stepMinutes)]!; window < last; window += 1)
    if (arrivalUntil[window]! >= arrives) return arrivalUntil[window]!;
  return arrives;
}

function costOf(schedule: Schedule, slot: number): number {
  const { model, stop, scratch } = schedule;
  const { distance, places, nodePlace } = model;
  const d = schedule.driver[slot]!;
  const base = slot * LONGEST;
  let [place, kilometres] = [0, 0];
  for (let at = base; at < base + schedule.length[slot]!; at += 1) {
    const next = nodePlace[stop[at]!]!;
    kilometres += distance[place * places + next]!;
    place = next;
  }
  kilometres += distance[place * places]!;
  const minutes = schedule.end[slot]! - schedule.start[slot]! - scratch.layovers * model.driverLayover[d]!;
  return (
    kilometres * model.trailerCostPerKm[schedule.trailer[slot]!]! +
    minutes * model.driverCostPerMinute[d]! +
    scratch.layovers * model.driverLayoverCost[d]!
  );
}
