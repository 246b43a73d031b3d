import { type Moment, timesOfChain } from './chain.ts';
import { merged, violationsOfRoute, violationsOfSteps } from './violations.ts';
import type { PlanRoute, PlanStep, RoutingPlan } from '../plan.ts';
import type { RoutingProblem, TimeWindow, Vehicle, VehicleStep } from '../problem.ts';
import { placesOfSteps } from '../svg/places.ts';
import { endOf, hasMatrices, isSamePlace, legsOf, startOf } from '../travel/travel.ts';
import { costOf } from '../verify/cost.ts';
import { checkLoads } from '../verify/loads.ts';
import { followRoute } from '../verify/route.ts';
import { breakOf, nameOf, plus, reloadOf, serviceOf, setupOf, type Task, tasksOf } from '../verify/tasks.ts';

/**
 * The routes that the vehicles' `steps` describe, step by step (VROOM's plan mode): the order stands, times are chosen so that
 * windows, shifts and breaks are missed by the fewest seconds in all, and every rule that the routes break is told as a
 * violation. `service_at`, `service_after` and `service_before` are kept before any window.
 * @param problem without faults
 */
export function chooseTimes(problem: RoutingProblem): RoutingPlan {
  const tasks = tasksOf(problem);
  const isUsed = ({ steps = [] }: Vehicle) => steps.some(({ type, id }) => tasks.has(nameOf(type, id)));
  const routes = problem.vehicles.filter(isUsed).map((vehicle) => routeOf(problem, vehicle, tasks));
  const served = new Set(routes.flatMap(({ steps }) => steps.map(({ type, id }) => nameOf(type, id))));
  const left = [...tasks].filter(([name]) => !served.has(name)).map(([, task]) => task);
  const unassigned = left.map(({ type, id, stop }) => ({ id, type, ...whereOf(stop), reasons: [] }));
  return { code: 0, summary: summaryOf(routes, unassigned.length), unassigned, routes };
}

function routeOf(problem: RoutingProblem, vehicle: Vehicle, tasks: ReadonlyMap<string, Task>): PlanRoute {
  const steps = timed(
    problem,
    vehicle,
    withEnds(vehicle).map((given) => untimed(vehicle, given, tasks)),
    tasks,
  );
  const route = { vehicle: vehicle.id, steps } as PlanRoute;
  const silent = () => {};
  const { visits, totals } = followRoute(problem, vehicle, route, '$', tasks, silent);
  const loaded = checkLoads(vehicle, visits, silent);
  const zeros = steps[0]!.load!.map(() => 0);
  const [delivered, picked] = [plus(loaded.delivered, zeros), plus(loaded.picked, zeros)];
  violationsOfSteps(vehicle, visits);
  return {
    vehicle: vehicle.id,
    ...(vehicle.description !== undefined && { description: vehicle.description }),
    cost: costOf(problem, vehicle, totals),
    delivery: delivered,
    amount: delivered,
    pickup: picked,
    setup: totals.setup,
    service: totals.service,
    duration: totals.seconds,
    waiting_time: totals.waiting,
    priority: visits.reduce((sum, { task }) => sum + (task?.priority ?? 0), 0),
    ...(knowsMetres(problem, vehicle) && { distance: totals.metres }),
    violations: violationsOfRoute(vehicle, visits, totals),
    steps,
  };
}

function knowsMetres(problem: RoutingProblem, { profile = 'car' }: Vehicle): boolean {
  return !hasMatrices(problem) || problem.matrices?.[profile]?.distances !== undefined;
}

/** The steps given, between the vehicle's start and end. */
function withEnds(vehicle: Vehicle): VehicleStep[] {
  const steps = (vehicle.steps ?? []).filter(({ type }) => type !== 'start' && type !== 'end');
  const given = (type: 'start' | 'end') => vehicle.steps?.find((step) => step.type === type) ?? { type };
  return [...(startOf(vehicle) ? [given('start')] : []), ...steps, ...(endOf(vehicle) ? [given('end')] : [])];
}

type Untimed = { step: PlanStep; windows: TimeWindow[]; given: VehicleStep };

function untimed(vehicle: Vehicle, given: VehicleStep, tasks: ReadonlyMap<string, Task>): Untimed {
  const task = tasks.get(nameOf(given.type, given.id));
  const stop = task?.stop ?? (given.type === 'reload' ? reloadOf(vehicle, given.id) : undefined);
  const pause = given.type === 'break' ? breakOf(vehicle, given.id) : undefined;
  const service = task ? serviceOf(task.stop, vehicle) : ((stop ?? pause)?.service ?? 0);
  const windows =
    (stop ?? pause)?.time_windows ?? (task || stop || pause || !vehicle.time_window ? [] : [vehicle.time_window]);
  const lateness = task?.stop.lateness?.most ?? 0;
  const lastEnd = Math.max(...windows.map(([, to]) => to));
  const places = {
    start: whereOf({ location: vehicle.start, location_index: vehicle.start_index }),
    end: whereOf({ location: vehicle.end, location_index: vehicle.end_index }),
  };
  const place = given.type === 'start' || given.type === 'end' ? places[given.type] : whereOf(stop ?? {});
  const description = (stop ?? pause)?.description;
  const step: PlanStep = {
    type: given.type,
    ...(given.id !== undefined && { id: given.id }),
    ...(description !== undefined && { description }),
    ...place,
    arrival: 0,
    duration: 0,
    setup: 0,
    service,
    waiting_time: 0,
    violations: [],
  };
  return { step, given, windows: windows.map(([from, to]) => [from, to === lastEnd ? to + lateness : to]) };
}

function whereOf({ location, location_index: index }: { location?: [number, number]; location_index?: number }) {
  return { ...(location && { location }), ...(index !== undefined && { location_index: index }) };
}

/** Travel, setup and times; loads as they come. */
function timed(
  problem: RoutingProblem,
  vehicle: Vehicle,
  all: Untimed[],
  tasks: ReadonlyMap<string, Task>,
): PlanStep[] {
  const legOf = legsOf(problem, vehicle);
  const placeOf = placesOfSteps(problem);
  let place = undefined as ReturnType<typeof placeOf>;
  let [travelled, metres] = [0, 0];
  const legs = all.map(({ step }) => {
    const next = placeOf(vehicle, step);
    const leg = place && next ? legOf(place, next) : { seconds: 0, metres: 0 };
    travelled += leg.seconds;
    metres += leg.metres ?? 0;
    const task = tasks.get(nameOf(step.type, step.id));
    step.duration = travelled;
    if (leg.metres !== undefined && knowsMetres(problem, vehicle)) step.distance = metres;
    if (task && !(place && next && isSamePlace(problem, place, next))) step.setup = setupOf(task.stop, vehicle);
    place = next ?? place;
    return leg.seconds;
  });
  const gaps = all.map((_, at) => (at === 0 ? 0 : legs[at]! + all[at - 1]!.step.setup + all[at - 1]!.step.service));
  setTimes(all, gaps);
  setLoads(all, tasks);
  return all.map(({ step }) => step);
}

/** Hard bounds of a step's time weigh more than all windows of a day. */
const HARD = 1_000_000;

function setTimes(all: Untimed[], gaps: number[]): void {
  const hull = (windows: TimeWindow[]): TimeWindow =>
    windows.length === 0
      ? [-Infinity, Infinity]
      : [Math.min(...windows.map(([from]) => from)), Math.max(...windows.map(([, to]) => to))];
  const about = solveChain(
    all,
    gaps,
    all.map(({ windows }) => hull(windows)),
  );
  const missed = (window: TimeWindow, time: number) => Math.max(window[0] - time, time - window[1], 0);
  const nearest = ({ windows }: Untimed, at: number): TimeWindow =>
    windows.reduce(
      (best, window) => (missed(window, about[at]!) < missed(best, about[at]!) ? window : best),
      windows[0] ?? hull([]),
    );
  const chosen = all.map(nearest);
  const begins = solveChain(all, gaps, chosen);
  all.forEach(({ step }, at) => {
    const arrival = at === 0 ? begins[0]! : begins[at - 1]! + gaps[at]!;
    step.arrival = arrival;
    step.waiting_time = begins[at]! - arrival;
    const [early, late] = [chosen[at]![0] - begins[at]!, begins[at]! - chosen[at]![1]];
    if (early > 0) step.violations.push({ cause: 'lead_time', duration: early });
    if (late > 0) step.violations.push({ cause: 'delay', duration: late });
  });
}

/** A step with bounds of its own has two moments: the window that it wishes for, then the bounds that it must keep. */
function solveChain(all: Untimed[], gaps: number[], windows: TimeWindow[]): number[] {
  const last: number[] = [];
  const moments: Moment[] = [];
  all.forEach(({ given }, at) => {
    const [from, to] = windows[at]!;
    const hardFrom = Math.max(given.service_at ?? -Infinity, given.service_after ?? -Infinity);
    const hardTo = Math.min(given.service_at ?? Infinity, given.service_before ?? Infinity);
    moments.push({ from, to, weight: 1, gap: gaps[at]! });
    if (hardFrom > -Infinity || hardTo < Infinity) moments.push({ from: hardFrom, to: hardTo, weight: HARD, gap: 0 });
    last.push(moments.length - 1);
  });
  const times = timesOfChain(moments);
  return last.map((at) => times[at]!);
}

function setLoads(all: Untimed[], tasks: ReadonlyMap<string, Task>): void {
  const taskOf = ({ step }: Untimed) => tasks.get(nameOf(step.type, step.id));
  const deliveriesFrom = (from: number) => {
    let sum: number[] = [];
    for (let at = from; at < all.length && all[at]!.step.type !== 'reload'; at += 1) {
      const task = taskOf(all[at]!);
      if (task?.type === 'job') sum = plus(sum, task.unloads);
    }
    return sum;
  };
  let load = deliveriesFrom(0);
  all.forEach((one, at) => {
    const task = taskOf(one);
    if (one.step.type === 'reload') load = deliveriesFrom(at + 1);
    else if (task) load = plus(plus(load, task.unloads, -1), task.loads);
    one.step.load = load;
  });
}

function summaryOf(routes: PlanRoute[], unassigned: number): RoutingPlan['summary'] {
  const sum = (pick: (route: PlanRoute) => number) => routes.reduce((total, route) => total + pick(route), 0);
  const amounts = (key: 'delivery' | 'pickup') =>
    routes.reduce<number[]>((total, route) => plus(total, route[key]), []);
  return {
    cost: sum(({ cost }) => cost),
    routes: routes.length,
    unassigned,
    delivery: amounts('delivery'),
    amount: amounts('delivery'),
    pickup: amounts('pickup'),
    setup: sum(({ setup }) => setup),
    service: sum(({ service }) => service),
    duration: sum(({ duration }) => duration),
    waiting_time: sum((route) => route.waiting_time),
    priority: sum(({ priority }) => priority),
    ...(routes.every(({ distance }) => distance !== undefined) && { distance: sum(({ distance }) => distance!) }),
    violations: merged(routes.flatMap(({ violations }) => violations)),
  };
}
