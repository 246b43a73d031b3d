import type { RoutingProblem, Vehicle } from '../problem.ts';
import { DEFAULT_PER_HOUR, DEFAULT_PROFILE } from '../travel/travel.ts';
import type { Totals } from './route.ts';

/** Money of a route that is driven: see `VehicleCosts`. */
export function costOf(problem: RoutingProblem, vehicle: Vehicle, totals: Totals): number {
  const { fixed = 0, per_hour = DEFAULT_PER_HOUR, per_task_hour = 0, per_km = 0 } = vehicle.costs ?? {};
  const hasCosts = problem.matrices?.[vehicle.profile ?? DEFAULT_PROFILE]?.costs !== undefined;
  const travel = hasCosts ? totals.legCosts : (per_hour * totals.seconds) / 3600 + (per_km * totals.metres) / 1000;
  return fixed + travel + (per_task_hour * totals.taskSeconds) / 3600 + totals.latenessCost;
}
