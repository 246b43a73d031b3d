import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Levels, makeEven, openPool, type Pool } from './index.ts';

/** A small pool: stocks of a few units, one fleet over some of them, lines with a few lanes. */
const pools = fc
  .record({
    stocks: fc.array(fc.record({ units: fc.nat(5), fleet: fc.integer({ min: -1, max: 1 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    fleets: fc.tuple(fc.nat(6), fc.nat(6)),
    lines: fc.array(
      fc.record({
        lanes: fc.uniqueArray(fc.nat(2), { maxLength: 3 }),
        high: fc.nat(4),
        slope: fc.integer({ min: 1, max: 6 }),
        offset: fc.nat(3),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ stocks, fleets, lines }) => {
    const lanes = lines.map((line) => line.lanes.filter((stock) => stock < stocks.length));
    const pool: Pool = {
      stockUnits: Float64Array.from(stocks, ({ units }) => units),
      stockFleet: Int32Array.from(stocks, ({ fleet }) => fleet),
      fleetUnits: Float64Array.from(fleets),
      laneStart: Int32Array.from([0, ...lanes.map((_, index) => lanes.slice(0, index + 1).flat().length)]),
      lanes: Int32Array.from(lanes.flat()),
    };
    const levels: Levels = {
      slope: Float64Array.from(lines, ({ slope }) => slope),
      offset: Float64Array.from(lines, ({ offset }) => offset),
      low: new Float64Array(lines.length),
      high: Float64Array.from(lines, ({ high }, line) => (lanes[line]!.length === 0 ? 0 : high)),
    };
    return { pool, levels };
  });

test('shares are the most even of all that can be served, found by trying every one', () =>
  fc.assert(
    fc.property(pools, ({ pool, levels }) => {
      const flow = openPool(pool);
      makeEven(flow, levels, linesOf(levels));
      const best = bestOfAll(pool, levels);
      assert.deepEqual(sortedLevels(levels, [...flow.served]), sortedLevels(levels, best));
    }),
    { numRuns: 1500, seed: 1 },
  ));

test('what lines hold stays theirs when a later aim raises them', () =>
  fc.assert(
    fc.property(pools, ({ pool, levels }) => {
      const flow = openPool(pool);
      const half = { ...levels, high: levels.high.map((high) => Math.ceil(high / 2)) };
      makeEven(flow, half, linesOf(levels));
      const held = flow.served.slice();
      makeEven(flow, { ...levels, low: held }, linesOf(levels));
      flow.served.forEach((served, line) => assert.ok(served >= held[line]! && served <= levels.high[line]!));
      assert.ok(isFeasible(pool, [...flow.served]));
      const best = bestOfAll(pool, { ...levels, low: held });
      assert.deepEqual(sortedLevels(levels, [...flow.served]), sortedLevels(levels, best));
    }),
    { numRuns: 1000, seed: 2 },
  ));

function linesOf({ high }: Levels): Int32Array {
  return Int32Array.from(high.keys());
}

function sortedLevels({ slope, offset }: Levels, shares: number[]): number[] {
  return shares.map((share, line) => (share + offset[line]!) / slope[line]!).sort((one, other) => one - other);
}

function bestOfAll(pool: Pool, levels: Levels): number[] {
  let best: number[] | null = null;
  let bestLevels: number[] = [];
  const count = levels.high.length;
  const visit = (shares: number[]): void => {
    if (shares.length < count) {
      const line = shares.length;
      for (let share = levels.low[line]!; share <= levels.high[line]!; share += 1) visit([...shares, share]);
      return;
    }
    const sorted = sortedLevels(levels, shares);
    if (best && !isMoreEven(sorted, bestLevels)) return;
    if (!isFeasible(pool, shares)) return;
    best = shares;
    bestLevels = sorted;
  };
  visit([]);
  return best!;
}

function isMoreEven(one: number[], other: number[]): boolean {
  const at = one.findIndex((level, index) => level !== other[index]);
  return at >= 0 && one[at]! > other[at]!;
}

/** By Hall's condition over all sets of lines and fleets: no set asks for more than what leads to it can bring. */
function isFeasible(pool: Pool, shares: number[]): boolean {
  for (let set = 1; set < 2 ** shares.length; set += 1) {
    let asked = 0;
    const stocks = new Set<number>();
    shares.forEach((share, line) => {
      if (!(set & (2 ** line))) return;
      asked += share;
      for (let lane = pool.laneStart[line]!; lane < pool.laneStart[line + 1]!; lane += 1) stocks.add(pool.lanes[lane]!);
    });
    if (asked > broughtBy(pool, stocks)) return false;
  }
  return true;
}

function broughtBy(pool: Pool, stocks: Set<number>): number {
  let free = 0;
  const byFleet = [...pool.fleetUnits].map(() => 0);
  for (const stock of stocks) {
    const fleet = pool.stockFleet[stock]!;
    if (fleet < 0) free += pool.stockUnits[stock]!;
    else byFleet[fleet]! += pool.stockUnits[stock]!;
  }
  return free + byFleet.reduce((sum, units, fleet) => sum + Math.min(units, pool.fleetUnits[fleet]!), 0);
}
