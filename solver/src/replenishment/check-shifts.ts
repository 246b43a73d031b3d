import type { RuleFault } from './check.ts';
import { TOLERANCE_KG } from './check.ts';
import type { Customer, Operation, Problem, Shift, Source } from './problem.ts';

/** A shift with what follows from it: departures, layovers, driving since the last layover, distance and end. */
export type TracedShift = {
  shift: Shift;
  legs: Leg[];
  endMinute: number;
  distanceKm: number;
  layovers: number;
};

/** The way to one operation, or the way back to the base (no operation). */
type Leg = {
  operation: Operation | undefined;
  travelMinutes: number;
  departureMinute: number;
  layover: boolean;
  /** Driven since the start or the last layover, before the layover of this leg if it has one. */
  drivenBefore: number;
  /** Driven since the start or the last layover, on arrival. */
  drivenAfter: number;
};

/**
 * Follows a shift. A layover isn't written down in a plan: a pause of at least its length on the way is one; and one is
 * put on the way home where the driving would be too long and the shift has none yet. The driver drives as far as
 * allowed before it.
 */
export function traceShift(problem: Problem, shift: Shift): TracedShift {
  const driver = problem.drivers[shift.driver]!;
  const legs: Leg[] = [];
  let [place, minute, driven, distanceKm] = [0, shift.startMinute, 0, 0];
  for (const operation of [...shift.operations, undefined]) {
    const next = operation?.point ?? 0;
    const travelMinutes = problem.travelMinutes[place]![next]!;
    const homeTooFar =
      !operation && driven + travelMinutes > driver.longestDrivingMinutes && legs.every((leg) => !leg.layover);
    const layover = operation ? operation.arrivalMinute - minute >= driver.layoverMinutes + travelMinutes : homeTooFar;
    const before = layover ? Math.min(driver.longestDrivingMinutes - driven, travelMinutes) : travelMinutes;
    const arrival = operation?.arrivalMinute ?? minute + travelMinutes + (layover ? driver.layoverMinutes : 0);
    const departureMinute = arrival + (operation ? setupOf(problem, next) : 0);
    const drivenAfter = layover ? travelMinutes - before : driven + travelMinutes;
    legs.push({ operation, travelMinutes, departureMinute, layover, drivenBefore: driven + before, drivenAfter });
    distanceKm += problem.distanceKm[place]![next]!;
    [place, minute, driven] = [next, departureMinute, drivenAfter];
  }
  return { shift, legs, endMinute: minute, distanceKm, layovers: legs.filter((leg) => leg.layover).length };
}

/** Layovers, travel, opening hours, access, signs and sizes of quantities: what one shift alone can break. */
export function checkShifts(problem: Problem, traced: readonly TracedShift[], faults: RuleFault[]): void {
  for (const [shift, each] of traced.entries()) {
    checkLayovers(problem, each, shift, faults);
    checkTravel(problem, each, shift, faults);
    for (const [operation, { point, arrivalMinute, quantityKg }] of each.shift.operations.entries()) {
      const where = { shift, operation, point, minute: arrivalMinute };
      const site = siteOf(problem, point);
      if (!site.trailers.includes(each.shift.trailer))
        faults.push({ rule: 'SHI05', ...where, message: `trailer ${each.shift.trailer} may not go to point ${point}` });
      if ('windows' in site) checkDelivery(site, quantityKg, where, faults);
      else if (quantityKg > TOLERANCE_KG)
        faults.push({ rule: 'SHI11', ...where, message: `delivers ${quantityKg} kg to a source` });
    }
  }
}

function checkLayovers(
  problem: Problem,
  { shift: { operations }, layovers }: TracedShift,
  shift: number,
  faults: RuleFault[],
) {
  if (layovers > 1) faults.push({ rule: 'LAY03', shift, message: `has ${layovers} layovers` });
  const allowed = operations.some(({ point }) => problem.customers[point - 1 - problem.sources.length]?.layover);
  if (layovers > 0 && !allowed) faults.push({ rule: 'LAY02', shift, message: 'has a layover but no layover customer' });
}

/** SHI02 (nobody arrives sooner than travel allows) and DRI03 (nobody drives too long without a layover). */
function checkTravel(problem: Problem, { shift, legs }: TracedShift, at: number, faults: RuleFault[]): void {
  const driver = problem.drivers[shift.driver]!;
  let minute = shift.startMinute;
  for (const [each, leg] of legs.entries()) {
    const soonest = minute + leg.travelMinutes + (leg.layover ? driver.layoverMinutes : 0);
    const where = {
      shift: at,
      operation: each,
      point: leg.operation?.point ?? 0,
      minute: leg.operation?.arrivalMinute ?? soonest,
    };
    if (leg.operation && leg.operation.arrivalMinute < soonest)
      faults.push({ rule: 'SHI02', ...where, message: `arrives at ${where.minute}, can't before ${soonest}` });
    const driven = leg.layover ? leg.drivenBefore : leg.drivenAfter;
    if (driven > driver.longestDrivingMinutes)
      faults.push({
        rule: 'DRI03',
        ...where,
        message: `${driven} minutes of driving, ${driver.longestDrivingMinutes} allowed`,
      });
    minute = leg.departureMinute;
  }
}

/** SHI04 (opening hours), SHI11 (sign), SHI16 (size of a drop); QS03 (a call-in customer is served by order only). */
function checkDelivery(
  customer: Customer,
  quantityKg: number,
  where: { minute: number; point: number },
  faults: RuleFault[],
) {
  const { minute: arrival, point } = where;
  const departure = arrival + customer.setupMinutes;
  if (!customer.windows.some(({ startMinute, endMinute }) => startMinute <= arrival && departure <= endMinute))
    faults.push({
      rule: 'SHI04',
      ...where,
      message: `visit from ${arrival} to ${departure} lies in no opening of point ${point}`,
    });
  if (quantityKg < -TOLERANCE_KG)
    faults.push({ rule: 'SHI11', ...where, message: `takes ${-quantityKg} kg from a customer` });
  if (!customer.orders) {
    const { minimumDropKg, capacityKg } = customer;
    if (quantityKg < minimumDropKg - TOLERANCE_KG || quantityKg > capacityKg + TOLERANCE_KG)
      faults.push({
        rule: 'SHI16',
        ...where,
        message: `${quantityKg} kg is no drop between ${minimumDropKg} and ${capacityKg} kg`,
      });
  } else if (
    !customer.orders.some(({ earliestMinute, latestMinute }) => earliestMinute <= arrival && arrival <= latestMinute)
  )
    faults.push({ rule: 'QS03', ...where, message: `arrives at ${arrival}, outside every order of point ${point}` });
}

function siteOf({ sources, customers }: Problem, point: number): Source | Customer {
  return sources[point - 1] ?? customers[point - 1 - sources.length]!;
}

function setupOf(problem: Problem, point: number): number {
  return siteOf(problem, point).setupMinutes;
}
