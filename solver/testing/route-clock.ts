import type { Break, TimeWindow } from '../src/routing/problem.ts';
import type { VehicleView, Visit } from './vehicle-view.ts';

/** What a vehicle does between start and end. */
export type Action = { kind: 'visit' | 'reload'; visit: Visit } | { kind: 'break'; break: Break };

/** Where and when the vehicle is free again after its last action, everything as early as can be. */
export type Clock = {
  /** Of the last stop, −1 before the first one of an open route. */
  place: number;
  time: number;
  /** Seconds of the coming leg that can be driven already, before breaks that start later than the vehicle is free. */
  driven: number;
  taskCost: number;
  lateCost: number;
};

export function startOf({ start }: VehicleView, departure: number): Clock {
  return { place: start, time: departure, driven: 0, taskCost: 0, lateCost: 0 };
}

/** The clock after one more action, undefined if that comes too late. */
export function timeAfter(view: VehicleView, clock: Clock, action: Action): Clock | undefined {
  if (action.kind === 'break') return afterBreak(view, clock, action.break);
  const { visit } = action;
  const arrival = arrivalAt(view, clock, visit.place);
  const start = earliestStart(visit.windows, arrival, visit.mostLate);
  const lasts = visit.service + (clock.place === visit.place ? 0 : visit.setup);
  if (start === undefined || start + lasts > view.closes) return undefined;
  const late = Math.max(0, start - (visit.windows.at(-1)?.[1] ?? Infinity));
  return {
    place: visit.place,
    time: start + lasts,
    driven: 0,
    taskCost: clock.taskCost + (action.kind === 'visit' ? (lasts * view.perTaskHour) / 3600 : 0),
    lateCost: clock.lateCost + (late * visit.latePerHour) / 3600,
  };
}

/** When the vehicle reaches the end of its route, undefined if that is after its shift. */
export function timeAtEnd(view: VehicleView, clock: Clock): number | undefined {
  const arrival = arrivalAt(view, clock, view.end);
  return arrival <= view.closes ? arrival : undefined;
}

/** A break starts wherever the vehicle is: until its window opens the vehicle drives on. */
function afterBreak(view: VehicleView, clock: Clock, { time_windows: windows, service = 0 }: Break): Clock | undefined {
  const start = earliestStart(windows ?? [], clock.time, 0);
  if (start === undefined || start + service > view.closes) return undefined;
  return { ...clock, time: start + service, driven: clock.driven + start - clock.time };
}

function arrivalAt(view: VehicleView, { place, time, driven }: Clock, to: number): number {
  return place < 0 || to < 0 ? time : time + Math.max(0, view.seconds(place, to) - driven);
}

/** The earliest second from `time` on that lies in a window, or up to `mostLate` after the last one; any without windows. */
function earliestStart(windows: readonly TimeWindow[], time: number, mostLate: number): number | undefined {
  if (windows.length === 0) return time;
  const inside = windows.find(([, to]) => time <= to);
  if (inside) return Math.max(time, inside[0]);
  return time <= windows.at(-1)![1] + mostLate ? time : undefined;
}
