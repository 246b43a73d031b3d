import type { PlanStep, RoutingPlan } from '../plan.ts';
import type { Reload, RoutingProblem, Stop, Vehicle } from '../problem.ts';
import { driveAlone, type TaskStops } from './alone.ts';
import { isWithin, nameOf, plus, type Task, tasksOf } from '../verify/tasks.ts';

/** Routes are tried with this many stops in all; what is not tried counts as full. */
const MOST_TRIED_STOPS = 2_000_000;

/**
 * Whether a vehicle could take a task on top of its route as planned. Idle vehicles can; of others each position of a job is
 * tried, of vehicles with breaks or a driving limit, and for shipments, none.
 */
export function hasRoomFor(problem: RoutingProblem, plan: RoutingPlan): (vehicle: Vehicle, task: TaskStops) => boolean {
  const tasks = tasksOf(problem);
  const routes = new Map(plan.routes.map((route) => [route.vehicle, route.steps]));
  let left = MOST_TRIED_STOPS;
  return (vehicle, task) => {
    const steps = routes.get(vehicle.id);
    if (!steps) return true;
    if (vehicle.breaks?.length || vehicle.driving_limit || task.stops.length > 1) return false;
    const stops = steps.flatMap((step) => stopOf(step, vehicle, tasks) ?? []);
    left -= (stops.length + 1) * (stops.length + 2);
    return left > 0 && fitsSomewhere(problem, vehicle, stops, task);
  };
}

type RouteStop = {
  stop: Stop;
  unloads: readonly number[];
  loads: readonly number[];
  isJob: boolean;
  isReload: boolean;
};

function stopOf(step: PlanStep, vehicle: Vehicle, tasks: ReadonlyMap<string, Task>): RouteStop | undefined {
  const task = tasks.get(nameOf(step.type, step.id));
  if (task) return { ...task, isJob: task.type === 'job', isReload: false };
  const reload: Reload | undefined =
    step.type === 'reload' ? vehicle.reloads?.find(({ id }) => id === step.id) : undefined;
  return reload && { stop: reload, unloads: [], loads: [], isJob: false, isReload: true };
}

function fitsSomewhere(problem: RoutingProblem, vehicle: Vehicle, stops: RouteStop[], task: TaskStops): boolean {
  const [stop] = task.stops;
  const added: RouteStop = {
    stop: stop!,
    unloads: task.brings,
    loads: task.amounts[1] ?? [],
    isJob: true,
    isReload: false,
  };
  const count = stops.filter(({ isReload }) => !isReload).length;
  if (count + 1 > (vehicle.max_tasks ?? Infinity)) return false;
  return Array.from({ length: stops.length + 1 }, (_, at) => [...stops.slice(0, at), added, ...stops.slice(at)]).some(
    (tried) => isLoadable(vehicle, tried) && isDrivable(problem, vehicle, tried),
  );
}

function isDrivable(problem: RoutingProblem, vehicle: Vehicle, stops: RouteStop[]): boolean {
  const tour = driveAlone(
    problem,
    vehicle,
    stops.map(({ stop }) => stop),
  );
  return (
    tour.isInTime &&
    !tour.isUnreachable &&
    tour.seconds <= (vehicle.max_travel_time ?? Infinity) &&
    tour.metres <= (vehicle.max_distance ?? Infinity) &&
    tour.lasts <= (vehicle.max_duration ?? Infinity)
  );
}

function isLoadable(vehicle: Vehicle, stops: RouteStop[]): boolean {
  let load: number[] = [];
  for (let at = 0; at <= stops.length; at += 1) {
    if (at === 0 || stops[at - 1]!.isReload) load = deliveriesFrom(stops, at);
    if (!isWithin(load, vehicle.capacity)) return false;
    const next = stops[at];
    if (next) load = plus(plus(load, next.unloads, -1), next.loads);
  }
  return isWithin(load, vehicle.capacity);
}

function deliveriesFrom(stops: RouteStop[], from: number): number[] {
  let sum: number[] = [];
  for (let at = from; at < stops.length && !stops[at]!.isReload; at += 1)
    if (stops[at]!.isJob) sum = plus(sum, stops[at]!.unloads);
  return sum;
}
