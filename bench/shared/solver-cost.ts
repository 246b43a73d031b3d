import type { RoutingPlan, RoutingProblem } from '@baogong/solver/routing';

/** A plan's worth in a bench's own arithmetic: what its steps travel by the matrix, and what the vehicles that it uses cost. */
export type PlanWorth = { cost: number; vehicles: number; unserved: number };

/** For problems with one matrix of durations whose cost is travel and use of vehicles: all of the literature's sets here. */
export function worthOf({ vehicles, matrices }: RoutingProblem, { routes, unassigned }: RoutingPlan): PlanWorth {
  const durations = matrices!.car!.durations as Int32Array;
  const size = Math.sqrt(durations.length);
  const byId = new Map(vehicles.map((vehicle) => [vehicle.id, vehicle]));
  let cost = 0;
  let used = 0;
  for (const { vehicle: id, steps } of routes) {
    const { costs } = byId.get(id)!;
    const places = steps.flatMap(({ location_index: place }) => (place === undefined ? [] : [place]));
    if (steps.every(({ type }) => type === 'start' || type === 'end')) continue;
    let travel = 0;
    for (let at = 1; at < places.length; at += 1) travel += durations[places[at - 1]! * size + places[at]!]!;
    cost += (costs?.fixed ?? 0) + (travel * (costs?.per_hour ?? 3600)) / 3600;
    used += 1;
  }
  return { cost, vehicles: used, unserved: unassigned.length };
}
