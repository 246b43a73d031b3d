import type { PoolPlan } from '../plan/pool-plan.ts';

/**
 * Which lines compete: those joined through stocks that are used up, or whose fleet is. One pack more at any of these stays within
 * the group. Per line a number that its group shares, -1 where it draws on nothing that is scarce.
 */
export function groupsOf({ items, byLane }: PoolPlan): Int32Array {
  const { pool, stockUnit } = items;
  const stocks = pool.stockUnits.length;
  const left = pool.stockUnits.slice();
  const fleetLeft = pool.fleetUnits.slice();
  for (let lane = 0; lane < byLane.length; lane += 1) {
    const stock = pool.lanes[lane]!;
    left[stock]! -= byLane[lane]! * stockUnit[stock]!;
    if (pool.stockFleet[stock]! >= 0) fleetLeft[pool.stockFleet[stock]!]! -= byLane[lane]! * stockUnit[stock]!;
  }
  const leader = Int32Array.from({ length: stocks + fleetLeft.length }, (_, node) => node);
  const find = (start: number): number => {
    let node = start;
    while (leader[node] !== node) node = leader[node]!;
    for (let at = start; leader[at] !== node;) [at, leader[at]] = [leader[at]!, node];
    return node;
  };
  const isFleetFull = (stock: number): boolean =>
    pool.stockFleet[stock]! >= 0 && fleetLeft[pool.stockFleet[stock]!]! < stockUnit[stock]!;
  const isScarce = (stock: number): boolean => left[stock]! < stockUnit[stock]! || isFleetFull(stock);
  for (let stock = 0; stock < stocks; stock += 1) {
    if (isFleetFull(stock)) leader[find(stock)] = find(stocks + pool.stockFleet[stock]!);
  }
  const lines = pool.laneStart.length - 1;
  const member = new Int32Array(lines).fill(-1);
  for (let line = 0; line < lines; line += 1) {
    for (let lane = pool.laneStart[line]!; lane < pool.laneStart[line + 1]!; lane += 1) {
      const stock = pool.lanes[lane]!;
      if (!isScarce(stock)) continue;
      if (member[line]! >= 0) leader[find(stock)] = find(member[line]!);
      else member[line] = stock;
    }
  }
  return member.map((stock) => (stock < 0 ? -1 : find(stock)));
}
