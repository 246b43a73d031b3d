import { classInts, column } from '../compile/classes.ts';
import type { RoutingModel } from '../compile/model.ts';
import { createGeneticSearch, createSearchOfParts } from '../genetic/index.ts';
import type { Annealing, GeneticPlan, Parts, PlanSearch } from '../genetic/index.ts';
import type { PlainClass, PlainProblem } from './plain-model.ts';
import { type Routes, type Search, createSearch } from './search.ts';
import { hasSeveralDepots } from './temperature.ts';

/**
 * Plans that ruin and recreate cools before genetic search crosses them, and their share of the effort; then the plans that ruin and
 * recreate within genetic search cools, and until which share of the effort, or the parts that genetic search then works on in turn.
 */
type FirstPlans = { plans: number; share: number; annealing?: Annealing; parts?: Parts };

/** Measured on Homberger 200 at 3 s. */
const USUAL: FirstPlans = { plans: 1, share: 0.2 };
/** With several depots two plans are cooled slowly, one after the other: measured on 360 and 420 stops. */
const SEVERAL_DEPOTS: FirstPlans = { plans: 2, share: 0.6 };
/** Of more stops three are cooled quickly, then parts of the cheapest are crossed with the others in turn: measured on 480 to 960 stops; at 430 no better. */
const MANY_DEPOTS_STOPS: FirstPlans = { plans: 3, share: 0.3, parts: { tasks: 250, pass: 0.24 } };
/** Where windows or durations bind as well, random plans are far behind: two plans again, in less time; measured on 144 to 240 stops. */
const BOUND_CLASSES: FirstPlans = { plans: 2, share: 0.4 };
/** Of 360 to 600 such stops one plan cooled slowly is ahead of two. */
const LARGE_BOUND_CLASSES: FirstPlans = { plans: 1, share: 0.6 };
/**
 * Where routes may change for vehicles of other classes, ruin and recreate within genetic search is far ahead of the general one: that
 * gives a plan at once, then three are cooled and crossed, of many stops one, slowly. Measured on 140 to 640 stops at 10 s per 100.
 */
const CLASSES: FirstPlans = { plans: 1, share: 0.03, annealing: { chains: 3, share: 0.5 } };
const MANY_CLASSES_STOPS: FirstPlans = { plans: 1, share: 0.03, annealing: { chains: 1, share: 0.85 } };
const LEAST_OF_CLASSES = 100;
const LARGE = 300;
const MANY = 450;
/** Of a plan to be annealed that leaves tasks out: at most so many of them, and until when all must have a place. */
const MOST_LEFT_OUT = 0.05;
const ALL_PLACED = 0.25;
/** Seeds of searches side by side are small and differ by little. */
const SEED_STEP = 1000;

/**
 * Search of a plain problem: ruin and recreate has a plan at once and cools down quickly, then genetic search goes on from its
 * plan, or from two. Where the fleet is too small for all tasks, ruin and recreate stays alone: genetic search leaves none out.
 */
export function createPlainSearch(model: RoutingModel, problem: PlainProblem, seed: number): Search {
  const { plans, share: firstShare, annealing, parts } = firstPlans(model);
  const firsts = [createSearch(model, seed)];
  const classes = classOfSlots(model, problem.classes);
  let genetic: PlanSearch | undefined;
  let isAlone = false;
  let known = { rounded: Infinity, cost: Infinity };
  const geneticCost = () => {
    const rounded = genetic?.bestCost() ?? Infinity;
    if (genetic && rounded !== known.rounded) known = { rounded, cost: costOf(genetic, problem) };
    return known.cost;
  };
  const hand = () => {
    const most = annealing ? MOST_LEFT_OUT * model.visits : 0;
    isAlone = firsts.some((first) => leftOut(first.bestRoutes(), model.visits) > most);
    if (isAlone) return;
    if (parts) {
      const given = firsts.map((first) => toPlan(first.bestRoutes(), classes));
      genetic = createSearchOfParts(problem.plain, seed, given, parts);
      return;
    }
    genetic = createGeneticSearch(problem.plain, seed, annealing);
    for (const [index, first] of firsts.entries()) {
      // One plan waits at a time: the one before is taken up as soon as work goes on.
      if (index > 0) genetic.run(1, 0, 0);
      genetic.offer(toTasks(first.bestRoutes()), classes);
    }
  };
  const runFirst = (iterations: number, from: number, to: number) => {
    const done = (from / firstShare) * plans;
    const which = Math.min(plans - 1, Math.floor(done));
    while (firsts.length <= which) firsts.push(createSearch(model, seed + SEED_STEP * firsts.length));
    firsts.at(-1)!.run(iterations, done - which, Math.min(1, (to / firstShare) * plans - which));
  };
  return {
    run(iterations, from, to) {
      if (from < firstShare) return runFirst(iterations, from, to);
      if (!genetic && !isAlone) hand();
      if (
        from >= ALL_PLACED &&
        genetic?.bestCost() === Infinity &&
        leftOut(firsts[0]!.bestRoutes(), model.visits) > 0
      ) {
        genetic = undefined;
        isAlone = true;
      }
      if (genetic) return genetic.run(iterations, from, to);
      return cheapest(firsts).run(iterations, from, to);
    },
    bestCost: () => Math.min(cheapest(firsts).bestCost(), geneticCost()),
    bestRoutes: () => {
      const first = cheapest(firsts);
      return genetic && geneticCost() <= first.bestCost()
        ? toSlots(genetic, model, problem.classes)
        : first.bestRoutes();
    },
    offer(routes) {
      if (genetic) genetic.offer(toTasks(routes), classes);
      else firsts.at(-1)!.offer(routes);
    },
  };
}

function firstPlans(model: RoutingModel): FirstPlans {
  if (hasSeveralDepots(model)) return model.visits < MANY ? SEVERAL_DEPOTS : MANY_DEPOTS_STOPS;
  if (model.classes === 1) return USUAL;
  if (!differsInVehiclesOnly(model)) return model.visits < LARGE ? BOUND_CLASSES : LARGE_BOUND_CLASSES;
  if (model.visits < LEAST_OF_CLASSES) return USUAL;
  return model.visits < MANY ? CLASSES : MANY_CLASSES_STOPS;
}

/** Whether vehicles differ and nothing else binds: one depot, no windows, no limits of duration. */
export function differsInVehiclesOnly(model: RoutingModel): boolean {
  return model.classes > 1 && !hasSeveralDepots(model) && !model.hasWindows && !model.durationLimits;
}

/** The first of those whose best plan costs least. */
function cheapest(searches: readonly Search[]): Search {
  return searches.reduce((best, search) => (search.bestCost() < best.bestCost() ? search : best));
}

/** How many visits no route has. */
function leftOut(routes: Routes, visits: number): number {
  return visits - routes.reduce((sum, stops) => sum + stops.length, 0);
}

function costOf(genetic: PlanSearch, { money, classes }: PlainProblem): number {
  const width = Math.sqrt(money.length);
  const vehicles = genetic.bestClasses();
  let sum = 0;
  for (const [index, route] of genetic.bestRoutes().entries()) {
    const { depot, fixedCost, rate } = classes[vehicles[index]!]!;
    let from = depot;
    let legs = 0;
    for (const task of route) {
      legs += money[from * width + task]!;
      from = task;
    }
    sum += fixedCost + rate * (legs + money[from * width + depot]!);
  }
  return sum;
}

/** Of each slot its class in the plain model. */
function classOfSlots(model: RoutingModel, classes: readonly PlainClass[]): Int32Array {
  const result = new Int32Array(model.slots);
  for (const [index, { which }] of classes.entries()) {
    const first = model.classInts[which * classInts + column.firstSlot]!;
    result.fill(index, first, first + model.classInts[which * classInts + column.slots]!);
  }
  return result;
}

/** Visits 0 … n − 1 are tasks 1 … n. */
function toTasks(routes: Routes): Routes {
  return routes.map((stops) => stops.map((visit) => visit + 1));
}

function toPlan(routes: Routes, classes: Int32Array): GeneticPlan {
  const plan = toTasks(routes).map((tasks, slot) => ({ tasks, which: classes[slot]! }));
  return plan.filter(({ tasks }) => tasks.length > 0);
}

/** Vehicles alike take the routes of their class in turn. */
function toSlots(genetic: PlanSearch, model: RoutingModel, classes: readonly PlainClass[]): Routes {
  const vehicles = genetic.bestClasses();
  const slots: Routes = Array.from({ length: model.slots }, () => []);
  const next = Array.from(
    { length: model.classes },
    (_, which) => model.classInts[which * classInts + column.firstSlot]!,
  );
  for (const [index, route] of genetic.bestRoutes().entries()) {
    slots[next[classes[vehicles[index]!]!.which]!++] = Array.from(route, (task) => task - 1);
  }
  return slots;
}
