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

/** A model for tests: places in a square, costs and times that differ by direction and from each other, windows of all widths that a vehicle of its own keeps. */
export function randomModel(seed: number, clients: number, vehicles: number): PlainRoutingModel {
  const next = randomSource(seed);
  const width = clients + 1;
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
  const earliest = Int32Array.from(opens, (time, place) => (place === 0 ? 10 : time));
  const latest = Int32Array.from(opens, (time, place) =>
    place === 0 ? 1000 : Math.max(time, 10 + durations[place]!) + below(250),
  );
  const loads = Int32Array.from({ length: width }, (_, place) => (place === 0 ? 0 : 1 + below(9)));
  const services = Int32Array.from({ length: width }, (_, place) => (place === 0 ? 0 : below(15)));
  return { vehicles, capacity: 12 + below(25), loads, costs, durations, services, earliest, latest };
}

/** The cost of a plan, added up stop by stop, with a price on load beyond the capacity and on time gone back to the windows' ends. */
export function penalisedCost(
  model: PlainRoutingModel,
  routes: number[][],
  loadPenalty: number,
  warpPenalty: number,
): number {
  const width = model.loads.length;
  let sum = 0;
  for (const route of routes) {
    let load = 0;
    let clock = model.earliest[0]!;
    let warp = 0;
    let at = 0;
    for (const to of [...route, 0]) {
      sum += model.costs[at * width + to]!;
      clock = Math.max(
        model.earliest[to]!,
        clock + (route.length === 0 ? 0 : model.services[at]! + model.durations[at * width + to]!),
      );
      warp += Math.max(0, clock - model.latest[to]!);
      clock = Math.min(clock, model.latest[to]!);
      load += to === 0 ? 0 : model.loads[to]!;
      at = to;
    }
    sum += loadPenalty * Math.max(0, load - model.capacity) + warpPenalty * warp;
  }
  return sum;
}
