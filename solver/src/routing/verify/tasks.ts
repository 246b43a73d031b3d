import type { Break, Reload, RoutingProblem, Stop, Vehicle } from '../problem.ts';

/** A job, or one end of a shipment, with all that is asked of who serves it. */
export type Task = {
  type: 'job' | 'pickup' | 'delivery';
  id: number;
  stop: Stop;
  skills: readonly number[];
  priority: number;
  /** Price of leaving the whole job or shipment out, told of its first task only. */
  dropCost: number;
  /** Brought there from on board. */
  unloads: readonly number[];
  /** Taken on board there. */
  loads: readonly number[];
  /** Index of its shipment. */
  shipment?: number;
};

export const nameOf = (type: string, id: number | undefined): string => `${type} ${id}`;

/** All tasks by name: `job 7`, `pickup 3`, `delivery 3`. */
export function tasksOf(problem: RoutingProblem): Map<string, Task> {
  const tasks = new Map<string, Task>();
  for (const job of problem.jobs ?? [])
    add({
      type: 'job',
      id: job.id,
      stop: job,
      ...optionsOf(job),
      unloads: job.delivery ?? [],
      loads: job.pickup ?? [],
    });
  problem.shipments?.forEach((given, shipment) => {
    const { pickup, delivery, amount = [] } = given;
    const shared = { ...optionsOf(given), shipment };
    add({ type: 'pickup', id: pickup.id, stop: pickup, ...shared, unloads: [], loads: amount });
    add({ type: 'delivery', id: delivery.id, stop: delivery, ...shared, dropCost: 0, unloads: amount, loads: [] });
  });
  return tasks;

  function add(task: Task): void {
    tasks.set(nameOf(task.type, task.id), task);
  }
}

function optionsOf(given: { skills?: number[]; priority?: number; drop_cost?: number }) {
  return { skills: given.skills ?? [], priority: given.priority ?? 0, dropCost: given.drop_cost ?? 0 };
}

/** Seconds of setup at a task for a vehicle that comes from elsewhere, and of service. */
export function setupOf(stop: Stop, vehicle: Vehicle): number {
  return (vehicle.type === undefined ? undefined : stop.setup_per_type?.[vehicle.type]) ?? stop.setup ?? 0;
}

export function serviceOf(stop: Stop, vehicle: Vehicle): number {
  return (vehicle.type === undefined ? undefined : stop.service_per_type?.[vehicle.type]) ?? stop.service ?? 0;
}

export function breakOf(vehicle: Vehicle, id: number | undefined): Break | undefined {
  return vehicle.breaks?.find((pause) => pause.id === id);
}

export function reloadOf(vehicle: Vehicle, id: number | undefined): Reload | undefined {
  return vehicle.reloads?.find((reload) => reload.id === id);
}

/** Sums dimension by dimension; lists may be of different lengths. */
export function plus(one: readonly number[], other: readonly number[], sign = 1): number[] {
  return Array.from(
    { length: Math.max(one.length, other.length) },
    (_, at) => (one[at] ?? 0) + sign * (other[at] ?? 0),
  );
}

/** Whether the amount is at most the limit in each dimension; without a limit always. */
export function isWithin(amount: readonly number[], limit: readonly number[] | undefined): boolean {
  return !limit || amount.every((quantity, dimension) => quantity <= (limit[dimension] ?? Infinity));
}
