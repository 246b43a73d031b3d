import type { FlowNetwork, FlowSolution } from './network.ts';

/** How far a flow is from feasible and from optimal; all 0 for an exact optimum of whole numbers. */
export type FlowProof = {
  /** Largest breach of conservation, of a capacity or of a sign, in units of flow. */
  infeasibility: number;
  /** Cost of the flow, and the bound that the prices prove: no flow can be cheaper. */
  cost: number;
  bound: number;
  /** (cost - bound) / max(1, |cost|). */
  gap: number;
};

/**
 * Checks a solution by linear programming duality, from the definition and without the solver's working state. For any prices
 * whatever the bound holds, so a gap of 0 proves the optimum. A hard slack of an infeasible network counts as infeasibility.
 */
export function verifyFlow(network: FlowNetwork, { flow, slack, price }: FlowSolution): FlowProof {
  const { kind, amount, slackCost, tail, head, cost, capacity } = network;
  const balance = new Float64Array(kind.length);
  let infeasibility = 0;
  let paid = 0;
  let bound = 0;
  for (let arc = 0; arc < tail.length; arc += 1) {
    const limit = capacity ? capacity[arc]! : Infinity;
    balance[tail[arc]!]! -= flow[arc]!;
    balance[head[arc]!]! += flow[arc]!;
    infeasibility = Math.max(infeasibility, -flow[arc]!, flow[arc]! - limit);
    paid += flow[arc]! * cost[arc]!;
    const reduced = cost[arc]! + price[tail[arc]!]! - price[head[arc]!]!;
    if (reduced < 0) bound += limit === Infinity ? 0 : limit * reduced;
    if (reduced < 0 && limit === Infinity)
      infeasibility = Math.max(infeasibility, -reduced > tiny(price) ? -reduced : 0);
  }
  for (let node = 0; node < kind.length; node += 1) {
    const sign = kind[node]!;
    const used = slack[node]!;
    const breach = balance[node]! + sign * amount[node]! - sign * used;
    infeasibility = Math.max(infeasibility, Math.abs(breach), -used);
    if (sign === 0) {
      infeasibility = Math.max(infeasibility, used);
      continue;
    }
    const slackPrice = slackCost[node]! + sign * price[node]!;
    bound -= sign * amount[node]! * price[node]!;
    if (slackCost[node] === Infinity) infeasibility = Math.max(infeasibility, used);
    else {
      paid += used * slackCost[node]!;
      if (slackPrice < 0) bound += slackPrice * amount[node]!;
    }
  }
  return { infeasibility, cost: paid, bound, gap: (paid - bound) / Math.max(1, Math.abs(paid)) };
}

function tiny(price: Float64Array): number {
  return 1e-9 * price.reduce((largest, each) => Math.max(largest, Math.abs(each)), 1);
}
