import type { RuleFault } from './check.ts';
import { TOLERANCE_KG } from './check.ts';
import type { TracedShift } from './check-shifts.ts';
import { consumptionAt, type Customer, type Problem, type Quantiles } from './problem.ts';

/** Tanks step by step, orders, and the output of scarce sources. */
export function checkTanks(
  problem: Problem,
  traced: readonly TracedShift[],
  quantiles: Quantiles,
  faults: RuleFault[],
): void {
  const { sources, customers, steps, stepMinutes } = problem;
  const received = new Map<number, Float64Array>();
  for (const { shift } of traced)
    for (const { point, arrivalMinute, quantityKg } of shift.operations) {
      if (!received.has(point)) received.set(point, new Float64Array(steps));
      received.get(point)![Math.floor(arrivalMinute / stepMinutes)]! += quantityKg;
    }
  for (const [at, source] of sources.entries()) {
    const loaded = received.get(1 + at);
    if (source.outputKg && loaded)
      checkSource(source.outputKg, source.initialKg ?? 0, loaded, 1 + at, stepMinutes, faults);
  }
  for (const [at, customer] of customers.entries()) {
    const point = 1 + sources.length + at;
    if (customer.orders) checkOrders(problem, customer, point, traced, faults);
    else checkTank(customer, received.get(point) ?? new Float64Array(steps), quantiles, { point, stepMinutes }, faults);
  }
}

/** DYN01: the level stays between the dead stock and the capacity; QS02: and at or above the safety level. */
function checkTank(
  customer: Customer,
  received: Float64Array,
  quantiles: Quantiles,
  { point, stepMinutes }: { point: number; stepMinutes: number },
  faults: RuleFault[],
): void {
  const bottomKg = customer.deadStockKg ?? 0;
  let [low, high] = [customer.initialKg, customer.initialKg];
  for (const [step, deliveredKg] of received.entries()) {
    low += deliveredKg - consumptionAt(customer.consumption, step, quantiles.shortage);
    high += deliveredKg - consumptionAt(customer.consumption, step, quantiles.overfill);
    const where = { point, minute: step * stepMinutes };
    if (low < bottomKg - TOLERANCE_KG)
      faults.push({
        rule: 'DYN01',
        ...where,
        message: `step ${step}: ${low} kg in the tank of point ${point}, ${bottomKg} kg can't be used`,
      });
    if (high > customer.capacityKg + TOLERANCE_KG)
      faults.push({
        rule: 'DYN01',
        ...where,
        message: `step ${step}: ${high} kg in the tank of point ${point}, capacity ${customer.capacityKg} kg`,
      });
    if (low < customer.safetyKg - TOLERANCE_KG)
      faults.push({
        rule: 'QS02',
        ...where,
        message: `step ${step}: ${low} kg in the tank of point ${point}, safety level ${customer.safetyKg} kg`,
      });
  }
}

/** QS01: what arrives inside an order's window adds up to it, within its tolerance. */
function checkOrders(
  problem: Problem,
  customer: Customer,
  point: number,
  traced: readonly TracedShift[],
  faults: RuleFault[],
): void {
  const visits = traced.flatMap(({ shift }) => shift.operations.filter((operation) => operation.point === point));
  for (const [at, { earliestMinute, latestMinute, minimumKg, maximumKg }] of customer.orders!.entries()) {
    if (latestMinute > problem.steps * problem.stepMinutes) continue;
    const inside = visits.filter(
      ({ arrivalMinute }) => earliestMinute <= arrivalMinute && arrivalMinute <= latestMinute,
    );
    const deliveredKg = inside.reduce((sum, { quantityKg }) => sum + quantityKg, 0);
    if (deliveredKg < minimumKg - TOLERANCE_KG || deliveredKg > maximumKg + TOLERANCE_KG)
      faults.push({
        rule: 'QS01',
        point,
        minute: latestMinute,
        message: `order ${at} of point ${point}: ${deliveredKg} kg, wanted ${minimumKg} to ${maximumKg} kg`,
      });
  }
}

/** SRC01: by the end of each step no more was loaded than the plant had. */
function checkSource(
  outputKg: ArrayLike<number>,
  initialKg: number,
  loaded: Float64Array,
  point: number,
  stepMinutes: number,
  faults: RuleFault[],
): void {
  let stockKg = initialKg;
  for (const [step, quantityKg] of loaded.entries()) {
    stockKg += outputKg[step]! + quantityKg;
    if (stockKg < -TOLERANCE_KG && quantityKg < 0)
      faults.push({
        rule: 'SRC01',
        point,
        minute: step * stepMinutes,
        message: `step ${step}: ${-stockKg} kg more loaded than source ${point} has`,
      });
  }
}
