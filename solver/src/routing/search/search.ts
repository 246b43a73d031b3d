import type { RoutingModel } from '../compile/model.ts';
import { type Handle, type Kernel, layDown, mostStops, newKernel, viewInts } from './kernel.ts';
import { temperatureAt, temperatures } from './temperature.ts';

/** A plan as sequences of the model's stops, by slot; visits in none are absent. */
export type Routes = number[][];

/** A search that runs in chunks, so that its caller can mix searches and exchange what they found. */
export type Search = {
  /** Does iterations; `from` and `to` are the shares of the whole effort done before and after. */
  run(iterations: number, from: number, to: number): void;
  bestCost(): number;
  bestRoutes(): Routes;
  /** Goes on from these routes, which may be those of another search or what is left of an older plan. */
  offer(routes: Routes): void;
};

/** Visits that an iteration takes out, on average, as in the paper. */
const AVERAGE_REMOVED = 10;
/** Entries of lists of nearest visits at most; longer ones change no result. */
const MOST_NEAR = 800_000;
/** Entries of remembered insertions at most: 24 bytes each. */
const MOST_REMEMBERED = 4_000_000;

/**
 * Ruin and recreate over a model (Christiaens & Vanden Berghe 2020, SISR), with a first plan made by cheapest insertion.
 * @param kernel the compiled one by default; tests give its twin
 */
export function createSearch(model: RoutingModel, seed: number, kernel: Kernel = newKernel()): Search {
  layDown(kernel, model);
  const columns = Math.max(1, Math.min(model.slots, Math.floor(MOST_REMEMBERED / Math.max(1, model.visits))));
  const tasks = constructionOrder(model);
  const nearest = Math.max(40, Math.floor(MOST_NEAR / Math.max(1, model.visits)));
  kernel.prepare(seed, AVERAGE_REMOVED, columns, nearest, Number(model.hasWindows));
  const scratch = kernel.newInts(mostStops(model) + 2);
  const starts = model.startRoutes;
  if (starts.some(({ stops }) => stops.length > 0)) layAll(kernel, scratch, starts);
  construct(kernel, tasks);
  const range = temperatures(model, kernel.bestCost(), readRoutes(kernel, model));
  return {
    run(iterations, from, to) {
      if (model.visits > 0) kernel.run(iterations, temperatureAt(range, (from + to) / 2));
    },
    bestCost: () => kernel.bestCost(),
    bestRoutes: () => readRoutes(kernel, model),
    offer(routes) {
      kernel.clearRoutes();
      const given = routes.map((stops, slot) => ({ stops, locked: starts[slot]!.locked }));
      layAll(kernel, scratch, given);
    },
  };
}

/** In pieces: functions of WebAssembly get fast between calls, not within one. */
function construct(kernel: Kernel, tasks: Int32Array): void {
  const piece = 64;
  const order = kernel.newInts(piece);
  for (let first = 0; first < tasks.length; first += piece) {
    const part = tasks.subarray(first, first + piece);
    viewInts(kernel, order, part.length).set(part);
    kernel.construct(order, part.length);
  }
}

/** Puts routes into a kernel whose routes are empty; what they leave out is absent. */
function layAll(kernel: Kernel, scratch: Handle, routes: RoutingModel['startRoutes']): void {
  routes.forEach(({ stops, locked }, slot) => {
    if (stops.length === 0) return;
    viewInts(kernel, scratch, stops.length).set(stops);
    kernel.layRoute(slot, scratch, stops.length, locked);
  });
  kernel.endLaying();
}

/** Far ones first: they decide how many routes there are. */
function constructionOrder(model: RoutingModel): Int32Array {
  const visits = Array.from({ length: model.visits }, (_, visit) => visit).filter((visit) => model.role[visit] !== 2);
  const key = (visit: number) => -model.remoteness[visit]!;
  visits.sort((left, right) => key(left) - key(right) || left - right);
  return Int32Array.from(visits);
}

function readRoutes(kernel: Kernel, model: RoutingModel): Routes {
  const starts = viewInts(kernel, kernel.bestStartList(), model.slots + 1);
  const stops = viewInts(kernel, kernel.bestStopsList(), starts[model.slots]!);
  return Array.from({ length: model.slots }, (_, slot) => Array.from(stops.subarray(starts[slot]!, starts[slot + 1]!)));
}
