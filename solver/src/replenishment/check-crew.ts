import type { RuleFault } from './check.ts';
import { TOLERANCE_KG } from './check.ts';
import type { TracedShift } from './check-shifts.ts';
import type { Problem, Shift } from './problem.ts';

/** Drivers, trailers and their loads from shift to shift; what is frozen, and the present. */
export function checkCrew(problem: Problem, traced: readonly TracedShift[], faults: RuleFault[]): void {
  const driverFree = new Map<number, number>();
  const trailerFree = new Map<number, { minute: number; startMinute: number; loadKg: number }>();
  for (const [at, { shift, endMinute }] of traced.entries()) {
    const driver = problem.drivers[shift.driver]!;
    const where = { shift: at, minute: shift.startMinute };
    const rested = (driverFree.get(shift.driver) ?? Number.NEGATIVE_INFINITY) + driver.restMinutes;
    if (shift.startMinute < rested)
      faults.push({
        rule: 'DRI01',
        ...where,
        message: `driver ${shift.driver} starts at ${shift.startMinute}, rests until ${rested}`,
      });
    if (!driver.windows.some((window) => window.startMinute <= shift.startMinute && endMinute <= window.endMinute))
      faults.push({
        rule: 'DRI08',
        ...where,
        message: `from ${shift.startMinute} to ${endMinute}: in no window of driver ${shift.driver}`,
      });
    if (!driver.trailers.includes(shift.trailer))
      faults.push({ rule: 'TL03', ...where, message: `driver ${shift.driver} may not take trailer ${shift.trailer}` });
    const before = trailerFree.get(shift.trailer);
    if (before && shift.startMinute < before.startMinute)
      faults.push({
        rule: 'SHI07',
        ...where,
        message: `stands behind a later shift of trailer ${shift.trailer}: the load doesn't follow`,
      });
    if (before && shift.startMinute < before.minute)
      faults.push({ rule: 'TL01', ...where, message: `trailer ${shift.trailer} is out until ${before.minute}` });
    const loadKg = checkLoad(problem, shift, at, before?.loadKg ?? problem.trailers[shift.trailer]!.initialKg, faults);
    driverFree.set(shift.driver, endMinute);
    trailerFree.set(shift.trailer, { minute: endMinute, startMinute: shift.startMinute, loadKg });
  }
  checkFrozen(problem, traced, faults);
}

/** SHI06: the load stays between nothing and the trailer's capacity. Returns the load at the end. */
function checkLoad({ trailers }: Problem, shift: Shift, at: number, loadKg: number, faults: RuleFault[]): number {
  const { capacityKg } = trailers[shift.trailer]!;
  let load = loadKg;
  for (const [operation, { point, arrivalMinute, quantityKg }] of shift.operations.entries()) {
    load -= quantityKg;
    if (load < -TOLERANCE_KG || load > capacityKg + TOLERANCE_KG)
      faults.push({
        rule: 'SHI06',
        shift: at,
        operation,
        point,
        minute: arrivalMinute,
        message: `trailer ${shift.trailer} carries ${load} kg, capacity ${capacityKg} kg`,
      });
  }
  return load;
}

function checkFrozen(problem: Problem, traced: readonly TracedShift[], faults: RuleFault[]): void {
  const keyOf = (shift: Shift) =>
    JSON.stringify([
      shift.driver,
      shift.trailer,
      shift.startMinute,
      shift.operations.map((each) => [each.point, each.arrivalMinute, each.quantityKg]),
    ]);
  const frozen = new Map((problem.frozen ?? []).map((shift) => [keyOf(shift), shift]));
  for (const [at, { shift }] of traced.entries()) {
    if (frozen.delete(keyOf(shift))) continue;
    if (shift.startMinute < (problem.nowMinute ?? 0))
      faults.push({
        rule: 'NOW01',
        shift: at,
        minute: shift.startMinute,
        message: `starts at ${shift.startMinute}, before now`,
      });
  }
  for (const shift of frozen.values())
    faults.push({
      rule: 'FRZ01',
      minute: shift.startMinute,
      message: `the frozen shift of driver ${shift.driver} at ${shift.startMinute} isn't in the plan`,
    });
}
