import { Ints, newInts } from '../base/memory.ts';
import { nodes, ROUTE } from './nodes.ts';
import { adjacent, adjacentCount, vehicles } from './problem.ts';

/** The routes of the clients cheapest to drive to from one, nearest first: whoever is put back is offered to these before any other. */
export let nearby: Ints = newInts(1);
/** By route: the last call that gathered it, counted. */
let gatheredAt: Ints = newInts(1);
let calls: i32 = 0;

export function createNearby(): void {
  nearby = newInts(vehicles);
  gatheredAt = newInts(vehicles);
  calls = 0;
}

/** Gathers them in `nearby`, each once. @returns how many */
export function gatherNearby(client: i32): i32 {
  calls += 1;
  const first = client * adjacentCount;
  let count: i32 = 0;
  for (let i: i32 = 1; i < adjacentCount; i++) {
    const route = nodes[(adjacent[first + i] << 4) + ROUTE];
    if (route < 0 || gatheredAt[route] === calls) continue;
    gatheredAt[route] = calls;
    nearby[count] = route;
    count += 1;
  }
  return count;
}
