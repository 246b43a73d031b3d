import { type FlowOptions, type FlowProof, type FlowSolution, openFlow, verifyFlow } from './transport/index.ts';
import type { FlowNetwork } from './transport/network.ts';

/**
 * Goods of several items from sources with limited fleets to institutions, at least cost of transport and shortage: the linear
 * programme min Σ cost·x + Σ shortageCost·short subject to supply per (source, item), demand per (institution, item) and tonnage
 * per source. Amounts are in the item's units, weights in grams per unit, costs in fen per unit. Index of a pair: source or
 * institution × items + item.
 */
export type FleetProblem = {
  items: number;
  gramsPerUnit: Float64Array;
  /** Per (source, item). */
  supplyUnits: Float64Array;
  /** Per source. */
  fleetGrams: Float64Array;
  /** Per (institution, item). */
  demandUnits: Float64Array;
  shortageCost: Float64Array;
  /** Per lane and for all items alike: who serves whom, and what a unit of each item costs to carry (lane × items + item). */
  laneSource: Int32Array;
  laneInstitution: Int32Array;
  laneCost: Float64Array;
};

/** Units per lane and item, and units short per (institution, item). */
export type FleetSolution = { cost: number; units: Float64Array; shortUnits: Float64Array };

/** A plan that stays open: demands change, and the next `solve` starts from the last basis. */
export type FleetPlan = {
  solve(options?: FlowOptions): FleetSolution;
  /** How far the last solution is from feasible and from optimal, by duality. */
  prove(): FlowProof;
  changeDemand(institution: number, item: number, units: number): void;
  changeSupply(source: number, item: number, units: number): void;
  changeFleet(source: number, grams: number): void;
};

/**
 * Counted in grams, a unit of any item takes up the same of a fleet, so the tonnage row becomes a node that feeds the source's
 * items: the whole programme is one network, and network simplex solves it exactly, without side constraints.
 */
export function openFleetPlan(problem: FleetProblem): FleetPlan {
  const { items, gramsPerUnit } = problem;
  const pairs = problem.supplyUnits.length;
  const network = networkOf(problem);
  const flow = openFlow(network);
  let solution: FlowSolution | null = null;
  return {
    solve(options) {
      solution = flow.solve(options);
      const lanes = solution.flow.subarray(pairs);
      const short = solution.slack.subarray(pairs, pairs + problem.demandUnits.length);
      return {
        cost: solution.cost,
        units: inUnits(lanes, gramsPerUnit),
        shortUnits: inUnits(short, gramsPerUnit),
      };
    },
    prove: () => verifyFlow(network, solution ?? flow.solve()),
    changeDemand(institution, item, units) {
      const node = pairs + institution * items + item;
      network.amount[node] = units * gramsPerUnit[item]!;
      flow.changeAmount(node, network.amount[node]!);
    },
    changeSupply(source, item, units) {
      const arc = source * items + item;
      network.capacity![arc] = units * gramsPerUnit[item]!;
      flow.changeCapacity(arc, network.capacity![arc]!);
    },
    changeFleet(source, units) {
      const node = pairs + problem.demandUnits.length + source;
      network.amount[node] = units;
      flow.changeAmount(node, units);
    },
  };
}

function inUnits(grams: Float64Array, gramsPerUnit: Float64Array): Float64Array {
  const units = new Float64Array(grams.length);
  const items = gramsPerUnit.length;
  for (let start = 0; start < grams.length; start += items) {
    for (let item = 0; item < items; item += 1) units[start + item] = grams[start + item]! / gramsPerUnit[item]!;
  }
  return units;
}

/** Nodes: (source, item), then (institution, item), then fleets. Arcs: fleet to (source, item), then lanes by item. */
function networkOf(problem: FleetProblem): FlowNetwork {
  const { items, gramsPerUnit, supplyUnits, demandUnits, fleetGrams, laneSource, laneInstitution } = problem;
  const pairs = supplyUnits.length;
  const asking = demandUnits.length;
  const nodes = pairs + asking + fleetGrams.length;
  const arcs = pairs + laneSource.length * items;
  const network: FlowNetwork = {
    kind: new Int8Array(nodes).fill(-1, pairs, pairs + asking).fill(1, pairs + asking),
    amount: new Float64Array(nodes),
    slackCost: new Float64Array(nodes),
    tail: new Int32Array(arcs),
    head: new Int32Array(arcs),
    cost: new Float64Array(arcs),
    capacity: new Float64Array(arcs).fill(Infinity),
  };
  network.amount.set(fleetGrams, pairs + asking);
  for (let pair = 0; pair < asking; pair += 1) {
    network.amount[pairs + pair] = demandUnits[pair]! * gramsPerUnit[pair % items]!;
    network.slackCost[pairs + pair] = problem.shortageCost[pair]! / gramsPerUnit[pair % items]!;
  }
  for (let pair = 0; pair < pairs; pair += 1) {
    network.tail[pair] = pairs + asking + Math.floor(pair / items);
    network.head[pair] = pair;
    network.capacity![pair] = supplyUnits[pair]! * gramsPerUnit[pair % items]!;
  }
  for (let lane = 0; lane < laneSource.length; lane += 1) {
    for (let item = 0; item < items; item += 1) {
      const arc = pairs + lane * items + item;
      network.tail[arc] = laneSource[lane]! * items + item;
      network.head[arc] = pairs + laneInstitution[lane]! * items + item;
      network.cost[arc] = problem.laneCost[lane * items + item]! / gramsPerUnit[item]!;
    }
  }
  return network;
}
