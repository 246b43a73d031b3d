import { evaluate } from './evaluate.ts';
import type { Plan, Shift } from './problem.ts';
import { addShift, removeShift } from './edits.ts';
import { begin, commit, type Schedule } from './schedule.ts';
import { LONGEST } from './slots.ts';

/** A compact copy of a plan: per shift slot, driver, trailer, wanted start, number of stops, then the stops. */
export type Snapshot = { cells: Int32Array; length: number };

export function emptySnapshot(): Snapshot {
  return { cells: new Int32Array(4096), length: 0 };
}

export function takeSnapshot(
  snapshot: Snapshot,
  { order, count, driver, trailer, wanted, length, stop }: Schedule,
): void {
  let write = 0;
  for (let index = 0; index < count; index += 1) {
    const slot = order[index]!;
    if (write + LONGEST + 5 > snapshot.cells.length) {
      const larger = new Int32Array(snapshot.cells.length * 2);
      larger.set(snapshot.cells);
      snapshot.cells = larger;
    }
    const { cells } = snapshot;
    cells[write++] = slot;
    cells[write++] = driver[slot]!;
    cells[write++] = trailer[slot]!;
    cells[write++] = wanted[slot]!;
    cells[write++] = length[slot]!;
    for (let at = 0; at < length[slot]!; at += 1) cells[write++] = stop[slot * LONGEST + at]!;
  }
  snapshot.length = write;
}

/** Makes a schedule what it was when the snapshot was taken. Frozen shifts are in both and stay. */
export function restoreSnapshot(schedule: Schedule, { cells, length }: Snapshot): void {
  begin(schedule);
  for (let slot = 0; slot < schedule.used.length; slot += 1)
    if (schedule.used[slot] && !schedule.frozen[slot]) removeShift(schedule, slot);
  for (let read = 0; read < length;) {
    const [driver, trailer, wanted, stops] = [cells[read + 1]!, cells[read + 2]!, cells[read + 3]!, cells[read + 4]!];
    if (!schedule.frozen[cells[read]!]) {
      const slot = addShift(schedule, driver, trailer, wanted);
      for (let at = 0; at < stops; at += 1) schedule.stop[slot * LONGEST + at] = cells[read + 5 + at]!;
      schedule.length[slot] = stops;
    }
    read += 5 + stops;
  }
  evaluate(schedule);
  commit(schedule);
}

/** The schedule's plan with times and quantities. */
export function planOf(schedule: Schedule): Plan {
  const { model, order, count, start, driver, trailer, length } = schedule;
  const shifts = Array.from(order.subarray(0, count), (slot): Shift => {
    const operations = Array.from({ length: length[slot]! }, (_, at) => {
      const code = slot * LONGEST + at;
      return {
        point: model.nodePlace[schedule.stop[code]!]!,
        arrivalMinute: schedule.arrival[code]!,
        quantityKg: schedule.decoded.quantity[code]!,
      };
    });
    return { driver: driver[slot]!, trailer: trailer[slot]!, startMinute: start[slot]!, operations };
  });
  return { shifts: shifts.sort((one, other) => one.startMinute - other.startMinute) };
}
