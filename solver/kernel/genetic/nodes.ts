import { Ints, newInts } from '../base/memory.ts';
import { clients, depotOf, earliest, firstVehicle, fleets, latest, load, vehicles } from './problem.ts';

/**
 * The plan being worked on: doubly linked routes. A node is a client (1 … clients), the start of a route or its end; a node's
 * record fills a cache line. Lateness is allowed at a price: whoever comes late goes back in time to the end of the window
 * ("time warp", Nagata, Bräysy & Dullaert 2010); only how far back is counted.
 * All that precedes a node is summed up by when service starts there and the warp until then; all that follows, by the latest
 * arrival that adds no warp to what is there anyway (Vidal et al. 2013): so a route cut and joined is judged in constant time.
 */
export const PREVIOUS: i32 = 0;
export const NEXT: i32 = 1;
export const ROUTE: i32 = 2;
export const POSITION: i32 = 3;
/** The row of the matrices: the fleet's depot for both ends of a route. */
export const PLACE: i32 = 4;
/** Loads from the route's start, the node's own included. */
export const LOAD_UNTIL: i32 = 5;
/** When service starts. */
export const CLOCK: i32 = 6;
export const WARP_UNTIL: i32 = 7;
/** A later arrival adds warp to WARP_AFTER, minute by minute. */
export const LATEST_ARRIVAL: i32 = 8;
export const WARP_AFTER: i32 = 9;
/** Cost of the step to the next node. */
export const STEP: i32 = 10;
export const EARLIEST: i32 = 11;
export const LATEST: i32 = 12;
export const LOAD: i32 = 13;
/** Cost of the way back to the route's start, less the way from there. */
export const TURNED: i32 = 14;
/** Count of moves when the client's moves were last tried. */
export const TESTED: i32 = 15;

export let nodes: Ints = newInts(1);
/** The fleet that a route's vehicle is of. */
export let fleetOf: Ints = newInts(1);

/** Takes memory; all routes are unlinked. */
export function createNodes(): void {
  nodes = newInts((clients + 1 + 2 * vehicles) << 4);
  fleetOf = newInts(vehicles);
  for (let client: i32 = 1; client <= clients; client++) setWindow(client, client);
  for (let fleet: i32 = 0; fleet < fleets; fleet++) {
    for (let route = firstVehicle[fleet]; route < firstVehicle[fleet + 1]; route++) {
      fleetOf[route] = fleet;
      setWindow(startOf(route), depotOf(fleet));
      setWindow(endOf(route), depotOf(fleet));
      nodes[(startOf(route) << 4) + ROUTE] = route;
      nodes[(endOf(route) << 4) + ROUTE] = route;
    }
  }
}

function setWindow(node: i32, place: i32): void {
  const at = node << 4;
  nodes[at + PLACE] = place;
  nodes[at + EARLIEST] = earliest[place];
  nodes[at + LATEST] = latest[place];
  nodes[at + LOAD] = node > clients ? 0 : load[place];
}

export function startOf(route: i32): i32 {
  return clients + 1 + route;
}

export function endOf(route: i32): i32 {
  return clients + 1 + vehicles + route;
}

export function next(node: i32): i32 {
  return nodes[(node << 4) + NEXT];
}

export function previous(node: i32): i32 {
  return nodes[(node << 4) + PREVIOUS];
}

export function link(first: i32, second: i32): void {
  nodes[(first << 4) + NEXT] = second;
  nodes[(second << 4) + PREVIOUS] = first;
}
