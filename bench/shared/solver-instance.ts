import type { RoutingProblem } from '@baogong/solver/routing';
import { columnOf, numberOf, type PublishedSolution, type Vrplib } from './solver-vrplib.ts';

/** An instance of the literature as a problem for any program that speaks VROOM's JSON. */
export type BenchInstance = {
  name: string;
  problem: RoutingProblem;
  /** In the problem's cost. */
  bestKnown: number;
  /** Of the best known solution; 0 where it isn't known. */
  bestVehicles: number;
  /** Of its features, those that VROOM's JSON can't say: such an instance has no peer. */
  extensions: string[];
};

/** How a set makes integers of Euclidean distances and of times. */
export type Convention = {
  /** Integers per unit of the file. */
  scale: number;
  round: (value: number) => number;
};

/** DIMACS 2022: distances and durations truncated to one decimal, times ten. */
export const dimacs: Convention = { scale: 10, round: Math.floor };
/** The convention of PyVRP's sets and, for pick-up and delivery, of VROOM's own benchmark: times 1,000, to the nearest. */
export const thousandths: Convention = { scale: 1000, round: Math.round };

/** Distances between all places, row after row. */
export function distanceMatrix(
  places: readonly (readonly [number, number])[],
  { scale, round }: Convention,
): Int32Array {
  const size = places.length;
  const matrix = new Int32Array(size * size);
  for (let from = 0; from < size; from += 1) {
    const [x, y] = places[from]!;
    for (let to = 0; to < size; to += 1) {
      const [east, north] = [x - places[to]![0], y - places[to]![1]];
      matrix[from * size + to] = round(Math.sqrt(east * east + north * north) * scale);
    }
  }
  return matrix;
}

/**
 * Reads a VRPLIB file of any set here: windows, service, mixed fleet, site-dependent fleet, several depots, limits of duration.
 * Cost is distance in the convention's integers, times the vehicle's cost per distance, plus its fixed cost where the file has
 * any. The number of vehicles is the file's and is not minimised.
 *
 * Files with costs of vehicles state them times 100 (to keep them whole); here they are the paper's own, so that a problem's
 * cost is in thousandths of the paper's.
 */
export function problemOf(file: Vrplib, convention: Convention): RoutingProblem {
  const places = rowsOf(file, 'NODE_COORD_SECTION').map(([, x, y]) => [x!, y!] as const);
  const depots = new Set(file.sections.get('VEHICLES_DEPOT_SECTION')?.map((row) => row[1]! - 1) ?? [0]);
  for (const [depot] of file.sections.get('DEPOT_SECTION') ?? []) if (depot! > 0) depots.add(depot! - 1);
  const allowed = skillsOf(file, places.length);
  const windows = windowsOf(file, convention.scale);
  const service = serviceOf(file, places.length, convention.scale);
  const demands = columnOf(file, 'DEMAND_SECTION') ?? [];
  const jobs = places.flatMap((_, index) =>
    depots.has(index)
      ? []
      : [
          {
            id: index,
            location_index: index,
            delivery: [demands[index] ?? 0],
            ...(service[index]! > 0 && { service: service[index]! }),
            ...(windows && { time_windows: [windows[index]!] }),
            ...(allowed && { skills: [allowed.ofPlace[index]!] }),
          },
        ],
  );
  const vehicles = vehiclesOf(file, convention.scale).map((vehicle, index) => ({
    ...vehicle,
    ...(windows && { time_window: windows[vehicle.start_index]! }),
    ...(allowed && { skills: allowed.ofVehicle[index]! }),
  }));
  return { vehicles, jobs, matrices: { car: { durations: distanceMatrix(places, convention) } } };
}

/** What the published routes cost in the problem, as the file says them: place by place, vehicle by vehicle. */
export function costOfRoutes({ vehicles, matrices }: RoutingProblem, { routes }: PublishedSolution): number {
  const durations = matrices!.car!.durations as Int32Array;
  const size = Math.sqrt(durations.length);
  let cost = 0;
  for (const [index, route] of routes.entries()) {
    if (route.length === 0) continue;
    const { start_index: depot, costs } = vehicles[index]!;
    const stops = [depot!, ...route, depot!];
    let distance = 0;
    for (let at = 1; at < stops.length; at += 1) distance += durations[stops[at - 1]! * size + stops[at]!]!;
    cost += (costs?.fixed ?? 0) + (distance * (costs?.per_hour ?? 3600)) / 3600;
  }
  return cost;
}

/** The stated cost in the problem's: sets state it times 1, 10 (one decimal), 100 × 1,000, or with the paper's decimals. */
export function statedCost(file: Vrplib, { cost, decimals }: PublishedSolution, { scale }: Convention): number {
  if (decimals > 0) return cost * scale;
  return hasVehicleCosts(file) ? cost / 100 : cost;
}

function vehiclesOf(file: Vrplib, scale: number) {
  const depots = columnOf(file, 'VEHICLES_DEPOT_SECTION');
  const capacities = columnOf(file, 'CAPACITY_SECTION');
  const unit = columnOf(file, 'VEHICLES_UNIT_DISTANCE_COST_SECTION');
  const fixed = columnOf(file, 'VEHICLES_FIXED_COST_SECTION');
  const most = file.headers.get('VEHICLES_MAX_DURATION');
  return Array.from({ length: numberOf(file, 'VEHICLES') }, (_, index) => {
    const depot = (depots?.[index] ?? 1) - 1;
    const costs = {
      ...(fixed && { fixed: (fixed[index]! / 100) * scale }),
      ...(unit && { per_hour: unit[index]! * 36 }),
    };
    return {
      id: index + 1,
      start_index: depot,
      end_index: depot,
      capacity: [capacities?.[index] ?? numberOf(file, 'CAPACITY')],
      ...(hasVehicleCosts(file) && { costs }),
      ...(most !== undefined && { max_duration: Number(most) * scale }),
    };
  });
}

/** One skill for each different set of vehicles that may come somewhere. */
function skillsOf(file: Vrplib, places: number): { ofPlace: number[]; ofVehicle: number[][] } | undefined {
  const rows = file.sections.get('VEHICLES_ALLOWED_CLIENTS_SECTION');
  if (rows === undefined) return undefined;
  const comers = Array.from({ length: places }, (): number[] => []);
  for (const [vehicle, ...clients] of rows) for (const client of clients) comers[client - 1]?.push(vehicle!);
  const numbers = new Map<string, number>();
  const ofPlace = comers.map((vehicles) => {
    const key = vehicles.join(' ');
    if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
    return numbers.get(key)!;
  });
  const ofVehicle = rows.map(([vehicle]) =>
    [...numbers].filter(([key]) => key.split(' ').includes(String(vehicle))).map(([, skill]) => skill),
  );
  return { ofPlace, ofVehicle };
}

function windowsOf(file: Vrplib, scale: number): [number, number][] | undefined {
  return file.sections.get('TIME_WINDOW_SECTION')?.map(([, from, to]) => [from! * scale, to! * scale]);
}

function serviceOf(file: Vrplib, places: number, scale: number): number[] {
  const each = file.headers.get('SERVICE_TIME');
  const column = columnOf(file, 'SERVICE_TIME_SECTION');
  return Array.from({ length: places }, (_, index) => (column?.[index] ?? Number(each ?? 0)) * scale);
}

function hasVehicleCosts(file: Vrplib): boolean {
  return file.sections.has('VEHICLES_UNIT_DISTANCE_COST_SECTION') || file.sections.has('VEHICLES_FIXED_COST_SECTION');
}

function rowsOf(file: Vrplib, section: string): readonly number[][] {
  const rows = file.sections.get(section);
  if (rows === undefined) throw new Error(`The file has no ${section}.`);
  return rows;
}
