import { checkProblem } from './check/check.ts';
import type { CheckedDemand, CheckedProblem } from './check/checked.ts';
import { type PoolPlan, planPools } from './plan/pool-plan.ts';
import type { AllocationOptions, AllocationProblem } from './problem.ts';
import { explainPool } from './reasons/explain.ts';
import { groupsOf } from './reasons/groups.ts';
import type { AllocationLine, AllocationResult, AllocationSummary, OverrideEffect, Shipment } from './result.ts';

/**
 * Shares scarce supply out over needs. Aims, each served before the next: what people have decided (overrides); nobody
 * life-critical runs dry; floors; coverage as even as can be, by weight and class (lexicographic max–min); what expires first is
 * used first; least cost. Exact in whole packs; where fleet limits bind over several items, exact in grams and then rounded to
 * packs. Never throws on input of any shape: faults are named, and what is sound is planned.
 */
export function allocate(given: AllocationProblem, options: AllocationOptions = {}): AllocationResult {
  const { problem, faults } = checkProblem(given);
  const plans = planPools(problem);
  const lines = emptyLines(problem, given);
  const groups: number[][] = [];
  for (const plan of plans) writeLines(lines, groups, problem, plan, options.explain ?? true);
  const shipments = plans.flatMap((plan) => shipmentsOf(problem, plan));
  return {
    faults,
    lines,
    shipments,
    groups,
    overrideEffects: effectsOf(problem, plans),
    summary: summarise(lines, plans),
  };
}

/** Lines that get nothing and are at fault: what is left of those that no pool fills in. */
function emptyLines(problem: CheckedProblem, given: AllocationProblem): AllocationLine[] {
  return Array.from({ length: problem.demandCount }, (_, index) => {
    const demand = given.demands[index] as Partial<AllocationLine> | null;
    return {
      site: typeof demand?.site === 'string' ? demand.site : '',
      item: typeof demand?.item === 'string' ? demand.item : '',
      period: 0,
      requestedUnits: 0,
      allottedUnits: 0,
      coverage: 0,
      criticalShortUnits: 0,
      floorShortUnits: 0,
      reasons: [{ causes: [{ code: 'faulty' as const }] }],
      group: -1,
    };
  });
}

function writeLines(
  lines: AllocationLine[],
  groups: number[][],
  problem: CheckedProblem,
  plan: PoolPlan,
  explain: boolean,
): void {
  const reasons = explain ? explainPool(problem, plan) : [];
  const numbers = new Map<number, number>();
  const groupOfLine = groupsOf(plan);
  plan.items.lines.forEach((demand, line) => {
    const units = plan.byLine[line]! * plan.items.packUnits[line]!;
    const own = groupOfLine[line]!;
    if (own >= 0 && !numbers.has(own)) numbers.set(own, groups.push([]) - 1);
    const group = own < 0 ? -1 : numbers.get(own)!;
    if (group >= 0) groups[group]!.push(demand.index);
    lines[demand.index] = { ...lineOf(problem, demand, units), reasons: reasons[line] ?? [], group };
  });
}

function lineOf(
  problem: CheckedProblem,
  demand: CheckedDemand,
  allotted: number,
): Omit<AllocationLine, 'reasons' | 'group'> {
  const { units, criticalUnits, floorUnits, onHandUnits } = demand;
  const whole = onHandUnits + units;
  return {
    site: problem.sites[demand.site]!.id,
    item: problem.items[demand.item]!.id,
    period: demand.period,
    requestedUnits: units,
    allottedUnits: allotted,
    coverage: whole === 0 ? 1 : Math.min(1, (onHandUnits + allotted) / whole),
    criticalShortUnits: Math.max(0, Math.min(criticalUnits, units) - allotted),
    floorShortUnits: Math.max(0, Math.min(floorUnits, units) - allotted),
  };
}

function shipmentsOf(problem: CheckedProblem, { items, byLane }: PoolPlan): Shipment[] {
  const shipments: Shipment[] = [];
  items.lines.forEach((demand, line) => {
    for (let lane = items.pool.laneStart[line]!; lane < items.pool.laneStart[line + 1]!; lane += 1) {
      if (byLane[lane] === 0) continue;
      const stock = items.stocks[items.pool.lanes[lane]!]!;
      const transit = problem.lanes?.[demand.site]!.find(({ source }) => source === stock.source)?.transitPeriods ?? 0;
      shipments.push({
        source: problem.sources[stock.source]!.id,
        site: problem.sites[demand.site]!.id,
        item: problem.items[demand.item]!.id,
        lot: stock.lot,
        supply: stock.index,
        demand: demand.index,
        latestPeriod: demand.period - transit,
        units: byLane[lane]! * items.packUnits[line]!,
      });
    }
  });
  return shipments;
}

/** Plans once more as if nobody had overridden anything, and names the lines that come out otherwise. */
function effectsOf(problem: CheckedProblem, plans: readonly PoolPlan[]): OverrideEffect[] {
  if (problem.demands.every(({ override }) => override === null)) return [];
  const free = { ...problem, demands: problem.demands.map((demand) => ({ ...demand, override: null })) };
  const without = unitsByLine(planPools(free), problem.demandCount);
  const given = unitsByLine(plans, problem.demandCount);
  return Array.from(given.keys())
    .filter((line) => given[line] !== without[line])
    .map((line) => ({ line, unitsWithout: without[line]!, unitsWith: given[line]! }));
}

function unitsByLine(plans: readonly PoolPlan[], count: number): Float64Array {
  const units = new Float64Array(count);
  for (const { items, byLine } of plans) {
    items.lines.forEach(({ index }, line) => (units[index] = byLine[line]! * items.packUnits[line]!));
  }
  return units;
}

function summarise(lines: readonly AllocationLine[], plans: readonly PoolPlan[]): AllocationSummary {
  const summary: AllocationSummary = {
    requestedUnits: 0,
    allottedUnits: 0,
    criticalLinesShort: 0,
    lowestCoverage: 1,
    costFen: 0,
  };
  for (const { requestedUnits, allottedUnits, criticalShortUnits, coverage } of lines) {
    summary.requestedUnits += requestedUnits;
    summary.allottedUnits += allottedUnits;
    if (criticalShortUnits > 0) summary.criticalLinesShort += 1;
    if (requestedUnits > 0) summary.lowestCoverage = Math.min(summary.lowestCoverage, coverage);
  }
  for (const { items, byLane } of plans) {
    for (let lane = 0; lane < byLane.length; lane += 1) {
      summary.costFen += byLane[lane]! * items.stockUnit[items.pool.lanes[lane]!]! * items.laneCost[lane]!;
    }
  }
  return summary;
}
