import type { CheckedProblem } from '../check/checked.ts';
import type { Aim } from '../result.ts';
import { followAims } from './aims.ts';
import { type ItemPool, poolOfAll, poolsByItem } from './build-pool.ts';
import { roundToPacks } from './round.ts';
import { shipShares } from './ship.ts';

/** A finished plan of one pool, in packs: per lane, and per line. */
export type PoolPlan = { items: ItemPool; byLane: Float64Array; byLine: Float64Array; aim: Aim[] };

/**
 * Plans item by item; only if that overloads a fleet, all items together. A plan that ignores limits and keeps them all the same
 * is best under them too.
 */
export function planPools(problem: CheckedProblem): PoolPlan[] {
  const plans = poolsByItem(problem).map(planPool);
  return keepsFleets(problem, plans) ? plans : [planPool(poolOfAll(problem))];
}

/** Plans one pool. */
export function planPool(items: ItemPool): PoolPlan {
  const { served, aim } = followAims(items);
  const byLane = shipShares(items, served);
  const inPacks = items.pool.fleetUnits.length > 0 ? roundToPacks(items, byLane) : byLane;
  return { items, byLane: inPacks, byLine: sumByLine(items, inPacks), aim };
}

function sumByLine({ pool }: ItemPool, byLane: Float64Array): Float64Array {
  const byLine = new Float64Array(pool.laneStart.length - 1);
  for (let line = 0; line < byLine.length; line += 1) {
    for (let lane = pool.laneStart[line]!; lane < pool.laneStart[line + 1]!; lane += 1) byLine[line]! += byLane[lane]!;
  }
  return byLine;
}

/** With room for one pack more everywhere: then no fleet is among the reasons of any line. */
function keepsFleets({ sources, items }: CheckedProblem, plans: readonly PoolPlan[]): boolean {
  if (sources.every(({ fleetGrams }) => fleetGrams === Infinity)) return true;
  const grams = new Float64Array(sources.length);
  for (const { items: pool, byLane } of plans) {
    for (let lane = 0; lane < byLane.length; lane += 1) {
      const { source, item } = pool.stocks[pool.pool.lanes[lane]!]!;
      grams[source]! += byLane[lane]! * items[item]!.unitsPerPack * items[item]!.gramsPerUnit;
    }
  }
  const heaviest = items.reduce(
    (most, { unitsPerPack, gramsPerUnit }) => Math.max(most, unitsPerPack * gramsPerUnit),
    0,
  );
  return sources.every(({ fleetGrams }, source) => grams[source]! + heaviest <= fleetGrams);
}
