import type { RoutingProblem, VehicleStep } from '../problem.ts';
import type { StopRow } from './stops.ts';

/** Routes to start from, by slot, and the slot at which each visit is at home (−1: none), as `vehicles[].steps` say. */
export function startRoutes(problem: RoutingProblem, rows: readonly StopRow[], vehicleOf: Int32Array) {
  const byName = new Map(rows.map((row, visit) => [`${row.source.type} ${row.stop.id}`, visit]));
  const home = new Int32Array(rows.length).fill(-1);
  const routes = Array.from(vehicleOf, (vehicle, slot) => {
    const stops: number[] = [];
    let locked = 0;
    for (const step of problem.vehicles[vehicle]!.steps ?? []) {
      const visit = visitOf(step, byName);
      if (visit === undefined || home[visit] !== -1) continue;
      home[visit] = slot;
      stops.push(visit);
      if (step.locked) locked = stops.length;
    }
    return { stops, locked };
  });
  return { home, routes };
}

function visitOf(step: VehicleStep, byName: Map<string, number>): number | undefined {
  return step.type === 'job' || step.type === 'pickup' || step.type === 'delivery'
    ? byName.get(`${step.type} ${step.id}`)
    : undefined;
}
