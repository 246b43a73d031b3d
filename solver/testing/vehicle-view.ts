import type {
  Break,
  Job,
  Reload,
  RoutingProblem,
  Shipment,
  Stop,
  TimeWindow,
  Vehicle,
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
  breaks: Break[];
  mostTasks: number;
  mostTravel: number;
  mostMetres: number;
  mostReloads: number;
  longest: number;
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
  const metres = (from: number, to: number) => distances?.[from]![to]! ?? 0;
  const perHour = vehicle.costs?.per_hour ?? 3600;
  const perKilometre = vehicle.costs?.per_km ?? 0;
  const legCost = (from: number, to: number) =>
    costs ? costs[from]![to]! : (perHour * seconds(from, to)) / 3600 + (perKilometre * metres(from, to)) / 1000;
  return {
    start: vehicle.start_index ?? -1,
    end: vehicle.end_index ?? -1,
    opens: vehicle.time_window?.[0] ?? 0,
    closes: vehicle.time_window?.[1] ?? Infinity,
    capacity: filled(vehicle.capacity ?? [], dimensions, vehicle.capacity ? 0 : Infinity),
    visits: tasksOf(problem).flatMap((task, index) => visitsOf(task, index, vehicle, dimensions)),
    reloads: (vehicle.reloads ?? []).map((reload) => reloadOf(reload, dimensions)),
    breaks: vehicle.breaks ?? [],
    mostTasks: vehicle.max_tasks ?? Infinity,
    mostTravel: vehicle.max_travel_time ?? Infinity,
    mostMetres: vehicle.max_distance ?? Infinity,
    mostReloads: vehicle.max_reloads ?? Infinity,
    longest: vehicle.max_duration ?? Infinity,
    fixed: vehicle.costs?.fixed ?? 0,
    perTaskHour: vehicle.costs?.per_task_hour ?? 0,
    seconds,
    metres,
    legCost,
  };
}

/** None for a vehicle that may not serve the task. */
function visitsOf(task: Task, index: number, vehicle: Vehicle, dimensions: number): Visit[] {
  const { skills = [] } = 'job' in task ? task.job : task.shipment;
  const stops = 'job' in task ? [task.job] : [task.shipment.pickup, task.shipment.delivery];
  if (skills.some((skill) => !vehicle.skills?.includes(skill)) || !stops.every((stop) => mayCome(vehicle, stop)))
    return [];
  const none = filled([], dimensions, 0);
  if ('job' in task) {
    const delivers = filled(task.job.delivery ?? [], dimensions, 0);
    return [
      {
        ...stopOf(task.job, index, vehicle),
        role: 'job',
        delivers,
        gains: filled(task.job.pickup ?? [], dimensions, 0),
      },
    ];
  }
  const amount = filled(task.shipment.amount ?? [], dimensions, 0);
  const less = amount.map((value) => -value);
  return [
    { ...stopOf(task.shipment.pickup, index, vehicle), role: 'pickup', delivers: none, gains: amount },
    { ...stopOf(task.shipment.delivery, index, vehicle), role: 'delivery', delivers: none, gains: less },
  ];
}

function stopOf(stop: Stop, task: number, { type = '' }: Vehicle): Omit<Visit, 'role' | 'delivers' | 'gains'> {
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
  return { task: -1, role: 'reload', place: place!, ...times, delivers: none, gains: none };
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
