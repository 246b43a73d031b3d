import type { Coordinates, Matrix, RoutingProblem, TravelAssumption, Vehicle } from '../problem.ts';
import { DEFAULT_DETOUR } from '../travel/travel.ts';
import { EARTH_RADIUS_METRES, metresBetween, pointOnSphere } from '../travel/great-circle.ts';
import { NO_WAY, UNREACHABLE } from './model.ts';

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
  const divisor = metresASecond ?? 1;
  const isSlow = (HALF_ROUND_METRES * detour) / divisor >= UNREACHABLE;
  const noWay = metresASecond === undefined ? Infinity : NO_WAY;
  for (let row = 0; row < count; row += TILE) {
    for (let column = 0; column <= row; column += TILE) {
      const longest = isSlow ? Infinity : fillTile(into, first, count, points, row, column, detour, divisor);
      if (longest > SHORT_ARC) fillLongTile(into, first, count, points, row, column, detour, divisor, noWay);
    }
  }
  for (let place = 0; place < count; place++) {
    if (!places.isNowhere(place)) continue;
    for (let other = 0; other < count; other++) {
      into[first + place * count + other] = 0;
      into[first + other * count + place] = 0;
    }
  }
}

/** Rows and columns that are worked out and mirrored together, so that both lie in the processor's cache. */
const TILE = 64;

/** Squares of chords up to this are short to `arcOverChord`. */
const SHORT_ARC = 0.0016;

/** No two places are farther apart: half a great circle, and a little. */
const HALF_ROUND_METRES = 20_100_000;

/**
 * Legs below the diagonal, and the same above it, by the series of `arcOverChord` for short arcs. Whole numbers below 2³¹ are what
 * cutting off after adding a half leaves: `| 0` is quicker than rounding.
 * @returns the square of the longest chord: with long ones among them, the tile is to be done anew
 */
function fillTile(
  into: Int32Array,
  first: number,
  count: number,
  points: Float64Array,
  row: number,
  column: number,
  detour: number,
  divisor: number,
): number {
  const lastRow = Math.min(count, row + TILE);
  let longest = 0;
  for (let from = row; from < lastRow; from++) {
    const x = points[3 * from]!;
    const y = points[3 * from + 1]!;
    const z = points[3 * from + 2]!;
    const end = Math.min(from, column + TILE);
    let below = first + from * count + column;
    let above = first + column * count + from;
    for (let cell = 3 * column; cell < 3 * end; cell += 3) {
      const dx = x - points[cell]!;
      const dy = y - points[cell + 1]!;
      const dz = z - points[cell + 2]!;
      const squared = dx * dx + dy * dy + dz * dz;
      longest = squared > longest ? squared : longest;
      const arc = 1 + squared * (1 / 24 + squared * (3 / 640));
      const leg = ((EARTH_RADIUS_METRES * Math.sqrt(squared) * arc * detour) / divisor + 0.5) | 0;
      into[below] = leg;
      into[above] = leg;
      below += 1;
      above += count;
    }
  }
  return longest;
}

function fillLongTile(
  into: Int32Array,
  first: number,
  count: number,
  points: Float64Array,
  row: number,
  column: number,
  detour: number,
  divisor: number,
  noWay: number,
): void {
  for (let from = row; from < Math.min(count, row + TILE); from++) {
    const own = points.subarray(3 * from, 3 * from + 3);
    for (let to = column; to < Math.min(from, column + TILE); to++) {
      const metres = metresBetween(own, points.subarray(3 * to, 3 * to + 3));
      const leg = Math.round((metres * detour) / divisor);
      const cell = leg < UNREACHABLE || noWay === Infinity ? leg : noWay;
      into[first + from * count + to] = cell;
      into[first + to * count + from] = cell;
    }
  }
}
