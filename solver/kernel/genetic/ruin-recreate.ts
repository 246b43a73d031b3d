import { Floats, Ints, newFloats, newInts, toFloat, toInt } from '../base/memory.ts';
import { logarithm } from '../base/logarithm.ts';
import { random, randomBelow } from '../base/random.ts';
import { cheapestInTime, isTouched } from './insertion.ts';
import { cheapestWithClass, setGrowth, settleVehicle, takeFound } from './class-insertion.ts';
import { classOf, release, take } from './classes.ts';
import { adjacent, adjacentCount, clients, cost, earliest, latest, load, mixed, vehicles, width } from './problem.ts';
import { endOf, link, NEXT, nodes, POSITION, PREVIOUS, ROUTE, startOf } from './nodes.ts';
import { countMove, costOfRoute, routeChanged, routeSize, routeVersion, updateRoute, usedCount } from './routes.ts';

/**
 * Slack induction by string removals (Christiaens & Vanden Berghe 2020): strings of clients are taken out of routes near a
 * client, and put back greedily. The constants are the paper's.
 */
const LONGEST_STRING: f64 = 10;
const SPLIT: f64 = 0.5;
const LONGER_SPLIT: f64 = 0.01;
/**
 * Share of the turns in which routes change for no larger vehicle: which is best depends on whether large vehicles carry a unit for less, so
 * the chains of one search differ. How many of these turns let routes change for cheaper ones.
 */
let staying: f64 = 0;
const SOME_STAY: f64 = 0.15;
const HALF_STAY: f64 = 0.5;
const SHRINKING: f64 = 0.5;

let removed: Ints = newInts(1);
let removedCount: i32 = 0;
/** Clients that have no place at present, and those that found none in this turn. */
let absent: Ints = newInts(1);
export let absentCount: i32 = 0;
let left: Ints = newInts(1);
let leftCount: i32 = 0;
let keys: Floats = newFloats(1);
/** Routes touched, as they were: class, where the clients of each begin in `savedClients`, and its count of moves. */
let savedRoutes: Ints = newInts(1);
let savedClasses: Ints = newInts(1);
let savedStarts: Ints = newInts(1);
let savedChanged: Ints = newInts(1);
let savedVersions: Ints = newInts(1);
let savedClients: Ints = newInts(1);
let savedCount: i32 = 0;
let savedCost: f64 = 0;
let shrinks: bool = false;
let isRuined: Ints = newInts(1);

export function createRuin(): void {
  removed = newInts(clients);
  absent = newInts(clients);
  left = newInts(clients);
  absentCount = 0;
  chooseStaying(0);
  keys = newFloats(width);
  savedRoutes = newInts(vehicles);
  savedClasses = newInts(vehicles);
  savedStarts = newInts(vehicles + 1);
  savedChanged = newInts(vehicles);
  savedVersions = newInts(vehicles);
  savedClients = newInts(clients);
  isRuined = newInts(vehicles);
}

/**
 * Takes about `average` clients out and puts them back, with those that have no place at present; keeps what leaves out fewer, or as
 * many and is cheaper than before, or dearer by no more than chance allows at that temperature (units of cost). The plan must keep its
 * limits, and still does.
 * @returns by how much the cost changed; 0 also if all is as before
 */
export function ruinAndRecreate(average: f64, temperature: f64): f64 {
  savedCount = 0;
  savedCost = 0;
  removedCount = 0;
  countMove();
  if (mixed) drawGrowth();
  ruin(1 + randomBelow(clients), average);
  for (let i: i32 = 0; i < absentCount; i++) {
    removed[removedCount] = absent[i];
    removedCount += 1;
  }
  sortRemoved();
  recreate();
  let change: f64 = -savedCost;
  for (let i: i32 = 0; i < savedCount; i++) {
    if (mixed) settleVehicle(savedRoutes[i]);
    change += costOfRoute(savedRoutes[i]);
  }
  const allowance: f64 = temperature > 0 ? -temperature * logarithm(random() + 1e-12) : 0;
  const isBetter = leftCount < absentCount || (leftCount === absentCount && change !== 0 && change <= allowance);
  if (isBetter) {
    absentCount = leftCount;
    for (let i: i32 = 0; i < leftCount; i++) absent[i] = left[i];
  } else {
    undo();
    change = 0;
  }
  for (let i: i32 = 0; i < savedCount; i++) {
    isTouched[savedRoutes[i]] = 0;
    isRuined[savedRoutes[i]] = 0;
  }
  return change;
}

/** Chooses that share for the first, second, third … chain. */
export function chooseStaying(chain: i32): void {
  const turn = chain % 3;
  staying = turn === 0 ? SOME_STAY : turn === 1 ? 0 : HALF_STAY;
}

/** Draws what room costs in this turn, and whether routes that lose clients change for a cheaper vehicle at once or keep theirs. */
function drawGrowth(): void {
  const grows = random() >= staying;
  shrinks = grows || random() < SHRINKING;
  setGrowth(random(), grows);
}

/** Puts back what was removed; gives up as soon as more find no place than before. */
function recreate(): void {
  leftCount = 0;
  for (let i: i32 = 0; i < removedCount && leftCount <= absentCount; i++) {
    const client = removed[i];
    const node = mixed ? cheapestWithClass(client) : cheapestInTime(client, true);
    if (node >= 0) insertSaving(client, node);
    else {
      left[leftCount] = client;
      leftCount += 1;
    }
  }
}

/** Counts the clients that have no place. */
export function noteAbsent(): void {
  absentCount = 0;
  for (let client: i32 = 1; client <= clients; client++) {
    if (nodes[(client << 4) + ROUTE] >= 0) continue;
    absent[absentCount] = client;
    absentCount += 1;
  }
}

function insertSaving(client: i32, node: i32): void {
  const route = nodes[(node << 4) + ROUTE];
  save(route);
  if (mixed) takeFound(route);
  const after = nodes[(node << 4) + NEXT];
  link(node, client);
  link(client, after);
  updateRoute(route);
}

function save(route: i32): void {
  if (isTouched[route] !== 0) return;
  isTouched[route] = 1;
  savedRoutes[savedCount] = route;
  savedClasses[savedCount] = classOf[route];
  savedChanged[savedCount] = routeChanged[route];
  savedVersions[savedCount] = routeVersion[route];
  savedCost += costOfRoute(route);
  let position = savedCount === 0 ? 0 : savedStarts[savedCount];
  let client = nodes[(startOf(route) << 4) + NEXT];
  while (client <= clients) {
    savedClients[position] = client;
    position += 1;
    client = nodes[(client << 4) + NEXT];
  }
  savedCount += 1;
  savedStarts[savedCount] = position;
}

function undo(): void {
  for (let i: i32 = 0; i < absentCount; i++) nodes[(absent[i] << 4) + ROUTE] = -1;
  if (mixed) {
    for (let i: i32 = 0; i < savedCount; i++) release(savedRoutes[i]);
    for (let i: i32 = 0; i < savedCount; i++) if (savedClasses[i] >= 0) take(savedRoutes[i], savedClasses[i]);
  }
  for (let i: i32 = 0; i < savedCount; i++) {
    const route = savedRoutes[i];
    let node = startOf(route);
    for (let position = savedStarts[i]; position < savedStarts[i + 1]; position++) {
      link(node, savedClients[position]);
      node = savedClients[position];
    }
    link(node, endOf(route));
    updateRoute(route);
    routeChanged[route] = savedChanged[i];
    routeVersion[route] = savedVersions[i];
  }
}

function ruin(seed: i32, average: f64): void {
  const mean: f64 = toFloat(clients) / toFloat(usedCount);
  const longest: f64 = mean < LONGEST_STRING ? mean : LONGEST_STRING;
  const most: f64 = (4 * average) / (1 + longest) - 1;
  const strings = toInt(random() * (most > 1 ? most : 1)) + 1;
  let ruined: i32 = 0;
  for (let i: i32 = 0; i < adjacentCount && ruined < strings; i++) {
    const client = adjacent[seed * adjacentCount + i];
    const route = nodes[(client << 4) + ROUTE];
    if (route < 0 || isRuined[route] !== 0) continue;
    isRuined[route] = 1;
    ruined += 1;
    const size = routeSize[route];
    const limit: f64 = toFloat(size) < longest ? toFloat(size) : longest;
    save(route);
    removeString(client, route, toInt(random() * limit) + 1);
    if (mixed && shrinks) settleVehicle(route);
  }
}

/** Takes a string of that many clients, `client` among them, out of its route; half the time some in its midst are spared. */
function removeString(client: i32, route: i32, length: i32): void {
  const size = routeSize[route];
  let spared: i32 = 0;
  if (length > 1 && length < size && random() < SPLIT) {
    spared = 1;
    while (length + spared < size && random() < LONGER_SPLIT) spared += 1;
  }
  const span = length + spared;
  const position = nodes[(client << 4) + POSITION];
  const lowest = position - span + 1 > 1 ? position - span + 1 : 1;
  const highest = position < size - span + 1 ? position : size - span + 1;
  const first = lowest + randomBelow(highest - lowest + 1);
  const sparedFrom = spared > 0 ? first + 1 + randomBelow(length - 1) : 0;
  let node = nodes[(startOf(route) << 4) + NEXT];
  for (let at: i32 = 1; at < first + span; at++) {
    const following = nodes[(node << 4) + NEXT];
    const spares = spared > 0 && at >= sparedFrom && at < sparedFrom + spared;
    if (at >= first && !spares) {
      link(nodes[(node << 4) + PREVIOUS], following);
      nodes[(node << 4) + ROUTE] = -1;
      removed[removedCount] = node;
      removedCount += 1;
    }
    node = following;
  }
  updateRoute(route);
}

/** Orders what was removed: by chance, load, distance from the depot, or windows (weights as in the paper). */
function sortRemoved(): void {
  const draw = random() * 17;
  for (let i: i32 = 0; i < removedCount; i++) {
    const client = removed[i];
    let key: f64 = 0;
    if (draw < 4) key = random();
    else if (draw < 8) key = -toFloat(load[client]);
    else if (draw < 10) key = -toFloat(cost[client]);
    else if (draw < 11) key = toFloat(cost[client]);
    else if (draw < 13) key = toFloat(latest[client] - earliest[client]);
    else if (draw < 15) key = toFloat(earliest[client]);
    else key = -toFloat(latest[client]);
    keys[client] = key;
    let place = i;
    while (place > 0 && keys[removed[place - 1]] > key) {
      removed[place] = removed[place - 1];
      place -= 1;
    }
    removed[place] = client;
  }
}
