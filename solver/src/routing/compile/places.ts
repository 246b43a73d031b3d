import type { Coordinates, Matrix, RoutingProblem, TravelAssumption, Vehicle } from '../problem.ts';
import { DEFAULT_DETOUR } from '../travel/travel.ts';
import { EARTH_RADIUS_METRES, metresBetween, pointOnSphere } from '../travel/great-circle.ts';
import { UNREACHABLE } from './model.ts';

type Located = { location?: Coordinates; location_index?: number };

/** The places of a problem, numbered as they are first named, and travel between them. */
export class Places {
  readonly indices: number[] = [];
  readonly coordinates: (Coordinates | undefined)[] = [];
  #byKey = new Map<string | number, number>();
  #byMatrix: boolean;
  #nowhere = -1;

  constructor(problem: RoutingProblem) {
    this.#byMatrix = Object.keys(problem.matrices ?? {}).length > 0;
  }

  of(stop: Located): number {
    return this.#find(stop.location_index, stop.location);
  }

  startOf(vehicle: Vehicle): number {
    return this.#find(vehicle.start_index, vehicle.start);
  }

  endOf(vehicle: Vehicle): number {
    return this.#find(vehicle.end_index, vehicle.end);
  }

  get count(): number {
    return this.indices.length;
  }

  /** A place without travel to or from it: where routes begin or end that are open there. */
  isNowhere(place: number): boolean {
    return place === this.#nowhere;
  }

  #find(index: number | undefined, location: Coordinates | undefined): number {
    if (this.#byMatrix && index !== undefined) return this.#number(index, index, location);
    if (location) return this.#number(`${location[0]},${location[1]}`, -1, location);
    if (index !== undefined) return this.#number(index, index, undefined);
    if (this.#nowhere < 0) this.#nowhere = this.#number('nowhere', -1, undefined);
    return this.#nowhere;
  }

  #number(key: string | number, index: number, location: Coordinates | undefined): number {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const place = this.indices.length;
    this.#byKey.set(key, place);
    this.indices.push(index);
    this.coordinates.push(location);
    return place;
  }
}

/**
 * Entries of a given matrix between the places, into `into` from `first` on.
 * @param noWay what stands for entries that mean there is no way
 */
export function fillFromMatrix(
  into: Int32Array,
  first: number,
  matrix: Matrix,
  places: Places,
  factor: number,
  noWay: number,
): void {
  const count = places.count;
  const flat = matrix instanceof Int32Array ? matrix : undefined;
  const rows = flat ? undefined : (matrix as number[][]);
  const size = flat ? Math.round(Math.sqrt(flat.length)) : 0;
  for (let from = 0; from < count; from++) {
    const row = places.indices[from]!;
    const cells = rows?.[row];
    for (let to = 0; to < count; to++) {
      const column = places.indices[to]!;
      if (places.isNowhere(from) || places.isNowhere(to)) continue;
      const value = flat ? flat[row * size + column] : cells?.[column];
      into[first + from * count + to] = bounded(value === undefined ? Number.NaN : Math.round(value / factor), noWay);
    }
  }
}

function bounded(value: number, noWay: number): number {
  return value >= 0 && value < UNREACHABLE ? value : noWay;
}

/**
 * Great-circle travel between the places, each leg rounded for itself as `legsOf` does.
 * @param metresASecond for seconds; without it the legs are metres
 */
export function fillFromCoordinates(
  into: Int32Array,
  first: number,
  places: Places,
  travel: TravelAssumption | undefined,
  metresASecond: number | undefined,
): void {
  const count = places.count;
  const points = new Float64Array(3 * count);
  places.coordinates.forEach((location, place) => {
    if (location) points.set(pointOnSphere(location), 3 * place);
  });
  const detour = travel?.detour ?? DEFAULT_DETOUR;
  for (let from = 0; from < count; from++)
    fillRow(into, first + from * count, points, from, detour, metresASecond ?? 1);
  mirror(into, first, count);
  for (let place = 0; place < count; place++) {
    if (!places.isNowhere(place)) continue;
    for (let other = 0; other < count; other++) {
      into[first + place * count + other] = 0;
      into[first + other * count + place] = 0;
    }
  }
}

const SHORT_ARC = 0.0016;

/** Legs from a place to those before it, by the series of `arcOverChord` for short arcs; a row with others is done anew. */
function fillRow(
  into: Int32Array,
  row: number,
  points: Float64Array,
  from: number,
  detour: number,
  divisor: number,
): void {
  const x = points[3 * from]!;
  const y = points[3 * from + 1]!;
  const z = points[3 * from + 2]!;
  let longest = 0;
  for (let to = 0, cell = 0; to < from; to++, cell += 3) {
    const dx = x - points[cell]!;
    const dy = y - points[cell + 1]!;
    const dz = z - points[cell + 2]!;
    const squared = dx * dx + dy * dy + dz * dz;
    longest = squared > longest ? squared : longest;
    const arc = 1 + squared * (1 / 24 + squared * (3 / 640));
    into[row + to] = Math.floor((EARTH_RADIUS_METRES * Math.sqrt(squared) * arc * detour) / divisor + 0.5);
  }
  if (longest > SHORT_ARC) fillLongRow(into, row, points, from, detour, divisor);
}

function fillLongRow(
  into: Int32Array,
  row: number,
  points: Float64Array,
  from: number,
  detour: number,
  divisor: number,
): void {
  const own = points.subarray(3 * from, 3 * from + 3);
  for (let to = 0; to < from; to++) {
    const metres = metresBetween(own, points.subarray(3 * to, 3 * to + 3));
    into[row + to] = Math.floor((metres * detour) / divisor + 0.5);
  }
}

/** Rows and columns that are copied together, so that both lie in the processor's cache. */
const TILE = 32;

/** Copies what lies below the diagonal to above it. */
function mirror(into: Int32Array, first: number, count: number): void {
  for (let row = 0; row < count; row += TILE) {
    for (let column = 0; column <= row; column += TILE) mirrorTile(into, first, count, row, column);
  }
}

function mirrorTile(into: Int32Array, first: number, count: number, row: number, column: number): void {
  for (let from = row; from < Math.min(count, row + TILE); from++) {
    const last = Math.min(from, column + TILE);
    for (let to = column; to < last; to++) into[first + to * count + from] = into[first + from * count + to]!;
  }
}
