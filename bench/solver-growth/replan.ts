import type { RoutingPlan, VehicleStep } from '@baogong/solver/routing';
import { solve } from '@baogong/solver/routing';
import { cityAfterEvent, cityProblem, fleetOf } from '../shared/solver-city.ts';

const STOPS = 200;
const now = () => performance.now();

/**
 * A plan is under way when one vehicle breaks down and five calls come in. From the old plan: how long until every task is
 * planned again, and how far the plan of one second is from that of fifteen. In this process, which has solved once before.
 */
export async function replanFigures(seed: number): Promise<Record<string, number>> {
  const morning = cityProblem({ stops: STOPS, vehicles: fleetOf(STOPS) + 1, seed });
  const planned = stepsOf(solve(morning, { seconds: 15, seed, now }));
  const problem = cityAfterEvent(morning, planned, seed + 1);
  // Three times, for the median: a plan this short is at the mercy of whatever else the machine does.
  const firsts = [1, 2, 3].map(() => {
    const began = now();
    const plan = solve(problem, { iterations: 0, seed, now });
    return { plan, milliseconds: now() - began };
  });
  const [, median] = firsts.toSorted((one, other) => one.milliseconds - other.milliseconds);
  const first = median!.plan;
  const [second, long] = [1, 15].map((seconds) => solve(problem, { seconds, seed, now }));
  return {
    replanFirstMilliseconds: median!.milliseconds,
    replanFirstUnserved: first.unassigned.length,
    replanFirstGapPercent: gap(first, long!),
    replanOneSecondGapPercent: gap(second!, long!),
  };
}

function gap(plan: RoutingPlan, best: RoutingPlan): number {
  return (plan.summary.cost / best.summary.cost - 1) * 100;
}

function stepsOf({ routes }: RoutingPlan): Map<number, VehicleStep[]> {
  return new Map(routes.map(({ vehicle, steps }) => [vehicle, steps.map(({ type, id }) => ({ type, id }))]));
}
