import { createGeneticSearch } from './genetic-search.ts';
import type { GeneticSearch, PlanSearch } from './genetic-search.ts';
import { partModel } from './part-model.ts';
import type { PlainRoutingModel } from './plain-routing-model.ts';

/** A route: tasks 1 … n in the order of service, and the class of its vehicle. */
export type GeneticRoute = { tasks: readonly number[]; which: number };
export type GeneticPlan = readonly GeneticRoute[];

/** How many tasks a part has at most, and the share of the whole time after which parts have covered about all tasks once. */
export type Parts = { tasks: number; pass: number };

/** Tasks drawn, of which the one that parts had least often is the middle of the next part. */
const DRAWS = 12;
/** A part's gain below this is rounding, in the unit of the costs. */
const ROUNDING = 1e-6;
const MODULUS = 2147483647;
const MULTIPLIER = 48271;

/**
 * Large problems part by part (the decomposition phases of Vidal et al., *Computers & Operations Research* 40(1), 2013): routes about a
 * task are a problem of their own, that genetic search works on with the vehicles that the other routes leave free; its best takes their
 * place. A population for each part is good long before one of the whole would be.
 * @param plans whole plans that keep all limits; the cheapest is worked on, the others give their routes to cross with. At least one
 */
export function createSearchOfParts(
  model: PlainRoutingModel,
  seed: number,
  plans: readonly GeneticPlan[],
  { tasks: most, pass }: Parts,
): PlanSearch {
  const clients = model.loads.length - model.fleets.length;
  const ranked = plans.toSorted((one, other) => costOfPlan(model, one) - costOfPlan(model, other));
  let best = ranked[0]!;
  const others = ranked.slice(1);
  const covered = new Int32Array(clients + 1);
  let part: Part | undefined;
  let parts = 0;
  let ends = 0;
  let state = 1 + ((seed & 0x7fffffff) % (MODULUS - 1));
  const draw = () => {
    state = (state * MULTIPLIER) % MODULUS;
    return 1 + (state % clients);
  };
  const leastCovered = () => {
    let result = draw();
    for (let i = 1; i < DRAWS; i++) {
      const task = draw();
      if (covered[task]! < covered[result]!) result = task;
    }
    return result;
  };
  const beginPart = (from: number) => {
    const { inside, outside } = partAbout(model, best, leastCovered(), most);
    part = createPart(model, seed + parts, inside, outside, others);
    parts += 1;
    for (const { tasks } of inside) for (const task of tasks) covered[task]! += 1;
    const share = (pass * part.tasks.length) / clients;
    // What is left is shared out evenly, or the last part would not come to its end.
    ends = from + (1 - from) / Math.max(1, Math.round((1 - from) / share));
  };
  return {
    run(efforts, from) {
      if (!part || from >= ends) beginPart(from);
      part!.search.run(efforts, 0, 0);
      best = withGainOf(part!, best);
    },
    bestCost: () => costOfPlan(model, best),
    bestRoutes: () => best.map(({ tasks }) => Int32Array.from(tasks)),
    bestClasses: () => Int32Array.from(best, ({ which }) => which),
    offer(routes, classes = []) {
      const given = routes.map((tasks, index) => ({ tasks: Array.from(tasks), which: classes[index] ?? 0 }));
      const offered = given.filter(({ tasks }) => tasks.length > 0);
      if (costOfPlan(model, offered) >= costOfPlan(model, best)) return;
      const judge = createGeneticSearch(model, seed);
      judge.offer(routes, classes);
      judge.run(1, 0, 0);
      if (judge.bestCost() >= costOfPlan(model, best)) return;
      others.push(best);
      best = planOf(judge);
      part = undefined;
    },
  };
}

/** Routes being worked on as a problem of their own, in which task i + 1 is `tasks[i]`. */
type Part = { tasks: readonly number[]; search: GeneticSearch; outside: GeneticPlan; cost: number };

function createPart(
  model: PlainRoutingModel,
  seed: number,
  inside: GeneticPlan,
  outside: GeneticPlan,
  others: readonly GeneticPlan[],
): Part {
  const tasks = inside.flatMap((route) => route.tasks).toSorted((one, other) => one - other);
  const numbers = new Map(tasks.map((task, index) => [task, index + 1]));
  const classes = model.fleets.flatMap((fleet) => fleet.classes);
  const free = classes.map(({ vehicles }, which) => vehicles - outside.filter((route) => route.which === which).length);
  const search = createGeneticSearch(partModel(model, tasks, free), seed);
  const give = (plan: GeneticPlan) => {
    const routes = plan.map((route) => route.tasks.map((task) => numbers.get(task)!));
    search.offer(
      routes,
      plan.map(({ which }) => which),
    );
    // One plan waits at a time: it is taken up as soon as work goes on.
    search.run(1, 0, 0);
  };
  give(inside);
  for (const other of others) give(routesWithin(other, numbers));
  return { tasks, search, outside, cost: costOfPlan(model, inside) };
}

/** Routes of which more than half of the tasks are in the part, without the others. */
function routesWithin(plan: GeneticPlan, numbers: ReadonlyMap<number, number>): GeneticPlan {
  return plan.flatMap(({ tasks, which }) => {
    const within = tasks.filter((task) => numbers.has(task));
    return 2 * within.length > tasks.length ? [{ tasks: within, which }] : [];
  });
}

/** The plan with the part's best routes, if they are cheaper than those that it had. */
function withGainOf(part: Part, plan: GeneticPlan): GeneticPlan {
  if (part.search.bestCost() >= part.cost - ROUNDING) return plan;
  part.cost = part.search.bestCost();
  const found = planOf(part.search).map(({ tasks, which }) => ({
    which,
    tasks: tasks.map((task) => part.tasks[task - 1]!),
  }));
  return [...part.outside, ...found];
}

/** Routes of a plan about a task, nearest first, that together have at most so many tasks, or one route. */
export function partAbout(
  model: PlainRoutingModel,
  plan: GeneticPlan,
  middle: number,
  most: number,
): { inside: GeneticPlan; outside: GeneticPlan } {
  const width = model.loads.length;
  const way = (task: number) => model.costs[middle * width + task]!;
  const routeOf = new Map(plan.flatMap((route) => route.tasks.map((task) => [task, route] as const)));
  const inside = new Set<GeneticRoute>();
  let size = 0;
  for (const task of [...routeOf.keys()].toSorted((one, other) => way(one) - way(other) || one - other)) {
    const route = routeOf.get(task)!;
    if (inside.has(route)) continue;
    if (size > 0 && size + route.tasks.length > most) break;
    inside.add(route);
    size += route.tasks.length;
  }
  return { inside: [...inside], outside: plan.filter((route) => !inside.has(route)) };
}

/** In the unit of the model's costs. */
export function costOfPlan(model: PlainRoutingModel, plan: GeneticPlan): number {
  const width = model.loads.length;
  const classes = model.fleets.flatMap((fleet, index) =>
    fleet.classes.map((each) => ({ ...each, depot: index === 0 ? 0 : width - model.fleets.length + index })),
  );
  let sum = 0;
  for (const { tasks, which } of plan) {
    const { depot, fixedCost = 0, rate = 1 } = classes[which]!;
    let from = depot;
    let legs = 0;
    for (const task of tasks) {
      legs += model.costs[from * width + task]!;
      from = task;
    }
    sum += fixedCost + rate * (legs + model.costs[from * width + depot]!);
  }
  return sum;
}

function planOf(search: GeneticSearch): GeneticPlan {
  const classes = search.bestClasses();
  return search.bestRoutes().map((tasks, index) => ({ tasks: Array.from(tasks), which: classes[index]! }));
}
