import { type Basis, refreshPrices } from './basis.ts';
import type { FlowOptions } from './network.ts';
import { pivot } from './pivot.ts';

const PIVOTS_BETWEEN_STOPS = 512;
/** Arcs looked at before a pivot, in square roots of their number: measured on transport problems of 10,000 to 1,000,000 arcs. */
const BLOCK = 1;

/**
 * Primal network simplex with block pricing (Dantzig's tree simplex; blocks after Grigoriadis, 1986): improves a feasible basis
 * until no arc outside the tree would make the flow cheaper.
 */
export function improve(basis: Basis, options: FlowOptions = {}): 'optimal' | 'unbounded' | 'stopped' {
  let fresh = false;
  for (;;) {
    const entering = findEntering(basis);
    if (entering < 0) {
      if (fresh) return 'optimal';
      refreshPrices(basis);
      fresh = true;
      continue;
    }
    fresh = false;
    if (!pivot(basis, entering)) return 'unbounded';
    if (basis.pivots % PIVOTS_BETWEEN_STOPS === 0 && options.shouldStop?.()) return 'stopped';
  }
}

/**
 * Looks at the arcs into node after node, from where the last search ended, and at the nodes' slack arcs. The arc of most negative
 * reduced cost, once it has seen a block of arcs and any is negative; -1: none anywhere. Loose nodes are priced on the spot; a
 * tail never is one.
 */
function findEntering(basis: Basis): number {
  const { nodeCount, arcCount, firstInto, kind, isLoose, parent, parentArc, tail, cost, price, state, isBounded } =
    basis;
  const block = Math.max(64, Math.ceil(BLOCK * Math.sqrt(arcCount + nodeCount)));
  let best = -basis.tolerance;
  let entering = -1;
  let node = basis.nextNode;
  let seen = 0;
  for (let nodes = 0; nodes < nodeCount; nodes += 1) {
    const hung = parentArc[node]!;
    let own = price[node]!;
    if (isLoose[node] === 1)
      own = tail[hung] === node ? price[parent[node]!]! - cost[hung]! : price[parent[node]!]! + cost[hung]!;
    const end = firstInto[node + 1]!;
    for (let arc = firstInto[node]!; arc < end; arc += 1) {
      const reduced = cost[arc]! + price[tail[arc]!]! - own;
      if (reduced < best) {
        if (state[arc]! <= 0) continue;
        best = reduced;
        entering = arc;
      } else if (isBounded && -reduced < best && state[arc]! < 0) {
        best = -reduced;
        entering = arc;
      }
    }
    const slack = arcCount + node;
    const gain = kind[node]! < 0 ? cost[slack]! - own : cost[slack]! + own;
    if (gain < best && state[slack]! > 0) {
      best = gain;
      entering = slack;
    }
    seen += end - firstInto[node]! + 1;
    node += 1;
    if (node === nodeCount) node = 0;
    if (seen < block) continue;
    if (entering >= 0) break;
    seen = 0;
  }
  basis.nextNode = node;
  return entering;
}
