/** Degrees: east, north. */
export type Point = readonly [number, number];
type Ring = Point[];
export type District = { code: string; name: string; points: readonly Point[] };
/** A district as a part of the plane: its cells, its label's place, and the lines where other districts begin. */
export type Shape = { code: string; name: string; cells: Ring[]; label: Point; borders: Point[][] };

/** More points than this make no clearer picture. */
const MOST_POINTS = 800;
/** Room around the outermost institution, as a share of the whole. */
const MARGIN = 0.09;

/**
 * Districts without any map: each point of the plane belongs to the district of the nearest institution (Voronoi cells),
 * out to a margin around all of them. Schematic: near the border the truth may differ.
 */
export function shapesOf(districts: readonly District[]): Shape[] {
  const seeds = seedsOf(districts);
  if (seeds.length === 0) return [];
  const frame = widened(hullOf(seeds.map(({ at }) => at)));
  const shapes = new Map<string, Shape>();
  for (const seed of seeds) {
    const { code, name } = districts[seed.district]!;
    const shape = shapes.get(code) ?? { code, name, cells: [], label: seed.at, borders: [] };
    shapes.set(code, shape);
    const cell = cellOf(seed, seeds, frame);
    shape.cells.push(closed(cell.map(({ at }) => at)));
    for (const [index, { at, beyond }] of cell.entries()) {
      const isBorder = beyond === null || beyond.district !== seed.district;
      if (isBorder) shape.borders.push([at, cell[(index + 1) % cell.length]!.at]);
    }
  }
  for (const [index, { code, points }] of districts.entries()) {
    const shape = shapes.get(code);
    if (shape)
      shape.label = middleOf(
        points.length > 0 ? points : seeds.filter((seed) => seed.district === index).map(({ at }) => at),
      );
  }
  return [...shapes.values()];
}

type Seed = { at: Point; district: number };
/** A corner, and what lies beyond the edge that starts there; null: nothing. */
type Corner = { at: Point; beyond: Seed | null };

/** Institutions at the same place count once; with too many, every so manieth is taken of each district. */
function seedsOf(districts: readonly District[]): Seed[] {
  const total = districts.reduce((sum, { points }) => sum + points.length, 0);
  const step = Math.max(1, Math.ceil(total / MOST_POINTS));
  const seen = new Set<string>();
  const seeds: Seed[] = [];
  for (const [district, { points }] of districts.entries())
    for (let index = 0; index < points.length; index += step) {
      const at = points[index]!;
      const key = `${at[0].toFixed(4)} ${at[1].toFixed(4)}`;
      if (!seen.has(key)) seeds.push({ at, district });
      seen.add(key);
    }
  return seeds;
}

/** What lies nearer to this seed than to any other, within the frame: the frame, cut by each bisector, nearest first. */
function cellOf(seed: Seed, seeds: readonly Seed[], frame: Ring): Corner[] {
  let cell: Corner[] = frame.map((at) => ({ at, beyond: null }));
  const others = seeds
    .filter((other) => other !== seed)
    .map((other) => ({ other, far: squared(seed.at, other.at) }))
    .sort((one, two) => one.far - two.far);
  for (const { other, far } of others) {
    const reach = Math.max(...cell.map(({ at }) => squared(seed.at, at)));
    if (far > 4 * reach) break;
    cell = cut(cell, seed, other);
  }
  return cell;
}

/** The part of a convex cell on this side of the bisector. */
function cut(cell: readonly Corner[], seed: Seed, other: Seed): Corner[] {
  const side = ({ at }: Corner) => squared(at, other.at) - squared(at, seed.at);
  const kept: Corner[] = [];
  for (const [index, corner] of cell.entries()) {
    const next = cell[(index + 1) % cell.length]!;
    const [here, there] = [side(corner), side(next)];
    if (here >= 0) kept.push(corner);
    if (here >= 0 === there >= 0) continue;
    const share = here / (here - there);
    const at: Point = [mix(corner.at[0], next.at[0], share), mix(corner.at[1], next.at[1], share)];
    kept.push({ at, beyond: here >= 0 ? other : corner.beyond });
  }
  return kept;
}

/** Convex hull, counter-clockwise (Andrew’s monotone chain). */
export function hullOf(points: readonly Point[]): Ring {
  const sorted = points.toSorted((one, two) => one[0] - two[0] || one[1] - two[1]);
  const half = (each: readonly Point[]) => {
    const chain: Ring = [];
    for (const point of each) {
      while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  const hull = [...half(sorted), ...half(sorted.toReversed())];
  return hull.length > 0 ? hull : sorted.slice(0, 1);
}

/** The hull of a circle of points around each corner: rounded, and never flat, however few the points are. */
function widened(hull: Ring): Ring {
  const [wide, high] = [0, 1].map((axis) => spread(hull.map((point) => point[axis]!)));
  const margin = Math.max(0.01, MARGIN * Math.max(wide!, high!));
  const turns = Array.from({ length: 16 }, (_, index) => (index * Math.PI) / 8);
  return hullOf(
    hull.flatMap(([east, north]) =>
      turns.map((angle): Point => [east + margin * Math.cos(angle), north + margin * Math.sin(angle)]),
    ),
  );
}

/** The box around them: west, south, east, north. */
export function boxOf(points: readonly Point[]): [number, number, number, number] | null {
  if (points.length === 0) return null;
  const [easts, norths] = [points.map(([east]) => east), points.map(([, north]) => north)];
  const least = (values: number[]) => values.reduce((one, two) => Math.min(one, two));
  const most = (values: number[]) => values.reduce((one, two) => Math.max(one, two));
  return [least(easts), least(norths), most(easts), most(norths)];
}

/** The point nearest to the mean of all, so that a label stands where institutions are. */
function middleOf(points: readonly Point[]): Point {
  const mean: Point = [0, 1].map(
    (axis) => points.reduce((sum, point) => sum + point[axis]!, 0) / points.length,
  ) as never;
  return points.reduce((best, point) => (squared(point, mean) < squared(best, mean) ? point : best));
}

function closed(ring: Ring): Ring {
  return [...ring, ring[0]!];
}

function squared(one: Point, two: Point): number {
  return (one[0] - two[0]) ** 2 + (one[1] - two[1]) ** 2;
}

function turn(from: Point, over: Point, to: Point): number {
  return (over[0] - from[0]) * (to[1] - from[1]) - (over[1] - from[1]) * (to[0] - from[0]);
}

function spread(values: number[]): number {
  return Math.max(...values) - Math.min(...values);
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
