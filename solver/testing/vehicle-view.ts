import type {
  Break,
  Job,
  Reload,
  RoutingProblem,
  Shipment,
  Stop,
  TimeWindow,
  Vehicle,
  VehicleStep,
} from '../src/routing/problem.ts';

/** A stop as one vehicle meets it. */
export type Visit = {
  /** Number of its task; −1 for a reload. */
  task: number;
  role: 'job' | 'pickup' | 'delivery' | 'reload';
  place: number;
  setup: number;
  service: number;
  windows: TimeWindow[];
  mostLate: number;
  latePerHour: number;
  /** By dimension: of what the trip starts with, and load after minus load before, that aside. */
  delivers: number[];
  gains: number[];
  /** Price of it where the vehicle isn't the one whose steps name it. */
  change: number;
};

/** Everything that one vehicle may do and what it costs, with every default filled in. */
export type VehicleView = {
  start: number;
  end: number;
  opens: number;
  closes: number;
  capacity: number[];
  visits: Visit[];
  reloads: Visit[];
  /** What its route begins with, tasks and reloads. */
  locked: Visit[];
  breaks: Break[];
  mostTasks: number;
  mostTravel: number;
  mostMetres: number;
  mostReloads: number;
  longest: number;
  /** Seconds of travel without a rest at most, and seconds of a rest. */
  mostDriving: number;
  rest: number;
  fixed: number;
  perTaskHour: number;
  seconds: (from: number, to: number) => number;
  metres: (from: number, to: number) => number;
  legCost: (from: number, to: number) => number;
};

export type Task = { job: Job } | { shipment: Shipment };

/** Jobs, then shipments. */
export function tasksOf({ jobs = [], shipments = [] }: RoutingProblem): Task[] {
  return [...jobs.map((job) => ({ job })), ...shipments.map((shipment) => ({ shipment }))];
}

/** @param problem with matrices as rows, places by index */
export function viewOf(problem: RoutingProblem, vehicle: Vehicle): VehicleView {
  const dimensions = Math.max(0, ...problem.vehicles.map(({ capacity = [] }) => capacity.length), ...amounts(problem));
  const matrix = problem.matrices![vehicle.profile ?? 'car']!;
  const [durations, distances, costs] = [matrix.durations, matrix.distances, matrix.costs] as (
    | number[][]
    | undefined
  )[];
  const factor = vehicle.speed_factor ?? 1;
  const seconds = (from: number, to: number) => Math.round(durations![from]![to]! / factor);
  const metres = (from: number, to: number) => distances?.[from]?.[to] ?? 0;
  const perHour = vehicle.costs?.per_hour ?? 3600;
  const perKilometre = vehicle.costs?.per_km ?? 0;
  const legCost = (from: number, to: number) =>
    costs ? costs[from]![to]! : (perHour * seconds(from, to)) / 3600 + (perKilometre * metres(from, to)) / 1000;
  const visits = tasksOf(problem).flatMap((task, index) => visitsOf(problem, task, index, vehicle, dimensions));
  const reloads = (vehicle.reloads ?? []).map((reload) => reloadOf(reload, dimensions));
  return {
    start: vehicle.start_index ?? -1,
    end: vehicle.end_index ?? -1,
    opens: vehicle.time_window?.[0] ?? 0,
    closes: vehicle.time_window?.[1] ?? Infinity,
    capacity: filled(vehicle.capacity ?? [], dimensions, vehicle.capacity ? 0 : Infinity),
    visits,
    reloads,
    locked: lockedOf(problem, vehicle, visits, reloads),
    breaks: vehicle.breaks ?? [],
    mostTasks: vehicle.max_tasks ?? Infinity,
    mostTravel: vehicle.max_travel_time ?? Infinity,
    mostMetres: vehicle.max_distance ?? Infinity,
    mostReloads: vehicle.max_reloads ?? Infinity,
    longest: vehicle.max_duration ?? Infinity,
    mostDriving: vehicle.driving_limit?.driving ?? Infinity,
    rest: vehicle.driving_limit?.rest ?? Infinity,
    fixed: vehicle.costs?.fixed ?? 0,
    perTaskHour: vehicle.costs?.per_task_hour ?? 0,
    seconds,
    metres,
    legCost,
  };
}

function lockedOf(
  problem: RoutingProblem,
  { steps = [], reloads: given = [] }: Vehicle,
  visits: readonly Visit[],
  reloads: readonly Visit[],
): Visit[] {
  const tasks = tasksOf(problem);
  return steps
    .filter(({ locked }) => locked === true)
    .map(({ type, id }) => {
      if (type === 'reload') return reloads[given.findIndex((reload) => reload.id === id)]!;
      return visits.find(({ task, role }) => role === type && idOf(tasks[task]!, role) === id)!;
    });
}

/** Of a job, or of a shipment's pickup or delivery. */
export function idOf(task: Task, role: Visit['role']): number {
  if ('job' in task) return task.job.id;
  return task.shipment[role === 'delivery' ? 'delivery' : 'pickup'].id;
}

/** None for a vehicle that may not serve the task, or where another one has a locked step of it. */
function visitsOf(problem: RoutingProblem, task: Task, index: number, vehicle: Vehicle, dimensions: number): Visit[] {
  const { skills = [] } = 'job' in task ? task.job : task.shipment;
  const stops = 'job' in task ? [task.job] : [task.shipment.pickup, task.shipment.delivery];
  if (skills.some((skill) => !vehicle.skills?.includes(skill))) return [];
  if (!stops.every((stop) => mayCome(vehicle, stop))) return [];
  if (isLockedElsewhere(problem, task, vehicle)) return [];
  const of = (
    role: 'job' | 'pickup' | 'delivery',
    stop: Stop,
    delivers: readonly number[],
    gains: readonly number[],
  ) => ({
    ...stopOf(stop, index, vehicle),
    role,
    delivers: filled(delivers, dimensions, 0),
    gains: filled(gains, dimensions, 0),
    change: changeOf(problem, vehicle, role, stop.id),
  });
  if ('job' in task) return [of('job', task.job, task.job.delivery ?? [], task.job.pickup ?? [])];
  const { pickup, delivery, amount = [] } = task.shipment;
  const less = amount.map((value) => -value);
  return [of('pickup', pickup, [], amount), of('delivery', delivery, [], less)];
}

function isLockedElsewhere(problem: RoutingProblem, task: Task, vehicle: Vehicle): boolean {
  const roles: Visit['role'][] = 'job' in task ? ['job'] : ['pickup', 'delivery'];
  const isOf = ({ type, id }: VehicleStep) => roles.some((role) => role === type && idOf(task, role) === id);
  return problem.vehicles.some(
    ({ id, steps = [] }) => id !== vehicle.id && steps.some((step) => step.locked === true && isOf(step)),
  );
}

function changeOf(
  { vehicles, change_cost: price = 0 }: RoutingProblem,
  vehicle: Vehicle,
  type: string,
  id: number,
): number {
  const named = vehicles.find(({ steps = [] }) => steps.some((step) => step.type === type && step.id === id));
  return named === undefined || named.id === vehicle.id ? 0 : price;
}

function stopOf(
  stop: Stop,
  task: number,
  { type = '' }: Vehicle,
): Omit<Visit, 'role' | 'delivers' | 'gains' | 'change'> {
  return {
    task,
    place: stop.location_index!,
    setup: stop.setup_per_type?.[type] ?? stop.setup ?? 0,
    service: stop.service_per_type?.[type] ?? stop.service ?? 0,
    windows: stop.time_windows ?? [],
    mostLate: stop.lateness?.most ?? 0,
    latePerHour: stop.lateness?.per_hour ?? 0,
  };
}

function mayCome(
  { size = 0, type }: Vehicle,
  { max_vehicle_size: most = Infinity, vehicle_types: types }: Stop,
): boolean {
  return size <= most && (types === undefined || (type !== undefined && types.includes(type)));
}

function reloadOf(
  { location_index: place, service = 0, time_windows: windows = [] }: Reload,
  dimensions: number,
): Visit {
  const none = filled([], dimensions, 0);
  const times = { setup: 0, service, windows, mostLate: 0, latePerHour: 0 };
  return { task: -1, role: 'reload', place: place!, ...times, delivers: none, gains: none, change: 0 };
}

function amounts({ jobs = [], shipments = [] }: RoutingProblem): number[] {
  return [
    ...jobs.flatMap(({ delivery = [], pickup = [] }) => [delivery, pickup]),
    ...shipments.map(({ amount = [] }) => amount),
  ].map((amount) => amount.length);
}

function filled(values: readonly number[], length: number, value: number): number[] {
  return Array.from({ length }, (_, at) => values[at] ?? value);
}
