import { isWindow, type Usable } from './examine.ts';
import { distanceOr, travelOr } from './travel-or.ts';
import {
  cautious,
  consumptionAt,
  type Customer,
  type Problem,
  type Quantiles,
  type Source,
  type Window,
} from './problem.ts';

/**
 * The problem as the search sees it, in typed arrays. A *node* is something that a shift can stop at: first the sources,
 * then the *sinks*. A sink is what a delivery fills: the tank of a customer, or one order of a call-in customer.
 * For each sink two steps by time say how much must and may have been delivered in all: it is enough for a tank to stand
 * between `least` and `most`, so safety levels, dead stock, capacities, forecasts as ranges and orders are all the same.
 */
export type Model = {
  problem: Problem;
  stepMinutes: number;
  steps: number;
  nowMinute: number;
  sources: number;
  nodes: number;
  places: number;
  travel: Int32Array;
  distance: Float64Array;
  nodePlace: Int32Array;
  nodeSetup: Int32Array;
  nodeLayover: Uint8Array;
  /** `[node * trailers + trailer]`: may it go there. */
  nodeTrailer: Uint8Array;
  /** Arrivals are possible in `[arrivalFrom[w], arrivalUntil[w]]` for w from `windowFrom[node]` to `windowFrom[node + 1]` − 1. */
  windowFrom: Int32Array;
  arrivalFrom: Int32Array;
  arrivalUntil: Int32Array;
  /** `[node * (steps + 1) + step]`: the first window that isn't over at the beginning of the step. */
  windowHint: Int32Array;
  /** `[node * (steps + 1) + step]` kilograms delivered in all that keep the tank safe until the end of the step before. */
  least: Float64Array;
  /** `[node * (steps + 1) + step]` kilograms delivered in all that fit by the end of this step. */
  most: Float64Array;
  smallestDrop: Float64Array;
  largestDrop: Float64Array;
  /** `[source * (steps + 1) + step]`: what may be loaded in all by the end of the step; infinite without a limit. */
  supply: Float64Array;
  scarce: boolean;
  trailerCapacity: Float64Array;
  trailerInitial: Float64Array;
  trailerCostPerKm: Float64Array;
  driverWindowFrom: Int32Array;
  driverWindowStart: Int32Array;
  driverWindowEnd: Int32Array;
  driverRest: Int32Array;
  driverLongest: Int32Array;
  driverLayover: Int32Array;
  driverLayoverCost: Float64Array;
  driverCostPerMinute: Float64Array;
  /** Pairs of a driver and a trailer that he may take. */
  pairDriver: Int32Array;
  pairTrailer: Int32Array;
  /** `[node * nearest + n]`: sinks from near to far in travel time there and back; −1 where there are no more. */
  near: Int32Array;
  nearest: number;
  sinkList: Int32Array;
};

/** Kept away from every bound on quantities, so that no rounding breaks a rule. Kilograms. */
const MARGIN_KG = 1e-3;
const NEAREST = 24;

type Sink = { customer: Customer; place: number; order: number };

/** Compiles what is usable of a problem (see `examine`). Sources keep their numbers: an unusable one admits no trailer. */
export function compile(problem: Problem, usable: Usable, quantiles: Quantiles = cautious): Model {
  const { sources, steps } = problem;
  const sinks = sinksOf(problem, usable);
  const nodes = sources.length + sinks.length;
  const model: Model = {
    problem,
    stepMinutes: problem.stepMinutes,
    steps,
    nodes,
    nowMinute: problem.nowMinute ?? 0,
    sources: sources.length,
    places: problem.travelMinutes.length,
    travel: Int32Array.from(problem.travelMinutes.flatMap((row) => Array.from(row, travelOr))),
    distance: Float64Array.from(problem.distanceKm.flatMap((row) => Array.from(row, distanceOr))),
    ...sitesOf(problem, sinks, usable),
    windowHint: new Int32Array(nodes * (steps + 1)),
    least: new Float64Array(nodes * (steps + 1)),
    most: new Float64Array(nodes * (steps + 1)),
    smallestDrop: new Float64Array(nodes),
    largestDrop: new Float64Array(nodes).fill(Number.POSITIVE_INFINITY),
    supply: new Float64Array(sources.length * (steps + 1)).fill(Number.POSITIVE_INFINITY),
    scarce: sources.some((source) => source.outputKg !== undefined),
    ...crewsOf(problem, usable),
    near: new Int32Array(0),
    nearest: Math.min(NEAREST, Math.max(1, sinks.length)),
    sinkList: Int32Array.from(sinks, (_, at) => sources.length + at),
  };
  fillHints(model);
  for (const [at, sink] of sinks.entries()) fillBounds(model, sink, sources.length + at, quantiles);
  for (const [at, source] of sources.entries())
    if (source.outputKg && usable.sources[at]) fillSupply(model, at, source.outputKg, source.initialKg ?? 0);
  model.near = nearestSinks(model);
  return model;
}

function sinksOf({ sources, customers }: Problem, usable: Usable): Sink[] {
  return customers.flatMap((customer, at): Sink[] => {
    const place = 1 + sources.length + at;
    if (!usable.customers[at]) return [];
    if (!customer.orders) return [{ customer, place, order: -1 }];
    return customer.orders.map((_, order) => ({ customer, place, order }));
  });
}

function sitesOf(problem: Problem, sinks: readonly Sink[], usable: Usable) {
  const { sources, trailers, steps, stepMinutes } = problem;
  const admits = (site: Source | Customer, trailer: number) =>
    usable.trailers[trailer] && site.trailers.includes(trailer);
  const sites = [
    ...sources.map((site, at) => ({ site, place: 1 + at, open: usable.sources[at]! })),
    ...sinks.map(({ customer, place }) => ({ site: customer, place, open: true })),
  ];
  const openings = [
    ...sources.map((): Window[] => [{ startMinute: 0, endMinute: steps * stepMinutes - 1 }]),
    ...sinks.map((sink) => arrivalsOf(problem, sink)),
  ];
  return {
    nodePlace: Int32Array.from(sites, ({ place }) => place),
    nodeSetup: Int32Array.from(sites, ({ site, open }) => (open ? site.setupMinutes : 0)),
    nodeLayover: Uint8Array.from(sites, ({ site }) => ('layover' in site && site.layover ? 1 : 0)),
    nodeTrailer: Uint8Array.from(
      sites.flatMap(({ site, open }) => trailers.map((_, trailer) => (open && admits(site, trailer) ? 1 : 0))),
    ),
    windowFrom: offsetsOf(openings),
    arrivalFrom: Int32Array.from(openings.flat(), ({ startMinute }) => startMinute),
    arrivalUntil: Int32Array.from(openings.flat(), ({ endMinute }) => endMinute),
  };
}

function crewsOf({ drivers, trailers }: Problem, usable: Usable) {
  const windows = drivers.map((driver) =>
    driver.windows.filter(isWindow).sort((one, other) => one.startMinute - other.startMinute),
  );
  const pairs = drivers.flatMap((driver, at) =>
    driver.trailers
      .filter((trailer) => usable.drivers[at] && usable.trailers[trailer])
      .map((trailer) => [at, trailer] as const),
  );
  return {
    trailerCapacity: Float64Array.from(trailers, (trailer) => trailer.capacityKg),
    trailerInitial: Float64Array.from(trailers, (trailer) => trailer.initialKg),
    trailerCostPerKm: Float64Array.from(trailers, (trailer) => trailer.costPerKm),
    driverWindowFrom: offsetsOf(windows),
    driverWindowStart: Int32Array.from(windows.flat(), ({ startMinute }) => startMinute),
    driverWindowEnd: Int32Array.from(windows.flat(), ({ endMinute }) => endMinute),
    driverRest: Int32Array.from(drivers, (driver) => driver.restMinutes),
    driverLongest: Int32Array.from(drivers, (driver) => driver.longestDrivingMinutes),
    driverLayover: Int32Array.from(drivers, (driver) => driver.layoverMinutes),
    driverLayoverCost: Float64Array.from(drivers, (driver) => driver.layoverCost),
    driverCostPerMinute: Float64Array.from(drivers, (driver) => driver.costPerMinute),
    pairDriver: Int32Array.from(pairs, ([driver]) => driver),
    pairTrailer: Int32Array.from(pairs, ([, trailer]) => trailer),
  };
}

function offsetsOf(lists: readonly (readonly unknown[])[]): Int32Array {
  const offsets = new Int32Array(lists.length + 1);
  for (const [at, list] of lists.entries()) offsets[at + 1] = offsets[at]! + list.length;
  return offsets;
}

/**
 * When a visit to a sink may begin: the whole visit in one opening, and for an order the arrival in its window; where
 * windows of orders overlap outside the overlap if possible, since a delivery there counts for both.
 */
function arrivalsOf({ steps, stepMinutes }: Problem, { customer, order }: Sink): Window[] {
  const wanted = order < 0 ? undefined : customer.orders![order]!;
  const last = steps * stepMinutes - 1;
  const windows = customer.windows
    .filter(isWindow)
    .map(({ startMinute, endMinute }) => ({
      startMinute: Math.max(startMinute, wanted?.earliestMinute ?? 0),
      endMinute: Math.min(endMinute - customer.setupMinutes, wanted?.latestMinute ?? last, last),
    }))
    .filter(({ startMinute, endMinute }) => startMinute <= endMinute)
    .sort((one, other) => one.startMinute - other.startMinute);
  if (!wanted) return windows;
  const others = customer.orders!.filter((_, at) => at !== order);
  const apart = others.reduce<Window[]>(
    (left, { earliestMinute, latestMinute }) => left.flatMap((window) => without(window, earliestMinute, latestMinute)),
    windows,
  );
  return apart.length > 0 ? apart : windows;
}

/** A window without the minutes from `from` to `until`. */
function without({ startMinute, endMinute }: Window, from: number, until: number): Window[] {
  const parts = [
    { startMinute, endMinute: Math.min(endMinute, from - 1) },
    { startMinute: Math.max(startMinute, until + 1), endMinute },
  ];
  return parts.filter((part) => part.startMinute <= part.endMinute);
}

function fillHints({ nodes, steps, stepMinutes, windowFrom, arrivalUntil, windowHint }: Model): void {
  for (let node = 0; node < nodes; node += 1) {
    let window = windowFrom[node]!;
    for (let step = 0; step <= steps; step += 1) {
      while (window < windowFrom[node + 1]! && arrivalUntil[window]! < step * stepMinutes) window += 1;
      windowHint[node * (steps + 1) + step] = window;
    }
  }
}

function fillBounds(model: Model, { customer, order }: Sink, node: number, quantiles: Quantiles): void {
  const { steps, least, most, smallestDrop, largestDrop } = model;
  const row = node * (steps + 1);
  const wanted = order < 0 ? undefined : customer.orders![order]!;
  if (wanted) {
    least.fill(0, row, row + steps + 1);
    most.fill(wanted.maximumKg - MARGIN_KG, row, row + steps + 1);
    const due = wanted.latestMinute <= steps * model.stepMinutes;
    if (due) least[row + steps] = Math.min(wanted.maximumKg, wanted.minimumKg + 1) - MARGIN_KG;
    smallestDrop[node] = Math.min(1, wanted.maximumKg / 2);
    return;
  }
  const bottom = Math.max(customer.safetyKg, customer.deadStockKg ?? 0) - customer.initialKg + MARGIN_KG;
  const top = customer.capacityKg - customer.initialKg - MARGIN_KG;
  let [high, low] = [0, 0];
  for (let step = 0; step <= steps; step += 1) {
    least[row + step] = step === 0 ? 0 : bottom + high;
    if (step < steps) {
      high += consumptionAt(customer.consumption, step, quantiles.shortage);
      low += consumptionAt(customer.consumption, step, quantiles.overfill);
    }
    most[row + step] = top + low;
  }
  smallestDrop[node] = Math.max(customer.minimumDropKg, 1) + MARGIN_KG;
  largestDrop[node] = customer.capacityKg - MARGIN_KG;
}

function fillSupply({ steps, supply }: Model, source: number, outputKg: ArrayLike<number>, initialKg: number): void {
  let sum = initialKg - MARGIN_KG;
  for (let step = 0; step <= steps; step += 1) {
    if (step < steps) sum += outputKg[step]!;
    supply[source * (steps + 1) + step] = sum;
  }
}

function nearestSinks(model: Model): Int32Array {
  const { nodes, nearest, places, travel, nodePlace, sinkList } = model;
  const near = new Int32Array(nodes * nearest).fill(-1);
  const away = (one: number, other: number) =>
    travel[nodePlace[one]! * places + nodePlace[other]!]! + travel[nodePlace[other]! * places + nodePlace[one]!]!;
  for (let node = 0; node < nodes; node += 1) {
    const others = [...sinkList].filter((other) => other !== node);
    others.sort((one, other) => away(node, one) - away(node, other) || one - other);
    for (let at = 0; at < nearest && at < others.length; at += 1) near[node * nearest + at] = others[at]!;
  }
  return near;
}
