import { overridePacks, wishedPacks } from './aims.ts';
import type { ItemPool } from './build-pool.ts';

/**
 * A plan in grams, made one in whole packs: lanes are rounded down, then each line takes back what it lost where a stock and its
 * fleet still have it, the lines furthest from their share first. A fleet's limit over packs of different weights is a knapsack,
 * so this is no longer the exact optimum; a line ends less than one pack per lane it used below its exact share.
 */
export function roundToPacks(items: ItemPool, grams: Float64Array): Float64Array {
  const { pool, unit } = items;
  const packs = new Float64Array(grams.length);
  const stockLeft = pool.stockUnits.slice();
  const fleetLeft = pool.fleetUnits.slice();
  const lost = new Float64Array(unit.length);
  const use = (line: number, lane: number, count: number): void => {
    const stock = pool.lanes[lane]!;
    const fleet = pool.stockFleet[stock]!;
    packs[lane]! += count;
    stockLeft[stock]! -= count * unit[line]!;
    if (fleet >= 0) fleetLeft[fleet]! -= count * unit[line]!;
  };
  for (let line = 0; line < unit.length; line += 1) {
    for (let lane = pool.laneStart[line]!; lane < pool.laneStart[line + 1]!; lane += 1) {
      const count = Math.floor(grams[lane]! / unit[line]!);
      if (count > 0) use(line, lane, count);
      lost[line]! += grams[lane]! - count * unit[line]!;
    }
  }
  const fits = (line: number, lane: number): boolean => {
    const stock = pool.lanes[lane]!;
    const fleet = pool.stockFleet[stock]!;
    return stockLeft[stock]! >= unit[line]! && (fleet < 0 || fleetLeft[fleet]! >= unit[line]!);
  };
  for (const line of turnsOf(items, lost)) takeBack(items, packs, line, lost[line]!, fits, use);
  return packs;
}

/** Lines that lost something, by the share of a pack that they lost; then all others that may still get more. */
function turnsOf({ unit }: ItemPool, lost: Float64Array): Int32Array {
  const order = Int32Array.from(unit.keys());
  return order.sort((one, other) => lost[other]! / unit[other]! - lost[one]! / unit[one]! || one - other);
}

function takeBack(
  items: ItemPool,
  packs: Float64Array,
  line: number,
  lost: number,
  fits: (line: number, lane: number) => boolean,
  use: (line: number, lane: number, count: number) => void,
): void {
  const { pool, unit } = items;
  let held = 0;
  for (let lane = pool.laneStart[line]!; lane < pool.laneStart[line + 1]!; lane += 1) held += packs[lane]!;
  const most = items.lines[line]!.override ? overridePacks(items, line) : wishedPacks(items, line);
  let wanted = Math.min(most - held, Math.ceil(lost / unit[line]!));
  for (let lane = pool.laneStart[line]!; wanted > 0 && lane < pool.laneStart[line + 1]!; lane += 1) {
    while (wanted > 0 && fits(line, lane)) {
      use(line, lane, 1);
      wanted -= 1;
    }
  }
}
