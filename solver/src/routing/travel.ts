import type { Coordinates, Matrix, RoutingProblem, TravelAssumption, Vehicle } from './problem.ts';
import {
  arcOverChord,
  EARTH_RADIUS_METRES,
  metresBetween,
  pointsOnSphere,
  SHORT_ARC,
  shortArcOverChord,
} from './travel-great-circle.ts';

/** Legs of this many seconds or more can't be driven; larger values of a matrix are read as this one. */
export const UNREACHABLE_SECONDS = 1_000_000_000;

export const DEFAULT_PROFILE = 'car';

/** What a leg may be looked up by: one of them, as the problem has it. */
export type Whereabouts = { location?: Coordinates; location_index?: number };

/** Places that legs run between, numbered from 0. Stops at the same place share its number. */
export type Places = {
  count: number;
  /** The place of a stop; the problem has matrices: its index in them. */
  placeOf(at: Whereabouts): number;
  /** Where the vehicle starts and ends; −1 where that is open. */
  startOf(vehicle: Vehicle): number;
  endOf(vehicle: Vehicle): number;
  /** Degrees by place, where the problem says them. */
  coordinates: (Coordinates | undefined)[];
};

/** Travel between all places, all rows one after the other: `values[from × size + to]`. */
export type TravelMatrices = {
  size: number;
  /** Seconds, before a vehicle's speed factor. */
  durations: Int32Array;
  /** Metres. */
  distances?: Int32Array;
  /** Money, in place of hours and kilometres. */
  costs?: Int32Array;
};

/** Seconds of a leg for a vehicle: whole seconds, each leg rounded for itself. */
export function legSeconds(seconds: number, speedFactor = 1): number {
  return speedFactor === 1 ? seconds : Math.min(UNREACHABLE_SECONDS, Math.round(seconds / speedFactor));
}

/** @param problem without faults */
export function placesOf(problem: RoutingProblem): Places {
  return hasMatrices(problem) ? placesByIndex(problem) : placesByCoordinates(problem);
}

export function hasMatrices(problem: RoutingProblem): boolean {
  return Object.keys(problem.matrices ?? {}).length > 0;
}

/** The profiles that vehicles drive by, in their order. */
export function profilesOf(problem: RoutingProblem): string[] {
  return [...new Set(problem.vehicles.map((vehicle) => vehicle.profile ?? DEFAULT_PROFILE))];
}

/** Whether plans tell distances: they are given, follow from coordinates, or cost or limit something. */
export function knowsDistances(problem: RoutingProblem): boolean {
  return hasMatrices(problem) ? profilesOf(problem).every((name) => problem.matrices?.[name]?.distances) : true;
}

/**
 * Matrices by profile. Given flat ones are passed on, not copied. From coordinates: great-circle metres × `detour`, whole
 * metres; seconds at `speed_kmh`, whole seconds; a 10,000-place matrix takes about half a second.
 * @param problem without faults
 * @param distances false leaves distances out where coordinates would give them, which saves half the memory
 */
export function matricesOf(
  problem: RoutingProblem,
  places: Places = placesOf(problem),
  distances = true,
): Map<string, TravelMatrices> {
  const given = hasMatrices(problem);
  return new Map(
    profilesOf(problem).map((profile) => [
      profile,
      given ? givenMatrices(problem, profile) : drawnMatrices(places, problem.travel?.[profile], distances),
    ]),
  );
}

/** Metres of one leg as `matricesOf` would give them, from coordinates; for plans whose matrices were made without distances. */
export function metresOfLeg(from: Coordinates, to: Coordinates, assumption: TravelAssumption = {}): number {
  return Math.round(metresBetween(pointsOnSphere([from, to]), 0, 1) * (assumption.detour ?? DETOUR));
}

/** Road distance ÷ great-circle distance: 1.2–1.4 in cities. */
const DETOUR = 1.3;
const SPEED_KMH = 30;

function givenMatrices(problem: RoutingProblem, profile: string): TravelMatrices {
  const { durations, distances, costs } = problem.matrices?.[profile] ?? {};
  if (!durations) throw new Error(`Profile ${profile} has no durations: check the problem with findFaults first.`);
  const flatDurations = flat(durations, UNREACHABLE_SECONDS);
  return {
    size: sizeOf(durations),
    durations: flatDurations,
    ...(distances && { distances: flat(distances, UNREACHABLE_SECONDS) }),
    ...(costs && { costs: flat(costs, UNREACHABLE_SECONDS) }),
  };
}

/** Rows (and columns) of a square matrix. */
export function sizeOf(matrix: Matrix): number {
  return matrix instanceof Int32Array ? Math.round(Math.sqrt(matrix.length)) : matrix.length;
}

function flat(matrix: Matrix, most: number): Int32Array {
  if (matrix instanceof Int32Array) return matrix;
  const size = matrix.length;
  const values = new Int32Array(size * size);
  for (let row = 0; row < size; row += 1) {
    const given = matrix[row]!;
    for (let column = 0; column < size; column += 1) values[row * size + column] = Math.min(given[column]!, most);
  }
  return values;
}

/** Square blocks stay in the cache while both halves of the symmetric matrix are written. */
const BLOCK = 16;

function drawnMatrices(places: Places, assumption: TravelAssumption = {}, withDistances: boolean): TravelMatrices {
  const size = places.count;
  const points = pointsOnSphere(places.coordinates.map((at) => at ?? [0, 0]));
  const durations = new Int32Array(size * size);
  const distances = withDistances ? new Int32Array(size * size) : undefined;
  const detour = assumption.detour ?? DETOUR;
  const secondsPerMetre = 3.6 / (assumption.speed_kmh ?? SPEED_KMH);
  for (let row = 0; row < size; row += BLOCK) {
    for (let column = row; column < size; column += BLOCK)
      fillBlock({ size, points, durations, distances, detour, secondsPerMetre }, row, column);
  }
  return { size, durations, ...(distances && { distances }) };
}

type Drawing = {
  size: number;
  points: Float64Array;
  durations: Int32Array;
  distances: Int32Array | undefined;
  detour: number;
  secondsPerMetre: number;
};

function fillBlock(drawing: Drawing, firstRow: number, firstColumn: number): void {
  const { size, points, durations, distances, detour, secondsPerMetre } = drawing;
  const endRow = Math.min(firstRow + BLOCK, size);
  const endColumn = Math.min(firstColumn + BLOCK, size);
  const metresPerChord = EARTH_RADIUS_METRES * detour;
  for (let row = firstRow; row < endRow; row += 1) {
    const x = points[3 * row]!;
    const y = points[3 * row + 1]!;
    const z = points[3 * row + 2]!;
    for (let column = firstRow === firstColumn ? row + 1 : firstColumn; column < endColumn; column += 1) {
      const dx = points[3 * column]! - x;
      const dy = points[3 * column + 1]! - y;
      const dz = points[3 * column + 2]! - z;
      const squared = dx * dx + dy * dy + dz * dz;
      const ratio = squared <= SHORT_ARC ? shortArcOverChord(squared) : arcOverChord(squared);
      const metres = (metresPerChord * Math.sqrt(squared) * ratio + 0.5) | 0;
      const seconds = (metres * secondsPerMetre + 0.5) | 0;
      durations[row * size + column] = seconds;
      durations[column * size + row] = seconds;
      if (distances) {
        distances[row * size + column] = metres;
        distances[column * size + row] = metres;
      }
    }
  }
}

function placesByIndex(problem: RoutingProblem): Places {
  const matrices = Object.values(problem.matrices ?? {});
  const count = matrices[0]?.durations ? sizeOf(matrices[0].durations) : 0;
  const coordinates: (Coordinates | undefined)[] = Array.from({ length: count });
  const learn = (index: number | undefined, at: Coordinates | undefined) => {
    if (index !== undefined && at) coordinates[index] ??= at;
  };
  for (const vehicle of problem.vehicles) {
    learn(vehicle.start_index, vehicle.start);
    learn(vehicle.end_index, vehicle.end);
  }
  for (const at of whereaboutsOf(problem)) learn(at.location_index, at.location);
  return {
    count,
    coordinates,
    placeOf: (at) => at.location_index ?? -1,
    startOf: (vehicle) => vehicle.start_index ?? -1,
    endOf: (vehicle) => vehicle.end_index ?? -1,
  };
}

function placesByCoordinates(problem: RoutingProblem): Places {
  const known = new Map<string, number>();
  const coordinates: Coordinates[] = [];
  const placeOf = (at: Coordinates | undefined): number => {
    if (!at) return -1;
    const key = `${at[0]} ${at[1]}`;
    const place = known.get(key) ?? coordinates.push([at[0], at[1]]) - 1;
    known.set(key, place);
    return place;
  };
  for (const vehicle of problem.vehicles) for (const at of [vehicle.start, vehicle.end]) placeOf(at);
  for (const at of whereaboutsOf(problem)) placeOf(at.location);
  return {
    count: coordinates.length,
    coordinates,
    placeOf: (at) => placeOf(at.location),
    startOf: (vehicle) => placeOf(vehicle.start),
    endOf: (vehicle) => placeOf(vehicle.end),
  };
}

/** All stops and places to reload, in the order of the problem. */
function* whereaboutsOf(problem: RoutingProblem): Generator<Whereabouts> {
  yield* problem.jobs ?? [];
  for (const shipment of problem.shipments ?? []) {
    yield shipment.pickup;
    yield shipment.delivery;
  }
  for (const vehicle of problem.vehicles) yield* vehicle.reloads ?? [];
}
