import type { PlanRoute, PlanStep } from '../plan.ts';
import type { RoutingProblem, Vehicle } from '../problem.ts';
import { endOf, isSamePlace, isUnreachable, legsOf, type Place, placeOfStop, startOf } from '../travel/travel.ts';
import { breakOf, nameOf, reloadOf, serviceOf, setupOf, type Task } from './tasks.ts';

/** A rule that a plan breaks: where in the plan, which, with what values. */
export type BrokenRule = { path: string; code: string; parameters?: Record<string, number | string> };

export type Tell = (path: string, code: string, parameters?: BrokenRule['parameters']) => void;

/** A step with what it stands for. */
export type Visit = {
  step: PlanStep;
  path: string;
  task?: Task;
  /** Undefined for breaks, which may be anywhere, and for open starts and ends. */
  place?: Place;
  /** When its setup and service begin. */
  begins: number;
  /** Seconds after the last time window. */
  late: number;
};

/** What a route comes to when each leg and each stop is worked out anew. */
export type Totals = {
  seconds: number;
  metres: number;
  /** By the matrix of costs. */
  legCosts: number;
  setup: number;
  service: number;
  /** Of tasks alone: breaks, rests and reloads aside. */
  taskSeconds: number;
  waiting: number;
  latenessCost: number;
};

/** Follows a vehicle through its day: what each step is, and whether its times fit together. */
export function followRoute(
  problem: RoutingProblem,
  vehicle: Vehicle,
  route: PlanRoute,
  path: string,
  tasks: ReadonlyMap<string, Task>,
  tell: Tell,
): { visits: Visit[]; totals: Totals } {
  const visits = route.steps.map((step, at): Visit => {
    const begins = step.arrival + step.waiting_time;
    const visit = { step, path: `${path}.steps[${at}]`, begins, late: 0 };
    const task = tasks.get(nameOf(step.type, step.id));
    return { ...visit, task, place: placeOf(vehicle, step, task) };
  });
  const totals = walk(problem, vehicle, visits, tell);
  for (const visit of visits) checkStop(vehicle, visit, totals, tell);
  checkShift(vehicle, visits, tell);
  return { visits, totals };
}

function placeOf(vehicle: Vehicle, step: PlanStep, task: Task | undefined): Place | undefined {
  if (step.type === 'start') return startOf(vehicle);
  if (step.type === 'end') return endOf(vehicle);
  const stop = step.type === 'reload' ? reloadOf(vehicle, step.id) : task?.stop;
  return stop && placeOfStop(stop);
}

/**
 * Legs run between steps that have a place; a break may come in the middle of one, so travel is told by the growth of
 * `duration`, and must come to the leg's seconds at its end.
 */
function walk(problem: RoutingProblem, vehicle: Vehicle, visits: Visit[], tell: Tell): Totals {
  const legOf = legsOf(problem, vehicle);
  const totals = {
    seconds: 0,
    metres: 0,
    legCosts: 0,
    setup: 0,
    service: 0,
    taskSeconds: 0,
    waiting: 0,
    latenessCost: 0,
  };
  let place: Place | undefined;
  let before: PlanStep | undefined;
  for (const { step, path, place: next, task } of visits) {
    if (place && next) {
      const leg = legOf(place, next);
      totals.seconds += leg.seconds;
      totals.metres += leg.metres ?? 0;
      totals.legCosts += leg.cost ?? 0;
      if (isUnreachable(leg)) tell(path, 'unreachable', { seconds: leg.seconds });
    }
    if (next && step.duration !== totals.seconds)
      tell(path, 'travel-time', { found: step.duration, expected: totals.seconds });
    if (next && step.distance !== undefined && step.distance !== totals.metres)
      tell(path, 'distance', { found: step.distance, expected: totals.metres });
    checkMoves(before, step, path, tell);
    const setup = task && !(place && next && isSamePlace(problem, place, next)) ? setupOf(task.stop, vehicle) : 0;
    if (step.setup !== setup) tell(path, 'setup', { found: step.setup, expected: setup });
    place = next ?? place;
    before = step;
  }
  // After the last place of an open route nothing is driven.
  if (before && before.duration > totals.seconds)
    tell(visits.at(-1)!.path, 'travel-time', { found: before.duration, expected: totals.seconds });
  return totals;
}

function checkMoves(before: PlanStep | undefined, step: PlanStep, path: string, tell: Tell): void {
  if (step.waiting_time < 0) tell(path, 'waiting-time', { found: step.waiting_time });
  if (!before) {
    if (step.duration !== 0) tell(path, 'travel-time', { found: step.duration, expected: 0 });
    return;
  }
  const driven = step.duration - before.duration;
  if (driven < 0) tell(path, 'travel-time', { found: step.duration, expected: before.duration });
  const expected = before.arrival + before.waiting_time + before.setup + before.service + driven;
  if (step.arrival !== expected) tell(path, 'arrival', { found: step.arrival, expected });
}

/** Service and time windows of one step; adds it to the totals. */
function checkStop(vehicle: Vehicle, visit: Visit, totals: Totals, tell: Tell): void {
  const { step, path, task } = visit;
  const pause = step.type === 'break' ? breakOf(vehicle, step.id) : undefined;
  const reload = step.type === 'reload' ? reloadOf(vehicle, step.id) : undefined;
  const isRest = step.type === 'break' && step.id === undefined && vehicle.driving_limit !== undefined;
  if (!task && !pause && !reload && !isRest && step.type !== 'start' && step.type !== 'end')
    tell(path, 'unknown-step', { step: nameOf(step.type, step.id) });
  const service = task ? serviceOf(task.stop, vehicle) : (pause?.service ?? reload?.service ?? 0);
  if (!isRest && step.service !== service) tell(path, 'service', { found: step.service, expected: service });
  totals.setup += step.setup;
  totals.service += step.service;
  totals.waiting += step.waiting_time;
  if (task) totals.taskSeconds += step.setup + step.service;
  checkWindows(visit, (task?.stop ?? pause ?? reload)?.time_windows, totals, tell);
}

function checkWindows(visit: Visit, windows: [number, number][] | undefined, totals: Totals, tell: Tell): void {
  const { step, path, task, begins } = visit;
  const isWithin = !windows || windows.some(([from, to]) => begins >= from && begins <= to);
  const lastEnd = Math.max(...(windows ?? []).map(([, to]) => to));
  const lateness = task?.stop.lateness;
  if (!isWithin && lateness && begins > lastEnd && begins <= lastEnd + lateness.most) {
    visit.late = begins - lastEnd;
    totals.latenessCost += (visit.late * lateness.per_hour) / 3600;
  } else if (!isWithin) tell(path, 'outside-window', { begins });
  if ((step.lateness ?? 0) !== visit.late) tell(path, 'lateness', { found: step.lateness ?? 0, expected: visit.late });
}

function checkShift(vehicle: Vehicle, visits: Visit[], tell: Tell): void {
  const [first, last] = [visits[0], visits.at(-1)];
  if (!first || !last) return;
  const leaves = first.step.arrival;
  const returns = last.begins + last.step.setup + last.step.service;
  const [from, to] = vehicle.time_window ?? [-Infinity, Infinity];
  if (leaves < from) tell(first.path, 'before-shift', { leaves, from });
  if (returns > to) tell(last.path, 'after-shift', { returns, to });
  if (vehicle.max_duration !== undefined && returns - leaves > vehicle.max_duration)
    tell(last.path, 'max-duration', { found: returns - leaves, most: vehicle.max_duration });
}
