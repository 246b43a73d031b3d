import type { RoutingProblem } from '../src/routing/problem.ts';
import { cheapestRoutes } from './cheapest-routes.ts';
import { type Task, tasksOf } from './vehicle-view.ts';

/** What plans are compared by, the first that differs decides: more priority, more tasks, less cost (prices of tasks left out included). */
export type Worth = { priority: number; tasks: number; cost: number };

/** How much less than this a plan must cost to count as cheaper. */
const EPSILON = 1e-6;

/** Below 0: `left` is better; above 0: `right` is. */
export function compareWorths(left: Worth, right: Worth): number {
  if (left.priority !== right.priority) return right.priority - left.priority;
  if (left.tasks !== right.tasks) return right.tasks - left.tasks;
  return Math.abs(left.cost - right.cost) <= EPSILON * Math.max(1, Math.abs(right.cost)) ? 0 : left.cost - right.cost;
}

/** The best worth that any plan of a small problem has, by complete enumeration of routes and of their combinations. */
export function optimumOf(problem: RoutingProblem): Worth {
  let cheapest = new Map<number, number>([[0, 0]]);
  const known = new Map<string, Map<number, number>>();
  for (const vehicle of problem.vehicles) {
    const key = JSON.stringify({ ...vehicle, id: 0 });
    if (!known.has(key)) known.set(key, cheapestRoutes(problem, vehicle));
    cheapest = combined(cheapest, known.get(key)!);
  }
  const tasks = tasksOf(problem);
  const worths = [...cheapest].map(([served, cost]) => worthOf(tasks, (task) => (served >> task) % 2 === 1, cost));
  return worths.reduce((best, worth) => (compareWorths(worth, best) < 0 ? worth : best));
}

/**
 * @param served whether a task, by its number, is served
 * @param routesCost what all routes cost
 */
export function worthOf(tasks: readonly Task[], served: (task: number) => boolean, routesCost: number): Worth {
  const worth: Worth = { priority: 0, tasks: 0, cost: routesCost };
  for (const [index, task] of tasks.entries()) {
    const { priority = 0, drop_cost: price } = 'job' in task ? task.job : task.shipment;
    if (price !== undefined) worth.cost += served(index) ? 0 : price;
    else if (served(index)) [worth.priority, worth.tasks] = [worth.priority + priority, worth.tasks + 1];
  }
  return worth;
}

/** The least cost of two sets of routes that serve different tasks, for each set of tasks together. */
function combined(left: ReadonlyMap<number, number>, right: ReadonlyMap<number, number>): Map<number, number> {
  const both = new Map<number, number>();
  for (const [tasks, cost] of left)
    for (const [others, added] of right)
      if ((tasks & others) === 0) {
        const all = tasks | others;
        both.set(all, Math.min(both.get(all) ?? Infinity, cost + added));
      }
  return both;
}
