import type { AllocationProblem, Demand, Lane, Override } from '../problem.ts';
import type { AllocationResult } from '../result.ts';

/** A pack's place in the order in which packs are handed out: aim, then level before it; and the line that it belongs to. */
type Turn = readonly [aim: number, level: number, line: number];

/** A pack that should have gone to another line: `to` has less than `from` by the aims, and could have it (-1: it lies idle). */
export type Unevenness = { to: number; from: number };

const NEAR = 1e-9;
const IDLE: Turn = [Infinity, 0, -1];

/**
 * Looks for a pack that could move, directly or along a chain of lines that change suppliers, to a line that comes before its
 * holder by the aims. None: the plan is the lexicographic optimum (an integral polymatroid has no other local optima). For
 * problems whose fleets have no limits; works from the shipments alone.
 */
export function findUnevenness(problem: AllocationProblem, result: AllocationResult): Unevenness[] {
  const known = lookUp(problem);
  const packs = result.lines.map(({ item, allottedUnits }) => allottedUnits / known.packs.get(item)!);
  const suppliers = suppliersOf(problem, known);
  const obtainable = idleStock(problem, result, known);
  const held = result.shipments.map(({ supply, demand }) => ({ supply, demand }));
  for (let grew = true; grew;) {
    grew = false;
    for (const { supply, demand } of held) {
      let best = turnOf(known, problem.demands[demand]!, demand, packs[demand]!);
      for (const other of suppliers[demand]!) if (isBefore(best, obtainable[other]!)) best = obtainable[other]!;
      if (!isBefore(obtainable[supply]!, best)) continue;
      obtainable[supply] = best;
      grew = true;
    }
  }
  return problem.demands.flatMap((demand, line) => {
    if (packs[line]! >= mostPacks(known, demand)) return [];
    const next = turnOf(known, demand, line, packs[line]! + 1);
    const better = suppliers[line]!.find((supply) => isBefore(next, obtainable[supply]!));
    return better === undefined ? [] : [{ to: line, from: obtainable[better]![2] }];
  });
}

function isBefore(one: Turn, other: Turn): boolean {
  if (one[0] !== other[0]) return one[0] < other[0];
  if (one[0] === Infinity) return false;
  return other[1] - one[1] > NEAR * Math.max(1, Math.abs(one[1]));
}

type Known = { packs: Map<string, number>; weights: Map<string, number>; overrides: Map<string, Override> };

function lookUp({ items, sites, overrides = [] }: AllocationProblem): Known {
  return {
    packs: new Map(items.map(({ id, unitsPerPack = 1 }) => [id, unitsPerPack])),
    weights: new Map(sites.map(({ id, weight = 1 }) => [id, weight])),
    overrides: new Map(overrides.map((each) => [keyOf(each), each])),
  };
}

function keyOf({ site, item, period = 0 }: { site: string; item: string; period?: number }): string {
  return `${site}\n${item}\n${period}`;
}

/** Per supply: the turn of what lies idle there, or of nothing. */
function idleStock({ supplies }: AllocationProblem, { shipments }: AllocationResult, { packs }: Known): Turn[] {
  const left = supplies.map(({ units }) => units);
  for (const { supply, units } of shipments) left[supply]! -= units;
  return left.map((units, supply) => (units >= packs.get(supplies[supply]!.item)! ? IDLE : [-1, 0, -1]));
}

/** Per demand: the supplies that may serve it. */
function suppliersOf({ demands, supplies, lanes }: AllocationProblem, { overrides }: Known): number[][] {
  const open = new Map(lanes?.filter(({ closed }) => !closed).map((lane) => [`${lane.source}\n${lane.site}`, lane]));
  const byItem = new Map<string, number[]>();
  supplies.forEach(({ item }, index) => byItem.set(item, [...(byItem.get(item) ?? []), index]));
  return demands.map((demand) => {
    const { site, item, period = 0 } = demand;
    const fixed = overrides.get(keyOf(demand));
    return (byItem.get(item) ?? []).filter((index) => {
      const { source, fromPeriod = 0, untilPeriod = Infinity } = supplies[index]!;
      const lane: Lane | undefined = lanes ? open.get(`${source}\n${site}`) : { source, site };
      if (!lane || (fixed?.source !== undefined && fixed.source !== source)) return false;
      return fromPeriod + (lane.transitPeriods ?? 0) <= period && period <= untilPeriod;
    });
  });
}

/** The turn of a line's pack number `pack`, counted from 1. */
function turnOf(known: Known, demand: Demand, line: number, pack: number): Turn {
  const size = known.packs.get(demand.item)!;
  const { units, criticalUnits = 0, floorUnits = 0, onHandUnits = 0, weight = 1, priority = 0 } = demand;
  const fixed = known.overrides.get(keyOf(demand));
  if (fixed) return [0, (pack - 1) / Math.max(1, fixed.units / size), line];
  const critical = Math.ceil(Math.min(criticalUnits, units) / size);
  const before = (pack - 1) * size;
  if (pack <= critical) return [1, (before + onHandUnits) / (Math.min(criticalUnits, units) + onHandUnits), line];
  const floor = Math.min(mostPacks(known, demand), Math.ceil(Math.min(floorUnits, units) / size));
  if (pack <= floor) return [2, (pack - 1) / floor, line];
  const share = weight * known.weights.get(demand.site)!;
  return [3 + priority, (before + onHandUnits) / (share * (units + onHandUnits)), line];
}

function mostPacks(known: Known, demand: Demand): number {
  const size = known.packs.get(demand.item)!;
  const fixed = known.overrides.get(keyOf(demand));
  if (fixed) return fixed.units / size;
  const { units, criticalUnits = 0, capUnits = Infinity } = demand;
  const asked = Math.max(Math.floor(units / size), Math.ceil(Math.min(criticalUnits, units) / size));
  return Math.min(asked, Math.floor(capUnits / size));
}
