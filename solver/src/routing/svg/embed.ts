/** Points that all others are placed by. */
const MOST_LANDMARKS = 120;
const ROUNDS = 60;

export type Point = [x: number, y: number];

/**
 * Points in the plane whose distances resemble the given ones: classical scaling of landmarks, the others by their distances to
 * those (landmark MDS, de Silva & Tenenbaum 2004). Deterministic; linear in the number of places.
 * @param between any non-negative numbers; the two directions of a leg are averaged
 */
export function embed(count: number, between: (from: number, to: number) => number): Point[] {
  const distance = (one: number, other: number) =>
    one === other ? 0 : (between(one, other) + between(other, one)) / 2;
  const landmarks = farApart(count, distance);
  const squares = landmarks.map((one) => landmarks.map((other) => distance(one, other) ** 2));
  const means = squares.map((row) => meanOf(row));
  const mean = meanOf(means);
  const inner = squares.map((row, at) => row.map((square, to) => -0.5 * (square - means[at]! - means[to]! + mean)));
  const axes = [dominantAxis(inner)];
  axes.push(dominantAxis(without(inner, axes[0]!)));
  return Array.from({ length: count }, (_, place): Point => {
    const deviations = landmarks.map((landmark, at) => distance(place, landmark) ** 2 - means[at]!);
    const [x, y] = axes.map(({ vector, value }) =>
      value > 1e-9 ? (-0.5 * sumOf(vector.map((share, at) => share * deviations[at]!))) / Math.sqrt(value) : 0,
    );
    return [x!, y!];
  });
}

/** Each next landmark is the place farthest from those before it. */
function farApart(count: number, distance: (one: number, other: number) => number): number[] {
  const nearest = Array.from({ length: count }, () => Infinity);
  const chosen: number[] = [];
  for (let next = 0; chosen.length < Math.min(count, MOST_LANDMARKS);) {
    chosen.push(next);
    for (let place = 0; place < count; place += 1) nearest[place] = Math.min(nearest[place]!, distance(next, place));
    next = nearest.reduce((best, value, place) => (value > nearest[best]! ? place : best), 0);
    if (nearest[next] === 0) break;
  }
  return chosen;
}

type Axis = { vector: number[]; value: number };

/** The eigenvector of the largest eigenvalue, by repeated multiplication. */
function dominantAxis(matrix: number[][]): Axis {
  let vector = matrix.map((_, at) => 1 + ((at * 7919) % 97) / 97);
  let value = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = matrix.map((row) => sumOf(row.map((entry, at) => entry * vector[at]!)));
    const length = Math.sqrt(sumOf(next.map((entry) => entry * entry)));
    if (length < 1e-12) return { vector: vector.map(() => 0), value: 0 };
    value = sumOf(next.map((entry, at) => entry * vector[at]!)) / sumOf(vector.map((entry) => entry * entry));
    vector = next.map((entry) => entry / length);
  }
  return { vector, value };
}

function without(matrix: number[][], { vector, value }: Axis): number[][] {
  return matrix.map((row, at) => row.map((entry, to) => entry - value * vector[at]! * vector[to]!));
}

function sumOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function meanOf(values: number[]): number {
  return sumOf(values) / values.length;
}
