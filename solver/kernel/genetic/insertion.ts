import { toFloat } from '../base/memory.ts';
import { random } from '../base/random.ts';
import { warpThrough } from './across.ts';
import {
  capacity,
  cost,
  costInto,
  earliest,
  latest,
  latestBefore,
  load,
  travel,
  travelInto,
  vehicles,
  width,
} from './problem.ts';
import {
  CLOCK,
  emptyRoute,
  endOf,
  LATEST_ARRIVAL,
  link,
  loadPrice,
  NEXT,
  nodes,
  PLACE,
  ROUTE,
  routeLoad,
  routeSize,
  routeWarp,
  startOf,
  STEP,
  updateRoute,
  warpPenalty,
} from './routes.ts';

/** A place is passed over with this probability, so that the greedy choice varies (Christiaens & Vanden Berghe 2020). */
const BLINK: f64 = 0.01;
const NOTHING_YET: i32 = 0x7fffffff;

/** Puts a client where it adds the least penalised cost, and renews that route. */
export function insertAnywhere(client: i32): void {
  const node = leastPenalised(client);
  insertBehind(client, node);
}

/** Puts a client where the route stays in time and load and it adds the least. @returns false if there is no such place */
export function insertInTime(client: i32, ownRoute: bool): bool {
  const node = cheapestInTime(client, ownRoute);
  if (node < 0) return false;
  insertBehind(client, node);
  return true;
}

export function insertBehind(client: i32, node: i32): void {
  const after = nodes[(node << 4) + NEXT];
  link(node, client);
  link(client, after);
  updateRoute(nodes[(node << 4) + ROUTE]);
}

/** @returns the node behind which the client adds the least penalised cost */
function leastPenalised(client: i32): i32 {
  const records = nodes;
  const row = client * width;
  let best: f64 = 1e300;
  let bestNode: i32 = -1;
  for (let route: i32 = 0; route < vehicles; route++) {
    if (routeSize[route] === 0 && route !== emptyRoute) continue;
    const loads: f64 = loadPrice(routeLoad[route] + load[client]) - loadPrice(routeLoad[route]);
    const end = endOf(route);
    let node = startOf(route);
    while (node !== end) {
      const following = records[(node << 4) + NEXT];
      let detour = costInto[row + records[(node << 4) + PLACE]] - records[(node << 4) + STEP];
      detour += cost[row + records[(following << 4) + PLACE]];
      if (toFloat(detour) + loads < best) {
        const warp = warpThrough(node, client, -1, following) - routeWarp[route];
        const total: f64 = toFloat(detour) + loads + warpPenalty * toFloat(warp);
        if (total < best) {
          best = total;
          bestNode = node;
        }
      }
      node = following;
    }
  }
  return bestNode;
}

export function cheapestInTime(client: i32, ownRoute: bool): i32 {
  const records = nodes;
  const row = client * width;
  const until = latestBefore[client];
  const opens = earliest[client];
  const closes = latest[client];
  let best: i32 = NOTHING_YET;
  let bestNode: i32 = -1;
  for (let route: i32 = 0; route < vehicles; route++) {
    if (routeSize[route] === 0 && (route !== emptyRoute || !ownRoute)) continue;
    if (routeLoad[route] + load[client] > capacity || routeWarp[route] > 0) continue;
    const end = endOf(route) << 4;
    let at = startOf(route) << 4;
    while (at !== end) {
      const clock = records[at + CLOCK];
      if (clock > until) break;
      const place = records[at + PLACE];
      const following = records[at + NEXT] << 4;
      const placeAfter = records[following + PLACE];
      const detour = costInto[row + place] + cost[row + placeAfter] - records[at + STEP];
      if (detour < best) {
        let arrival = clock + travelInto[row + place];
        if (arrival < opens) arrival = opens;
        const inTime = arrival <= closes && arrival + travel[row + placeAfter] <= records[following + LATEST_ARRIVAL];
        if (inTime && random() >= BLINK) {
          best = detour;
          bestNode = at >> 4;
        }
      }
      at = following;
    }
  }
  return bestNode;
}
