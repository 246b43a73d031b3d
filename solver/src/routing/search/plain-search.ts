import { classInts, column } from '../compile/classes.ts';
import type { RoutingModel } from '../compile/model.ts';
import { createGeneticSearch } from '../genetic/index.ts';
import type { GeneticSearch } from '../genetic/index.ts';
import type { PlainProblem } from './plain-model.ts';
import { type Routes, type Search, createSearch } from './search.ts';

/** Share of the effort that ruin and recreate has alone: measured on Homberger 200 at 3 s. */
const FIRST_SHARE = 0.2;

/**
 * Search of a plain problem: ruin and recreate has a plan at once and cools down quickly, then genetic search goes on from its
 * plan. Where the fleet is too small for all tasks, ruin and recreate stays alone: genetic search leaves none out.
 */
export function createPlainSearch(model: RoutingModel, { plain, money }: PlainProblem, seed: number): Search {
  const first = createSearch(model, seed);
  const classes = classOfSlots(model);
  let genetic: GeneticSearch | undefined;
  let isAlone = false;
  let known = { rounded: Infinity, cost: Infinity };
  const geneticCost = () => {
    const rounded = genetic?.bestCost() ?? Infinity;
    if (genetic && rounded !== known.rounded) known = { rounded, cost: costOf(genetic, model, money) };
    return known.cost;
  };
  const hand = () => {
    isAlone = leavesOut(first.bestRoutes(), model.visits);
    if (isAlone) return;
    genetic = createGeneticSearch(plain, seed);
    genetic.offer(toTasks(first.bestRoutes()), classes);
  };
  return {
    run(iterations, from, to) {
      if (from < FIRST_SHARE) return first.run(iterations, from / FIRST_SHARE, Math.min(1, to / FIRST_SHARE));
      if (!genetic && !isAlone) hand();
      if (genetic) return genetic.run(iterations, from, to);
      return first.run(iterations, from, to);
    },
    bestCost: () => Math.min(first.bestCost(), geneticCost()),
    bestRoutes: () =>
      genetic && geneticCost() <= first.bestCost() ? toSlots(genetic, model) : first.bestRoutes(),
    offer(routes) {
      if (genetic) genetic.offer(toTasks(routes), classes);
      else first.offer(routes);
    },
  };
}

function leavesOut(routes: Routes, visits: number): boolean {
  return routes.reduce((sum, stops) => sum + stops.length, 0) < visits;
}

function costOf(genetic: GeneticSearch, model: RoutingModel, money: Float64Array): number {
  const width = Math.sqrt(money.length);
  const fleets = genetic.bestFleets();
  let sum = 0;
  for (const [index, route] of genetic.bestRoutes().entries()) {
    const depot = fleets[index] === 0 ? 0 : model.visits + fleets[index]!;
    let from = depot;
    for (const task of route) {
      sum += money[from * width + task]!;
      from = task;
    }
    sum += money[from * width + depot]!;
  }
  return sum;
}

function classOfSlots(model: RoutingModel): Int32Array {
  const classes = new Int32Array(model.slots);
  for (let which = 0; which < model.classes; which++) {
    const first = model.classInts[which * classInts + column.firstSlot]!;
    classes.fill(which, first, first + model.classInts[which * classInts + column.slots]!);
  }
  return classes;
}

/** Visits 0 … n − 1 are tasks 1 … n. */
function toTasks(routes: Routes): Routes {
  return routes.map((stops) => stops.map((visit) => visit + 1));
}

/** Vehicles alike take the routes of their class in turn. */
function toSlots(genetic: GeneticSearch, model: RoutingModel): Routes {
  const fleets = genetic.bestFleets();
  const slots: Routes = Array.from({ length: model.slots }, () => []);
  const next = Array.from({ length: model.classes }, (_, which) => model.classInts[which * classInts + column.firstSlot]!);
  for (const [index, route] of genetic.bestRoutes().entries()) {
    slots[next[fleets[index]!]!++] = Array.from(route, (task) => task - 1);
  }
  return slots;
}
