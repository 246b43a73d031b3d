import { Ints, newInts } from '../base/memory.ts';
import { EARLIEST, endOf, fleetOf, LATEST, NEXT, nodes, PLACE, PREVIOUS, startOf, WARP_UNTIL } from './nodes.ts';
import { clients, limited, mostDuration, travel, vehicles, width } from './problem.ts';

/**
 * What limits of duration need to know of a node beyond its record, a quarter of a cache line each: the rest of the time-window
 * segments (Vidal et al. 2013) of all that precedes it and of all that follows.
 */
/** Least time from leaving the depot to service at the node, warp included. */
export const SPAN_UNTIL: i32 = 0;
/** Latest departure from the depot that adds no warp. */
export const LATEST_DEPARTURE: i32 = 1;
/** Least time from service at the node to the end, warp included. */
export const SPAN_AFTER: i32 = 2;
/** Earliest arrival from which the time to the end is that short. */
export const EARLIEST_ARRIVAL: i32 = 3;

export let spans: Ints = newInts(1);

export function createSpans(): void {
  spans = newInts(limited ? (clients + 1 + 2 * vehicles) << 2 : 1);
}

/** Renews spans of a route whose records hold. @returns by how much its duration exceeds the limit of its fleet */
export function updateSpans(route: i32): i32 {
  const records = nodes;
  const last = endOf(route);
  const first = startOf(route);
  let at = first;
  let span: i32 = 0;
  let departure = records[(at << 4) + LATEST];
  spans[(at << 2) + SPAN_UNTIL] = span;
  spans[(at << 2) + LATEST_DEPARTURE] = departure;
  while (at !== last) {
    const warp = records[(at << 4) + WARP_UNTIL];
    const step = travel[records[(at << 4) + PLACE] * width + records[(records[(at << 4) + NEXT] << 4) + PLACE]];
    const since = span - warp + step;
    at = records[(at << 4) + NEXT];
    const wait = records[(at << 4) + EARLIEST] - since - departure;
    const until = records[(at << 4) + LATEST] - since;
    if (until < departure) departure = until;
    departure += records[(at << 4) + WARP_UNTIL] - warp;
    span += wait > 0 ? step + wait : step;
    spans[(at << 2) + SPAN_UNTIL] = span;
    spans[(at << 2) + LATEST_DEPARTURE] = departure;
  }
  updateSpansBackwards(first, last);
  return excessOfSpan(span - records[(last << 4) + WARP_UNTIL], route);
}

function updateSpansBackwards(first: i32, last: i32): void {
  const records = nodes;
  let at = last;
  let span: i32 = 0;
  let arrival = records[(at << 4) + EARLIEST];
  spans[(at << 2) + SPAN_AFTER] = span;
  spans[(at << 2) + EARLIEST_ARRIVAL] = arrival;
  while (at !== first) {
    const place = records[(at << 4) + PLACE];
    at = records[(at << 4) + PREVIOUS];
    const step = travel[records[(at << 4) + PLACE] * width + place];
    const wait = arrival - step - records[(at << 4) + LATEST];
    arrival -= step;
    if (arrival < records[(at << 4) + EARLIEST]) arrival = records[(at << 4) + EARLIEST];
    span += step;
    if (wait > 0) {
      span += wait;
      arrival -= wait;
    }
    spans[(at << 2) + SPAN_AFTER] = span;
    spans[(at << 2) + EARLIEST_ARRIVAL] = arrival;
  }
}

/** @param span of the whole route, without warp */
export function excessOfSpan(span: i32, route: i32): i32 {
  const excess = span - mostDuration[fleetOf[route]];
  return excess > 0 ? excess : 0;
}
