import type { RoutingProblem, Vehicle, VehicleStep } from '../src/routing/problem.ts';
import { beginning, endsHere, nextParts, type Partial } from './cheapest-routes.ts';
import type { Draw } from './random-problem.ts';
import { idOf, tasksOf, type VehicleView, viewOf, type Visit } from './vehicle-view.ts';

/** Locks one to three steps of some vehicles, drawn at random such that a route within all rules begins with them. */
export function lockSteps(draw: Draw, problem: RoutingProblem): void {
  for (const vehicle of problem.vehicles) if (draw.chance(0.6)) lockStepsOf(draw, problem, vehicle);
}

function lockStepsOf(draw: Draw, problem: RoutingProblem, vehicle: Vehicle): void {
  const before = problem.vehicles.map(({ steps }) => steps);
  const locked = drawBeginning(draw, problem, vehicle, draw.whole(1, 3));
  for (let count = locked.length; count > 0; count -= 1) {
    setLocked(problem, vehicle, locked.slice(0, count));
    if (locked.slice(0, count).some(({ type }) => type !== 'reload') && canBeDriven(viewOf(problem, vehicle))) return;
  }
  for (const [index, steps] of before.entries()) {
    if (steps === undefined) delete problem.vehicles[index]!.steps;
    else problem.vehicles[index]!.steps = steps;
  }
}

/** Whether a route ends soon after what is locked: with no more than the deliveries of what is on board, and breaks. */
function canBeDriven(view: VehicleView, route = beginning(view)): boolean {
  if (endsHere(view, route)) return true;
  const isBeyond = route.done >= view.locked.length;
  return nextParts(view, route).some(({ path, ...rest }) => {
    const action = path.at(-1)!;
    const isNeeded = !isBeyond || action.kind === 'break' || action.visit.role === 'delivery';
    return isNeeded && canBeDriven(view, { path, ...rest });
  });
}

/** Stops that a vehicle can make one after the other from its start. */
function drawBeginning(draw: Draw, problem: RoutingProblem, vehicle: Vehicle, most: number): VehicleStep[] {
  const view = viewOf(problem, vehicle);
  const steps: VehicleStep[] = [];
  let route: Partial = beginning(view);
  while (steps.length < most) {
    const parts = nextParts(view, route).filter(({ path }) => path.at(-1)!.kind !== 'break');
    if (parts.length === 0) return steps;
    route = draw.one(parts);
    const action = route.path.at(-1)!;
    if (action.kind === 'break') return steps;
    steps.push(stepOf(problem, vehicle, view, action.visit));
  }
  return steps;
}

function stepOf(problem: RoutingProblem, vehicle: Vehicle, view: VehicleView, visit: Visit): VehicleStep {
  const { task, role } = visit;
  if (role === 'reload') return { type: role, id: vehicle.reloads![view.reloads.indexOf(visit)]!.id };
  return { type: role, id: idOf(tasksOf(problem)[task]!, role) };
}

/** Gives a vehicle its locked steps, and takes the shipments and jobs that they name out of all other steps. */
function setLocked(problem: RoutingProblem, vehicle: Vehicle, locked: readonly VehicleStep[]): void {
  const names = new Set(locked.map(({ type, id }) => `${type === 'job' ? type : 'shipment'} ${id}`));
  for (const each of problem.vehicles) {
    each.steps = each.steps?.filter(
      ({ type, id, locked: stays }) => stays === true || !names.has(`${type === 'job' ? type : 'shipment'} ${id}`),
    );
    if (each.steps === undefined) delete each.steps;
  }
  vehicle.steps = [
    ...locked.map((step) => ({ ...step, locked: true })),
    ...(vehicle.steps ?? []).filter((step) => step.locked !== true),
  ];
}
