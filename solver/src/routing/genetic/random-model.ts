import type { PlainRoutingModel } from './plain-routing-model.ts';

/** Numbers in [0, 1) for tests: mulberry32. */
export function randomSource(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A model for tests: places in a square, costs and times that differ by direction and from each other, windows of all widths that a
 * vehicle of its own keeps. Of several depots each has as many vehicles, and all but the first limit the duration.
 */
export function randomModel(seed: number, clients: number, vehicles: number, depots: number = 1): PlainRoutingModel {
  const next = randomSource(seed);
  const width = clients + depots;
  const isDepot = (place: number) => place === 0 || place > clients;
  const below = (limit: number) => Math.floor(next() * limit);
  const x = Array.from({ length: width }, () => below(100));
  const y = Array.from({ length: width }, () => below(100));
  const costs = new Int32Array(width * width);
  const durations = new Int32Array(width * width);
  for (let from = 0; from < width; from++) {
    for (let to = 0; to < width; to++) {
      const distance = Math.hypot(x[from]! - x[to]!, y[from]! - y[to]!);
      costs[from * width + to] = from === to ? 0 : Math.round(distance) + below(10);
      durations[from * width + to] = from === to ? 0 : Math.round(distance) + below(20);
    }
  }
  const opens = Array.from({ length: width }, () => below(300));
  const earliest = Int32Array.from(opens, (time, place) => (isDepot(place) ? 10 + (place && place - clients) : time));
  const latest = Int32Array.from(opens, (time, place) =>
    isDepot(place) ? 1000 : Math.max(time, 10 + durations[place]!) + below(250),
  );
  const loads = Int32Array.from({ length: width }, (_, place) => (isDepot(place) ? 0 : 1 + below(9)));
  const services = Int32Array.from({ length: width }, (_, place) => (isDepot(place) ? 0 : below(15)));
  const capacity = 12 + below(25);
  const fleets = Array.from({ length: depots }, (_, fleet) => ({
    classes: [{ vehicles, capacity }],
    ...(fleet > 0 && { mostDuration: 100 + below(200) }),
  }));
  return { fleets, loads, costs, durations, services, earliest, latest };
}

/** A random model whose depots have small, middle and large vehicles, as many of each, and where some tasks aren't for all of them. */
export function mixedModel(seed: number, clients: number, vehicles: number, depots: number = 1): PlainRoutingModel {
  const next = randomSource(seed + 1000);
  const model = randomModel(seed, clients, vehicles, depots);
  const fleets = model.fleets.map(({ classes, ...limits }) => {
    const { capacity } = classes[0]!;
    const sizes = [
      { vehicles, capacity: Math.max(9, Math.round(capacity * 0.6)), fixedCost: 20, rate: 0.75 },
      { vehicles, capacity, fixedCost: 30 + Math.floor(next() * 20), rate: 1 },
      { vehicles, capacity: Math.round(capacity * 1.7), fixedCost: 70, rate: 1.25 },
    ];
    return { ...limits, classes: sizes };
  });
  const mayServe = model.loads.map((_, place) =>
    place === 0 || place > clients || next() < 0.5 ? -1 : 1 + Math.floor(next() * (2 ** (3 * depots) - 1)),
  );
  return { ...model, fleets, mayServe };
}

/** Classes of all fleets, with the fleet of each. */
export function classesOf({ fleets }: PlainRoutingModel) {
  return fleets.flatMap(({ classes }, fleet) => classes.map((each) => ({ ...each, fleet })));
}

/** By vehicle its class. */
export function classesOfVehicles(model: PlainRoutingModel): number[] {
  return classesOf(model).flatMap(({ vehicles }, which) => Array.from({ length: vehicles }, () => which));
}

/**
 * The cost of a plan, added up stop by stop, with a price on load beyond the capacity, on time gone back to the windows' ends and on
 * time beyond the longest duration; `Infinity` if a vehicle serves a task that it may not.
 * @param vehicles the class of each route's vehicle; by default routes are those of all vehicles
 */
export function penalisedCost(
  model: PlainRoutingModel,
  routes: number[][],
  loadPenalty: number,
  warpPenalty: number,
  vehicles: ArrayLike<number> = classesOfVehicles(model),
): number {
  const width = model.loads.length;
  const classes = classesOf(model);
  let sum = 0;
  for (const [index, route] of routes.entries()) {
    if (route.length === 0) continue;
    const which = vehicles[index]!;
    const { fleet, capacity, fixedCost = 0, rate = 1 } = classes[which]!;
    if (route.some((client) => (((model.mayServe?.[client] ?? -1) >> which) & 1) === 0)) return Infinity;
    const depot = fleet === 0 ? 0 : width - model.fleets.length + fleet;
    const places = [depot, ...route, depot];
    sum += fixedCost;
    for (let i = 1; i < places.length; i++) sum += rate * model.costs[places[i - 1]! * width + places[i]!]!;
    const load = route.reduce((total, client) => total + model.loads[client]!, 0);
    const most = model.fleets[fleet]!.mostDuration ?? Infinity;
    const { warp, span } = leastTimes(model, places);
    sum += loadPenalty * Math.max(0, load - capacity) + warpPenalty * (warp + Math.max(0, span - most));
  }
  return sum;
}

/** The least warp, and with that the least time from leaving to being back, of all departures where one of the two can begin to change. */
function leastTimes(model: PlainRoutingModel, places: number[]): { warp: number; span: number } {
  const departures = [model.earliest[places[0]!]!, model.latest[places[0]!]!];
  let since = 0;
  for (let i = 1; i < places.length; i++) {
    since += stepOf(model, places[i - 1]!, places[i]!);
    departures.push(model.earliest[places[i]!]! - since, model.latest[places[i]!]! - since);
  }
  let least = { warp: Infinity, span: Infinity };
  for (const departure of departures) {
    if (departure < departures[0]! || departure > departures[1]!) continue;
    const times = timesOf(model, places, departure);
    if (times.warp < least.warp || (times.warp === least.warp && times.span < least.span)) least = times;
  }
  return least;
}

function timesOf(model: PlainRoutingModel, places: number[], departure: number): { warp: number; span: number } {
  let clock = departure;
  let warp = 0;
  for (let i = 1; i < places.length; i++) {
    const to = places[i]!;
    clock = Math.max(model.earliest[to]!, clock + stepOf(model, places[i - 1]!, to));
    warp += Math.max(0, clock - model.latest[to]!);
    clock = Math.min(clock, model.latest[to]!);
  }
  return { warp, span: clock - departure };
}

function stepOf(model: PlainRoutingModel, from: number, to: number): number {
  return model.services[from]! + model.durations[from * model.loads.length + to]!;
}
