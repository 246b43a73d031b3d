import { type FlowNetwork, solveFlow } from '../transport/index.ts';
import type { ItemPool } from './build-pool.ts';

/**
 * Which stock serves which line, given what each line gets: what expires first is used first, and among all such plans the
 * cheapest is taken. What a set of stocks can bring makes a matroid, so ranks 0, 1, 2 … by expiry put as much as can be on the
 * first to expire, then on the second, and so on; a rank outweighs every detour that a cost could ask for. Returns units per lane.
 */
export function shipShares(items: ItemPool, served: Float64Array): Float64Array {
  const { network, laneOfArc } = networkOf(items, served);
  const { status, flow } = solveFlow(network);
  if (status !== 'optimal') throw new Error(`shares can't be shipped: ${status}`);
  const byLane = new Float64Array(items.pool.lanes.length);
  for (let arc = 0; arc < laneOfArc.length; arc += 1) if (laneOfArc[arc]! >= 0) byLane[laneOfArc[arc]!] = flow[arc]!;
  return byLane;
}

function networkOf(items: ItemPool, served: Float64Array): { network: FlowNetwork; laneOfArc: Int32Array } {
  const { pool } = items;
  const stocks = pool.stockUnits.length;
  const fleets = pool.fleetUnits.length;
  const nodes = stocks + fleets + served.length;
  const fed = pool.stockFleet.reduce((count, fleet) => count + (fleet < 0 ? 0 : 1), 0);
  const arcs = fed + lanesInUse(items, served);
  const network: FlowNetwork = {
    kind: new Int8Array(nodes),
    amount: new Float64Array(nodes),
    slackCost: new Float64Array(nodes),
    tail: new Int32Array(arcs),
    head: new Int32Array(arcs),
    cost: new Float64Array(arcs),
    capacity: fleets === 0 ? null : new Float64Array(arcs).fill(Infinity),
  };
  addGivers(items, network);
  const laneOfArc = new Int32Array(arcs).fill(-1);
  const rankCost = rankCosts(items);
  let arc = fed;
  for (let line = 0; line < served.length; line += 1) {
    const node = stocks + fleets + line;
    network.kind[node] = -1;
    network.amount[node] = served[line]!;
    network.slackCost[node] = served[line] === 0 ? 0 : Infinity;
    if (served[line] === 0) continue;
    for (let lane = pool.laneStart[line]!; lane < pool.laneStart[line + 1]!; lane += 1) {
      network.tail[arc] = pool.lanes[lane]!;
      network.head[arc] = node;
      network.cost[arc] = items.laneCost[lane]! + rankCost[pool.lanes[lane]!]!;
      laneOfArc[arc] = lane;
      arc += 1;
    }
  }
  return { network, laneOfArc };
}

function lanesInUse({ pool }: ItemPool, served: Float64Array): number {
  let count = 0;
  for (let line = 0; line < served.length; line += 1) {
    if (served[line]! > 0) count += pool.laneStart[line + 1]! - pool.laneStart[line]!;
  }
  return count;
}

/** Stocks give, or pass on what their fleet can carry. */
function addGivers({ pool }: ItemPool, network: FlowNetwork): void {
  const stocks = pool.stockUnits.length;
  let arc = 0;
  for (let stock = 0; stock < stocks; stock += 1) {
    const fleet = pool.stockFleet[stock]!;
    if (fleet < 0) {
      network.kind[stock] = 1;
      network.amount[stock] = pool.stockUnits[stock]!;
      continue;
    }
    network.tail[arc] = stocks + fleet;
    network.head[arc] = stock;
    network.capacity![arc] = pool.stockUnits[stock]!;
    arc += 1;
  }
  for (let fleet = 0; fleet < pool.fleetUnits.length; fleet += 1) {
    network.kind[stocks + fleet] = 1;
    network.amount[stocks + fleet] = pool.fleetUnits[fleet]!;
  }
}

/** A path through the pool passes each stock at most once, so it takes at most two lanes a stock. */
function rankCosts({ stocks, laneCost }: ItemPool): Float64Array {
  const dearest = laneCost.reduce((most, cost) => Math.max(most, cost), 0);
  const step = (2 * stocks.length + 2) * (dearest || 1);
  const order = [...new Set(stocks.map(({ untilPeriod }) => untilPeriod))].sort((one, other) => one - other);
  const rank = new Map(order.map((untilPeriod, index) => [untilPeriod, index]));
  return Float64Array.from(stocks, ({ untilPeriod }) => step * rank.get(untilPeriod)!);
}
