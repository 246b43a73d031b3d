import { traceShift } from './check-shifts.ts';
import { addShift, insertStop } from './edits.ts';
import { evaluate } from './evaluate.ts';
import type { Model } from './model.ts';
import type { Plan, Shift } from './problem.ts';
import { begin, commit, rollback, type Schedule } from './schedule.ts';
import { LONGEST } from './slots.ts';

/** Puts the frozen shifts of the problem into an empty schedule, times and quantities as given. */
export function addFrozen(schedule: Schedule, usable: readonly boolean[]): void {
  const { model } = schedule;
  begin(schedule);
  for (const [at, shift] of (model.problem.frozen ?? []).entries()) if (usable[at]) addFrozenShift(schedule, shift);
  evaluate(schedule);
  commit(schedule);
}

/** Takes over from an earlier plan what still works: shift by shift, without the times and quantities. */
export function addPlan(schedule: Schedule, plan: Plan): void {
  for (const shift of plan.shifts) {
    begin(schedule);
    const fits =
      shift.startMinute >= schedule.model.nowMinute &&
      shift.operations.length < LONGEST &&
      addSameShift(schedule, shift) &&
      evaluate(schedule);
    if (fits) commit(schedule);
    else rollback(schedule);
  }
}

function addFrozenShift(schedule: Schedule, shift: Shift): void {
  const { model } = schedule;
  const nodes = shift.operations.map(({ point, arrivalMinute }) => nodeAt(model, point, arrivalMinute));
  const slot = nodes.includes(-1) ? -1 : addShift(schedule, shift.driver, shift.trailer, shift.startMinute);
  if (slot < 0) return;
  const { endMinute, distanceKm, layovers } = traceShift(model.problem, shift);
  const { driver, trailer } = shift;
  schedule.frozen[slot] = 1;
  schedule.length[slot] = nodes.length;
  schedule.start[slot] = shift.startMinute;
  schedule.end[slot] = endMinute;
  schedule.cost[slot] =
    distanceKm * model.trailerCostPerKm[trailer]! +
    (endMinute - shift.startMinute - layovers * model.driverLayover[driver]!) * model.driverCostPerMinute[driver]! +
    layovers * model.driverLayoverCost[driver]!;
  for (const [at, { arrivalMinute, quantityKg }] of shift.operations.entries()) {
    const code = slot * LONGEST + at;
    schedule.stop[code] = nodes[at]!;
    schedule.arrival[code] = arrivalMinute;
    schedule.step[code] = Math.floor(arrivalMinute / model.stepMinutes);
    schedule.fixed[code] = quantityKg;
  }
}

function addSameShift(schedule: Schedule, { driver, trailer, startMinute, operations }: Shift): boolean {
  const slot = addShift(schedule, driver, trailer, startMinute);
  if (slot < 0) return false;
  for (const { point, arrivalMinute } of operations) {
    const node = nodeAt(schedule.model, point, arrivalMinute);
    if (node >= 0) insertStop(schedule, slot, schedule.length[slot]!, node);
  }
  return schedule.length[slot]! > 0;
}

/** The node of a point: for a call-in customer the order that is open at that time; −1 when there is none. */
function nodeAt(
  { nodes, nodePlace, windowFrom, arrivalFrom, arrivalUntil }: Model,
  point: number,
  minute: number,
): number {
  let found = -1;
  for (let node = 0; node < nodes; node += 1) {
    if (nodePlace[node] !== point) continue;
    found = node;
    for (let window = windowFrom[node]!; window < windowFrom[node + 1]!; window += 1)
      if (arrivalFrom[window]! <= minute && minute <= arrivalUntil[window]!) return node;
  }
  return found;
}
