import type { CheckedDemand, CheckedLane, CheckedProblem, CheckedSupply } from '../check/checked.ts';
import type { Pool } from '../even/index.ts';

/**
 * Some items of a problem as a pool. Without fleets each item is a pool of its own, in packs. Where fleets tie items together they
 * all share one pool, in grams. `unit` is what one pack of the line's or stock's item comes to in pool units.
 */
export type ItemPool = {
  pool: Pool;
  stocks: CheckedSupply[];
  lines: CheckedDemand[];
  /** Per line: size of a pack in the item's base units, and in pool units. */
  packUnits: Float64Array;
  unit: Float64Array;
  /** Per stock, in pool units. */
  stockUnit: Float64Array;
  /** Per lane: fen per pool unit. */
  laneCost: Float64Array;
  /** Per fleet: its source. */
  fleetSource: Int32Array;
};

/** One pool per item, without fleets. */
export function poolsByItem(problem: CheckedProblem): ItemPool[] {
  const lines = groupBy(problem.demands, problem.items.length, ({ item }) => item);
  const stocks = groupBy(problem.supplies, problem.items.length, ({ item }) => item);
  return problem.items.map((_, item) => buildPool(problem, stocks[item]!, lines[item]!, false));
}

/** All items in one pool, with fleets. */
export function poolOfAll(problem: CheckedProblem): ItemPool {
  return buildPool(problem, problem.supplies, problem.demands, true);
}

function groupBy<Entry>(entries: readonly Entry[], count: number, groupOf: (entry: Entry) => number): Entry[][] {
  const groups: Entry[][] = Array.from({ length: count }, () => []);
  for (const entry of entries) groups[groupOf(entry)]!.push(entry);
  return groups;
}

function buildPool(
  problem: CheckedProblem,
  supplies: readonly CheckedSupply[],
  lines: CheckedDemand[],
  withFleets: boolean,
): ItemPool {
  const { items } = problem;
  const stocks = supplies.filter(({ item, units }) => units >= items[item]!.unitsPerPack);
  const unitOf = ({ item }: { item: number }): number =>
    withFleets ? items[item]!.unitsPerPack * items[item]!.gramsPerUnit : 1;
  const fleetSource = withFleets
    ? problem.sources.flatMap(({ fleetGrams }, at) => (fleetGrams < Infinity ? [at] : []))
    : [];
  const lanes = lanesOf(problem, stocks, lines, withFleets);
  const pool: Pool = {
    stockUnits: Float64Array.from(stocks, (stock) => packsOf(problem, stock) * unitOf(stock)),
    stockFleet: Int32Array.from(stocks, ({ source }) => fleetSource.indexOf(source)),
    fleetUnits: Float64Array.from(fleetSource, (source) => problem.sources[source]!.fleetGrams),
    laneStart: lanes.laneStart,
    lanes: Int32Array.from(lanes.stocks),
  };
  return {
    pool,
    stocks,
    lines,
    packUnits: Float64Array.from(lines, ({ item }) => items[item]!.unitsPerPack),
    unit: Float64Array.from(lines, unitOf),
    stockUnit: Float64Array.from(stocks, unitOf),
    laneCost: Float64Array.from(lanes.costs),
    fleetSource: Int32Array.from(fleetSource),
  };
}

function packsOf({ items }: CheckedProblem, { item, units }: CheckedSupply): number {
  return Math.floor(units / items[item]!.unitsPerPack);
}

type LaneLists = { laneStart: Int32Array; stocks: number[]; costs: number[] };

function lanesOf(
  problem: CheckedProblem,
  stocks: readonly CheckedSupply[],
  lines: readonly CheckedDemand[],
  inGrams: boolean,
): LaneLists {
  const lists: LaneLists = { laneStart: new Int32Array(lines.length + 1), stocks: [], costs: [] };
  const bySource = new Map<number, number[]>();
  stocks.forEach(({ source, item }, stock) => {
    const key = source * problem.items.length + item;
    const known = bySource.get(key);
    if (known) known.push(stock);
    else bySource.set(key, [stock]);
  });
  const open = problem.lanes === null ? openLanes(problem) : null;
  lines.forEach((line, index) => {
    const { gramsPerUnit, unitsPerPack } = problem.items[line.item]!;
    const tonnes = (inGrams ? 1 : gramsPerUnit * unitsPerPack) / 1e6;
    for (const lane of line.units === 0 && !line.override ? [] : (open ?? problem.lanes![line.site]!)) {
      for (const stock of bySource.get(lane.source * problem.items.length + line.item) ?? []) {
        if (!isOpen(line, lane, stocks[stock]!)) continue;
        lists.stocks.push(stock);
        lists.costs.push(lane.costPerTonne * tonnes);
      }
    }
    lists.laneStart[index + 1] = lists.stocks.length;
  });
  return lists;
}

/** Lanes from every source: what a problem without lanes means. */
export function openLanes({ sources }: CheckedProblem): CheckedLane[] {
  return sources.map((_, source) => ({ source, costPerTonne: 0, transitPeriods: 0, closed: false }));
}

export type Shut = 'no-lane' | 'lane-closed' | 'too-late' | 'expired' | 'other-source';

/** All that keeps a stock of the item from serving a line; empty when it can. */
export function whyShut(
  { period, override }: CheckedDemand,
  lane: CheckedLane | undefined,
  { source, fromPeriod, untilPeriod }: CheckedSupply,
): Shut[] {
  const why: Shut[] = [];
  if (lane === undefined) why.push('no-lane');
  else if (lane.closed) why.push('lane-closed');
  if (override && override.source >= 0 && override.source !== source) why.push('other-source');
  if (fromPeriod + (lane?.transitPeriods ?? 0) > period) why.push('too-late');
  if (untilPeriod < period) why.push('expired');
  return why;
}

function isOpen({ period, override }: CheckedDemand, lane: CheckedLane, supply: CheckedSupply): boolean {
  if (lane.closed || (override && override.source >= 0 && override.source !== supply.source)) return false;
  return supply.fromPeriod + lane.transitPeriods <= period && period <= supply.untilPeriod;
}
