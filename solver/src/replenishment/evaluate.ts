import { decideQuantities } from './quantities.ts';
import type { Schedule } from './schedule.ts';
import { LONGEST } from './slots.ts';
import { timeShifts } from './timing.ts';

/** Works a change out: times, then quantities, then `figures`. False when the times are impossible. */
export function evaluate(schedule: Schedule): boolean {
  if (!timeShifts(schedule)) return false;
  mergeEvents(schedule);
  decideQuantities(schedule);
  const { order, count, cost, figures } = schedule;
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += cost[order[index]!]!;
  figures.cost = sum;
  return true;
}

/**
 * The stops of all shifts by arrival, at the same minute by driver: so the order doesn't depend on how a plan came about.
 * Those of unchanged shifts keep their order, the others are merged in.
 */
function mergeEvents(schedule: Schedule): void {
  const { keep, events, eventCount, changedEvents } = schedule;
  const fresh = gatherChanged(schedule);
  const { mark, stamp } = keep;
  const pending = schedule.scratch.pending;
  let [write, read] = [0, 0];
  for (let index = 0; index < eventCount; index += 1) {
    const code = events[index]!;
    if (mark[(code / LONGEST) | 0] === stamp) continue;
    while (read < fresh && isBefore(schedule, pending[read]!, code)) changedEvents[write++] = pending[read++]!;
    changedEvents[write++] = code;
  }
  while (read < fresh) changedEvents[write++] = pending[read++]!;
  schedule.changedEventCount = write;
}

/** Stops of the changed shifts, sorted by arrival. */
function gatherChanged(schedule: Schedule): number {
  const { keep, length, used } = schedule;
  const pending = schedule.scratch.pending;
  let count = 0;
  for (let index = 0; index < keep.count; index += 1) {
    const slot = keep.slots[index]!;
    if (!used[slot]) continue;
    for (let code = slot * LONGEST; code < slot * LONGEST + length[slot]!; code += 1) {
      let at = count;
      while (at > 0 && isBefore(schedule, code, pending[at - 1]!)) {
        pending[at] = pending[at - 1]!;
        at -= 1;
      }
      pending[at] = code;
      count += 1;
    }
  }
  return count;
}

function isBefore({ arrival, driver }: Schedule, one: number, other: number): boolean {
  const difference = arrival[one]! - arrival[other]!;
  return difference < 0 || (difference === 0 && driver[(one / LONGEST) | 0]! < driver[(other / LONGEST) | 0]!);
}
