import { Ints, newInts } from '../base/memory.ts';
import { endOf, NEXT, nodes, PREVIOUS, startOf, STEP } from './nodes.ts';
import { ANY_CLASS, clients, mayServe, mixed, vehicles } from './problem.ts';

/** What exchanges of tails between vehicles of different classes need to know of a node beyond its record. */
/** Sum of the steps from the route's start. */
export const STEPS_UNTIL: i32 = 0;
/** The classes that may serve all clients so far, and all from the node on; the node included. */
export const SERVED_UNTIL: i32 = 1;
export const SERVED_AFTER: i32 = 2;

export let along: Ints = newInts(1);
/** By route: the classes that may serve all its clients. */
export let servedBy: Ints = newInts(1);

export function createAlong(): void {
  along = newInts(mixed ? (clients + 1 + 2 * vehicles) << 2 : 1);
  servedBy = newInts(vehicles);
}

/** Renews a route whose records hold. */
export function updateAlong(route: i32): void {
  const records = nodes;
  const first = startOf(route);
  const last = endOf(route);
  let at = first;
  let steps: i32 = 0;
  let served = ANY_CLASS;
  while (at !== last) {
    along[(at << 2) + STEPS_UNTIL] = steps;
    if (at <= clients) served = served & mayServe[at];
    along[(at << 2) + SERVED_UNTIL] = served;
    steps += records[(at << 4) + STEP];
    at = records[(at << 4) + NEXT];
  }
  along[(last << 2) + STEPS_UNTIL] = steps;
  along[(last << 2) + SERVED_UNTIL] = served;
  along[(last << 2) + SERVED_AFTER] = ANY_CLASS;
  servedBy[route] = served;
  served = ANY_CLASS;
  while (at !== first) {
    at = records[(at << 4) + PREVIOUS];
    if (at <= clients) served = served & mayServe[at];
    along[(at << 2) + SERVED_AFTER] = served;
  }
}
