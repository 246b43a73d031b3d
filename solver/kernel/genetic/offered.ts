import { Ints, newInts } from '../base/memory.ts';
import { vehiclesLeft } from './classes.ts';
import { insertAnywhere } from './insertion.ts';
import { nodes, ROUTE } from './nodes.ts';
import { clients, fleetOfClass, mixed, vehicles } from './problem.ts';
import { clearRoutes, emptyOf, layRoute } from './routes.ts';

/** A plan from outside that waits to join: its clients route by route, and where each route begins; 0 routes: none waits. */
export let offeredTour: Ints = newInts(1);
export let offeredEnds: Ints = newInts(1);
/** The class of each route's vehicle. */
export let offeredClasses: Ints = newInts(1);
export let offeredCount: i32 = 0;

export function createOffered(): void {
  offeredTour = newInts(clients);
  offeredEnds = newInts(vehicles + 1);
  offeredClasses = newInts(vehicles);
  offeredCount = 0;
}

/** The plan in `offeredTour` and `offeredEnds` joins when its turn comes: it begins the next annealing, or is a plan of its own. */
export function offer(routes: i32): void {
  offeredCount = routes;
}

/** @param insertsAll whether clients that the offered plan leaves out go where they cost least */
export function readOffer(insertsAll: bool): void {
  clearRoutes();
  for (let offered: i32 = 0; offered < offeredCount; offered++) {
    const which = offeredClasses[offered];
    const route = emptyOf[fleetOfClass[which]];
    if (route < 0 || (mixed && vehiclesLeft[which] === 0)) continue;
    layRoute(route, offeredTour, offeredEnds[offered], offeredEnds[offered + 1], which);
  }
  offeredCount = 0;
  for (let client: i32 = 1; insertsAll && client <= clients; client++) {
    if (nodes[(client << 4) + ROUTE] < 0) insertAnywhere(client);
  }
}
