import { Ints, newInts } from '../base/memory.ts';
import {
  BREAK_INTS,
  CLASS_INTS,
  DRIVING,
  FIRST_BREAK,
  REST,
  breakInts,
  breakLoads,
  classInts,
  dimensions,
} from './data.ts';

/**
 * One leg with the breaks and rests that fall into it. A break may come in the middle of a leg; after the driving limit comes
 * a rest, wherever the vehicle is; waiting or a break as long as a rest counts as one.
 */
export let legTime: i32 = 0;
/** Seconds driven since the last rest. */
export let legDriven: i32 = 0;

/** What is recorded of breaks and rests: number of the break (−1: a rest), position before, arrival, waiting, service, travelled. */
export const EVENT_INTS: i32 = 6;
export let events: Ints = newInts(0);
export let eventCount: i32 = 0;
let mostEvents: i32 = 0;
let isRecording: bool = false;
let position: i32 = 0;
let travelled: i32 = 0;

let limit: i32 = 0;
let rest: i32 = 0;
let firstBreak: i32 = 0;
let remaining: i32 = 0;

export function prepareDriving(most: i32): void {
  mostEvents = most;
  events = newInts(most * EVENT_INTS);
  eventCount = 0;
  isRecording = false;
}

/** Takes the rules of a class. */
export function driveAs(which: i32): void {
  const base = which * CLASS_INTS;
  limit = classInts[base + DRIVING];
  rest = classInts[base + REST];
  firstBreak = classInts[base + FIRST_BREAK];
}

/** Whether legs from now on write down their breaks and rests. */
export function record(on: bool): void {
  isRecording = on;
  if (on) eventCount = 0;
  travelled = 0;
}

function note(which: i32, arrival: i32, waiting: i32, service: i32): void {
  if (!isRecording || eventCount >= mostEvents) return;
  const cell = eventCount * EVENT_INTS;
  events[cell] = which;
  events[cell + 1] = position;
  events[cell + 2] = arrival;
  events[cell + 3] = waiting;
  events[cell + 4] = service;
  events[cell + 5] = travelled;
  eventCount += 1;
}

/**
 * Drives a leg after a position, takes so many breaks on the way, and rests first if told; then legTime is the arrival.
 * @param onBoard index of the load on board in `loads`, for breaks that limit it
 * @returns whether every break starts within its window
 */
export function driveLeg(from: i32, time: i32, driven: i32, leg: i32, taken: i32, breaks: i32, rests: bool): bool {
  position = from;
  legTime = time;
  legDriven = driven;
  remaining = leg;
  if (rests) takeRest();
  for (let index = taken; index < taken + breaks; index++) {
    const cell = (firstBreak + index) * BREAK_INTS;
    driveUntil(breakInts[cell]);
    const arrival = legTime;
    if (legTime < breakInts[cell]) legTime = breakInts[cell];
    if (legTime > breakInts[cell + 1]) return false;
    const waiting = legTime - arrival;
    note(index, arrival, waiting, breakInts[cell + 2]);
    legTime += breakInts[cell + 2];
    if (limit > 0 && waiting + breakInts[cell + 2] >= rest) legDriven = 0;
  }
  driveUntil(0x3fffffff);
  return true;
}

/** Rests where the vehicle is. */
export function takeRest(): void {
  note(-1, legTime, 0, rest);
  legTime += rest;
  legDriven = 0;
}

/** Drives what is left of the leg, until a time at most. */
function driveUntil(time: i32): void {
  while (remaining > 0 && legTime < time) {
    let step = remaining < time - legTime ? remaining : time - legTime;
    if (limit > 0) {
      if (legDriven >= limit) {
        takeRest();
        continue;
      }
      if (step > limit - legDriven) step = limit - legDriven;
    }
    legTime += step;
    legDriven += step;
    remaining -= step;
    travelled += step;
  }
}

/** Whether breaks taken with a load on board allow it. */
export function breaksAllow(loads: Ints, cell: i32, taken: i32, breaks: i32): bool {
  for (let index = taken; index < taken + breaks; index++) {
    const most = breakInts[(firstBreak + index) * BREAK_INTS + 3];
    if (most < 0) continue;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      if (loads[cell + dimension] > breakLoads[most + dimension]) return false;
    }
  }
  return true;
}

export function restsAreDue(): bool {
  return limit > 0;
}

export function restSeconds(): i32 {
  return rest;
}
