import { compiledKernel } from './kernel.ts';
import type { GeneticKernel } from './kernel.ts';
import type { PlainRoutingModel, VehicleClass } from './plain-routing-model.ts';

/** A search that goes on as long as it is told to; the same model, seed and calls give the same plans. */
export type PlanSearch = {
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
  /** Of each of these routes the class of its vehicle, those of all fleets counted one after the other. */
  bestClasses: () => Int32Array;
  /**
   * Gives a plan from elsewhere to build on, each task at most once; routes beyond the vehicles are left out, tasks left out
   * are put where they cost least. `classes` says which vehicle serves each route: of the first class without it. Best before the first `run`. A plan that isn't taken up before the next one comes is dropped.
   */
  offer: (routes: readonly ArrayLike<number>[], classes?: ArrayLike<number>) => void;
};

export type GeneticSearch = PlanSearch & {
  /** Plans made so far. */
  planCount: () => number;
};

/**
 * How many of the first plans are cooled by ruin and recreate, one after the other, and by which share of the whole time they are done.
 * The first begins with the plan offered, if there is one.
 */
export type Annealing = { chains: number; share: number };
const NO_ANNEALING: Annealing = { chains: 0, share: 0 };

/**
 * Starts hybrid genetic search (Vidal et al. 2012; Kool et al. 2022) on a plain problem of at least one task and one vehicle.
 * @param seed any integer
 */
export function createGeneticSearch(
  model: PlainRoutingModel,
  seed: number,
  { chains, share }: Annealing = NO_ANNEALING,
  kernel: GeneticKernel = compiledKernel(),
): GeneticSearch {
  const { clients, vehicles } = layDown(kernel, model);
  kernel.createEvolution(seed | 0, chains, share);
  return {
    run: (efforts, progressFrom, progressTo) => kernel.run(efforts, progressFrom, progressTo),
    bestCost: () => (kernel.routesOfBest() === 0 ? Infinity : kernel.costOfBest()),
    bestRoutes: () => bestRoutes(kernel, clients, vehicles),
    bestClasses: () => kernel.view(kernel.classesOfBest(), vehicles).slice(0, kernel.routesOfBest()),
    offer: (routes, classes = []) => offer(kernel, clients, vehicles, routes, classes),
    planCount: () => kernel.planCount(),
  };
}

/** Gives a problem to a kernel. @returns its tasks, and the routes there may be */
export function layDown(kernel: GeneticKernel, model: PlainRoutingModel): { clients: number; vehicles: number } {
  const clients = model.loads.length - model.fleets.length;
  const vehiclesOf = model.fleets.map(({ classes }) =>
    Math.min(
      clients,
      classes.reduce((sum, each) => sum + each.vehicles, 0),
    ),
  );
  const width = model.loads.length;
  const given = (values: Int32Array): unknown => {
    const handle = kernel.newInts(values.length);
    kernel.view(handle, values.length).set(values);
    return handle;
  };
  const givenFloats = (values: readonly number[]): unknown => {
    const handle = kernel.newFloats(values.length);
    kernel.viewFloats(handle, values.length).set(values);
    return handle;
  };
  const matrix = (values: Int32Array): unknown => {
    const handle = given(values);
    const view = kernel.view(handle, values.length);
    for (let place = 0; place < width; place++) view[place * width + place] = 0;
    return handle;
  };
  const mostDurations = model.fleets.map((fleet) => fleet.mostDuration ?? UNLIMITED);
  kernel.setFleets(vehiclesOf.length, given(Int32Array.from(vehiclesOf)), given(Int32Array.from(mostDurations)));
  const classes = model.fleets.flatMap((fleet) => fleet.classes);
  const ofClasses = (pick: (each: VehicleClass) => number) => given(Int32Array.from(classes, pick));
  kernel.setClasses(
    given(firstClasses(model.fleets)),
    ofClasses(({ vehicles: count }) => Math.min(count, clients)),
    ofClasses(({ capacity }) => capacity),
    givenFloats(classes.map(({ fixedCost }) => fixedCost ?? 0)),
    givenFloats(classes.map(({ rate }) => rate ?? 1)),
    areMixed(model),
  );
  kernel.setProblem(
    clients,
    matrix(model.costs),
    matrix(model.durations),
    given(model.services),
    given(model.earliest),
    given(model.latest),
    given(model.loads),
    given(model.mayServe ?? new Int32Array(width).fill(ANY_CLASS)),
  );
  return { clients, vehicles: vehiclesOf.reduce((sum, count) => sum + count, 0) };
}

/** Where each fleet's classes begin, and where the last one's end. */
function firstClasses(fleets: PlainRoutingModel['fleets']): Int32Array {
  const firsts = new Int32Array(fleets.length + 1);
  for (const [index, { classes }] of fleets.entries()) firsts[index + 1] = firsts[index]! + classes.length;
  return firsts;
}

/** Whether classes of vehicles must be told apart; the kernel is quicker where they need not be. */
function areMixed({ fleets, mayServe }: PlainRoutingModel): boolean {
  const classes = fleets.flatMap((fleet) => fleet.classes);
  const isPlain = (each: VehicleClass) =>
    each.capacity === classes[0]!.capacity && (each.fixedCost ?? 0) === 0 && (each.rate ?? 1) === 1;
  return classes.length > fleets.length || mayServe !== undefined || !classes.every(isPlain);
}

const UNLIMITED = 2 ** 30;
const ANY_CLASS = -1;

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
  classes: ArrayLike<number>,
): void {
  const given = routes.map((route, index) => ({ route, which: classes[index] ?? 0 }));
  const taken = given.filter(({ route }) => route.length > 0).slice(0, vehicles);
  const tour = kernel.view(kernel.tourToOffer(), clients);
  const ends = kernel.view(kernel.endsToOffer(), vehicles + 1);
  const classOf = kernel.view(kernel.classesToOffer(), vehicles);
  let position = 0;
  for (const [index, { route, which }] of taken.entries()) {
    classOf[index] = which;
    ends[index] = position;
    tour.set(route, position);
    position += route.length;
  }
  ends[taken.length] = position;
  kernel.offer(taken.length);
}
