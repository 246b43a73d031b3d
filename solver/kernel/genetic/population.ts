import { Floats, Ints, newFloats, newInts, toFloat } from '../base/memory.ts';
import { randomBelow } from '../base/random.ts';
import { clients, vehicles, width } from './problem.ts';
import { classFor } from './classes.ts';
import { NEXT, nodes, PLACE, startOf } from './nodes.ts';
import { loadPenalty, warpPenalty } from './prices.ts';
import { layRoute, routeSize, totalCost, totalExcess, totalWarp } from './routes.ts';

/**
 * Plans kept, within their limits and beyond, in two parts (Vidal et al. 2012). Whoever is worth keeping is cheap, or unlike
 * the others: each plan's rank by penalised cost and its rank by mean distance to the most similar ones are added up.
 */
const LEAST: i32 = 25;
const GENERATION: i32 = 40;
const ELITE: f64 = 4;
const CLOSEST: i32 = 5;
const ROOM: i32 = 2 * (LEAST + GENERATION + 2);

/** Clients of each plan, route by route; routeEnds[plan * (vehicles + 1) + i] is where its route i begins. */
export let tours: Ints = newInts(1);
export let routeEnds: Ints = newInts(1);
export let routeCounts: Ints = newInts(1);
/** The class of each route's vehicle: routeClasses[plan * vehicles + i]. */
export let routeClasses: Ints = newInts(1);
let successors: Ints = newInts(1);
let costs: Floats = newFloats(1);
let excesses: Ints = newInts(1);
let warps: Ints = newInts(1);
/** Share of steps in which two plans differ: distances[plan * ROOM + other]. */
let distances: Floats = newFloats(1);
let ranks: Floats = newFloats(1);
let penalised: Floats = newFloats(1);
let diversity: Floats = newFloats(1);
let byDiversity: Ints = newInts(1);
let free: Ints = newInts(1);
let freeCount: i32 = 0;
/** Plans of the two parts, cheapest first: members[part * ROOM + i]; part 0 keeps its limits. */
let members: Ints = newInts(1);
let sizes: Ints = newInts(2);
let ranked: bool = false;

export function createPopulation(): void {
  tours = newInts(ROOM * clients);
  routeEnds = newInts(ROOM * (vehicles + 1));
  routeCounts = newInts(ROOM);
  routeClasses = newInts(ROOM * vehicles);
  successors = newInts(ROOM * width);
  costs = newFloats(ROOM);
  excesses = newInts(ROOM);
  warps = newInts(ROOM);
  distances = newFloats(ROOM * ROOM);
  ranks = newFloats(ROOM);
  penalised = newFloats(ROOM);
  diversity = newFloats(ROOM);
  byDiversity = newInts(ROOM);
  free = newInts(ROOM);
  members = newInts(2 * ROOM);
  sizes = newInts(2);
  clearPopulation();
}

export function clearPopulation(): void {
  for (let plan: i32 = 0; plan < ROOM; plan++) free[plan] = plan;
  freeCount = ROOM;
  sizes[0] = 0;
  sizes[1] = 0;
  ranked = false;
}

export function populationSize(part: i32): i32 {
  return sizes[part];
}

/** Adds the plan being worked on. @returns whether it keeps its limits */
export function addPlan(): bool {
  freeCount -= 1;
  const plan = free[freeCount];
  copyRoutes(plan);
  costs[plan] = totalCost();
  excesses[plan] = totalExcess();
  warps[plan] = totalWarp();
  const part: i32 = excesses[plan] + warps[plan] === 0 ? 0 : 1;
  const first = part * ROOM;
  for (let i: i32 = 0; i < sizes[part]; i++) {
    const other = members[first + i];
    const distance = distanceOf(plan, other);
    distances[plan * ROOM + other] = distance;
    distances[other * ROOM + plan] = distance;
  }
  const price = priceOf(plan);
  let place = sizes[part];
  while (place > 0 && priceOf(members[first + place - 1]) > price) {
    members[first + place] = members[first + place - 1];
    place -= 1;
  }
  members[first + place] = plan;
  sizes[part] += 1;
  ranked = false;
  if (sizes[part] > LEAST + GENERATION) {
    while (sizes[part] > LEAST) removeWorst(part);
  }
  return part === 0;
}

function priceOf(plan: i32): f64 {
  return costs[plan] + loadPenalty * toFloat(excesses[plan]) + warpPenalty * toFloat(warps[plan]);
}

function copyRoutes(plan: i32): void {
  let count: i32 = 0;
  let position = plan * clients;
  const start = position;
  const steps = plan * width;
  const ends = plan * (vehicles + 1);
  for (let route: i32 = 0; route < vehicles; route++) {
    if (routeSize[route] === 0) continue;
    routeEnds[ends + count] = position - start;
    routeClasses[plan * vehicles + count] = classFor(route);
    count += 1;
    let client = nodes[(startOf(route) << 4) + NEXT];
    while (client <= clients) {
      tours[position] = client;
      position += 1;
      const following = nodes[(client << 4) + NEXT];
      successors[steps + client] = nodes[(following << 4) + PLACE];
      client = following;
    }
  }
  routeEnds[ends + count] = position - start;
  routeCounts[plan] = count;
}

function distanceOf(plan: i32, other: i32): f64 {
  let differing: i32 = 0;
  const first = plan * width;
  const second = other * width;
  for (let client: i32 = 1; client <= clients; client++) {
    if (successors[first + client] !== successors[second + client]) differing += 1;
  }
  return toFloat(differing) / toFloat(clients);
}

/** Mean distance to the few closest of the part. */
function distanceToClosest(plan: i32, part: i32, count: i32): f64 {
  const all = members;
  const row = plan * ROOM;
  const beyond = part * ROOM + sizes[part];
  let found: i32 = 0;
  let furthest: f64 = 2;
  for (let i = part * ROOM; i < beyond; i++) {
    const distance = distances[row + all[i]];
    if (distance >= furthest || all[i] === plan) continue;
    let place = found < count ? found : count - 1;
    while (place > 0 && closest[place - 1] > distance) {
      closest[place] = closest[place - 1];
      place -= 1;
    }
    closest[place] = distance;
    if (found < count) found += 1;
    if (found === count) furthest = closest[count - 1];
  }
  let sum: f64 = 0;
  for (let i: i32 = 0; i < found; i++) sum += closest[i];
  return found === 0 ? 1 : sum / toFloat(found);
}
const closest: Floats = newFloats(CLOSEST);

function rank(part: i32): void {
  const size = sizes[part];
  const first = part * ROOM;
  sortByPrice(first, size);
  for (let i: i32 = 0; i < size; i++) {
    const plan = members[first + i];
    const distance = distanceToClosest(plan, part, CLOSEST);
    diversity[plan] = distance;
    let place = i;
    while (place > 0 && diversity[byDiversity[place - 1]] < distance) {
      byDiversity[place] = byDiversity[place - 1];
      place -= 1;
    }
    byDiversity[place] = plan;
  }
  const weight: f64 = toFloat(size) <= ELITE ? 0 : 1 - ELITE / toFloat(size);
  for (let i: i32 = 0; i < size; i++) ranks[byDiversity[i]] = weight * toFloat(i);
  for (let i: i32 = 0; i < size; i++) ranks[members[first + i]] += toFloat(i);
}

/** Penalties change, and with them the order. */
function sortByPrice(first: i32, size: i32): void {
  for (let i: i32 = 0; i < size; i++) {
    const plan = members[first + i];
    const price = priceOf(plan);
    penalised[plan] = price;
    let place = i;
    while (place > 0 && penalised[members[first + place - 1]] > price) {
      members[first + place] = members[first + place - 1];
      place -= 1;
    }
    members[first + place] = plan;
  }
}

/** Takes out a plan that another equals, else the one of least worth; never the cheapest. */
function removeWorst(part: i32): void {
  const first = part * ROOM;
  rank(part);
  let worst: i32 = -1;
  let worstIsClone = false;
  let worstRank: f64 = -1;
  for (let i: i32 = 1; i < sizes[part]; i++) {
    const plan = members[first + i];
    const clone = distanceToClosest(plan, part, 1) === 0;
    if ((clone && !worstIsClone) || (clone === worstIsClone && ranks[plan] > worstRank)) {
      worst = i;
      worstIsClone = clone;
      worstRank = ranks[plan];
    }
  }
  free[freeCount] = members[first + worst];
  freeCount += 1;
  sizes[part] -= 1;
  for (let i = worst; i < sizes[part]; i++) members[first + i] = members[first + i + 1];
}

/** The better of two plans drawn from both parts. */
export function selectParent(): i32 {
  if (!ranked) {
    rank(0);
    rank(1);
    ranked = true;
  }
  const one = drawPlan();
  const other = drawPlan();
  return ranks[one] < ranks[other] ? one : other;
}

function drawPlan(): i32 {
  const index = randomBelow(sizes[0] + sizes[1]);
  return index < sizes[0] ? members[index] : members[ROOM + index - sizes[0]];
}

/** Copies a route of a plan kept, and its vehicle's class, into an empty route of the plan being worked on. */
export function readRoute(plan: i32, from: i32, route: i32): void {
  const ends = plan * (vehicles + 1) + from;
  const tour = plan * clients;
  const which = routeClasses[plan * vehicles + from];
  layRoute(route, tours, tour + routeEnds[ends], tour + routeEnds[ends + 1], which);
}
