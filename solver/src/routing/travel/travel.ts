import type { Coordinates, Matrix, RoutingProblem, TravelAssumption, Vehicle } from '../problem.ts';
import { metresBetween, pointOnSphere } from './great-circle.ts';

/** Legs of this many seconds (four years) or more can't be driven; larger entries of any matrix count as this one. */
export const UNREACHABLE = 2 ** 27;

export function isUnreachable({ seconds }: Leg): boolean {
  return seconds >= UNREACHABLE;
}

export const DEFAULT_PROFILE = 'car';
/** Road distance ÷ great-circle distance: 1.2–1.4 in cities. */
export const DEFAULT_DETOUR = 1.3;
export const DEFAULT_SPEED_KMH = 30;
/** Money an hour of travel costs, so that a second costs 1, as in VROOM. */
export const DEFAULT_PER_HOUR = 3600;

/** Somewhere: by index where the problem has matrices, else by coordinates. */
export type Place = { index?: number; coordinates?: Coordinates };

/** A leg as one vehicle drives it. */
export type Leg = {
  seconds: number;
  /** Metres; undefined where durations are given and distances are not. */
  metres?: number;
  /** Money by the matrix of costs, where there is one. */
  cost?: number;
};

export function hasMatrices(problem: RoutingProblem): boolean {
  return Object.keys(problem.matrices ?? {}).length > 0;
}

export function placeOfStop(at: { location?: Coordinates; location_index?: number }): Place {
  return { index: at.location_index, coordinates: at.location };
}

/** Undefined where the route is open. */
export function startOf(vehicle: Vehicle): Place | undefined {
  return placeOrNone(vehicle.start_index, vehicle.start);
}

export function endOf(vehicle: Vehicle): Place | undefined {
  return placeOrNone(vehicle.end_index, vehicle.end);
}

function placeOrNone(index: number | undefined, coordinates: Coordinates | undefined): Place | undefined {
  return index === undefined && !coordinates ? undefined : { index, coordinates };
}

/**
 * What a leg takes this vehicle, looked up or worked out one by one. Whole seconds and metres, each leg rounded for itself:
 * matrix ÷ speed factor; or great-circle distance × detour ÷ speed ÷ speed factor.
 * @param problem without faults
 */
export function legsOf(problem: RoutingProblem, vehicle: Vehicle): (from: Place, to: Place) => Leg {
  const profile = vehicle.profile ?? DEFAULT_PROFILE;
  const factor = vehicle.speed_factor ?? 1;
  return hasMatrices(problem)
    ? (from, to) => legByMatrix(problem, profile, factor, from, to)
    : (from, to) => legByCoordinates(problem.travel?.[profile] ?? {}, factor, from, to);
}

/** Whether two places are one: no leg between them has a setup after it. */
export function isSamePlace(problem: RoutingProblem, one: Place, other: Place): boolean {
  if (hasMatrices(problem)) return one.index === other.index;
  return one.coordinates?.[0] === other.coordinates?.[0] && one.coordinates?.[1] === other.coordinates?.[1];
}

function legByMatrix(problem: RoutingProblem, profile: string, factor: number, from: Place, to: Place): Leg {
  const { durations, distances, costs } = problem.matrices?.[profile] ?? {};
  return {
    seconds: Math.min(UNREACHABLE, Math.round(entryOf(durations!, from.index!, to.index!) / factor)),
    metres: distances && Math.min(UNREACHABLE, entryOf(distances, from.index!, to.index!)),
    cost: costs && Math.min(UNREACHABLE, entryOf(costs, from.index!, to.index!)),
  };
}

function entryOf(matrix: Matrix, row: number, column: number): number {
  return matrix instanceof Int32Array
    ? matrix[row * Math.round(Math.sqrt(matrix.length)) + column]!
    : matrix[row]![column]!;
}

function legByCoordinates(travel: TravelAssumption, factor: number, from: Place, to: Place): Leg {
  const metres = greatCircleMetres(from.coordinates!, to.coordinates!) * (travel.detour ?? DEFAULT_DETOUR);
  const metresPerSecond = ((travel.speed_kmh ?? DEFAULT_SPEED_KMH) / 3.6) * factor;
  return { seconds: Math.round(metres / metresPerSecond), metres: Math.round(metres) };
}

/** Great-circle distance in metres. */
export function greatCircleMetres(from: Coordinates, to: Coordinates): number {
  return metresBetween(pointOf(from), pointOf(to));
}

/** Points of the unit sphere by the coordinates that they were worked out from, for as long as those live. */
const points = new WeakMap<Coordinates, Float64Array>();

function pointOf(coordinates: Coordinates): Float64Array {
  const known = points.get(coordinates);
  if (known) return known;
  const point = pointOnSphere(coordinates);
  points.set(coordinates, point);
  return point;
}
