import { Ints, newInts } from '../base/memory.ts';
import {
  CLASS_INTS,
  CLOSES,
  DURATIONS,
  OPENS,
  TYPE,
  arrivingStride,
  classInts,
  closes,
  durationLimits,
  leavingStride,
  opens,
  placeOf,
  serviceOf,
  stops,
  travel,
} from './data.ts';
import { LEG, PLACE, POSITION_INTS, classOf, lengthOf, offsetOf, positions, stopAt } from './routes.ts';
import { taskTime } from './timing.ts';

/**
 * Durations of routes in constant time (Vidal, Crainic, Gendreau & Prins 2013): the part of a route up to a position, and the
 * part from a position on, as least duration with earliest and latest start at which it is reached. Stops have one window here.
 */
export let headDuration: Ints = newInts(0);
export let headEarliest: Ints = newInts(0);
export let headLatest: Ints = newInts(0);
export let tailDuration: Ints = newInts(0);
export let tailEarliest: Ints = newInts(0);
export let tailLatest: Ints = newInts(0);

/** What the last join came to. */
let duration: i32 = 0;
let earliest: i32 = 0;
let latest: i32 = 0;

export function prepareSpans(length: i32): void {
  const cells = durationLimits !== 0 ? length : 0;
  headDuration = newInts(cells);
  headEarliest = newInts(cells);
  headLatest = newInts(cells);
  tailDuration = newInts(cells);
  tailEarliest = newInts(cells);
  tailLatest = newInts(cells);
}

export function copySpans(from: i32, to: i32, count: i32): void {
  if (durationLimits === 0) return;
  const shift = to - from;
  for (let cell = from; cell < from + count; cell++) {
    headDuration[cell + shift] = headDuration[cell];
    headEarliest[cell + shift] = headEarliest[cell];
    headLatest[cell + shift] = headLatest[cell];
    tailDuration[cell + shift] = tailDuration[cell];
    tailEarliest[cell + shift] = tailEarliest[cell];
    tailLatest[cell + shift] = tailLatest[cell];
  }
}

function begin(firstDuration: i32, firstEarliest: i32, firstLatest: i32): void {
  duration = firstDuration;
  earliest = firstEarliest;
  latest = firstLatest;
}

/** Appends a part after `leg` seconds of travel: where nothing is late, waiting is what earliest starts lack. */
function join(leg: i32, nextDuration: i32, nextEarliest: i32, nextLatest: i32): void {
  const shift = duration + leg;
  const wait = nextEarliest - shift - latest;
  const waits = wait > 0 ? wait : 0;
  const from = nextEarliest - shift;
  const to = nextLatest - shift;
  const least = earliest > from ? earliest : from;
  earliest = waits > 0 ? latest : least;
  latest = latest < to ? latest : to;
  duration = shift + waits + nextDuration;
}

/** Computes both parts of every position anew. */
export function refreshSpans(slot: i32): void {
  if (durationLimits === 0) return;
  const base = classOf[slot] * CLASS_INTS;
  const offset = offsetOf[slot];
  const last = offset + lengthOf[slot] - 1;
  begin(0, classInts[base + OPENS], classInts[base + CLOSES]);
  keepHead(offset);
  for (let index = offset + 1; index < last; index++) {
    const stop = stopAt[index];
    join(positions[(index - 1) * POSITION_INTS + LEG], taskTime(slot, index), opens[stop], closes[stop]);
    keepHead(index);
  }
  begin(0, classInts[base + OPENS], classInts[base + CLOSES]);
  keepTail(last);
  for (let index = last - 1; index > offset; index--) {
    const stop = stopAt[index];
    begin(taskTime(slot, index), opens[stop], closes[stop]);
    join(
      positions[index * POSITION_INTS + LEG],
      tailDuration[index + 1],
      tailEarliest[index + 1],
      tailLatest[index + 1],
    );
    keepTail(index);
  }
}

function keepHead(index: i32): void {
  headDuration[index] = duration;
  headEarliest[index] = earliest;
  headLatest[index] = latest;
}

function keepTail(index: i32): void {
  tailDuration[index] = duration;
  tailEarliest[index] = earliest;
  tailLatest[index] = latest;
}

/** Least duration of a route (times feasible) with a stop between a position and the next. */
export function durationWith(index: i32, stop: i32, before: i32, task: i32, after: i32): i32 {
  begin(headDuration[index], headEarliest[index], headLatest[index]);
  join(before, task, opens[stop], closes[stop]);
  join(after, tailDuration[index + 1], tailEarliest[index + 1], tailLatest[index + 1]);
  return duration;
}

/** The same with a pickup after one position and its delivery after the same or a later one. */
export function durationOfPair(slot: i32, first: i32, pickup: i32, second: i32, delivery: i32): i32 {
  begin(headDuration[first], headEarliest[first], headLatest[first]);
  let place = positions[first * POSITION_INTS + PLACE];
  place = visitNext(slot, pickup, place);
  for (let index = first + 1; index <= second; index++) place = visitNext(slot, stopAt[index], place);
  place = visitNext(slot, delivery, place);
  const next = second + 1;
  const leg = legBetween(slot, place, positions[next * POSITION_INTS + PLACE]);
  join(leg, tailDuration[next], tailEarliest[next], tailLatest[next]);
  return duration;
}

function visitNext(slot: i32, stop: i32, from: i32): i32 {
  const place = placeOf[stop];
  const service = serviceOf[classInts[classOf[slot] * CLASS_INTS + TYPE] * stops + stop];
  join(legBetween(slot, from, place), service, opens[stop], closes[stop]);
  return place;
}

function legBetween(slot: i32, from: i32, to: i32): i32 {
  return travel[classInts[classOf[slot] * CLASS_INTS + DURATIONS] + arrivingStride * to + leavingStride * from];
}

/** Least duration of a route as it is. */
export function routeDuration(slot: i32): i32 {
  const offset = offsetOf[slot];
  begin(headDuration[offset], headEarliest[offset], headLatest[offset]);
  join(
    positions[offset * POSITION_INTS + LEG],
    tailDuration[offset + 1],
    tailEarliest[offset + 1],
    tailLatest[offset + 1],
  );
  return duration;
}
