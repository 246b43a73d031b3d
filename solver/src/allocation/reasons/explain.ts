import type { CheckedLane, CheckedProblem } from '../check/checked.ts';
import { overridePacks, wishedPacks, wishOf } from '../plan/aims.ts';
import { openLanes, whyShut } from '../plan/build-pool.ts';
import type { PoolPlan } from '../plan/pool-plan.ts';
import type { Cause, Reason } from '../result.ts';
import { comesBefore, levelOf, type Reach, reachOf } from './reach.ts';
import { causesAround, openSupplyReasons, stocksOf, type SupplyReasons, supplyReasons } from './supply-reasons.ts';

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
    return limitReasons(explainer, line, [[{ code: 'override', units }]]);
  }
  if (!demand.override && packs >= wishedPacks(items, line)) {
    return limitReasons(explainer, line, ownLimits(explainer, line));
  }
  return scarcityReasons(explainer, line);
}

/** What holds a line back that has all that it may have: rationing, that only whole packs leave, or the two together. */
function ownLimits({ reach }: Explainer, line: number): Cause[][] {
  const { items, byLine } = reach.plan;
  const demand = items.lines[line]!;
  const unitsPerPack = items.packUnits[line]!;
  const packs = byLine[line]!;
  const cap: Cause = { code: 'cap', capUnits: demand.capUnits };
  const rounding: Cause = { code: 'pack-rounding', unitsPerPack };
  const limits: Cause[][] = [];
  if (wishOf({ ...demand, capUnits: Infinity }, unitsPerPack) > packs) limits.push([cap]);
  if (Math.min(demand.units, demand.capUnits) > packs * unitsPerPack) limits.push([rounding]);
  return limits.length > 0 ? limits : [[cap, rounding]];
}

/** A limit of the line's own is a reason by itself only while supply is to be had; else more must be lifted with it. */
function limitReasons(explainer: Explainer, line: number, limits: Cause[][]): Reason[] {
  if (canGetMore(explainer.reach, line)) return limits.map((causes) => ({ causes }));
  const scarce = scarcityReasons(explainer, line).filter(({ causes }) => causes[0]!.code !== 'yields-to');
  return limits.flatMap((limit) =>
    scarce.map(({ causes }) => ({
      causes: [...limit, ...causes.filter(({ code }) => limit.every((own) => own.code !== code))],
    })),
  );
}

/** Something is left, or would be taken from a line that comes later. */
function canGetMore(reach: Reach, line: number): boolean {
  return stocksOf(reach, line).some((stock) => reach.isSupplied[stock] === 1 || comesBefore(reach, line, stock));
}

function scarcityReasons(explainer: Explainer, line: number): Reason[] {
  const { reach, supply } = explainer;
  const reasons = [...supplyReasons(supply, line), ...yieldsTo(reach, line), ...shutReasons(explainer, line)];
  return reasons.length > 0 ? reasons : [lastReason(explainer, line)];
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
function yieldsTo(reach: Reach, line: number): Reason[] {
  const donor = findDonor(reach, line);
  if (donor < 0) return [];
  const { items, aim } = reach.plan;
  const isEarlierClass = items.lines[donor]!.priority < items.lines[line]!.priority;
  if (aim[donor] === 'fair' && !isEarlierClass) return [];
  const named = aim[donor] === 'fair' ? 'priority' : aim[donor]!;
  return [{ causes: [{ code: 'yields-to', aim: named, line: items.lines[donor]!.index }] }];
}

/** Stocks of the item that can't serve the line as things are, and would if they could: one reason a source. */
function shutReasons(explainer: Explainer, line: number): Reason[] {
  const { reach, stocksByItem } = explainer;
  const { items } = reach.plan;
  const reasons: Reason[] = [];
  const named = new Set<number>();
  for (const stock of stocksByItem.get(items.lines[line]!.item) ?? []) {
    const { source } = items.stocks[stock]!;
    const isOfUse = reach.isSupplied[stock] === 1 || comesBefore(reach, line, stock);
    if (!isOfUse || named.has(source) || reasons.length === MOST_SHUT) continue;
    const causes = shutCauses(explainer, line, stock);
    if (causes.length === 0) continue;
    named.add(source);
    reasons.push({ causes });
  }
  return reasons;
}

/** Nothing helps by itself: takes one stock of the item, with all that is in the way there. */
function lastReason(explainer: Explainer, line: number): Reason {
  const { reach, supply, stocksByItem } = explainer;
  for (const stock of stocksByItem.get(reach.plan.items.lines[line]!.item) ?? []) {
    const causes = shutCauses(explainer, line, stock);
    if (causes.length > 0) return { causes: [...causes, ...(causesAround(supply, stock)[0]?.causes ?? [])] };
  }
  return { causes: [{ code: 'no-supply' }] };
}

/** What keeps a stock from serving a line; empty when it may, or when an override wants another source. */
function shutCauses({ reach, lanesOf }: Explainer, line: number, stock: number): Cause[] {
  const { problem, plan } = reach;
  const demand = plan.items.lines[line]!;
  const supply = plan.items.stocks[stock]!;
  const lane = lanesOf(demand.site).find(({ source }) => source === supply.source);
  const why = whyShut(demand, lane, supply);
  const source = problem.sources[supply.source]!.id;
  return why.flatMap((code): Cause[] => {
    if (code === 'other-source' || why.includes('other-source')) return [];
    return code === 'no-lane' || code === 'lane-closed' ? [{ code, source }] : [{ code, source, supply: supply.index }];
  });
}
