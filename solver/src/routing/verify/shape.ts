import { limits } from '../faults/limits.ts';
import { type Check, decimal, FaultList, list, oneOf, shape, text, whole } from '../faults/shape.ts';
import type { Fault, PlanRoute, PlanStep, RoutingPlan } from '../plan.ts';

const id = whole(limits.id);
const count = whole(Number.MAX_SAFE_INTEGER);
const money = decimal(Number.MAX_VALUE, -Number.MAX_VALUE);
const amounts = list(whole(Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER));
const anything: Check = () => {};

/** Sums that summary and routes share. */
const sums = {
  cost: money,
  delivery: amounts,
  amount: amounts,
  pickup: amounts,
  setup: count,
  service: count,
  duration: count,
  waiting_time: count,
  priority: count,
  distance: count,
  violations: anything,
};

const step = shape(
  {
    type: oneOf('start', 'job', 'pickup', 'delivery', 'break', 'reload', 'end'),
    id,
    job: id,
    description: text,
    location: anything,
    location_index: anything,
    arrival: whole(Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER),
    duration: count,
    distance: count,
    setup: count,
    service: count,
    waiting_time: whole(Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER),
    load: amounts,
    violations: anything,
    lateness: count,
  },
  ['type', 'arrival', 'duration'],
);

const planShape = shape(
  {
    code: whole(3),
    error: text,
    summary: shape({
      ...sums,
      routes: count,
      unassigned: count,
      computing_times: anything,
      iterations: count,
      lateness: count,
    }),
    unassigned: list(shape({ id, type: oneOf('job', 'pickup', 'delivery'), reasons: anything }, ['id', 'type'])),
    routes: list(
      shape({ ...sums, vehicle: id, description: text, geometry: text, steps: list(step) }, ['vehicle', 'steps']),
    ),
  },
  ['summary', 'unassigned', 'routes'],
);

/** Whether a JSON value is a plan at all: the faults that keep it from being one. */
export function findPlanFaults(plan: unknown): Fault[] {
  const faults = new FaultList();
  planShape(plan, '$', faults);
  return faults.found;
}

/** The plan with the zeros that other programs may leave out. */
export function withZeros(plan: RoutingPlan): RoutingPlan {
  const completeStep = (given: PlanStep): PlanStep => ({
    ...given,
    ...zeros(given, 'setup', 'service', 'waiting_time'),
  });
  const completeRoute = (route: PlanRoute): PlanRoute => ({ ...route, steps: route.steps.map(completeStep) });
  return { ...plan, routes: plan.routes.map(completeRoute) };
}

function zeros<Key extends string>(given: Partial<Record<Key, number>>, ...keys: Key[]): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, given[key] ?? 0])) as Record<Key, number>;
}
