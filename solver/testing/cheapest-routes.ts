import type { Break, RoutingProblem, Vehicle } from '../src/routing/problem.ts';
import { type Action, type Clock, startOf, timeAfter, timeAtEnd } from './route-clock.ts';
import { type Visit, type VehicleView, viewOf } from './vehicle-view.ts';

/**
 * The least cost of one vehicle's route for each set of tasks, by trying every order of every set with every way to put reloads
 * and breaks in between. Written for the truth of small cases alone: at most 31 tasks, at most about eight stops in a route.
 * @returns by set of tasks (bit t: task t as `tasksOf` numbers them); Infinity where no route serves just these
 */
export function cheapestRoutes(problem: RoutingProblem, vehicle: Vehicle): Map<number, number> {
  const view = viewOf(problem, vehicle);
  const best = new Map<number, number>([[0, 0]]);
  extend(view, best, beginning(view));
  return best;
}

/** A route so far. */
type Partial = {
  path: Action[];
  clock: Clock;
  served: number;
  /** Shipments on board. */
  open: number;
  breaksTaken: number;
  reloads: number;
  stops: number;
  travel: number;
  metres: number;
  cost: number;
  /** On board, by dimension, given what the trip is known to deliver so far. */
  load: number[];
  /** By how much the trip's deliveries may still grow before some earlier point of it is overloaded. */
  slack: number[];
};

function beginning(view: VehicleView): Partial {
  return {
    path: [],
    clock: startOf(view, view.opens),
    served: 0,
    open: 0,
    breaksTaken: 0,
    reloads: 0,
    stops: 0,
    travel: 0,
    metres: 0,
    cost: view.fixed,
    load: view.capacity.map(() => 0),
    slack: [...view.capacity],
  };
}

function extend(view: VehicleView, best: Map<number, number>, route: Partial): void {
  close(view, best, route);
  for (const visit of view.visits) {
    const next = visited(view, route, visit);
    if (next) extend(view, best, next);
  }
  for (const [index, each] of view.breaks.entries()) {
    const next = rested(view, route, index, each);
    if (next) extend(view, best, next);
  }
  for (const reload of view.reloads) {
    const next = reloaded(view, route, reload);
    if (next) extend(view, best, next);
  }
}

function visited(view: VehicleView, route: Partial, visit: Visit): Partial | undefined {
  const bit = 1 << visit.task;
  const wanted = visit.role === 'delivery' ? route.open & bit : ~(route.served | route.open) & bit;
  if (!wanted || route.stops === view.mostTasks) return undefined;
  const slack = route.slack.map((value, at) => value - visit.delivers[at]!);
  const load = route.load.map((value, at) => value + visit.gains[at]!);
  if (slack.some((value) => value < 0)) return undefined;
  const after = load.map((value, at) => view.capacity[at]! - value);
  const next = moved(view, route, { kind: 'visit', visit });
  if (!next || after.some((value) => value < 0)) return undefined;
  next.slack = slack.map((value, at) => Math.min(value, after[at]!));
  next.load = load;
  next.stops += 1;
  if (visit.role === 'pickup') next.open |= bit;
  else [next.open, next.served] = [next.open & ~bit, next.served | bit];
  return next;
}

function rested(view: VehicleView, route: Partial, index: number, each: Break): Partial | undefined {
  if (route.breaksTaken & (1 << index)) return undefined;
  const next = moved(view, route, { kind: 'break', break: each });
  if (!next) return undefined;
  const most = each.max_load ?? [];
  next.slack = next.slack.map((value, at) => Math.min(value, (most[at] ?? Infinity) - next.load[at]!));
  if (next.slack.some((value) => value < 0)) return undefined;
  next.breaksTaken |= 1 << index;
  return next;
}

/** A reload before anything was served, or after another one, changes nothing. */
function reloaded(view: VehicleView, route: Partial, reload: Visit): Partial | undefined {
  const last = route.path.findLast(({ kind }) => kind !== 'break');
  if (route.open !== 0 || route.reloads === view.mostReloads || !last || last.kind === 'reload') return undefined;
  const next = moved(view, route, { kind: 'reload', visit: reload });
  if (!next) return undefined;
  next.reloads += 1;
  next.load = next.load.map(() => 0);
  next.slack = [...view.capacity];
  return next;
}

function moved(view: VehicleView, route: Partial, action: Action): Partial | undefined {
  const clock = timeAfter(view, route.clock, action);
  if (!clock) return undefined;
  const next = { ...route, clock, path: [...route.path, action] };
  if (action.kind !== 'break') addLeg(view, next, route.clock.place, action.visit.place);
  return withinLimits(view, next) ? next : undefined;
}

function addLeg(view: VehicleView, route: Partial, from: number, to: number): void {
  if (from < 0 || to < 0) return;
  route.travel += view.seconds(from, to);
  route.metres += view.metres(from, to);
  route.cost += view.legCost(from, to);
}

function withinLimits(view: VehicleView, { travel, metres }: Partial): boolean {
  return travel <= view.mostTravel && metres <= view.mostMetres;
}

/** Counts the route as it is, if it may end here. */
function close(view: VehicleView, best: Map<number, number>, route: Partial): void {
  if (route.served === 0 || route.open !== 0 || route.breaksTaken !== (1 << view.breaks.length) - 1) return;
  const done = { ...route };
  addLeg(view, done, route.clock.place, view.end);
  const clock = withinLimits(view, done) && leastLate(view, route.path);
  if (!clock) return;
  const cost = done.cost + clock.taskCost + clock.lateCost;
  if (cost < (best.get(route.served) ?? Infinity)) best.set(route.served, cost);
}

/**
 * The clock after the earliest departure from which the route ends within its longest duration. Arrival at the end never gets
 * earlier by leaving later, so nothing that leaves before `arrival − longest` can do.
 */
function leastLate(view: VehicleView, path: readonly Action[]): Clock | undefined {
  for (let departure = view.opens; ;) {
    let clock: Clock | undefined = startOf(view, departure);
    for (const action of path) clock = clock && timeAfter(view, clock, action);
    const end = clock && timeAtEnd(view, clock);
    if (end === undefined) return undefined;
    const needed = end - view.longest;
    if (needed <= departure) return clock;
    departure = needed;
  }
}
