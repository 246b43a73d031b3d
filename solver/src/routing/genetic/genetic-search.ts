import { compiledKernel } from './kernel.ts';
import type { GeneticKernel } from './kernel.ts';
import type { PlainRoutingModel } from './plain-routing-model.ts';

/** A search that goes on as long as it is told to; the same model, seed and calls give the same plans. */
export type GeneticSearch = {
  /**
   * Works on for about so many efforts, each one task's moves tried: one to three microseconds, so 1,000 take a few milliseconds.
   * @param progressFrom share of the whole time (or work) that has passed, 0 … 1: large problems cool down by it
   * @param progressTo what that share will be at the end of this call, as far as known
   */
  run: (efforts: number, progressFrom: number, progressTo: number) => void;
  /** Cost of the best plan so far; `Infinity` while none keeps all limits. */
  bestCost: () => number;
  /** Routes of the best plan so far, tasks 1 … n in the order of service; none while no plan keeps all limits. */
  bestRoutes: () => Int32Array[];
  /** Of each of these routes its fleet. */
  bestFleets: () => Int32Array;
  /**
   * Gives a plan from elsewhere to build on, each task at most once; routes beyond the vehicles are left out, tasks left out
   * are put where they cost least. `fleets` says whose each route is: the first one's without it. Best before the first `run`. A plan that isn't taken up before the next one comes is dropped.
   */
  offer: (routes: readonly ArrayLike<number>[], fleets?: ArrayLike<number>) => void;
  /** Plans made so far. */
  planCount: () => number;
};

/**
 * Starts hybrid genetic search (Vidal et al. 2012; Kool et al. 2022) on a plain problem of at least one task and one vehicle.
 * @param seed any integer
 */
export function createGeneticSearch(
  model: PlainRoutingModel,
  seed: number,
  kernel: GeneticKernel = compiledKernel(),
): GeneticSearch {
  const clients = model.loads.length - model.fleets.length;
  const vehiclesOf = model.fleets.map((fleet) => Math.min(fleet.vehicles, clients));
  const vehicles = vehiclesOf.reduce((sum, count) => sum + count, 0);
  setProblem(kernel, model, clients, vehiclesOf);
  kernel.createEvolution(seed | 0);
  return {
    run: (efforts, progressFrom, progressTo) => kernel.run(efforts, progressFrom, progressTo),
    bestCost: () => (kernel.routesOfBest() === 0 ? Infinity : kernel.costOfBest()),
    bestRoutes: () => bestRoutes(kernel, clients, vehicles),
    bestFleets: () => kernel.view(kernel.fleetsOfBest(), vehicles).slice(0, kernel.routesOfBest()),
    offer: (routes, fleets = []) => offer(kernel, clients, vehicles, routes, fleets),
    planCount: () => kernel.planCount(),
  };
}

function setProblem(kernel: GeneticKernel, model: PlainRoutingModel, clients: number, vehicles: number[]): void {
  const width = model.loads.length;
  const given = (values: Int32Array): unknown => {
    const handle = kernel.newInts(values.length);
    kernel.view(handle, values.length).set(values);
    return handle;
  };
  const matrix = (values: Int32Array): unknown => {
    const handle = given(values);
    const view = kernel.view(handle, values.length);
    for (let place = 0; place < width; place++) view[place * width + place] = 0;
    return handle;
  };
  const mostDurations = model.fleets.map((fleet) => fleet.mostDuration ?? UNLIMITED);
  kernel.setFleets(vehicles.length, given(Int32Array.from(vehicles)), given(Int32Array.from(mostDurations)));
  kernel.setProblem(
    clients,
    model.capacity,
    matrix(model.costs),
    matrix(model.durations),
    given(model.services),
    given(model.earliest),
    given(model.latest),
    given(model.loads),
  );
}

const UNLIMITED = 2 ** 30;

function bestRoutes(kernel: GeneticKernel, clients: number, vehicles: number): Int32Array[] {
  const tour = kernel.view(kernel.tourOfBest(), clients);
  const ends = kernel.view(kernel.endsOfBest(), vehicles + 1);
  return Array.from({ length: kernel.routesOfBest() }, (_, route) => tour.slice(ends[route], ends[route + 1]));
}

function offer(
  kernel: GeneticKernel,
  clients: number,
  vehicles: number,
  routes: readonly ArrayLike<number>[],
  fleets: ArrayLike<number>,
): void {
  const given = routes.map((route, index) => ({ route, fleet: fleets[index] ?? 0 }));
  const taken = given.filter(({ route }) => route.length > 0).slice(0, vehicles);
  const tour = kernel.view(kernel.tourToOffer(), clients);
  const ends = kernel.view(kernel.endsToOffer(), vehicles + 1);
  const fleetOf = kernel.view(kernel.fleetsToOffer(), vehicles);
  let position = 0;
  for (const [index, { route, fleet }] of taken.entries()) {
    fleetOf[index] = fleet;
    ends[index] = position;
    tour.set(route, position);
    position += route.length;
  }
  ends[taken.length] = position;
  kernel.offer(taken.length);
}
