import { type Schedule, touch } from './schedule.ts';
import { LONGEST, MOST_SHIFTS } from './slots.ts';

/** Puts a stop into a shift before position `at`. False when the shift is full or the trailer may not go there. */
export function insertStop(schedule: Schedule, slot: number, at: number, node: number): boolean {
  const { model, length, stop, trailer } = schedule;
  if (length[slot]! >= LONGEST - 1 || !model.nodeTrailer[node * model.trailerCapacity.length + trailer[slot]!])
    return false;
  touch(schedule, slot);
  const base = slot * LONGEST;
  for (let index = base + length[slot]!; index > base + at; index -= 1) stop[index] = stop[index - 1]!;
  stop[base + at] = node;
  length[slot]! += 1;
  schedule.basis[slot] = -1;
  return true;
}

/** Takes `count` stops from position `at` out; a shift without stops goes away. */
export function removeStops(schedule: Schedule, slot: number, at: number, count: number): void {
  touch(schedule, slot);
  const { length, stop } = schedule;
  const base = slot * LONGEST;
  for (let index = base + at + count; index < base + length[slot]!; index += 1) stop[index - count] = stop[index]!;
  length[slot]! -= count;
  schedule.basis[slot] = -1;
  if (length[slot] === 0) removeShift(schedule, slot);
}

export function replaceStop(schedule: Schedule, slot: number, at: number, node: number): boolean {
  const { model } = schedule;
  if (!model.nodeTrailer[node * model.trailerCapacity.length + schedule.trailer[slot]!]) return false;
  touch(schedule, slot);
  schedule.stop[slot * LONGEST + at] = node;
  schedule.basis[slot] = -1;
  return true;
}

/** A new shift without stops; −1 when there are too many. */
export function addShift(schedule: Schedule, driver: number, trailer: number, wanted: number): number {
  if (schedule.count >= MOST_SHIFTS - 1) return -1;
  let slot = 0;
  while (schedule.used[slot]) slot += 1;
  touch(schedule, slot);
  schedule.used[slot] = 1;
  schedule.length[slot] = 0;
  schedule.driver[slot] = driver;
  schedule.trailer[slot] = trailer;
  schedule.wanted[slot] = wanted;
  schedule.basis[slot] = -1;
  keepOrder(schedule);
  enterOrder(schedule, slot);
  return slot;
}

export function removeShift(schedule: Schedule, slot: number): void {
  touch(schedule, slot);
  schedule.used[slot] = 0;
  schedule.length[slot] = 0;
  keepOrder(schedule);
  leaveOrder(schedule, slot);
}

/** Gives a shift another wanted start. */
export function moveShift(schedule: Schedule, slot: number, wanted: number): void {
  touch(schedule, slot);
  keepOrder(schedule);
  leaveOrder(schedule, slot);
  schedule.wanted[slot] = wanted;
  enterOrder(schedule, slot);
}

/** Gives a shift to another crew. False when the trailer may not go everywhere. */
export function crewShift(schedule: Schedule, slot: number, driver: number, trailer: number): boolean {
  const { model, stop } = schedule;
  const trailers = model.trailerCapacity.length;
  const base = slot * LONGEST;
  for (let at = base; at < base + schedule.length[slot]!; at += 1)
    if (!model.nodeTrailer[stop[at]! * trailers + trailer]) return false;
  touch(schedule, slot);
  schedule.driver[slot] = driver;
  schedule.trailer[slot] = trailer;
  schedule.basis[slot] = -1;
  return true;
}

function keepOrder({ keep, order, count }: Schedule): void {
  if (keep.orderCount >= 0) return;
  keep.orderCount = count;
  for (let at = 0; at < count; at += 1) keep.order[at] = order[at]!;
}

function enterOrder(schedule: Schedule, slot: number): void {
  const { order, wanted } = schedule;
  let at = schedule.count;
  while (at > 0 && wanted[order[at - 1]!]! > wanted[slot]!) {
    order[at] = order[at - 1]!;
    at -= 1;
  }
  order[at] = slot;
  schedule.count += 1;
}

function leaveOrder(schedule: Schedule, slot: number): void {
  const { order } = schedule;
  let at = order.indexOf(slot);
  schedule.count -= 1;
  for (; at < schedule.count; at += 1) order[at] = order[at + 1]!;
}
