import { Floats, Ints, newFloats, newInts, toFloat } from '../base/memory.ts';

/** How much a minute of waiting and of lateness count against a unit of cost when neighbours are chosen (Vidal et al. 2013). */
const WEIGHT_OF_WAITING: f64 = 0.2;
const WEIGHT_OF_LATENESS: f64 = 1;

/** Clients are 1 … clients; 0 is the depot. Matrices have `width` = clients + 1 rows and columns. */
export let clients: i32 = 0;
export let width: i32 = 0;
/** Routes there may be. */
export let vehicles: i32 = 0;
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

/** Takes over the arrays; durations get the service times added. */
export function setProblem(
  clientsOf: i32,
  vehiclesOf: i32,
  capacityOf: i32,
  costs: Ints,
  durations: Ints,
  service: Ints,
  earliestOf: Ints,
  latestOf: Ints,
  loads: Ints,
): void {
  clients = clientsOf;
  width = clients + 1;
  vehicles = vehiclesOf;
  capacity = capacityOf;
  cost = costs;
  travel = durations;
  earliest = earliestOf;
  latest = latestOf;
  load = loads;
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
  for (let client: i32 = 1; client < width; client++) {
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
  for (let client: i32 = 1; client < width; client++) {
    let found: i32 = 0;
    for (let other: i32 = 1; other < width; other++) {
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
  for (let client: i32 = 1; client < width; client++) {
    let found: i32 = 0;
    for (let other: i32 = 1; other < width; other++) {
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
