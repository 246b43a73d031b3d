import type { Cause, Reason } from '../result.ts';
import { hasFleet, hasStock, type Reach, someOf } from './reach.ts';

/** Reasons beyond this say nothing new to a person. */
const MOST_REASONS = 8;

/** Known answers by the stocks that a line may draw on: many lines share one. */
export type SupplyReasons = { reach: Reach; known: Map<string, Reason[]> };

/** The stocks that may serve a line. */
export function stocksOf({ plan }: Reach, line: number): Int32Array {
  const { laneStart, lanes } = plan.items.pool;
  return lanes.subarray(laneStart[line], laneStart[line + 1]);
}

/** Exhausted stocks and fleets that reach the line: one pack more at any of them can come to it, and nobody gets less. */
export function supplyReasons({ reach, known }: SupplyReasons, line: number): Reason[] {
  const stocks = stocksOf(reach, line);
  const key = stocks.join();
  const before = known.get(key);
  if (before) return before;
  const reasons = findReasons(reach, stocks);
  known.set(key, reasons);
  return reasons;
}

function findReasons(reach: Reach, stocks: Int32Array): Reason[] {
  const nodes = new Set<number>(stocks);
  for (const stock of stocks) someOf(reach, stock, (from) => !nodes.add(from));
  const causes = [...nodes].flatMap((node) => causeAt(reach, node)).slice(0, MOST_REASONS);
  const reasons: Reason[] =
    causes.length > 0 ? causes.map((cause) => ({ causes: [cause] })) : jointReasons(reach, stocks);
  const rounding = roundingAt(reach, nodes);
  return rounding ? [...reasons, { causes: [rounding] }] : reasons;
}

/** The limit at a node, where it is the only one that keeps more from coming through. */
function causeAt(reach: Reach, node: number): Cause[] {
  const { stocks, plan, isSupplied } = reach;
  if (node >= stocks) return isSupplied[node] === 1 ? [] : [fleetCause(reach, node - stocks)];
  if (hasStock(reach, node)) return [];
  const fleet = plan.items.pool.stockFleet[node]!;
  const canLeave = hasFleet(reach, node) || isSupplied[stocks + fleet] === 1;
  return canLeave ? [supplyCause(reach, node)] : [];
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

/** Less than a pack is left at a stock that reaches the line. */
function roundingAt({ problem, plan, stocks }: Reach, nodes: ReadonlySet<number>): Cause | null {
  if (plan.items.fleetSource.length > 0) return null;
  for (const node of nodes) {
    if (node >= stocks) continue;
    const { item, units } = plan.items.stocks[node]!;
    const { unitsPerPack } = problem.items[item]!;
    if (units % unitsPerPack > 0) return { code: 'pack-rounding', unitsPerPack };
  }
  return null;
}
