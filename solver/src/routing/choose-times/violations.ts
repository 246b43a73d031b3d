import type { Violation } from '../plan.ts';
import type { Vehicle } from '../problem.ts';
import type { Totals, Visit } from '../verify/route.ts';
import { breakOf, isWithin } from '../verify/tasks.ts';

/** Adds what each step breaks besides time: load, skills (size and type with them), order of shipments. */
export function violationsOfSteps(vehicle: Vehicle, visits: Visit[]): void {
  const open = new Map<number, Visit>();
  for (const visit of visits) {
    const { step, task } = visit;
    const tell = (cause: Violation['cause']) => void step.violations.push({ cause });
    const load = step.load ?? [];
    if (!isWithin(load, vehicle.capacity)) tell('load');
    if (step.type === 'break' && !isWithin(load, breakOf(vehicle, step.id)?.max_load)) tell('max_load');
    if (task && !maySend(vehicle, visit)) tell('skills');
    if (step.type === 'reload') closeTrip(open);
    if (task?.type === 'pickup') open.set(task.shipment!, visit);
    if (task?.type === 'delivery' && !open.delete(task.shipment!)) tell('precedence');
    if (visit.late > 0) step.lateness = visit.late;
  }
  closeTrip(open);
}

/** Pickups that no delivery followed. */
function closeTrip(open: Map<number, Visit>): void {
  for (const { step } of open.values()) step.violations.push({ cause: 'precedence' });
  open.clear();
}

function maySend(vehicle: Vehicle, { task }: Visit): boolean {
  const { max_vehicle_size: most = Infinity, vehicle_types: types } = task!.stop;
  const hasSkills = task!.skills.every((skill) => vehicle.skills?.includes(skill));
  return hasSkills && (vehicle.size ?? 0) <= most && (!types || types.includes(vehicle.type ?? ''));
}

/** All that steps break, and what only the whole route can. */
export function violationsOfRoute(vehicle: Vehicle, visits: Visit[], totals: Totals): Violation[] {
  const whole: [boolean, Violation['cause']][] = [
    [visits.filter(({ task }) => task).length > (vehicle.max_tasks ?? Infinity), 'max_tasks'],
    [totals.seconds > (vehicle.max_travel_time ?? Infinity), 'max_travel_time'],
    [totals.metres > (vehicle.max_distance ?? Infinity), 'max_distance'],
    [
      (vehicle.breaks ?? []).some(({ id }) => !visits.some(({ step }) => step.type === 'break' && step.id === id)),
      'missing_break',
    ],
  ];
  const broken = whole.filter(([isBroken]) => isBroken).map(([, cause]): Violation => ({ cause }));
  return merged([...visits.flatMap(({ step }) => step.violations), ...broken]);
}

/** Each cause once, its seconds summed. */
export function merged(violations: Violation[]): Violation[] {
  const causes = new Map<Violation['cause'], Violation>();
  for (const { cause, duration } of violations) {
    const known = causes.get(cause) ?? { cause };
    if (duration !== undefined) known.duration = (known.duration ?? 0) + duration;
    causes.set(cause, known);
  }
  return [...causes.values()];
}
