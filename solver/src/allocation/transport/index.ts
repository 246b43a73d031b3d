import { componentsOf } from './components.ts';
import type { FlowNetwork, FlowOptions, FlowSolution } from './network.ts';
import { improve } from './simplex.ts';
import { solutionOf } from './solution.ts';
import { greedyBasis } from './start.ts';

export type { FlowCut, FlowNetwork, FlowOptions, FlowSolution } from './network.ts';
export { type FlowProof, verifyFlow } from './verify-flow.ts';
export { openFlow, type OpenFlow } from './open-flow.ts';

/**
 * Least-cost flow through a network, exact: primal network simplex (Ahuja, Magnanti & Orlin, Network Flows, 1993, chapter 11) on
 * each connected part by itself. Shapes and units: see `FlowNetwork`; the arrays must be consistent, they aren't checked here.
 */
export function solveFlow(network: FlowNetwork, options: FlowOptions = {}): FlowSolution {
  const components = componentsOf(network);
  if (components.length === 1) return solveWhole(network, options);
  const whole: FlowSolution = {
    status: 'optimal',
    cost: 0,
    flow: new Float64Array(network.tail.length),
    slack: new Float64Array(network.kind.length),
    price: new Float64Array(network.kind.length),
    pivots: 0,
    cut: null,
  };
  for (const { network: part, nodes, arcs } of components) merge(whole, solveWhole(part, options), nodes, arcs);
  return whole;
}

function solveWhole(network: FlowNetwork, options: FlowOptions): FlowSolution {
  const basis = greedyBasis(network);
  return solutionOf(basis, improve(basis, options));
}

const severity = ['optimal', 'infeasible', 'stopped', 'unbounded'];

function merge(whole: FlowSolution, part: FlowSolution, nodes: Int32Array, arcs: Int32Array): void {
  if (severity.indexOf(part.status) > severity.indexOf(whole.status)) whole.status = part.status;
  whole.cost += part.cost;
  whole.pivots += part.pivots;
  whole.cut ??= part.cut && { ...part.cut, nodes: part.cut.nodes.map((node) => nodes[node]!) };
  for (let arc = 0; arc < arcs.length; arc += 1) whole.flow[arcs[arc]!] = part.flow[arc]!;
  for (let node = 0; node < nodes.length; node += 1) {
    whole.slack[nodes[node]!] = part.slack[node]!;
    whole.price[nodes[node]!] = part.price[node]!;
  }
}
