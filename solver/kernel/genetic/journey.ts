import {
  CLOCK,
  EARLIEST,
  LATEST,
  LATEST_ARRIVAL,
  NEXT,
  nodes,
  PLACE,
  PREVIOUS,
  ROUTE,
  WARP_AFTER,
  WARP_UNTIL,
} from './nodes.ts';
import { limited, travel, width } from './problem.ts';
import { EARLIEST_ARRIVAL, excessOfSpan, LATEST_DEPARTURE, SPAN_AFTER, SPAN_UNTIL, spans } from './spans.ts';

/**
 * A journey along a route as it would be: whose route, when service starts at its last stop, warp so far, and that stop's place;
 * where durations are limited, also the least time since the depot and the latest departure from there.
 */
let route: i32 = 0;
let clock: i32 = 0;
let warp: i32 = 0;
let place: i32 = 0;
let span: i32 = 0;
let departure: i32 = 0;

/** Begins as far along a route as a node. */
export function journeyUntil(node: i32): void {
  const at = node << 4;
  clock = nodes[at + CLOCK];
  warp = nodes[at + WARP_UNTIL];
  place = nodes[at + PLACE];
  if (!limited) return;
  route = nodes[at + ROUTE];
  span = spans[(node << 2) + SPAN_UNTIL];
  departure = spans[(node << 2) + LATEST_DEPARTURE];
}

export function visit(node: i32): void {
  const at = node << 4;
  const step = travel[place * width + nodes[at + PLACE]];
  let time = clock + step;
  if (time < nodes[at + EARLIEST]) time = nodes[at + EARLIEST];
  const late = time - nodes[at + LATEST];
  if (limited) stretch(step, nodes[at + EARLIEST], nodes[at + LATEST], late);
  if (late > 0) {
    warp += late;
    time -= late;
  }
  clock = time;
  place = nodes[at + PLACE];
}

function stretch(step: i32, opens: i32, closes: i32, late: i32): void {
  const since = span - warp + step;
  const wait = opens - since - departure;
  if (closes - since < departure) departure = closes - since;
  if (late > 0) departure += late;
  span += wait > 0 ? step + wait : step;
}

/** Visits all from `first` to `last` along the links; nothing if `last` is the node before `first`. */
export function visitFrom(first: i32, last: i32): void {
  let node = first;
  const stop = nodes[(last << 4) + NEXT];
  while (node !== stop) {
    visit(node);
    node = nodes[(node << 4) + NEXT];
  }
}

export function visitBackFrom(last: i32, first: i32): void {
  let node = last;
  const stop = nodes[(first << 4) + PREVIOUS];
  while (node !== stop) {
    visit(node);
    node = nodes[(node << 4) + PREVIOUS];
  }
}

/** @returns the warp of the whole route, and its excess of duration, going on from `node` as before */
export function goOnAt(node: i32): i32 {
  const at = node << 4;
  const step = travel[place * width + nodes[at + PLACE]];
  const late = clock + step - nodes[at + LATEST_ARRIVAL];
  const total = warp + nodes[at + WARP_AFTER] + (late > 0 ? late : 0);
  if (!limited) return total;
  const wait = spans[(node << 2) + EARLIEST_ARRIVAL] - (span - warp + step) - departure;
  const whole = span + step + (wait > 0 ? wait : 0) + spans[(node << 2) + SPAN_AFTER];
  return total + excessOfSpan(whole - total, route);
}
