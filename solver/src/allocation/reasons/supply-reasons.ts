import type { Cause, Reason } from '../result.ts';
import { hasFleet, hasStock, type Reach, someOf } from './reach.ts';

/** Reasons beyond this say nothing new to a person. */
const MOST_REASONS = 8;

/** What is known of one pool: per node the reason that it is, per stock that packs left a
 * remainder behind it, if so. Lines share the reasons, so that plans stay small. */
export type SupplyReasons = { reach: Reach; byNode: (Reason | null)[]; rounding: (Reason | null)[] };

export function openSupplyReasons(reach: Reach): SupplyReasons {
  const nodes = reach.isSupplied.length;
  const byNode = Array.from({ length: nodes }, (_, node) => {
    const cause = causeAt(reach, node);
    return cause && { causes: [cause] };
  });
  return { reach, byNode, rounding: Array.from({ length: reach.stocks }, (_, stock) => roundingInto(reach, stock)) };
}

/** The stocks that may serve a line. */
export function stocksOf({ plan }: Reach, line: number): Int32Array {
  const { laneStart, lanes } = plan.items.pool;
  return lanes.subarray(laneStart[line], laneStart[line + 1]);
}

/**
 * Exhausted stocks and fleets that reach the line, its own first: one pack more at any of them can come to it, and nobody gets less.
 */
export function supplyReasons(supply: SupplyReasons, line: number): Reason[] {
  const stocks = stocksOf(supply.reach, line);
  const reasons = scarceAround(supply, stocks);
  const rounded = stocks.find((stock) => supply.rounding[stock] !== null);
  return rounded === undefined ? reasons : [...reasons, supply.rounding[rounded]!];
}

/** The same for a stock that the line can't draw on. */
export function causesAround(supply: SupplyReasons, stock: number): Reason[] {
  return supply.reach.isSupplied[stock] === 1 ? [] : scarceAround(supply, Int32Array.of(stock));
}

function scarceAround({ reach, byNode }: SupplyReasons, stocks: Int32Array): Reason[] {
  const reasons: Reason[] = [];
  for (const stock of stocks) {
    const reason = byNode[stock];
    if (reason && reasons.length < MOST_REASONS) reasons.push(reason);
  }
  for (let at = 0; at < stocks.length && reasons.length < MOST_REASONS; at += 1) {
    someOf(reach, stocks[at]!, (from) => {
      const reason = byNode[from];
      if (reason && !reasons.includes(reason)) reasons.push(reason);
      return reasons.length === MOST_REASONS;
    });
  }
  if (reasons.length === 0) reasons.push(...jointReasons(reach, stocks));
  return reasons;
}

/** The limit at a node, where it is the only one that keeps more from coming through. */
function causeAt(reach: Reach, node: number): Cause | null {
  const { stocks, plan, isSupplied } = reach;
  if (node >= stocks) return isSupplied[node] === 1 ? null : fleetCause(reach, node - stocks);
  if (hasStock(reach, node)) return null;
  const fleet = plan.items.pool.stockFleet[node]!;
  const canLeave = hasFleet(reach, node) || isSupplied[stocks + fleet] === 1;
  return canLeave ? supplyCause(reach, node) : null;
}

/** Where stock and fleet are both used up, both must grow. */
function jointReasons(reach: Reach, stocks: Int32Array): Reason[] {
  const { stockFleet } = reach.plan.items.pool;
  const exhausted = stocks.filter((stock) => stockFleet[stock]! >= 0).subarray(0, MOST_REASONS);
  return Array.from(exhausted, (stock) => ({
    causes: [supplyCause(reach, stock), fleetCause(reach, stockFleet[stock]!)],
  }));
}

function supplyCause({ problem, plan }: Reach, stock: number): Cause {
  const { index, lot, source, item } = plan.items.stocks[stock]!;
  const ids = { source: problem.sources[source]!.id, item: problem.items[item]!.id };
  return { code: 'supply-exhausted', ...ids, lot, supply: index };
}

function fleetCause({ problem, plan }: Reach, fleet: number): Cause {
  const { id, fleetGrams } = problem.sources[plan.items.fleetSource[fleet]!]!;
  return { code: 'fleet-exhausted', source: id, fleetGrams };
}

/** Less than a pack is left at a stock that reaches this one. */
function roundingInto(reach: Reach, stock: number): Reason | null {
  const { problem, plan, stocks } = reach;
  if (plan.items.fleetSource.length > 0) return null;
  const { unitsPerPack } = problem.items[plan.items.stocks[stock]!.item]!;
  const hasRest = (from: number) => from < stocks && plan.items.stocks[from]!.units % unitsPerPack > 0;
  return someOf(reach, stock, hasRest) ? { causes: [{ code: 'pack-rounding', unitsPerPack }] } : null;
}
