import type { Break, RoutingProblem, Vehicle } from '../src/routing/problem.ts';
import { Front } from './front.ts';
import { type Action, type Clock, clocksAfter, startOf, timeAtEnd } from './route-clock.ts';
import { type Visit, type VehicleView, viewOf } from './vehicle-view.ts';

/**
 * The least cost of one vehicle's route for each set of tasks, by trying every order of every set with every way to put reloads
 * and breaks in between. Written for the truth of small cases alone: at most 31 tasks, at most about eight stops in a route.
 * @returns by set of tasks (bit t: task t as `tasksOf` numbers them); Infinity where no route serves just these
 */
export function cheapestRoutes(problem: RoutingProblem, vehicle: Vehicle): Map<number, number> {
  const view = viewOf(problem, vehicle);
  const best = new Map<number, number>(view.locked.length > 0 ? [] : [[0, 0]]);
  extend(view, best, new Front(view), beginning(view));
  return best;
}

/** A route so far. */
export type Partial = {
  path: Action[];
  clock: Clock;
  served: number;
  /** Shipments on board. */
  open: number;
  breaksTaken: number;
  /** Stops done: tasks and reloads. */
  done: number;
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

export function beginning(view: VehicleView): Partial {
  return {
    path: [],
    clock: startOf(view, view.opens),
    served: 0,
    open: 0,
    breaksTaken: 0,
    done: 0,
    reloads: 0,
    stops: 0,
    travel: 0,
    metres: 0,
    cost: view.fixed,
    load: view.capacity.map(() => 0),
    slack: [...view.capacity],
  };
}

function extend(view: VehicleView, best: Map<number, number>, front: Front, route: Partial): void {
  close(view, best, route);
  for (const next of nextParts(view, route)) if (front.admits(next)) extend(view, best, front, next);
}

/** The routes that are one action longer; locked stops come before all others. */
export function nextParts(view: VehicleView, route: Partial): Partial[] {
  const breaks = view.breaks.flatMap((each, index) => rested(view, route, index, each));
  const locked = view.locked[route.done];
  if (locked) return [...breaks, ...(locked.role === 'reload' ? reloaded : visited)(view, route, locked)];
  const visits = view.visits.flatMap((visit) => visited(view, route, visit));
  return [...visits, ...breaks, ...view.reloads.flatMap((reload) => reloaded(view, route, reload))];
}

function visited(view: VehicleView, route: Partial, visit: Visit): Partial[] {
  const bit = 1 << visit.task;
  const wanted = visit.role === 'delivery' ? route.open & bit : ~(route.served | route.open) & bit;
  if (!wanted || route.stops === view.mostTasks) return [];
  const load = route.load.map((value, at) => value + visit.gains[at]!);
  const slack = route.slack.map((value, at) => value - visit.delivers[at]!);
  const after = load.map((value, at) => view.capacity[at]! - value);
  if ([...slack, ...after].some((value) => value < 0)) return [];
  return moved(view, route, { kind: 'visit', visit }).map((next) => ({
    ...next,
    slack: slack.map((value, at) => Math.min(value, after[at]!)),
    load,
    stops: next.stops + 1,
    cost: next.cost + visit.change,
    open: visit.role === 'pickup' ? next.open | bit : next.open & ~bit,
    served: visit.role === 'pickup' ? next.served : next.served | bit,
  }));
}

function rested(view: VehicleView, route: Partial, index: number, each: Break): Partial[] {
  if (route.breaksTaken & (1 << index)) return [];
  const most = each.max_load ?? [];
  const slack = route.slack.map((value, at) => Math.min(value, (most[at] ?? Infinity) - route.load[at]!));
  if (slack.some((value) => value < 0)) return [];
  const breaksTaken = route.breaksTaken | (1 << index);
  return moved(view, route, { kind: 'break', break: each }).map((next) => ({ ...next, slack, breaksTaken }));
}

/**
 * Even a reload before anything was served, or after another one, can be worth its while: who comes from there needs no setup
 * there. The same one twice on end never is.
 */
function reloaded(view: VehicleView, route: Partial, reload: Visit): Partial[] {
  const again = reloadsOnEnd(view, route).includes(reload);
  if (again || route.open !== 0 || route.reloads === view.mostReloads) return [];
  const fresh = { load: route.load.map(() => 0), slack: [...view.capacity], reloads: route.reloads + 1 };
  return moved(view, route, { kind: 'reload', visit: reload }).map((next) => ({ ...next, ...fresh }));
}

/** Reloads since the last visit; what is locked is done whatever sense it makes, and bars none. */
export function reloadsOnEnd(view: VehicleView, { path, done }: Partial): Visit[] {
  const last = path.findLastIndex(({ kind }) => kind === 'visit');
  const reloads = path.slice(last + 1).flatMap((action) => (action.kind === 'reload' ? [action.visit] : []));
  const free = Math.max(0, done - view.locked.length);
  return free < reloads.length ? reloads.slice(reloads.length - free) : reloads;
}

function moved(view: VehicleView, route: Partial, action: Action): Partial[] {
  const done = route.done + (action.kind === 'break' ? 0 : 1);
  const next = { ...route, done, path: [...route.path, action] };
  if (action.kind !== 'break') addLeg(view, next, route.clock.place, action.visit.place);
  if (!withinLimits(view, next)) return [];
  return clocksAfter(view, route.clock, action).map((clock) => ({ ...next, clock }));
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
  const cost = costAtEnd(view, route);
  if (cost < (best.get(route.served) ?? Infinity)) best.set(route.served, cost);
}

/** Whether a route may end as it is. */
export function endsHere(view: VehicleView, route: Partial): boolean {
  return costAtEnd(view, route) < Infinity;
}

function costAtEnd(view: VehicleView, route: Partial): number {
  if (route.served === 0 || route.open !== 0 || route.done < view.locked.length) return Infinity;
  if (route.breaksTaken !== (1 << view.breaks.length) - 1) return Infinity;
  const done = { ...route };
  addLeg(view, done, route.clock.place, view.end);
  const clock = withinLimits(view, done) && leastLate(view, route);
  return clock ? done.cost + clock.taskCost + clock.lateCost : Infinity;
}

/**
 * The clock after the earliest departure from which the route ends within its longest duration. Arrival at the end never gets
 * earlier by leaving later, so nothing that leaves before `arrival − longest` can do. (Rests would make that several clocks:
 * no problem here limits both duration and driving.)
 */
function leastLate(view: VehicleView, { path, clock: earliest }: Partial): Clock | undefined {
  let clock: Clock | undefined = earliest;
  for (let departure = view.opens; clock;) {
    const end = timeAtEnd(view, clock);
    if (end === undefined) return undefined;
    if (end - view.longest <= departure) return clock;
    departure = end - view.longest;
    clock = startOf(view, departure);
    for (const action of path) clock = clock && clocksAfter(view, clock, action)[0];
  }
  return undefined;
}
