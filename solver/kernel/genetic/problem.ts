import { Floats, Ints, newFloats, newInts, toFloat } from '../base/memory.ts';

/** How much a minute of waiting and of lateness count against a unit of cost when neighbours are chosen (Vidal et al. 2013). */
const WEIGHT_OF_WAITING: f64 = 0.2;
const WEIGHT_OF_LATENESS: f64 = 1;

/**
 * Clients are 1 … clients; 0 is the depot of the first fleet, those of others follow the clients. Matrices have `width` = clients +
 * fleets rows and columns.
 */
export let clients: i32 = 0;
export let width: i32 = 0;
/** Vehicles of one depot, shift and limit of duration are a fleet. */
export let fleets: i32 = 1;
/** Vehicles of a fleet, which are the routes it may have: firstVehicle[fleet] … firstVehicle[fleet + 1] − 1. */
export let firstVehicle: Ints = newInts(2);
/** Routes there may be. */
export let vehicles: i32 = 0;
/** From leaving the depot to being back, at most, by fleet; and whether any fleet has such a limit. */
export let mostDuration: Ints = newInts(1);
export let limited: bool = false;
/** Vehicles of a fleet that are alike are a class: firstClass[fleet] … firstClass[fleet + 1] − 1 are those of a fleet. */
export let classes: i32 = 1;
export let firstClass: Ints = newInts(2);
export let fleetOfClass: Ints = newInts(1);
/** By class: vehicles, what one takes, what it costs to send one at all, and what a unit of the matrix costs it. */
export let classVehicles: Ints = newInts(1);
export let classCapacity: Ints = newInts(1);
export let classFixed: Floats = newFloats(1);
export let classRate: Floats = newFloats(1);
/** Bit c of a client: class c may serve it; and whether any class may not. */
export let mayServe: Ints = newInts(1);
export let selective: bool = false;
/** Whether classes must be told apart; if not, costs are those of the matrix, and `capacity` is everyone's. */
export let mixed: bool = false;
export let capacity: i32 = 0;
/** cost[from * width + to]; `costInto` is its transpose, the same array where the matrix is symmetric. */
export let cost: Ints = newInts(1);
export let costInto: Ints = newInts(1);
/** From the start of service at one place to the arrival at the next: service time and driving. */
export let travel: Ints = newInts(1);
export let travelInto: Ints = newInts(1);
export let earliest: Ints = newInts(1);
export let latest: Ints = newInts(1);
export let load: Ints = newInts(1);
/** Of each client its clients to move next to, best first: neighbours[client * neighbourCount + i]. */
export let neighbours: Ints = newInts(1);
export let neighbourCount: i32 = 0;
/** Of each client those cheapest to drive to, itself first: adjacent[client * adjacentCount + i]. */
export let adjacent: Ints = newInts(1);
export let adjacentCount: i32 = 0;
/** The latest start of service at any predecessor from which a client can be reached in time. */
export let latestBefore: Ints = newInts(1);
export let symmetric: bool = false;

const UNLIMITED: i32 = 0x40000000;
/** All bits set: whom any class may serve. */
export const ANY_CLASS: i32 = -1;

/** The fleets that there are: how many vehicles each has, and their longest durations (2³⁰ or more: without limit). */
export function setFleets(count: i32, vehiclesOf: Ints, mostDurations: Ints): void {
  fleets = count;
  mostDuration = mostDurations;
  firstVehicle = newInts(count + 1);
  limited = false;
  for (let fleet: i32 = 0; fleet < count; fleet++) {
    firstVehicle[fleet + 1] = firstVehicle[fleet] + vehiclesOf[fleet];
    if (mostDurations[fleet] < UNLIMITED) limited = true;
  }
  vehicles = firstVehicle[count];
}

/** The classes of each fleet one after the other; all of a fleet together have as many vehicles as it, or more. */
export function setClasses(
  firsts: Ints,
  vehiclesOf: Ints,
  capacities: Ints,
  fixed: Floats,
  rates: Floats,
  isMixed: bool,
): void {
  classes = firsts[fleets];
  firstClass = firsts;
  classVehicles = vehiclesOf;
  classCapacity = capacities;
  classFixed = fixed;
  classRate = rates;
  mixed = isMixed;
  capacity = capacities[0];
  fleetOfClass = newInts(classes);
  for (let fleet: i32 = 0; fleet < fleets; fleet++) {
    for (let each = firsts[fleet]; each < firsts[fleet + 1]; each++) fleetOfClass[each] = fleet;
  }
}

/** The row of the matrices where a fleet's routes begin, and the column where they end. */
export function depotOf(fleet: i32): i32 {
  return fleet === 0 ? 0 : clients + fleet;
}

/** Takes over the arrays, after fleets and classes; durations get the service times added. */
export function setProblem(
  clientsOf: i32,
  costs: Ints,
  durations: Ints,
  service: Ints,
  earliestOf: Ints,
  latestOf: Ints,
  loads: Ints,
  mayServeOf: Ints,
): void {
  clients = clientsOf;
  width = clients + fleets;
  cost = costs;
  travel = durations;
  earliest = earliestOf;
  latest = latestOf;
  load = loads;
  mayServe = mayServeOf;
  selective = false;
  for (let client: i32 = 1; client <= clients; client++) if (mayServe[client] !== ANY_CLASS) selective = true;
  for (let from: i32 = 0; from < width; from++) {
    for (let to: i32 = 0; to < width; to++) if (from !== to) travel[from * width + to] += service[from];
  }
  symmetric = isSymmetric(cost);
  costInto = symmetric ? cost : transpose(cost);
  travelInto = isSymmetric(travel) ? travel : transpose(travel);
  setLatestBefore();
}

function isSymmetric(matrix: Ints): bool {
  for (let from: i32 = 0; from < width; from++) {
    for (let to: i32 = 0; to < from; to++) {
      if (matrix[from * width + to] !== matrix[to * width + from]) return false;
    }
  }
  return true;
}

function transpose(matrix: Ints): Ints {
  const result = newInts(width * width);
  for (let from: i32 = 0; from < width; from++) {
    for (let to: i32 = 0; to < width; to++) result[to * width + from] = matrix[from * width + to];
  }
  return result;
}

function setLatestBefore(): void {
  latestBefore = newInts(width);
  for (let client: i32 = 1; client <= clients; client++) {
    let shortest = travelInto[client * width];
    for (let from: i32 = 1; from < width; from++) {
      const step = travelInto[client * width + from];
      if (from !== client && step < shortest) shortest = step;
    }
    latestBefore[client] = latest[client] - shortest;
  }
}

/** Chooses neighbours by cost, waiting and lateness of one directly after the other, in the better of both directions. */
export function setNeighbours(count: i32): void {
  neighbourCount = count < clients - 1 ? count : clients - 1;
  neighbours = newInts(width * neighbourCount + 1);
  const nearness = newFloats(neighbourCount + 1);
  for (let client: i32 = 1; client <= clients; client++) {
    let found: i32 = 0;
    for (let other: i32 = 1; other <= clients; other++) {
      if (other === client) continue;
      const forth = proximity(client, other);
      const back = proximity(other, client);
      const value = forth < back ? forth : back;
      found = insertSorted(neighbours, client * neighbourCount, nearness, found, neighbourCount, other, value);
    }
  }
}

function proximity(from: i32, to: i32): f64 {
  const step = travel[from * width + to];
  const waiting = earliest[to] - step - latest[from];
  const lateness = earliest[from] + step - latest[to];
  let value: f64 = toFloat(cost[from * width + to]);
  if (waiting > 0) value += WEIGHT_OF_WAITING * toFloat(waiting);
  if (lateness > 0) value += WEIGHT_OF_LATENESS * toFloat(lateness);
  return value;
}

export function setAdjacent(count: i32): void {
  adjacentCount = count < clients ? count : clients;
  adjacent = newInts(width * adjacentCount + 1);
  const nearness = newFloats(adjacentCount + 1);
  for (let client: i32 = 1; client <= clients; client++) {
    let found: i32 = 0;
    for (let other: i32 = 1; other <= clients; other++) {
      const value = other === client ? -1 : toFloat(cost[client * width + other]);
      found = insertSorted(adjacent, client * adjacentCount, nearness, found, adjacentCount, other, value);
    }
  }
}

/** Puts an entry in its place among the `found` smallest so far, of at most `limit`. @returns how many there are now */
function insertSorted(list: Ints, start: i32, values: Floats, found: i32, limit: i32, entry: i32, value: f64): i32 {
  if (found === limit && (limit === 0 || value >= values[limit - 1])) return found;
  let place = found < limit ? found : limit - 1;
  while (place > 0 && values[place - 1] > value) {
    values[place] = values[place - 1];
    list[start + place] = list[start + place - 1];
    place -= 1;
  }
  values[place] = value;
  list[start + place] = entry;
  return found < limit ? found + 1 : limit;
}
