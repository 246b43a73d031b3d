/**
 * How well a line is covered: with `x` units its level is (x + offset) ÷ slope. The line holds at least `low` and may get `high`.
 * Shapes: one entry per line. `slope` > 0, `low` and `high` are whole.
 */
export type Levels = { slope: Float64Array; offset: Float64Array; low: Float64Array; high: Float64Array };

/**
 * Spreads whole units over lines so that the lowest level is as high as can be, then the second lowest, and so on: each unit goes
 * to the line whose level is lowest before it; among equals to the one that it lifts most (so the smaller), then to the first.
 * `lines` are those that take part, `units` includes what they hold. Writes their shares into `shares`.
 */
export function waterFill(levels: Levels, lines: Int32Array, units: number, shares: Float64Array): void {
  let [low, high] = levelRange(levels, lines);
  let below = fillTo(levels, lines, low, shares);
  let above = fillTo(levels, lines, high, shares);
  if (above <= units) return;
  while (above - below > 2 * lines.length + 64) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    const filled = fillTo(levels, lines, middle, shares);
    if (filled <= units) [low, below] = [middle, filled];
    else [high, above] = [middle, filled];
  }
  fillTo(levels, lines, low, shares);
  addOneByOne(levels, lines, high, units - below, shares);
}

/** A level at which nobody has more than it holds, and one at which everybody has all. */
function levelRange({ slope, offset, low, high }: Levels, lines: Int32Array): [number, number] {
  let least = Infinity;
  let most = -Infinity;
  for (const line of lines) {
    least = Math.min(least, (low[line]! + offset[line]!) / slope[line]!);
    most = Math.max(most, (high[line]! + offset[line]!) / slope[line]!);
  }
  return [least, most];
}

/** Gives each line all units whose level before them is below the given one. Returns how many that makes. */
function fillTo({ slope, offset, low, high }: Levels, lines: Int32Array, level: number, shares: Float64Array): number {
  let sum = 0;
  for (const line of lines) {
    const steep = slope[line]!;
    const start = offset[line]!;
    let share = Math.min(high[line]!, Math.max(low[line]!, Math.ceil(steep * level - start)));
    while (share > low[line]! && (share - 1 + start) / steep >= level) share -= 1;
    while (share < high[line]! && (share + start) / steep < level) share += 1;
    shares[line] = share;
    sum += share;
  }
  return sum;
}

/** The last units, in order of the level before them. */
function addOneByOne(levels: Levels, lines: Int32Array, below: number, units: number, shares: Float64Array): void {
  const { slope, offset, high } = levels;
  const owners: number[] = [];
  const keys: number[] = [];
  for (const line of lines) {
    for (let share = shares[line]!; share < high[line]!; share += 1) {
      const key = (share + offset[line]!) / slope[line]!;
      if (key >= below) break;
      owners.push(line);
      keys.push(key);
    }
  }
  const turns = Int32Array.from(owners.keys()).sort(
    (one, other) =>
      keys[one]! - keys[other]! || slope[owners[one]!]! - slope[owners[other]!]! || owners[one]! - owners[other]!,
  );
  for (let turn = 0; turn < units; turn += 1) shares[owners[turns[turn]!]!]! += 1;
}
