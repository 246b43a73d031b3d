import type {
  Break,
  Job,
  ProfileMatrices,
  RoutingProblem,
  Shipment,
  Stop,
  TimeWindow,
  Vehicle,
} from '../src/routing/problem.ts';
import { lockSteps } from './lock-steps.ts';

/** Draws numbers; the same seed draws the same ones. */
export type Draw = {
  /** A whole number, both ends included. */
  whole(least: number, most: number): number;
  chance(share: number): boolean;
  one<Value>(values: readonly Value[]): Value;
};

/** Linear congruence modulo 2^32 with a final mix (the constants of PCG's 32-bit output, O'Neill 2014). */
export function drawFrom(seed: number): Draw {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b) >>> 0;
  const next = () => {
    state = (Math.imul(state, 747796405) + 2891336453) >>> 0;
    const word = Math.imul((state >>> ((state >>> 28) + 4)) ^ state, 277803737) >>> 0;
    return ((word >>> 22) ^ word) >>> 0;
  };
  const whole = (least: number, most: number) => least + Math.floor((next() / 2 ** 32) * (most - least + 1));
  return { whole, chance: (share) => next() / 2 ** 32 < share, one: (values) => values[whole(0, values.length - 1)]! };
}

/** Which features a problem has; each is drawn once, so that every combination comes up. */
type Features = Record<(typeof features)[number], boolean>;
const features = [
  'windows',
  'severalWindows',
  'skills',
  'priorities',
  'dropCosts',
  'open',
  'reloads',
  'breaks',
  'limits',
  'duration',
  'mixed',
  'types',
  'setup',
  'lateness',
  'costMatrix',
  'speed',
  'scarce',
  'twoDimensions',
  'driving',
  'planned',
] as const;

const HORIZON = 1000;

/** A problem of at most seven stops, small enough for complete enumeration, with any mixture of features. */
export function randomProblem(seed: number): RoutingProblem {
  const draw = drawFrom(seed);
  const has = Object.fromEntries(features.map((name) => [name, draw.chance(0.3)])) as Features;
  has.windows ||= has.severalWindows || has.lateness;
  const most = (has.reloads ? 5 : 7) - (has.breaks ? 1 : 0);
  const shipments = draw.chance(0.45) ? draw.whole(1, 3) : 0;
  const room = Math.max(1, most - 2 * shipments);
  const jobs = Math.max(draw.whole(shipments > 0 ? 0 : 1, room), draw.whole(0, room));
  const places = draw.whole(2, 8);
  const dimensions = has.twoDimensions ? 2 : 1;
  const world: World = { draw, has, places, dimensions };
  const problem: RoutingProblem = {
    vehicles: Array.from({ length: draw.whole(1, 3) }, (_, index) => vehicleOf(world, index)),
    jobs: Array.from({ length: jobs }, (_, index) => jobOf(world, index)),
    shipments: Array.from({ length: shipments }, (_, index) => shipmentOf(world, index)),
    matrices: { car: matricesOf(world) },
  };
  if (has.planned) addPlan(world, problem);
  // Drawn apart, so that a seed keeps all else of its problem.
  const later = drawFrom(seed ^ 0x2545f491);
  if (later.chance(0.2)) lockSteps(later, problem);
  return problem;
}

type World = { draw: Draw; has: Features; places: number; dimensions: number };

function vehicleOf(world: World, index: number): Vehicle {
  const { draw, has, places } = world;
  const opens = has.windows && draw.chance(0.5) ? draw.whole(0, 200) : 0;
  const open = has.open ? draw.one(['start', 'end'] as const) : undefined;
  const vehicle: Vehicle = {
    id: index + 1,
    ...(open !== 'start' && { start_index: draw.whole(0, has.mixed ? places - 1 : 0) }),
    ...(open !== 'end' && { end_index: draw.whole(0, has.mixed ? places - 1 : 0) }),
    capacity: amount(world, has.scarce ? 6 : 14, 20),
    time_window: [opens, draw.chance(0.3) ? draw.whole(opens + 200, HORIZON) : HORIZON],
  };
  if (has.mixed) vehicle.costs = costsOf(world);
  if (has.skills) vehicle.skills = [1, 2, 3].filter(() => draw.chance(0.6));
  if (has.types) Object.assign(vehicle, { type: draw.one(['van', 'truck']), size: draw.whole(1, 10) });
  if (has.speed) vehicle.speed_factor = draw.one([0.5, 0.8, 1, 1.25, 2]);
  if (has.breaks && draw.chance(0.7)) vehicle.breaks = breaksOf(world);
  if (has.limits) Object.assign(vehicle, limitsOf(world));
  if (has.driving && !has.breaks && !has.duration)
    vehicle.driving_limit = { driving: draw.whole(60, 300), rest: draw.whole(10, 90) };
  if (has.duration) vehicle.max_duration = draw.whole(150, 700);
  if (has.reloads && draw.chance(0.8)) Object.assign(vehicle, reloadsOf(world));
  return vehicle;
}

function costsOf({ draw, has }: World): NonNullable<Vehicle['costs']> {
  return {
    ...(draw.chance(0.6) && { fixed: draw.whole(0, 300) }),
    ...(!has.costMatrix && draw.chance(0.6) && { per_hour: draw.whole(0, 2) * 1800 }),
    ...(!has.costMatrix && draw.chance(0.4) && { per_km: draw.whole(0, 4) * 500 }),
    ...(draw.chance(0.3) && { per_task_hour: draw.whole(0, 7200) }),
  };
}

function limitsOf({ draw }: World): Partial<Vehicle> {
  return {
    ...(draw.chance(0.5) && { max_tasks: draw.whole(1, 5) }),
    ...(draw.chance(0.5) && { max_travel_time: draw.whole(100, 600) }),
    ...(draw.chance(0.3) && { max_distance: draw.whole(200, 1500) }),
  };
}

/** Two breaks never overlap and come in the order of their windows. */
function breaksOf(world: World): Break[] {
  const { draw } = world;
  const first = draw.whole(0, 400);
  const breaks: Break[] = [
    {
      id: 1,
      service: draw.whole(0, 60),
      ...(draw.chance(0.8) && { time_windows: [[first, first + draw.whole(0, 200)]] }),
      ...(draw.chance(0.2) && { max_load: amount(world, 0, 8) }),
    },
  ];
  if (draw.chance(0.2) && breaks[0]!.time_windows)
    breaks.push({ id: 2, service: draw.whole(0, 40), time_windows: [[first + 270, first + 270 + draw.whole(0, 200)]] });
  return breaks;
}

function reloadsOf({ draw, has, places }: World): Partial<Vehicle> {
  const reloads = Array.from({ length: draw.whole(1, 2) }, (_, index) => ({
    id: index + 1,
    location_index: index === 0 ? 0 : draw.whole(0, places - 1),
    service: draw.whole(0, 30),
    ...(has.windows && draw.chance(0.3) && { time_windows: [windowOf(draw, 0)] }),
  }));
  return { reloads, ...(draw.chance(0.3) && { max_reloads: draw.whole(0, 2) }) };
}

/** A plan to start from, feasible or not, and a price of leaving it. */
function addPlan({ draw }: World, problem: RoutingProblem): void {
  const { vehicles, jobs, shipments } = problem;
  problem.change_cost = draw.whole(0, 100);
  for (const vehicle of vehicles) vehicle.steps = [];
  for (const { id } of jobs!) if (draw.chance(0.8)) draw.one(vehicles).steps!.push({ type: 'job', id });
  for (const { pickup } of shipments!)
    if (draw.chance(0.8))
      draw.one(vehicles).steps!.push({ type: 'pickup', id: pickup.id }, { type: 'delivery', id: pickup.id });
}

function jobOf(world: World, index: number): Job {
  const { draw } = world;
  const kind = draw.whole(0, 3);
  return {
    ...stopOf(world, index + 1),
    ...(kind !== 1 && { delivery: amount(world, 0, 7) }),
    ...(kind <= 1 && { pickup: amount(world, 0, 7) }),
    ...optional(world),
  };
}

function shipmentOf(world: World, index: number): Shipment {
  const pickup = stopOf(world, 100 + index);
  const delivery = stopOf(world, 100 + index);
  return { amount: amount(world, 0, 8), pickup, delivery, ...optional(world) };
}

function stopOf({ draw, has, places }: World, id: number): Stop {
  const windows = has.windows && draw.chance(0.8) ? windowsOf(draw, has.severalWindows) : undefined;
  return {
    id,
    location_index: draw.whole(0, places - 1),
    ...(draw.chance(0.6) && { service: draw.whole(0, 40) }),
    ...(has.setup && { setup: draw.whole(0, 30) }),
    ...(has.types && draw.chance(0.3) && { service_per_type: { van: draw.whole(0, 40) } }),
    ...(has.types && has.setup && draw.chance(0.3) && { setup_per_type: { truck: draw.whole(0, 40) } }),
    ...(has.types && draw.chance(0.3) && { max_vehicle_size: draw.whole(1, 10) }),
    ...(has.types && draw.chance(0.2) && { vehicle_types: draw.one([['van'], ['truck'], ['van', 'truck']]) }),
    ...(windows && { time_windows: windows }),
    ...(windows && has.lateness && { lateness: { most: draw.whole(0, 200), per_hour: draw.whole(0, 2) * 3600 } }),
  };
}

function optional({ draw, has }: World): Pick<Job, 'skills' | 'priority' | 'drop_cost'> {
  return {
    ...(has.skills && draw.chance(0.5) && { skills: [draw.whole(1, 3)] }),
    ...(has.priorities && { priority: draw.whole(0, 3) }),
    ...(has.dropCosts && draw.chance(0.5) && { drop_cost: draw.whole(0, 300) }),
  };
}

function windowsOf(draw: Draw, several: boolean): TimeWindow[] {
  const windows = [windowOf(draw, 0)];
  while (several && windows.length < 3 && draw.chance(0.6)) windows.push(windowOf(draw, windows.at(-1)![1] + 1));
  return windows;
}

function windowOf(draw: Draw, least: number): TimeWindow {
  const from = least + draw.whole(0, 400);
  return [from, from + draw.whole(0, 300)];
}

function amount({ draw, dimensions }: World, least: number, most: number): number[] {
  return Array.from({ length: dimensions }, () => draw.whole(least, most));
}

/** Legs by the streets of a grid, sometimes longer one way than the other; distances and costs have a mind of their own. */
function matricesOf({ draw, has, places }: World): ProfileMatrices {
  const at = Array.from({ length: places }, () => [draw.whole(0, 100), draw.whole(0, 100)] as const);
  const skewed = draw.chance(0.3);
  const matrix = (extra: number): number[][] =>
    at.map(([x, y], from) =>
      at.map(([otherX, otherY], to) =>
        from === to ? 0 : Math.abs(x - otherX) + Math.abs(y - otherY) + draw.whole(0, skewed ? extra : 0),
      ),
    );
  return { durations: matrix(40), distances: matrix(80), ...(has.costMatrix && { costs: matrix(60) }) };
}
