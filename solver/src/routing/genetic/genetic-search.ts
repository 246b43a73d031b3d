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
  /**
   * Gives a plan from elsewhere to build on, each task at most once; routes beyond the vehicles are left out, tasks left out
   * are put where they cost least. Best before the first `run`. A plan that isn't taken up before the next one comes is dropped.
   */
  offer: (routes: readonly ArrayLike<number>[]) => void;
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
  const clients = model.loads.length - 1;
  const vehicles = Math.min(model.vehicles, clients);
  setProblem(kernel, model, clients, vehicles);
  kernel.createEvolution(seed | 0);
  return {
    run: (efforts, progressFrom, progressTo) => kernel.run(efforts, progressFrom, progressTo),
    bestCost: () => (kernel.routesOfBest() === 0 ? Infinity : kernel.costOfBest()),
    bestRoutes: () => bestRoutes(kernel, clients, vehicles),
    offer: (routes) => offer(kernel, clients, vehicles, routes),
    planCount: () => kernel.planCount(),
  };
}

function setProblem(kernel: GeneticKernel, model: PlainRoutingModel, clients: number, vehicles: number): void {
  const width = clients + 1;
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
  kernel.setProblem(
    clients,
    vehicles,
    model.capacity,
    matrix(model.costs),
    matrix(model.durations),
    given(model.services),
    given(model.earliest),
    given(model.latest),
    given(model.loads),
  );
}

function bestRoutes(kernel: GeneticKernel, clients: number, vehicles: number): Int32Array[] {
  const tour = kernel.view(kernel.tourOfBest(), clients);
  const ends = kernel.view(kernel.endsOfBest(), vehicles + 1);
  return Array.from({ length: kernel.routesOfBest() }, (_, route) => tour.slice(ends[route], ends[route + 1]));
}

function offer(kernel: GeneticKernel, clients: number, vehicles: number, routes: readonly ArrayLike<number>[]): void {
  const taken = routes.filter((route) => route.length > 0).slice(0, vehicles);
  const tour = kernel.view(kernel.tourToOffer(), clients);
  const ends = kernel.view(kernel.endsToOffer(), vehicles + 1);
  let position = 0;
  for (const [index, route] of taken.entries()) {
    ends[index] = position;
    tour.set(route, position);
    position += route.length;
  }
  ends[taken.length] = position;
  kernel.offer(taken.length);
}
