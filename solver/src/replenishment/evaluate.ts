import { decideQuantities } from './quantities.ts';
import { LONGEST, type Schedule } from './schedule.ts';
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

/** The stops of all shifts by arrival: those of unchanged shifts keep their order, the others are merged in. */
function mergeEvents(schedule: Schedule): void {
  const { keep, events, eventCount, changedEvents, arrival } = schedule;
  const fresh = gatherChanged(schedule);
  const { mark, stamp } = keep;
  const pending = schedule.scratch.pending;
  let [write, read] = [0, 0];
  for (let index = 0; index < eventCount; index += 1) {
    const code = events[index]!;
    if (mark[(code / LONGEST) | 0] === stamp) continue;
    const minute = arrival[code]!;
    while (read < fresh && arrival[pending[read]!]! < minute) changedEvents[write++] = pending[read++]!;
    changedEvents[write++] = code;
  }
  while (read < fresh) changedEvents[write++] = pending[read++]!;
  schedule.changedEventCount = write;
}

/** Stops of the changed shifts, sorted by arrival. */
function gatherChanged(schedule: Schedule): number {
  const { keep, length, used, arrival } = schedule;
  const pending = schedule.scratch.pending;
  let count = 0;
  for (let index = 0; index < keep.count; index += 1) {
    const slot = keep.slots[index]!;
    if (!used[slot]) continue;
    for (let code = slot * LONGEST; code < slot * LONGEST + length[slot]!; code += 1) {
      let at = count;
      const minute = arrival[code]!;
      while (at > 0 && arrival[pending[at - 1]!]! > minute) {
        pending[at] = pending[at - 1]!;
        at -= 1;
      }
      pending[at] = code;
      count += 1;
    }
  }
  return count;
}
