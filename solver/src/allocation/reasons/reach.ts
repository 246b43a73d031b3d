import type { CheckedProblem } from '../check/checked.ts';
import type { PoolPlan } from '../plan/pool-plan.ts';
import { criticalPacks, fairLevels, floorPacks, measureOf } from '../plan/aims.ts';
import type { Aim } from '../result.ts';

/**
 * What could move in a finished plan. Nodes are stocks, then fleets. A node reaches a stock when something more at the node could
 * free something at the stock: it takes over a line that the stock serves, which may free another stock, and so on.
 */
export type Reach = {
  problem: CheckedProblem;
  plan: PoolPlan;
  stocks: number;
  /** Words of 32 nodes a row. */
  words: number;
  /** Row per node: the nodes that reach it, itself included. */
  into: Uint32Array;
  /** In pool units. */
  stockLeft: Float64Array;
  fleetLeft: Float64Array;
  /** Per node: something is left, or can be freed without loss to anybody. */
  isSupplied: Uint8Array;
  /** Per stock: of the lines that could give up a pack for it, the one best covered after that (-1: none), and that coverage. */
  donor: Int32Array;
  donorLevel: Float64Array;
  /** Per stock: of the packs that lines could give up for it, the one that was handed out last: its aim's rank, and level before it. */
  lastRank: Float64Array;
  lastLevel: Float64Array;
  /** Per line: with `x` packs its coverage, per weight, is (x + offset) ÷ slope. */
  slope: Float64Array;
  offset: Float64Array;
};

export function reachOf(problem: CheckedProblem, plan: PoolPlan): Reach {
  const { pool } = plan.items;
  const stocks = pool.stockUnits.length;
  const nodes = stocks + pool.fleetUnits.length;
  const words = Math.ceil(nodes / 32);
  const reach: Reach = {
    problem,
    plan,
    stocks,
    words,
    into: new Uint32Array(nodes * words),
    ...leftOf(plan),
    isSupplied: new Uint8Array(nodes),
    donor: new Int32Array(stocks).fill(-1),
    donorLevel: new Float64Array(stocks).fill(-Infinity),
    lastRank: new Float64Array(stocks).fill(-1),
    lastLevel: new Float64Array(stocks),
    ...fairLevels(plan.items),
  };
  close(reach, directSteps(reach));
  for (let node = 0; node < nodes; node += 1) {
    reach.isSupplied[node] = someOf(reach, node, (from) => hasOwn(reach, from)) ? 1 : 0;
  }
  findDonors(reach);
  findLast(reach);
  return reach;
}

function leftOf({ items, byLane }: PoolPlan): Pick<Reach, 'stockLeft' | 'fleetLeft'> {
  const { pool, stockUnit } = items;
  const stockLeft = pool.stockUnits.slice();
  const fleetLeft = pool.fleetUnits.slice();
  for (let lane = 0; lane < byLane.length; lane += 1) {
    const stock = pool.lanes[lane]!;
    const units = byLane[lane]! * stockUnit[stock]!;
    stockLeft[stock]! -= units;
    if (pool.stockFleet[stock]! >= 0) fleetLeft[pool.stockFleet[stock]!]! -= units;
  }
  return { stockLeft, fleetLeft };
}

/** A pack of the stock's item is left there. */
export function hasStock({ plan, stockLeft }: Reach, stock: number): boolean {
  return stockLeft[stock]! >= plan.items.stockUnit[stock]!;
}

/** A pack of the stock's item fits its vehicles. */
export function hasFleet({ plan, fleetLeft }: Reach, stock: number): boolean {
  const fleet = plan.items.pool.stockFleet[stock]!;
  return fleet < 0 || fleetLeft[fleet]! >= plan.items.stockUnit[stock]!;
}

function hasOwn(reach: Reach, node: number): boolean {
  return node < reach.stocks && hasStock(reach, node) && hasFleet(reach, node);
}

/** Pairs (from, to) of nodes where the first frees the second in one step. */
function directSteps(reach: Reach): Int32Array {
  const { plan, stocks, words, into } = reach;
  const { pool } = plan.items;
  const pairs: number[] = [];
  const add = (from: number, to: number): void => {
    const word = to * words + (from >>> 5);
    const bit = 1 << (from & 31);
    if (into[word]! & bit) return;
    into[word]! |= bit;
    pairs.push(from, to);
  };
  for (let line = 0; line + 1 < pool.laneStart.length; line += 1) {
    const end = pool.laneStart[line + 1]!;
    for (let lane = pool.laneStart[line]!; lane < end; lane += 1) {
      if (plan.byLane[lane] === 0) continue;
      for (let other = pool.laneStart[line]!; other < end; other += 1) add(pool.lanes[other]!, pool.lanes[lane]!);
    }
  }
  for (let stock = 0; stock < stocks; stock += 1) {
    add(stock, stock);
    const fleet = pool.stockFleet[stock]!;
    if (fleet < 0) continue;
    add(stocks + fleet, stocks + fleet);
    if (hasStock(reach, stock)) add(stocks + fleet, stock);
    if (reach.stockLeft[stock]! < pool.stockUnits[stock]!) add(stock, stocks + fleet);
  }
  return Int32Array.from(pairs);
}

/** Steps after steps, until nothing new is reached. */
function close({ words, into }: Reach, pairs: Int32Array): void {
  for (let grew = true; grew;) {
    grew = false;
    for (let pair = 0; pair < pairs.length; pair += 2) {
      const from = pairs[pair]! * words;
      const to = pairs[pair + 1]! * words;
      for (let word = 0; word < words; word += 1) {
        const joined = into[to + word]! | into[from + word]!;
        if (joined >>> 0 === into[to + word]!) continue;
        into[to + word] = joined;
        grew = true;
      }
    }
  }
}

/** Whether any node that reaches the given one is of a kind. */
export function someOf({ words, into }: Reach, node: number, test: (from: number) => boolean): boolean {
  for (let word = 0; word < words; word += 1) {
    for (let bits = into[node * words + word]!; bits !== 0; bits &= bits - 1) {
      if (test(32 * word + 31 - Math.clz32(bits & -bits))) return true;
    }
  }
  return false;
}

/** Coverage of a line, per weight, if it had so many packs. */
export function levelOf({ slope, offset }: Reach, line: number, packs: number): number {
  return (packs + offset[line]!) / slope[line]!;
}

function findDonors(reach: Reach): void {
  const { plan, stocks, donor, donorLevel } = reach;
  const { pool } = plan.items;
  const own = new Int32Array(stocks).fill(-1);
  const ownLevel = new Float64Array(stocks).fill(-Infinity);
  for (let line = 0; line + 1 < pool.laneStart.length; line += 1) {
    for (let lane = pool.laneStart[line]!; lane < pool.laneStart[line + 1]!; lane += 1) {
      const stock = pool.lanes[lane]!;
      if (plan.byLane[lane] === 0) continue;
      const level = levelOf(reach, line, plan.byLine[line]! - 1);
      if (level <= ownLevel[stock]!) continue;
      own[stock] = line;
      ownLevel[stock] = level;
    }
  }
  for (let stock = 0; stock < stocks; stock += 1) {
    someOf(reach, stock, (from) => {
      if (from < stocks && ownLevel[from]! > donorLevel[stock]!) {
        donorLevel[stock] = ownLevel[from]!;
        donor[stock] = own[from]!;
      }
      return false;
    });
  }
}

/** Aims by rank: packs of a lower rank are handed out first. */
function rankOf({ plan }: Reach, line: number, aim: Aim): number {
  return aim === 'fair' ? 3 + plan.items.lines[line]!.priority : ['override', 'critical', 'floor'].indexOf(aim);
}

function findLast(reach: Reach): void {
  const { plan, stocks, lastRank, lastLevel } = reach;
  const { pool } = plan.items;
  const raise = (stock: number, rank: number, level: number): void => {
    if (rank < lastRank[stock]! || (rank === lastRank[stock] && level <= lastLevel[stock]!)) return;
    lastRank[stock] = rank;
    lastLevel[stock] = level;
  };
  for (let line = 0; line + 1 < pool.laneStart.length; line += 1) {
    if (plan.byLine[line] === 0) continue;
    const rank = rankOf(reach, line, plan.aim[line]!);
    const { slope, offset } = measureOf(plan.items, line, plan.aim[line]!);
    const level = (plan.byLine[line]! - 1 + offset) / slope;
    for (let lane = pool.laneStart[line]!; lane < pool.laneStart[line + 1]!; lane += 1) {
      if (plan.byLane[lane]! > 0) raise(pool.lanes[lane]!, rank, level);
    }
  }
  const [ownRank, ownLevel] = [lastRank.slice(), lastLevel.slice()];
  for (let stock = 0; stock < stocks; stock += 1) {
    someOf(reach, stock, (from) => {
      if (from < stocks) raise(stock, ownRank[from]!, ownLevel[from]!);
      return false;
    });
  }
}

/** Whether the aims would hand the line a pack more before one of those that could be freed at the stock. */
export function comesBefore(reach: Reach, line: number, stock: number): boolean {
  const { plan, lastRank, lastLevel } = reach;
  const packs = plan.byLine[line]!;
  let aim: Aim = 'fair';
  if (plan.items.lines[line]!.override) aim = 'override';
  else if (packs < criticalPacks(plan.items, line)) aim = 'critical';
  else if (packs < floorPacks(plan.items, line)) aim = 'floor';
  const rank = rankOf(reach, line, aim);
  if (rank !== lastRank[stock] || aim === 'override') return rank < lastRank[stock]!;
  const { slope, offset } = measureOf(plan.items, line, aim);
  return (packs + offset) / slope < lastLevel[stock]!;
}
