import type { AllocationProblem, Demand, Lane } from '../problem.ts';
import type { AllocationResult, Shipment } from '../result.ts';

/** A rule that a plan breaks, with the JSON path of where it shows in the result. */
export type Breach = { code: string; path: string; found: number; limit: number };

/**
 * Checks a plan against its problem by the rules as they are written in `problem.ts`, by plain sums over shipments and with
 * nothing of the solver's own arithmetic. Empty: the plan can be carried out. Give it problems without faults.
 */
export function verifyAllocation(problem: AllocationProblem, result: AllocationResult): Breach[] {
  const breaches: Breach[] = [];
  const broken = (code: string, path: string, found: number, limit: number) =>
    void breaches.push({ code, path, found, limit });
  if (result.lines.length !== problem.demands.length) {
    broken('line-count', '$.lines', result.lines.length, problem.demands.length);
    return breaches;
  }
  const arrived = problem.demands.map(() => 0);
  const taken = problem.supplies.map(() => 0);
  const grams = new Map<string, number>();
  const checkShipment = shipmentChecker(problem, broken);
  result.shipments.forEach((shipment, index) => {
    if (!checkShipment(shipment, `$.shipments[${index}]`)) return;
    arrived[shipment.demand]! += shipment.units;
    taken[shipment.supply]! += shipment.units;
    const { gramsPerUnit = 1 } = problem.items.find(({ id }) => id === shipment.item)!;
    grams.set(shipment.source, (grams.get(shipment.source) ?? 0) + shipment.units * gramsPerUnit);
  });
  problem.supplies.forEach(({ units }, index) => {
    if (taken[index]! > units) broken('supply-exceeded', `$.supplies[${index}]`, taken[index]!, units);
  });
  problem.sources.forEach(({ id, fleetGrams = Infinity }, index) => {
    if ((grams.get(id) ?? 0) > fleetGrams) broken('fleet-exceeded', `$.sources[${index}]`, grams.get(id)!, fleetGrams);
  });
  problem.demands.forEach((demand, index) => {
    const { allottedUnits } = result.lines[index]!;
    const path = `$.lines[${index}].allottedUnits`;
    if (arrived[index] !== allottedUnits) broken('line-sum', path, allottedUnits, arrived[index]!);
    const most = mostFor(problem, demand);
    if (allottedUnits > most) broken('more-than-allowed', path, allottedUnits, most);
  });
  return breaches;
}

type Report = (code: string, path: string, found: number, limit: number) => void;

/** True when the shipment refers to entries that belong together; every other breach is reported and it still counts. */
function shipmentChecker(problem: AllocationProblem, broken: Report): (shipment: Shipment, path: string) => boolean {
  const lanes = new Map(problem.lanes?.map((lane) => [`${lane.source}\n${lane.site}`, lane]));
  const packs = new Map(problem.items.map(({ id, unitsPerPack = 1 }) => [id, unitsPerPack]));
  const overrides = new Map(
    problem.overrides?.map((each) => [`${each.site}\n${each.item}\n${each.period ?? 0}`, each]),
  );
  return ({ source, site, item, supply, demand, units }, path) => {
    const from = problem.supplies[supply];
    const to = problem.demands[demand];
    const belongs = from?.source === source && from.item === item && to?.site === site && to.item === item;
    if (!belongs) {
      broken('mismatched-shipment', path, supply, demand);
      return false;
    }
    const pack = packs.get(item) ?? 1;
    if (!(units > 0) || units % pack !== 0) broken('broken-pack', `${path}.units`, units, pack);
    const lane: Lane | undefined = problem.lanes ? lanes.get(`${source}\n${site}`) : { source, site };
    if (!lane || lane.closed) broken('closed-lane', path, supply, demand);
    const { period = 0 } = to;
    const arrives = (from.fromPeriod ?? 0) + (lane?.transitPeriods ?? 0);
    if (arrives > period) broken('too-late', path, arrives, period);
    if ((from.untilPeriod ?? Infinity) < period) broken('expired', path, period, from.untilPeriod!);
    const override = overrides.get(`${site}\n${item}\n${period}`);
    if (override?.source !== undefined && override.source !== source) broken('wrong-source', path, supply, demand);
    return true;
  };
}

/** Most units that a demand may get: its override; else what it asks for, or the pack that saves it from running dry. */
function mostFor({ items, overrides = [] }: AllocationProblem, demand: Demand): number {
  const { site, item, period = 0, units, criticalUnits = 0, capUnits = Infinity } = demand;
  const override = overrides.find((each) => each.site === site && each.item === item && (each.period ?? 0) === period);
  if (override) return override.units;
  const { unitsPerPack = 1 } = items.find(({ id }) => id === item)!;
  const saved = unitsPerPack * Math.ceil(Math.min(criticalUnits, units) / unitsPerPack);
  return Math.min(capUnits, Math.max(units, saved));
}
