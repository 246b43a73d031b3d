import type { Vehicle } from '../problem.ts';
import type { Tell, Visit } from './route.ts';
import { breakOf, isWithin, plus } from './tasks.ts';

/**
 * What is on board after each step. A trip runs from the start or a reload to the next reload or the end: its jobs' deliveries
 * are on board from its beginning, what jobs have picked up stays until its end, shipments begin and end within it.
 */
export function checkLoads(vehicle: Vehicle, visits: Visit[], tell: Tell): { delivered: number[]; picked: number[] } {
  const [delivered, picked] = [sumOf(visits, 'unloads'), sumOf(visits, 'loads')];
  const open = new Map<number, Visit>();
  let load = deliveriesOfTrip(visits, 0);
  for (const [at, visit] of visits.entries()) {
    const { step, path, task } = visit;
    if (step.type === 'reload') {
      for (const { path: pickup } of open.values()) tell(path, 'reload-within-shipment', { pickup });
      open.clear();
      load = deliveriesOfTrip(visits, at + 1);
    } else if (task) load = plus(plus(load, task.unloads, -1), task.loads);
    if (task?.type === 'pickup') open.set(task.shipment!, visit);
    if (task?.type === 'delivery' && !open.delete(task.shipment!)) tell(path, 'delivery-before-pickup');
    if (!isWithin(load, vehicle.capacity))
      tell(path, 'capacity', { load: load.join(', '), most: vehicle.capacity!.join(', ') });
    const limit = step.type === 'break' ? breakOf(vehicle, step.id)?.max_load : undefined;
    if (!isWithin(load, limit)) tell(path, 'break-load', { load: load.join(', '), most: limit!.join(', ') });
    if (step.load && plus(load, step.load, -1).some((difference) => difference !== 0))
      tell(path, 'load', { found: step.load.join(', '), expected: load.join(', ') });
  }
  for (const { path } of open.values()) tell(path, 'shipment-not-delivered');
  return { delivered, picked };
}

function sumOf(visits: Visit[], what: 'loads' | 'unloads'): number[] {
  return visits.reduce<number[]>((sum, { task }) => plus(sum, task?.[what] ?? []), []);
}

function deliveriesOfTrip(visits: Visit[], from: number): number[] {
  const until = visits.findIndex(({ step }, at) => at >= from && step.type === 'reload');
  const trip = visits.slice(from, until < 0 ? undefined : until);
  return sumOf(
    trip.filter(({ task }) => task?.type === 'job'),
    'unloads',
  );
}
