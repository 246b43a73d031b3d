import type { PlanRoute, PlanSummary, RoutingPlan } from '../plan.ts';
import type { RoutingProblem, Vehicle } from '../problem.ts';
import { costOf } from './cost.ts';
import { checkLoads } from './loads.ts';
import { type BrokenRule, followRoute, type Tell, type Visit } from './route.ts';
import { checkVehicleRules } from './rules.ts';
import { findPlanFaults, withZeros } from './shape.ts';
import { nameOf, plus, type Task, tasksOf } from './tasks.ts';

export type { BrokenRule } from './route.ts';

export type Verdict = {
  /** Rules of the problem that the plan breaks, and figures of the plan that are wrong. Paths are those of the plan. */
  violations: BrokenRule[];
  /** Of all routes, worked out anew: travel, use, time at tasks, lateness, changes. */
  cost: number;
  /** Drop costs of the tasks left out. */
  leftOutCost: number;
  /** Tasks served, and the sum of their priorities, a shipment's once. */
  served: number;
  priority: number;
  /** Seconds and metres of travel. */
  duration: number;
  distance: number;
};

/**
 * Checks a plan against its problem from the meaning of both, knowing nothing of how it was made: travel, times, windows,
 * loads, rules, order, completeness, sums and cost are all worked out anew. Time is linear in the plan.
 * @param problem without faults
 * @param plan any JSON value; what is no plan at all is told as such
 */
export function verifyPlan(problem: RoutingProblem, plan: unknown): Verdict {
  const violations: BrokenRule[] = findPlanFaults(plan);
  const verdict = { violations, cost: 0, leftOutCost: 0, served: 0, priority: 0, duration: 0, distance: 0 };
  return violations.length > 0 ? verdict : verifyWellFormed(problem, withZeros(plan as RoutingPlan), verdict);
}

function verifyWellFormed(problem: RoutingProblem, plan: RoutingPlan, verdict: Verdict): Verdict {
  const tell: Tell = (path, code, parameters) => {
    verdict.violations.push(parameters ? { path, code, parameters } : { path, code });
  };
  const tasks = tasksOf(problem);
  const vehicles = new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle]));
  const homes = homesOf(problem);
  const tolerance = toleranceOf(plan);
  const sums = plan.routes.map((route, at): Sums => {
    const path = `$.routes[${at}]`;
    const vehicle = vehicles.get(route.vehicle);
    if (!vehicle) tell(`${path}.vehicle`, 'unknown-vehicle', { vehicle: route.vehicle });
    return vehicle ? verifyRoute({ problem, tasks, homes, tolerance, tell }, vehicle, route, path) : noSums;
  });
  checkVehiclesOnce(plan, tell);
  const served = checkTasksOnce(plan, tasks, tell);
  const total = sums.reduce(addSums, noSums);
  checkSummary(plan, total, served, tasks, tolerance * (plan.routes.length + 1), tell);
  return Object.assign(verdict, {
    cost: total.cost,
    leftOutCost: priceOfLeavingOut(tasks, served),
    served: served.size,
    priority: total.priority,
    duration: total.duration,
    distance: total.distance,
  });
}

type Sums = {
  cost: number;
  setup: number;
  service: number;
  duration: number;
  waiting_time: number;
  priority: number;
  /** VROOM counts the priority of a shipment at both of its stops. */
  stopPriority: number;
  distance: number;
  delivery: number[];
  pickup: number[];
  lateness: number;
};

const noSums: Sums = {
  cost: 0,
  setup: 0,
  service: 0,
  duration: 0,
  waiting_time: 0,
  priority: 0,
  stopPriority: 0,
  distance: 0,
  delivery: [],
  pickup: [],
  lateness: 0,
};

function addSums(one: Sums, other: Sums): Sums {
  const keys = [
    'cost',
    'setup',
    'service',
    'duration',
    'waiting_time',
    'priority',
    'stopPriority',
    'distance',
    'lateness',
  ] as const;
  const numbers = Object.fromEntries(keys.map((key) => [key, one[key] + other[key]])) as Record<
    (typeof keys)[number],
    number
  >;
  return { ...numbers, delivery: plus(one.delivery, other.delivery), pickup: plus(one.pickup, other.pickup) };
}

type Homes = ReadonlyMap<string, number>;
type Given = { problem: RoutingProblem; tasks: ReadonlyMap<string, Task>; homes: Homes; tolerance: number; tell: Tell };

function verifyRoute(
  { problem, tasks, homes, tolerance, tell }: Given,
  vehicle: Vehicle,
  route: PlanRoute,
  path: string,
): Sums {
  const { visits, totals } = followRoute(problem, vehicle, route, path, tasks, tell);
  checkVehicleRules(vehicle, visits, totals, path, tell);
  const { delivered, picked } = checkLoads(vehicle, visits, tell);
  const sums = {
    cost: costOf(problem, vehicle, totals) + priceOfChanges(problem, visits, vehicle, homes),
    setup: totals.setup,
    service: totals.service,
    duration: totals.seconds,
    waiting_time: totals.waiting,
    priority: prioritiesOf(visits, ['job', 'pickup']),
    stopPriority: prioritiesOf(visits, ['job', 'pickup', 'delivery']),
    distance: totals.metres,
    delivery: delivered,
    pickup: picked,
    lateness: visits.reduce((sum, { late }) => sum + late, 0),
  };
  checkSums(route, sums, path, tolerance, tell);
  return sums;
}

function priceOfLeavingOut(tasks: ReadonlyMap<string, Task>, served: ReadonlyMap<string, number>): number {
  let price = 0;
  for (const [name, { dropCost }] of tasks) if (!served.has(name)) price += dropCost;
  return price;
}

function prioritiesOf(visits: readonly Visit[], types: Task['type'][]): number {
  return visits.reduce((sum, { task }) => sum + (task && types.includes(task.type) ? task.priority : 0), 0);
}

/** The vehicle whose steps name each task. */
function homesOf(problem: RoutingProblem): Map<string, number> {
  return new Map(
    problem.vehicles.flatMap(({ id, steps = [] }) => steps.map((step) => [nameOf(step.type, step.id), id] as const)),
  );
}

/** Tasks that the route takes over from another vehicle. */
function priceOfChanges(problem: RoutingProblem, visits: readonly Visit[], vehicle: Vehicle, homes: Homes): number {
  const changed = visits.filter(
    ({ step, task }) => task && (homes.get(nameOf(step.type, step.id)) ?? vehicle.id) !== vehicle.id,
  );
  return changed.length * (problem.change_cost ?? 0);
}

/** VROOM rounds three parts of each route's cost to whole units: plans that have only whole costs are taken for such. */
function toleranceOf(plan: RoutingPlan): number {
  const isWhole = plan.routes.every(({ cost }) => Number.isInteger(cost)) && Number.isInteger(plan.summary.cost);
  return isWhole ? 1.5 : 0.001;
}

function checkSums(
  given: Partial<PlanRoute & PlanSummary>,
  sums: Sums,
  path: string,
  tolerance: number,
  tell: Tell,
): void {
  const keys = ['setup', 'service', 'duration', 'waiting_time', 'distance', 'lateness'] as const;
  for (const key of keys)
    if (given[key] !== undefined && given[key] !== sums[key])
      tell(`${path}.${key}`, 'sum', { found: given[key], expected: sums[key] });
  if (given.priority !== undefined && ![sums.priority, sums.stopPriority].includes(given.priority))
    tell(`${path}.priority`, 'sum', { found: given.priority, expected: sums.priority });
  const cost = given.cost ?? Number.NaN;
  if (!(Math.abs(cost - sums.cost) <= tolerance + Math.abs(sums.cost) * 1e-9))
    tell(`${path}.cost`, 'sum', { found: String(cost), expected: sums.cost });
  const amounts = { delivery: sums.delivery, amount: sums.delivery, pickup: sums.pickup };
  for (const key of ['delivery', 'amount', 'pickup'] as const)
    if (given[key] && plus(given[key], amounts[key], -1).some((difference) => difference !== 0))
      tell(`${path}.${key}`, 'sum', { found: given[key].join(', '), expected: amounts[key].join(', ') });
}

function checkSummary(
  plan: RoutingPlan,
  total: Sums,
  served: ReadonlyMap<string, number>,
  tasks: ReadonlyMap<string, Task>,
  tolerance: number,
  tell: Tell,
): void {
  checkSums(plan.summary, total, '$.summary', tolerance, tell);
  const told = plan.routes.reduce((sum, { cost }) => sum + cost, 0);
  const isNear = Math.abs(plan.summary.cost - total.cost) <= tolerance;
  if (isNear && Math.abs(plan.summary.cost - told) > 0.001 + Math.abs(told) * 1e-9)
    tell('$.summary.cost', 'sum', { found: plan.summary.cost, expected: told });
  const counts = { routes: plan.routes.length, unassigned: tasks.size - served.size };
  for (const key of ['routes', 'unassigned'] as const)
    if (plan.summary[key] !== counts[key])
      tell(`$.summary.${key}`, 'sum', { found: String(plan.summary[key]), expected: counts[key] });
}

function checkVehiclesOnce(plan: RoutingPlan, tell: Tell): void {
  const used = new Set<number>();
  plan.routes.forEach(({ vehicle }, at) => {
    if (used.has(vehicle)) tell(`$.routes[${at}].vehicle`, 'vehicle-used-twice', { vehicle });
    used.add(vehicle);
  });
}

/** Each task is served once, or told once as unassigned. Gives the vehicle that serves each. */
function checkTasksOnce(plan: RoutingPlan, tasks: ReadonlyMap<string, Task>, tell: Tell): Map<string, number> {
  const served = new Map<string, number>();
  plan.routes.forEach((route, at) =>
    route.steps.forEach((step, rank) => {
      const task = nameOf(step.type, step.id);
      if (!tasks.has(task)) return;
      if (served.has(task)) tell(`$.routes[${at}].steps[${rank}]`, 'task-served-twice', { task });
      served.set(task, route.vehicle);
    }),
  );
  const left = new Set<string>();
  plan.unassigned.forEach(({ type, id }, at) => {
    const task = nameOf(type, id);
    if (!tasks.has(task)) tell(`$.unassigned[${at}]`, 'unknown-task', { task });
    if (served.has(task)) tell(`$.unassigned[${at}]`, 'task-served-after-all', { task });
    if (left.has(task)) tell(`$.unassigned[${at}]`, 'task-told-twice', { task });
    left.add(task);
  });
  for (const task of tasks.keys())
    if (!served.has(task) && !left.has(task)) tell('$.unassigned', 'task-missing', { task });
  return served;
}
