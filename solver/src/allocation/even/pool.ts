/**
 * What lines draw on: stocks, each perhaps behind a fleet. Units are the caller's (packs of one item, or grams over all items);
 * all numbers are whole. Lines hold `lanes[laneStart[line]]` up to `lanes[laneStart[line + 1] - 1]`, the stocks that may serve them.
 */
export type Pool = {
  stockUnits: Float64Array;
  /** Per stock: its fleet, or -1. */
  stockFleet: Int32Array;
  fleetUnits: Float64Array;
  laneStart: Int32Array;
  lanes: Int32Array;
};

/**
 * The flow through a pool, kept between questions: nodes are stocks, then fleets, then lines. Residual arcs lie in pairs: lane
 * arcs first (2 × lane: stock → line, 2 × lane + 1: back), then fleet arcs (2 × (lanes + stock): fleet → stock, and back).
 */
export type PoolFlow = {
  pool: Pool;
  stocks: number;
  fleets: number;
  lines: number;
  /** Per node, arcs that leave it. */
  arcStart: Int32Array;
  arcs: Int32Array;
  /** Per arc: where it leads and what it could still carry. */
  target: Int32Array;
  room: Float64Array;
  /** Per stock or fleet: units that may still come in from outside. */
  inject: Float64Array;
  /** Per line. */
  served: Float64Array;
  wanted: Float64Array;
  /** Per node: which part of the pool it belongs to; arcs between parts are shut. */
  part: Int32Array;
  /** Per node, of the last search: steps from supply that is left, -1 out of reach. */
  level: Int32Array;
  queue: Int32Array;
  nextArc: Int32Array;
  path: Int32Array;
};

export function openPool(pool: Pool): PoolFlow {
  const stocks = pool.stockUnits.length;
  const fleets = pool.fleetUnits.length;
  const lines = pool.laneStart.length - 1;
  const nodes = stocks + fleets + lines;
  const flow: PoolFlow = {
    pool,
    stocks,
    fleets,
    lines,
    ...arcsOf(pool, nodes),
    inject: new Float64Array(stocks + fleets),
    served: new Float64Array(lines),
    wanted: new Float64Array(lines),
    part: new Int32Array(nodes),
    level: new Int32Array(nodes),
    queue: new Int32Array(nodes),
    nextArc: new Int32Array(nodes),
    path: new Int32Array(nodes + 1),
  };
  for (let stock = 0; stock < stocks; stock += 1) {
    if (pool.stockFleet[stock]! < 0) flow.inject[stock] = pool.stockUnits[stock]!;
    else flow.room[2 * (pool.lanes.length + stock)] = pool.stockUnits[stock]!;
  }
  flow.inject.set(pool.fleetUnits, stocks);
  return flow;
}

function arcsOf(pool: Pool, nodes: number): Pick<PoolFlow, 'arcStart' | 'arcs' | 'target' | 'room'> {
  const { stockUnits, stockFleet, fleetUnits, laneStart, lanes } = pool;
  const firstLine = stockUnits.length + fleetUnits.length;
  const count = 2 * (lanes.length + stockUnits.length);
  const target = new Int32Array(count).fill(-1);
  const room = new Float64Array(count);
  for (let line = 0; line + 1 < laneStart.length; line += 1) {
    for (let lane = laneStart[line]!; lane < laneStart[line + 1]!; lane += 1) {
      target[2 * lane] = firstLine + line;
      target[2 * lane + 1] = lanes[lane]!;
      room[2 * lane] = Infinity;
    }
  }
  for (let stock = 0; stock < stockUnits.length; stock += 1) {
    if (stockFleet[stock]! < 0) continue;
    target[2 * (lanes.length + stock)] = stock;
    target[2 * (lanes.length + stock) + 1] = stockUnits.length + stockFleet[stock]!;
  }
  return { target, room, ...adjacency(target, nodes) };
}

/** Arcs by the node that they leave: the target of their pair. */
function adjacency(target: Int32Array, nodes: number): { arcStart: Int32Array; arcs: Int32Array } {
  const arcStart = new Int32Array(nodes + 1);
  let count = 0;
  for (let arc = 0; arc < target.length; arc += 1) {
    if (target[arc]! < 0) continue;
    arcStart[target[arc ^ 1]! + 1]! += 1;
    count += 1;
  }
  for (let node = 0; node < nodes; node += 1) arcStart[node + 1]! += arcStart[node]!;
  const next = arcStart.slice();
  const arcs = new Int32Array(count);
  for (let arc = 0; arc < target.length; arc += 1) {
    if (target[arc]! < 0) continue;
    const leaves = target[arc ^ 1]!;
    arcs[next[leaves]!] = arc;
    next[leaves]! += 1;
  }
  return { arcStart, arcs };
}

/** Takes units back from a line, so that other lines of its part may have them. */
export function trim(flow: PoolFlow, line: number, units: number): void {
  const { pool, room, inject, served, part, stocks } = flow;
  let left = units;
  for (let lane = pool.laneStart[line]!; left > 0; lane += 1) {
    const taken = Math.min(left, room[2 * lane + 1]!);
    if (taken === 0) continue;
    const stock = pool.lanes[lane]!;
    room[2 * lane + 1]! -= taken;
    left -= taken;
    const fleet = pool.stockFleet[stock]!;
    if (fleet < 0 || part[stock] !== part[stocks + fleet]) inject[stock]! += taken;
    else {
      const arc = 2 * (pool.lanes.length + stock);
      room[arc]! += taken;
      room[arc + 1]! -= taken;
      inject[stocks + fleet]! += taken;
    }
  }
  served[line]! -= units;
}

/** Units that a lane carries now. */
export function carried(flow: PoolFlow, lane: number): number {
  return flow.room[2 * lane + 1]!;
}
