import { type Basis, refreshPrices } from './basis.ts';
import type { FlowNetwork, FlowOptions, FlowSolution } from './network.ts';
import { carry, replaceAbove, type Way } from './repair.ts';
import { improve } from './simplex.ts';
import { solutionOf } from './solution.ts';
import { greedyBasis } from './start.ts';

/**
 * A network that stays open after it was solved: amounts, capacities and costs may change, and the next `solve` starts from the
 * last basis, so a handful of changes costs milliseconds. The answer is the same optimum as from the start.
 */
export type OpenFlow = {
  solve(options?: FlowOptions): FlowSolution;
  /** Units that a giving or asking node gives or asks for, >= 0. RangeError for other nodes and other numbers. */
  changeAmount(node: number, amount: number): void;
  /** Units per arc, >= 0 or Infinity. */
  changeCapacity(arc: number, capacity: number): void;
  changeCost(arc: number, cost: number): void;
};

/** Opens a copy of the network: the given arrays are not written. */
export function openFlow(given: FlowNetwork): OpenFlow {
  const network = copyOf(given);
  const amount = network.amount;
  const capacity = network.capacity!;
  let basis = greedyBasis(network);
  let isLost = false;
  const placeOf = (arc: number) => basis.placeOf?.[arc] ?? arc;
  const lose = (kept: boolean) => void (isLost ||= !kept);
  return {
    solve(options = {}) {
      if (isLost) basis = greedyBasis(network);
      isLost = false;
      return solutionOf(basis, improve(basis, options));
    },
    changeAmount(node, units) {
      if (!(units >= 0) || units === Infinity || !network.kind[node])
        throw new RangeError(`amount ${units} at ${node}`);
      const more = units - amount[node]!;
      amount[node] = units;
      if (isLost || more === 0) return;
      const asks = network.kind[node] === -1;
      lose(carry(basis, node, Math.abs(more), asks === more > 0 ? 'inward' : 'outward'));
    },
    changeCapacity(arc, units) {
      if (!(units >= 0) || !(arc >= 0 && arc < capacity.length))
        throw new RangeError(`capacity ${units} of arc ${arc}`);
      capacity[arc] = units;
      if (!isLost) lose(limit(basis, placeOf(arc), units));
    },
    changeCost(arc, cost) {
      if (!Number.isFinite(cost) || !(arc >= 0 && arc < capacity.length))
        throw new RangeError(`cost ${cost} of arc ${arc}`);
      network.cost[arc] = cost;
      const place = placeOf(arc);
      basis.cost[place] = cost;
      const fits = Math.abs(cost) * (basis.nodeCount + 2) < basis.hardCost;
      lose(fits && (basis.tolerance > 0 || Number.isInteger(cost)));
      if (!isLost && basis.state[place] === 0) refreshPrices(basis);
    },
  };
}

function copyOf(network: FlowNetwork): FlowNetwork {
  return {
    kind: network.kind.slice(),
    amount: network.amount.slice(),
    slackCost: network.slackCost.slice(),
    tail: network.tail.slice(),
    head: network.head.slice(),
    cost: network.cost.slice(),
    capacity: network.capacity?.slice() ?? new Float64Array(network.tail.length).fill(Infinity),
  };
}

/** Sets an arc's capacity and brings its flow within it. */
function limit(basis: Basis, arc: number, units: number): boolean {
  const { capacity, flow, state } = basis;
  const was = flow[arc]!;
  capacity[arc] = units;
  if (state[arc] === 1 || (state[arc] === 0 && was <= units)) return true;
  if (state[arc] === 0 && !takeOut(basis, arc)) return false;
  const now = units === Infinity ? 0 : units;
  flow[arc] = now;
  state[arc] = now === 0 ? 1 : -1;
  return now === was || reroute(basis, arc, now - was);
}

function takeOut(basis: Basis, arc: number): boolean {
  const { tail, head, parentArc } = basis;
  const isUpward = parentArc[tail[arc]!] === arc;
  return replaceAbove(basis, isUpward ? tail[arc]! : head[arc]!, isUpward ? 'outward' : 'inward');
}

/** What the arc carries less finds another way; what it carries more relieves other ways. */
function reroute(basis: Basis, arc: number, more: number): boolean {
  const [atHead, atTail]: [Way, Way] = more > 0 ? ['outward', 'inward'] : ['inward', 'outward'];
  const units = Math.abs(more);
  return carry(basis, basis.head[arc]!, units, atHead) && carry(basis, basis.tail[arc]!, units, atTail);
}
