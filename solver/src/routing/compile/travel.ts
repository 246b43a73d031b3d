import type { Matrix, RoutingProblem, Vehicle } from '../problem.ts';
import { DEFAULT_PER_HOUR, DEFAULT_PROFILE, DEFAULT_SPEED_KMH, hasMatrices } from '../travel/travel.ts';
import { type Places, fillFromCoordinates, fillFromMatrix } from './places.ts';
import { NO_WAY, UNREACHABLE } from './model.ts';

/** How a vehicle's travel is timed and priced: first entries of its matrices (−1: none), and money a second and a unit of `costs`. */
export type TravelUse = { durations: number; costs: number; distances: number; timeRate: number; costRate: number };

type Table = { key: string; fill: (into: Int32Array, first: number) => void };

/** The matrices that a problem's vehicles need, each once, laid out one after the other. */
export class TravelTables {
  #problem: RoutingProblem;
  #places: Places;
  #tables: Table[] = [];

  constructor(problem: RoutingProblem, places: Places) {
    this.#problem = problem;
    this.#places = places;
  }

  of(vehicle: Vehicle): TravelUse {
    const profile = vehicle.profile ?? DEFAULT_PROFILE;
    const matrices = this.#problem.matrices?.[profile];
    const speed = vehicle.speed_factor ?? 1;
    const durations = this.#durations(profile, speed);
    const perKm = vehicle.costs?.per_km ?? 0;
    const timeRate = (vehicle.costs?.per_hour ?? DEFAULT_PER_HOUR) / 3600;
    const needsDistances = perKm !== 0 || vehicle.max_distance !== undefined;
    const distances = needsDistances ? this.#distances(profile) : -1;
    if (matrices?.costs) {
      const isSame = speed === 1 && sameMatrix(matrices.costs, matrices.durations);
      if (isSame) return { durations, costs: -1, distances, timeRate: 1, costRate: 0 };
      const costs = this.#number(`${profile} costs`, (into, first) =>
        this.#copy(into, first, matrices.costs, 1, UNREACHABLE),
      );
      return { durations, costs, distances, timeRate: 0, costRate: 1 };
    }
    return { durations, costs: distances, distances, timeRate, costRate: perKm / 1000 };
  }

  /** All matrices, and whether each is its own transpose. */
  lay(): { travel: Int32Array; symmetric: boolean } {
    const size = this.#places.count ** 2;
    const travel = new Int32Array(size * this.#tables.length);
    this.#tables.forEach(({ fill }, index) => fill(travel, index * size));
    const isGiven = hasMatrices(this.#problem);
    const all = !isGiven || this.#tables.every((_, index) => isSymmetric(travel, index * size, this.#places.count));
    return { travel, symmetric: all };
  }

  #durations(profile: string, speed: number): number {
    const given = this.#problem.matrices?.[profile];
    if (given) {
      const durations = given.durations ?? (given.costs ? undefined : given.distances);
      return this.#number(`${profile} durations ${speed}`, (into, first) =>
        this.#copy(into, first, durations, speed, NO_WAY),
      );
    }
    const assumed = this.#problem.travel?.[profile];
    const metresASecond = ((assumed?.speed_kmh ?? DEFAULT_SPEED_KMH) / 3.6) * speed;
    return this.#number(`${profile} durations ${speed}`, (into, first) =>
      fillFromCoordinates(into, first, this.#places, assumed, metresASecond),
    );
  }

  #distances(profile: string): number {
    const given = this.#problem.matrices?.[profile];
    if (given?.distances && sameMatrix(given.distances, given.durations)) return this.#durations(profile, 1);
    return this.#number(`${profile} distances`, (into, first) => {
      if (given) this.#copy(into, first, given.distances, 1, UNREACHABLE);
      else fillFromCoordinates(into, first, this.#places, this.#problem.travel?.[profile], undefined);
    });
  }

  #copy(into: Int32Array, first: number, matrix: Matrix | undefined, factor: number, noWay: number): void {
    if (matrix) fillFromMatrix(into, first, matrix, this.#places, factor, noWay);
  }

  #number(key: string, fill: Table['fill']): number {
    let index = this.#tables.findIndex((table) => table.key === key);
    if (index < 0) index = this.#tables.push({ key, fill }) - 1;
    return index;
  }
}

/** Equal entry for entry; asked for whole matrices that both exist. */
function sameMatrix(left: Matrix, right: Matrix | undefined): boolean {
  if (left === right) return true;
  if (!right || left.length !== right.length) return false;
  if (left instanceof Int32Array || right instanceof Int32Array) {
    return (
      left instanceof Int32Array && right instanceof Int32Array && left.every((value, index) => value === right[index])
    );
  }
  return left.every((row, index) => row.every((value, column) => value === right[index]?.[column]));
}

/** Compares tile by tile, which stays in the processor's cache where whole columns don't. */
function isSymmetric(cells: Int32Array, first: number, count: number): boolean {
  const tile = 64;
  for (let row = 0; row < count; row += tile) {
    for (let column = 0; column <= row; column += tile) {
      if (!isTileSymmetric(cells, first, count, row, column, tile)) return false;
    }
  }
  return true;
}

function isTileSymmetric(
  cells: Int32Array,
  first: number,
  count: number,
  row: number,
  column: number,
  tile: number,
): boolean {
  for (let from = row; from < Math.min(count, row + tile); from++) {
    for (let to = column; to < Math.min(from, column + tile); to++) {
      if (cells[first + from * count + to] !== cells[first + to * count + from]) return false;
    }
  }
  return true;
}
