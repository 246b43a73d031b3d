import type { PlanStep } from '../plan.ts';
import type { Vehicle, VehicleStep } from '../problem.ts';
import type { Tell, Totals, Visit } from './route.ts';
import { nameOf, type Task } from './tasks.ts';

/** What is asked of who serves a task, and how much a vehicle may do. */
export function checkVehicleRules(vehicle: Vehicle, visits: Visit[], totals: Totals, path: string, tell: Tell): void {
  for (const visit of visits) if (visit.task) checkSuits(vehicle, visit.task, visit.path, tell);
  const count = (type: PlanStep['type']) => visits.filter(({ step }) => step.type === type).length;
  const checkMost = (code: string, found: number, most: number | undefined) => {
    if (most !== undefined && found > most) tell(path, code, { found, most });
  };
  checkMost('max-tasks', visits.filter(({ task }) => task).length, vehicle.max_tasks);
  checkMost('max-travel-time', totals.seconds, vehicle.max_travel_time);
  checkMost('max-distance', totals.metres, vehicle.max_distance);
  checkMost('max-reloads', count('reload'), vehicle.max_reloads);
  checkEnds(vehicle, visits, path, tell);
  checkBreaks(vehicle, visits, path, tell);
  checkDriving(vehicle, visits, tell);
  checkLocked(vehicle, visits, path, tell);
}

function checkSuits(vehicle: Vehicle, { skills, stop }: Task, path: string, tell: Tell): void {
  const missing = skills.find((skill) => !vehicle.skills?.includes(skill));
  if (missing !== undefined) tell(path, 'skills', { missing });
  const { max_vehicle_size: most, vehicle_types: types } = stop;
  if (most !== undefined && vehicle.size !== undefined && vehicle.size > most)
    tell(path, 'vehicle-size', { found: vehicle.size, most });
  if (types && !types.includes(vehicle.type ?? '')) tell(path, 'vehicle-type', { found: vehicle.type ?? '' });
}

/** A route starts and ends where its vehicle does, and only there. */
function checkEnds(vehicle: Vehicle, visits: Visit[], path: string, tell: Tell): void {
  const hasStart = (vehicle.start ?? vehicle.start_index) !== undefined;
  const hasEnd = (vehicle.end ?? vehicle.end_index) !== undefined;
  if (hasStart && visits[0]?.step.type !== 'start') tell(path, 'start-missing');
  if (hasEnd && visits.at(-1)?.step.type !== 'end') tell(path, 'end-missing');
  for (const [at, { step, path: own }] of visits.entries()) {
    if (step.type === 'start' && at > 0) tell(own, 'misplaced-start');
    if (step.type === 'end' && at < visits.length - 1) tell(own, 'misplaced-end');
  }
}

/** A vehicle that is used takes all its breaks, each once. */
function checkBreaks(vehicle: Vehicle, visits: Visit[], path: string, tell: Tell): void {
  for (const { id } of vehicle.breaks ?? []) {
    const taken = visits.filter(({ step }) => step.type === 'break' && step.id === id).length;
    if (taken === 0) tell(path, 'break-missing', { break: id });
    if (taken > 1) tell(path, 'break-twice', { break: id });
  }
}

/** Travel between rests. A rest is a long enough wait, a long enough break, or both on end. */
function checkDriving(vehicle: Vehicle, visits: Visit[], tell: Tell): void {
  const limit = vehicle.driving_limit;
  if (!limit) return;
  let driven = 0;
  let idle = 0;
  let before = 0;
  for (const { step, path } of visits) {
    const travel = step.duration - before;
    if (travel > 0) idle = 0;
    driven += travel;
    if (driven > limit.driving) tell(path, 'driving-limit', { found: driven, most: limit.driving });
    idle += step.waiting_time + (step.type === 'break' ? step.service : 0);
    if (idle >= limit.rest) driven = 0;
    if (step.type !== 'break' && step.setup + step.service > 0) idle = 0;
    before = step.duration;
  }
}

/** Locked steps come first, in the order given; breaks may come between them. */
function checkLocked(vehicle: Vehicle, visits: Visit[], path: string, tell: Tell): void {
  const locked = (vehicle.steps ?? []).filter((step) => step.locked && step.type !== 'start' && step.type !== 'end');
  const names = new Set(locked.map((step) => nameOf(step.type, step.id)));
  const done = visits.filter(({ step }) => step.type !== 'break' || names.has(nameOf(step.type, step.id)));
  const own = done.filter(({ step }) => step.type !== 'start' && step.type !== 'end');
  locked.forEach((step, at) => {
    const visit = own[at];
    const expected = nameOf(step.type, step.id);
    const found = visit ? nameOf(visit.step.type, visit.step.id) : '';
    if (found !== expected) tell(visit?.path ?? path, 'locked-step', { expected, found });
    else checkServiceTime(step, visit!, tell);
  });
}

function checkServiceTime(step: VehicleStep, { begins, path }: Visit, tell: Tell): void {
  const from = Math.max(step.service_at ?? -Infinity, step.service_after ?? -Infinity);
  const to = Math.min(step.service_at ?? Infinity, step.service_before ?? Infinity);
  if (begins < from) tell(path, 'service-too-early', { begins, from });
  if (begins > to) tell(path, 'service-too-late', { begins, to });
}
