import { Ints, newInts } from '../base/memory.ts';
import { randomBelow } from '../base/random.ts';
import { insertAnywhere } from './insertion.ts';
import { take } from './classes.ts';
import {
  adjacent,
  adjacentCount,
  ANY_CLASS,
  classes,
  classVehicles,
  clients,
  firstClass,
  firstVehicle,
  fleetOfClass,
  fleets,
  mayServe,
  mixed,
  vehicles,
  width,
} from './problem.ts';
import { readRoute, routeCounts, routeClasses, routeEnds, tours } from './population.ts';
import { endOf, link, NEXT, nodes, PREVIOUS, ROUTE, startOf } from './nodes.ts';
import { clearRoutes, routeChanged, updateRoute } from './routes.ts';

/** By client: its route in the first parent; whether that route leaves; whether a route of the second parent brings it. */
let routeOf: Ints = newInts(1);
let leaves: Ints = newInts(1);
let arrives: Ints = newInts(1);
let routeLeaves: Ints = newInts(1);
let routeArrives: Ints = newInts(1);
let homeless: Ints = newInts(1);
/** By class: vehicles that no route that stays uses; and of each route that arrives the class it gets. */
let vehiclesLeft: Ints = newInts(1);
let arrivingClass: Ints = newInts(1);
/** By fleet: routes there may still be, and the next of them. */
let routesLeft: Ints = newInts(1);
let nextVehicle: Ints = newInts(1);

export function createCrossover(): void {
  routeOf = newInts(width);
  leaves = newInts(width);
  arrives = newInts(width);
  routeLeaves = newInts(vehicles);
  routeArrives = newInts(vehicles);
  homeless = newInts(clients);
  vehiclesLeft = newInts(classes);
  arrivingClass = newInts(vehicles);
  routesLeft = newInts(fleets);
  nextVehicle = newInts(fleets);
}

/**
 * Selective route exchange (Nagata & Bräysy 2010): routes of the first plan about some client give way to those of the second
 * that serve much the same clients. Who is served twice leaves the one or the other side, who isn't served is inserted where
 * it costs least. The child becomes the plan being worked on; routes it has from its first parent as they were, count as tried.
 * @returns whether the child differs from its first parent
 */
export function exchangeRoutes(first: i32, second: i32, most: i32): bool {
  chooseLeaving(first, most);
  countVehicles(first);
  const arriving = chooseArriving(second);
  const newcomersStay = randomBelow(2) === 0;
  clearRoutes();
  for (let i: i32 = 0; i < routeCounts[first]; i++) {
    if (routeLeaves[i] !== 0) continue;
    const route = takeVehicle(routeClasses[first * vehicles + i]);
    readRoute(first, i, route);
    routeChanged[route] = 0;
  }
  if (arriving === 0) return false;
  if (newcomersStay) makeRoom();
  for (let i: i32 = 0; i < routeCounts[second]; i++) {
    if (routeArrives[i] !== 0) readNewcomers(second, i, takeVehicle(arrivingClass[i]));
  }
  insertHomeless();
  return true;
}

function takeVehicle(which: i32): i32 {
  const fleet = fleetOfClass[which];
  nextVehicle[fleet] += 1;
  return nextVehicle[fleet] - 1;
}

/** Counts the vehicles that routes of a plan that stay leave unused. */
function countVehicles(plan: i32): void {
  for (let fleet: i32 = 0; fleet < fleets; fleet++) {
    routesLeft[fleet] = firstVehicle[fleet + 1] - firstVehicle[fleet];
    nextVehicle[fleet] = firstVehicle[fleet];
  }
  for (let each: i32 = 0; each < classes; each++) vehiclesLeft[each] = classVehicles[each];
  for (let i: i32 = 0; i < routeCounts[plan]; i++) {
    if (routeLeaves[i] === 0) countRoute(routeClasses[plan * vehicles + i]);
  }
}

function countRoute(which: i32): void {
  vehiclesLeft[which] -= 1;
  routesLeft[fleetOfClass[which]] -= 1;
}

/** The class of a route of a plan, or one of the same fleet that may serve it and is left; −1 if there is none. */
function classLeft(plan: i32, route: i32): i32 {
  const own = routeClasses[plan * vehicles + route];
  const fleet = fleetOfClass[own];
  if (routesLeft[fleet] === 0) return -1;
  if (vehiclesLeft[own] > 0) return own;
  const ends = plan * (vehicles + 1) + route;
  let served = ANY_CLASS;
  for (let i = routeEnds[ends]; i < routeEnds[ends + 1]; i++) served = served & mayServe[tours[plan * clients + i]];
  for (let each = firstClass[fleet]; each < firstClass[fleet + 1]; each++) {
    if (vehiclesLeft[each] > 0 && ((served >> each) & 1) !== 0) return each;
  }
  return -1;
}

/** Marks routes of a plan that come near a client drawn at random, at most `most`. */
function chooseLeaving(plan: i32, most: i32): void {
  const count = routeCounts[plan];
  const ends = plan * (vehicles + 1);
  for (let route: i32 = 0; route < count; route++) {
    routeLeaves[route] = 0;
    for (let i = routeEnds[ends + route]; i < routeEnds[ends + route + 1]; i++)
      routeOf[tours[plan * clients + i]] = route;
  }
  const limit = 1 + randomBelow(most < count ? most : count);
  const near = (1 + randomBelow(clients)) * adjacentCount;
  let chosen: i32 = 0;
  for (let i: i32 = 0; i < adjacentCount && chosen < limit; i++) {
    const route = routeOf[adjacent[near + i]];
    if (routeLeaves[route] !== 0) continue;
    routeLeaves[route] = 1;
    chosen += 1;
  }
  for (let client: i32 = 1; client <= clients; client++) leaves[client] = routeLeaves[routeOf[client]];
}

/** Marks routes of a plan of which at least half the clients lose theirs, as long as vehicles for them are left. @returns how many */
function chooseArriving(plan: i32): i32 {
  const ends = plan * (vehicles + 1);
  let chosen: i32 = 0;
  for (let client: i32 = 1; client <= clients; client++) arrives[client] = 0;
  for (let route: i32 = 0; route < routeCounts[plan]; route++) {
    const from = routeEnds[ends + route];
    const to = routeEnds[ends + route + 1];
    let shared: i32 = 0;
    for (let i = from; i < to; i++) shared += leaves[tours[plan * clients + i]];
    routeArrives[route] = 0;
    if (shared * 2 < to - from) continue;
    const which = classLeft(plan, route);
    if (which < 0) continue;
    routeArrives[route] = 1;
    arrivingClass[route] = which;
    countRoute(which);
    chosen += 1;
    for (let i = from; i < to; i++) arrives[tours[plan * clients + i]] = 1;
  }
  return chosen;
}

/** Takes clients that arrive out of the routes that stay. */
function makeRoom(): void {
  for (let route: i32 = 0; route < vehicles; route++) {
    let changed = false;
    let client = nodes[(startOf(route) << 4) + NEXT];
    while (client <= clients) {
      const following = nodes[(client << 4) + NEXT];
      if (arrives[client] !== 0) {
        link(nodes[(client << 4) + PREVIOUS], following);
        nodes[(client << 4) + ROUTE] = -1;
        changed = true;
      }
      client = following;
    }
    if (changed) updateRoute(route);
  }
}

/** Copies a route that arrives, without clients that a route that stayed still serves. */
function readNewcomers(plan: i32, from: i32, route: i32): void {
  const ends = plan * (vehicles + 1) + from;
  let node = startOf(route);
  for (let i = routeEnds[ends]; i < routeEnds[ends + 1]; i++) {
    const client = tours[plan * clients + i];
    if (nodes[(client << 4) + ROUTE] >= 0) continue;
    link(node, client);
    node = client;
  }
  link(node, endOf(route));
  if (mixed && node !== startOf(route)) take(route, arrivingClass[from]);
  updateRoute(route);
}

function insertHomeless(): void {
  let count: i32 = 0;
  for (let client: i32 = 1; client <= clients; client++) {
    if (nodes[(client << 4) + ROUTE] >= 0) continue;
    const other = randomBelow(count + 1);
    homeless[count] = homeless[other];
    homeless[other] = client;
    count += 1;
  }
  for (let i: i32 = 0; i < count; i++) insertAnywhere(homeless[i]);
}
