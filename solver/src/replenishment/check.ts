import { checkCrew } from './check-crew.ts';
import { checkShifts, traceShift, type TracedShift } from './check-shifts.ts';
import { checkTanks } from './check-tanks.ts';
import { cautious, type Plan, type Problem, type Quantiles } from './problem.ts';

/**
 * Rules by the codes of the ROADEF/EURO challenge 2016 (rules document and checker of the challenge, version 2), and our
 * own for what the challenge doesn't have: SHAPE (not a plan at all), SRC01 (more loaded than the plant has), FRZ01
 * (a frozen shift was changed), NOW01 (a new shift starts in the past).
 */
export type Rule =
  | 'LAY02'
  | 'LAY03'
  | 'SHI02'
  | 'SHI03'
  | 'SHI04'
  | 'SHI05'
  | 'SHI06'
  | 'SHI07'
  | 'SHI11'
  | 'SHI16'
  | 'DYN01'
  | 'DRI01'
  | 'DRI03'
  | 'DRI08'
  | 'TL01'
  | 'TL03'
  | 'QS01'
  | 'QS02'
  | 'QS03'
  | 'SHAPE'
  | 'SRC01'
  | 'FRZ01'
  | 'NOW01';

/** One broken rule: where in the plan (positions from 0), which point it is about, and when. */
export type RuleFault = {
  rule: Rule;
  shift?: number;
  operation?: number;
  point?: number;
  minute?: number;
  message: string;
};

export type Verdict = {
  valid: boolean;
  faults: RuleFault[];
  /** Delivered to customers. */
  quantityKg: number;
  cost: number;
  distanceCost: number;
  timeCost: number;
  layoverCost: number;
  /** Cost of a delivered kilogram; NaN when nothing was delivered. */
  logisticRatio: number;
  shifts: number;
  operations: number;
};

/** Tolerance of quantities, kilograms. */
export const TOLERANCE_KG = 1e-6;

/**
 * Judges a plan by all rules, independently of the solver's arithmetic. Reports each broken rule once an operation, shift
 * or tank step. Shifts must stand in the order of their start.
 */
export function checkSolution(problem: Problem, plan: Plan, quantiles: Quantiles = cautious): Verdict {
  const faults: RuleFault[] = [];
  const shaped = checkShape(problem, plan, faults);
  const traced = shaped ? plan.shifts.map((shift) => traceShift(problem, shift)) : [];
  if (shaped) {
    checkShifts(problem, traced, faults);
    checkCrew(problem, traced, faults);
    checkTanks(problem, traced, quantiles, faults);
  }
  return { valid: faults.length === 0, faults, ...costsOf(problem, traced) };
}

/** What would make the other rules meaningless: no operations, points or minutes that don't exist, numbers that aren't. */
function checkShape(problem: Problem, plan: Plan, faults: RuleFault[]): boolean {
  const points = 1 + problem.sources.length + problem.customers.length;
  const end = problem.steps * problem.stepMinutes;
  const report = (message: string, shift: number, operation?: number) =>
    faults.push({ rule: 'SHAPE', shift, ...(operation === undefined ? {} : { operation }), message });
  for (const [at, { driver, trailer, startMinute, operations }] of plan.shifts.entries()) {
    if (!problem.drivers[driver]) report(`there is no driver ${driver}`, at);
    if (!problem.trailers[trailer]) report(`there is no trailer ${trailer}`, at);
    if (!Number.isInteger(startMinute) || startMinute < 0) report(`starts at ${startMinute}`, at);
    if (operations.length === 0) report('has no operation', at);
    for (const [each, { point, arrivalMinute, quantityKg }] of operations.entries()) {
      if (!Number.isInteger(point) || point <= 0 || point >= points) {
        faults.push({
          rule: 'SHI03',
          shift: at,
          operation: each,
          point,
          message: `point ${point} is no source or customer`,
        });
      }
      if (!Number.isInteger(arrivalMinute) || arrivalMinute < 0 || arrivalMinute >= end)
        report(`arrives at ${arrivalMinute}, outside the horizon of ${end} minutes`, at, each);
      if (!Number.isFinite(quantityKg)) report(`quantity is ${quantityKg}`, at, each);
    }
  }
  return faults.length === 0;
}

function costsOf(problem: Problem, traced: readonly TracedShift[]): Omit<Verdict, 'valid' | 'faults'> {
  let [quantityKg, distanceCost, timeCost, layoverCost, operations] = [0, 0, 0, 0, 0];
  const firstCustomer = 1 + problem.sources.length;
  for (const { shift, distanceKm, layovers, endMinute } of traced) {
    const driver = problem.drivers[shift.driver]!;
    distanceCost += distanceKm * problem.trailers[shift.trailer]!.costPerKm;
    timeCost += (endMinute - shift.startMinute - layovers * driver.layoverMinutes) * driver.costPerMinute;
    layoverCost += layovers * driver.layoverCost;
    operations += shift.operations.length;
    for (const { point, quantityKg: delivered } of shift.operations)
      if (point >= firstCustomer) quantityKg += delivered;
  }
  const cost = distanceCost + timeCost + layoverCost;
  const logisticRatio = quantityKg > 0 ? cost / quantityKg : Number.NaN;
  return { quantityKg, cost, distanceCost, timeCost, layoverCost, logisticRatio, shifts: traced.length, operations };
}
