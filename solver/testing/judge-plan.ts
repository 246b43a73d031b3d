import type { PlanRoute, RoutingPlan } from '../src/routing/plan.ts';
import type { RoutingProblem } from '../src/routing/problem.ts';
import { type Worth, worthOf } from './optimum.ts';
import { idOf, type Task, tasksOf, type VehicleView, viewOf } from './vehicle-view.ts';

/**
 * What a plan is worth, in the enumeration's own arithmetic: legs and tasks from the order of its steps; only when a late task
 * starts is taken from the plan.
 */
export function worthOfPlan(problem: RoutingProblem, plan: RoutingPlan): Worth {
  const tasks = tasksOf(problem);
  const left = new Set(plan.unassigned.map(({ type, id }) => `${type} ${id}`));
  const served = (index: number) => {
    const task = tasks[index]!;
    return !left.has('job' in task ? `job ${task.job.id}` : `pickup ${task.shipment.pickup.id}`);
  };
  const used = plan.routes.filter(({ steps }) => steps.some(({ type }) => type === 'job' || type === 'pickup'));
  const costs = used.map((route) => {
    const vehicle = problem.vehicles.find(({ id }) => id === route.vehicle)!;
    return costOfRoute(viewOf(problem, vehicle), route, tasks);
  });
  return worthOf(
    tasks,
    served,
    costs.reduce((sum, cost) => sum + cost, 0),
  );
}

function costOfRoute(view: VehicleView, route: PlanRoute, tasks: readonly Task[]): number {
  let cost = view.fixed;
  let place = view.start;
  for (const step of route.steps) {
    const to = step.type === 'end' ? view.end : (step.location_index ?? place);
    if (step.type === 'break' || step.type === 'start') continue;
    if (place >= 0 && to >= 0) cost += view.legCost(place, to);
    const visit = view.visits.find((each) => each.role === step.type && idOf(tasks[each.task]!, each.role) === step.id);
    if (visit) {
      const lasts = visit.service + (place === to ? 0 : visit.setup);
      const late = Math.max(0, step.arrival + step.waiting_time - (visit.windows.at(-1)?.[1] ?? Infinity));
      cost += visit.change + (lasts * view.perTaskHour + late * visit.latePerHour) / 3600;
    }
    place = to;
  }
  return cost;
}
