import { type Basis, settle } from './basis.ts';
import type { FlowCut, FlowSolution } from './network.ts';

/** Reads the solution off a basis that `improve` has left. */
export function solutionOf(basis: Basis, outcome: 'optimal' | 'unbounded' | 'stopped'): FlowSolution {
  const { arcCount, nodeCount, flow, cost, hardCost } = basis;
  for (let node = 0; node < nodeCount; node += 1) settle(basis, node);
  const slack = flow.slice(arcCount);
  let total = 0;
  let isShort = false;
  for (let arc = 0; arc < arcCount; arc += 1) total += flow[arc]! * cost[arc]!;
  for (let node = 0; node < nodeCount; node += 1) {
    const slackCost = cost[arcCount + node]!;
    if (slackCost >= hardCost) isShort ||= slack[node]! > 0;
    else total += slack[node]! * slackCost;
  }
  const cut = isShort && outcome === 'optimal' ? cutOf(basis) : null;
  return {
    status: cut ? 'infeasible' : outcome,
    cost: total,
    flow: flowAsGiven(basis),
    slack,
    price: basis.price.slice(0, nodeCount),
    pivots: basis.pivots,
    cut,
  };
}

function flowAsGiven({ placeOf, arcCount, flow }: Basis): Float64Array {
  const given = flow.slice(0, arcCount);
  if (placeOf) for (let arc = 0; arc < arcCount; arc += 1) given[arc] = flow[placeOf[arc]!]!;
  return given;
}

/** The nodes that reach, or are reached from, hard slack by arcs with room: everything across their border is full. */
function cutOf(basis: Basis): FlowCut {
  const { arcCount, nodeCount, kind, flow, cost, hardCost } = basis;
  const isHard = (node: number) => cost[arcCount + node] === hardCost && flow[arcCount + node]! > 0;
  let side: FlowCut['side'] = 'supply';
  for (let node = 0; node < nodeCount; node += 1) if (kind[node] === -1 && isHard(node)) side = 'demand';
  const isInside = new Uint8Array(nodeCount);
  let units = 0;
  for (let node = 0; node < nodeCount; node += 1) {
    if (!isHard(node) || kind[node] !== (side === 'demand' ? -1 : 1)) continue;
    isInside[node] = 1;
    units += flow[arcCount + node]!;
  }
  grow(basis, isInside, side);
  return { side, nodes: Int32Array.from(isInside.keys()).filter((node) => isInside[node] === 1), units };
}

/** Adds nodes until no arc with room leads in (demand) or out (supply). */
function grow(basis: Basis, isInside: Uint8Array, side: FlowCut['side']): void {
  const { tail, head, flow, capacity, arcCount } = basis;
  const [ends, starts] = side === 'demand' ? [head, tail] : [tail, head];
  for (let grew = true; grew;) {
    grew = false;
    for (let arc = 0; arc < arcCount; arc += 1) {
      const end = ends[arc]!;
      const start = starts[arc]!;
      if (isInside[end] === isInside[start]) continue;
      const hasRoom = isInside[end] === 1 ? flow[arc]! < capacity[arc]! : flow[arc]! > 0;
      if (!hasRoom) continue;
      isInside[end] = 1;
      isInside[start] = 1;
      grew = true;
    }
  }
}
