import { type Basis, refreshPrices } from './basis.ts';
import type { FlowOptions } from './network.ts';
import { pivot } from './pivot.ts';

const PIVOTS_BETWEEN_STOPS = 512;

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

/** The arc of most negative reduced cost in the first block that has one, from where the last search ended; -1: none anywhere. */
function findEntering(basis: Basis): number {
  const { tail, head, cost, price, state, tolerance } = basis;
  const arcs = tail.length;
  const block = Math.max(64, Math.ceil(2 * Math.sqrt(arcs)));
  let best = -tolerance;
  let entering = -1;
  let start = basis.nextArc;
  for (let seen = 0; seen < arcs && entering < 0;) {
    const end = Math.min(arcs, start + block);
    for (let arc = start; arc < end; arc += 1) {
      const gain = state[arc]! * (cost[arc]! + price[tail[arc]!]! - price[head[arc]!]!);
      if (gain < best) {
        best = gain;
        entering = arc;
      }
    }
    seen += end - start;
    start = end === arcs ? 0 : end;
  }
  basis.nextArc = start;
  return entering;
}
