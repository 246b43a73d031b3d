import type { CheckedLane, CheckedProblem } from '../check/checked.ts';
import { overridePacks, wishedPacks, wishOf } from '../plan/aims.ts';
import { openLanes, whyShut } from '../plan/build-pool.ts';
import type { PoolPlan } from '../plan/pool-plan.ts';
import type { Cause, Reason } from '../result.ts';
import { levelOf, type Reach, reachOf } from './reach.ts';
import { openSupplyReasons, stocksOf, type SupplyReasons, supplyReasons } from './supply-reasons.ts';

const MOST_SHUT = 4;

/** What explaining one pool needs: `stocksByItem` are all stocks of an item, reachable or not. */
type Explainer = {
  reach: Reach;
  supply: SupplyReasons;
  lanesOf: (site: number) => readonly CheckedLane[];
  stocksByItem: Map<number, number[]>;
};

/** Why each line of a pool doesn't get more; empty for lines that have all they asked for. */
export function explainPool(problem: CheckedProblem, plan: PoolPlan): Reason[][] {
  const reach = reachOf(problem, plan);
  const open = problem.lanes === null ? openLanes(problem) : null;
  const stocksByItem = new Map<number, number[]>();
  plan.items.stocks.forEach(({ item }, stock) => {
    const known = stocksByItem.get(item);
    if (known) known.push(stock);
    else stocksByItem.set(item, [stock]);
  });
  const explainer: Explainer = {
    reach,
    supply: openSupplyReasons(reach),
    lanesOf: (site) => open ?? problem.lanes![site]!,
    stocksByItem,
  };
  return plan.items.lines.map((_, line) => explainLine(explainer, line));
}

function explainLine(explainer: Explainer, line: number): Reason[] {
  const { items, byLine } = explainer.reach.plan;
  const demand = items.lines[line]!;
  const packs = byLine[line]!;
  const units = packs * items.packUnits[line]!;
  if (units >= demand.units && packs >= overridePacks(items, line)) return [];
  if (demand.override && packs >= overridePacks(items, line)) {
    return limitReasons(explainer, line, [{ code: 'override', units }]);
  }
  if (!demand.override && packs >= wishedPacks(items, line)) {
    return limitReasons(explainer, line, ownLimits(explainer, line));
  }
  return scarcityReasons(explainer, line);
}

/** What holds a line back that has all that it may have: rationing, or that only whole packs leave. */
function ownLimits({ reach }: Explainer, line: number): Cause[] {
  const { items, byLine } = reach.plan;
  const demand = items.lines[line]!;
  const unitsPerPack = items.packUnits[line]!;
  const packs = byLine[line]!;
  const causes: Cause[] = [];
  if (wishOf({ ...demand, capUnits: Infinity }, unitsPerPack) > packs)
    causes.push({ code: 'cap', capUnits: demand.capUnits });
  if (Math.min(demand.units, demand.capUnits) > packs * unitsPerPack)
    causes.push({ code: 'pack-rounding', unitsPerPack });
  return causes;
}

/** A limit of the line's own is a reason by itself only while supply is to be had; else both must be lifted. */
function limitReasons({ reach, supply }: Explainer, line: number, limits: Cause[]): Reason[] {
  const isSupplied = stocksOf(reach, line).some((stock) => reach.isSupplied[stock] === 1);
  if (isSupplied || findDonor(reach, line) >= 0) return limits.map((limit) => ({ causes: [limit] }));
  const scarce = supplyReasons(supply, line);
  if (scarce.length === 0) return limits.map((limit) => ({ causes: [limit] }));
  return limits.flatMap((limit) =>
    scarce.map(({ causes }) => ({ causes: [limit, ...causes.filter(({ code }) => code !== limit.code)] })),
  );
}

function scarcityReasons(explainer: Explainer, line: number): Reason[] {
  const { reach, supply } = explainer;
  const { items } = reach.plan;
  const causes = [...yieldsTo(reach, line), ...shutStocks(explainer, line)];
  const reasons = [...supplyReasons(supply, line), ...causes.map((cause) => ({ causes: [cause] }))];
  if (reasons.length > 0) return reasons;
  const hasAny = explainer.stocksByItem.has(items.lines[line]!.item);
  return hasAny ? allShut(explainer, line) : [{ causes: [{ code: 'no-supply' }] }];
}

/** Of the lines that could free a pack for this one and be better covered even so, the best covered; -1: none. */
function findDonor(reach: Reach, line: number): number {
  let best = levelOf(reach, line, reach.plan.byLine[line]!);
  let found = -1;
  for (const stock of stocksOf(reach, line)) {
    if (reach.donorLevel[stock]! <= best || reach.donor[stock] === line) continue;
    best = reach.donorLevel[stock]!;
    found = reach.donor[stock]!;
  }
  return found;
}

/** The better covered line keeps what it has by an earlier aim. */
function yieldsTo(reach: Reach, line: number): Cause[] {
  const donor = findDonor(reach, line);
  if (donor < 0) return [];
  const { items, aim } = reach.plan;
  const isEarlierClass = items.lines[donor]!.priority < items.lines[line]!.priority;
  if (aim[donor] === 'fair' && !isEarlierClass) return [];
  return [
    { code: 'yields-to', aim: aim[donor] === 'fair' ? 'priority' : aim[donor]!, line: items.lines[donor]!.index },
  ];
}

/** Stocks of the item that can't serve the line as things are, and would if they could. */
function shutStocks(explainer: Explainer, line: number): Cause[] {
  const { reach } = explainer;
  const { items, byLine } = reach.plan;
  const level = levelOf(reach, line, byLine[line]!);
  const isUseful = (stock: number): boolean =>
    reach.isSupplied[stock] === 1 || (reach.donor[stock] !== line && reach.donorLevel[stock]! > level);
  return shutCauses(explainer, line, (explainer.stocksByItem.get(items.lines[line]!.item) ?? []).filter(isUseful));
}

/** No stock is of use even then (fleets are full, too): names what shuts the line off all the same. */
function allShut(explainer: Explainer, line: number): Reason[] {
  const stocks = explainer.stocksByItem.get(explainer.reach.plan.items.lines[line]!.item)!;
  const causes = shutCauses(explainer, line, stocks);
  return causes.length === 0 ? [{ causes: [{ code: 'no-supply' }] }] : [{ causes }];
}

function shutCauses({ reach, lanesOf }: Explainer, line: number, stocks: readonly number[]): Cause[] {
  const { problem, plan } = reach;
  const demand = plan.items.lines[line]!;
  const lanes = lanesOf(demand.site);
  const causes: Cause[] = [];
  const named = new Set<number>();
  for (const stock of stocks) {
    const supply = plan.items.stocks[stock]!;
    const lane = lanes.find(({ source }) => source === supply.source);
    const code = whyShut(demand, lane, supply);
    if (code === null || named.has(supply.source) || causes.length === MOST_SHUT) continue;
    const source = problem.sources[supply.source]!.id;
    named.add(supply.source);
    if (code === 'override') causes.push({ code, units: demand.override!.units });
    else if (code === 'no-lane' || code === 'lane-closed') causes.push({ code, source });
    else causes.push({ code, source, supply: supply.index });
  }
  return causes;
}
