import { type Levels, makeEven, openPool, type PoolFlow } from '../even/index.ts';
import type { Aim } from '../result.ts';
import type { CheckedDemand } from '../check/checked.ts';
import type { ItemPool } from './build-pool.ts';

/** What the aims made of a pool: what each line gets, and by which aim it got its last pack. Units are the pool's. */
export type Shares = { served: Float64Array; aim: Aim[] };

/** How far one aim goes: per line whether it takes part, how much of it is asked for, and how its level is measured. */
export type Tier = { aim: Aim; lines: Int32Array; levels: Omit<Levels, 'low'> };

/** Follows the aims one after the other; each makes its lines even without taking from what earlier aims gave. */
export function followAims(items: ItemPool): Shares {
  const flow = openPool(items.pool);
  const aim: Aim[] = items.lines.map(() => 'fair');
  for (const tier of tiersOf(items)) {
    const low = flow.served.slice();
    makeEven(flow, { ...tier.levels, low }, tier.lines);
    for (const line of tier.lines) if (flow.served[line]! > low[line]!) aim[line] = tier.aim;
  }
  keepTogether(flow);
  return { served: flow.served, aim };
}

/** Nothing may have been lost or made on the way: a plain check that costs next to nothing. */
function keepTogether({ pool, served, room, lines }: PoolFlow): void {
  for (let line = 0; line < lines; line += 1) {
    let sum = 0;
    for (let lane = pool.laneStart[line]!; lane < pool.laneStart[line + 1]!; lane += 1) sum += room[2 * lane + 1]!;
    if (sum !== served[line]) throw new Error(`line ${line} is served ${served[line]} but gets ${sum}`);
  }
}

/** Overrides, critical needs, floors, then fairness class by class. */
export function tiersOf(items: ItemPool): Tier[] {
  const classes = [...new Set(items.lines.map(({ priority }) => priority))].sort((one, other) => one - other);
  return [
    tierOf(items, 'override', (line) => overridePacks(items, line)),
    tierOf(items, 'critical', (line) => criticalPacks(items, line)),
    tierOf(items, 'floor', (line) => floorPacks(items, line)),
    ...classes.map((each) =>
      tierOf(items, 'fair', (line) => (items.lines[line]!.priority === each ? wishedPacks(items, line) : 0)),
    ),
  ].filter(({ lines }) => lines.length > 0);
}

function tierOf(items: ItemPool, aim: Aim, packsOf: (line: number) => number): Tier {
  const count = items.lines.length;
  const levels = { slope: new Float64Array(count), offset: new Float64Array(count), high: new Float64Array(count) };
  const lines: number[] = [];
  for (let line = 0; line < count; line += 1) {
    const packs = packsOf(line);
    if (packs === 0 || items.pool.laneStart[line] === items.pool.laneStart[line + 1]) continue;
    const unit = items.unit[line]!;
    const { slope, offset } = measureOf(items, line, aim);
    levels.slope[line] = slope * unit;
    levels.offset[line] = offset * unit;
    levels.high[line] = packs * unit;
    lines.push(line);
  }
  return { aim, lines: Int32Array.from(lines), levels };
}

/** With `x` packs a line's level for an aim is (x + offset) ÷ slope. */
export function measureOf(items: ItemPool, line: number, aim: Aim): { slope: number; offset: number } {
  const { units, criticalUnits, onHandUnits, weight } = items.lines[line]!;
  const pack = items.packUnits[line]!;
  if (aim === 'override') return { slope: Math.max(1, overridePacks(items, line)), offset: 0 };
  if (aim === 'floor') return { slope: Math.max(1, floorPacks(items, line)), offset: 0 };
  const whole = aim === 'critical' ? Math.min(criticalUnits, units) + onHandUnits : weight * (units + onHandUnits);
  return { slope: Math.max(whole, 1e-9) / pack, offset: onHandUnits / pack };
}

/** Coverage by weight, as fairness sees it, of a line with `x` packs: (x + offset) ÷ slope. One entry per line. */
export function fairLevels(items: ItemPool): { slope: Float64Array; offset: Float64Array } {
  const levels = { slope: new Float64Array(items.lines.length), offset: new Float64Array(items.lines.length) };
  for (let line = 0; line < items.lines.length; line += 1) {
    const { slope, offset } = measureOf(items, line, 'fair');
    levels.slope[line] = slope;
    levels.offset[line] = offset;
  }
  return levels;
}

export function overridePacks(items: ItemPool, line: number): number {
  return (items.lines[line]!.override?.units ?? 0) / items.packUnits[line]!;
}

export function wishedPacks(items: ItemPool, line: number): number {
  const demand = items.lines[line]!;
  return demand.override ? 0 : wishOf(demand, items.packUnits[line]!);
}

/** Most that a demand may get by itself: what it asks for in whole packs, and a pack more if it would run dry otherwise. */
export function wishOf({ units, criticalUnits, capUnits }: CheckedDemand, pack: number): number {
  const asked = Math.max(Math.floor(units / pack), Math.ceil(Math.min(criticalUnits, units) / pack));
  return Math.min(asked, Math.floor(capUnits / pack));
}

export function criticalPacks(items: ItemPool, line: number): number {
  const { units, criticalUnits } = items.lines[line]!;
  return Math.min(wishedPacks(items, line), Math.ceil(Math.min(criticalUnits, units) / items.packUnits[line]!));
}

export function floorPacks(items: ItemPool, line: number): number {
  const { units, floorUnits } = items.lines[line]!;
  return Math.min(wishedPacks(items, line), Math.ceil(Math.min(floorUnits, units) / items.packUnits[line]!));
}
