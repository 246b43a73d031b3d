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
  /** Seconds of travel since the last rest. */
  unrested: number;
  taskCost: number;
  lateCost: number;
};

export function startOf({ start }: VehicleView, departure: number): Clock {
  return { place: start, time: departure, driven: 0, unrested: 0, taskCost: 0, lateCost: 0 };
}

/** The clocks after one more action, one for each way to rest before it that may turn out best; none if it comes too late. */
export function clocksAfter(view: VehicleView, clock: Clock, action: Action): Clock[] {
  if (action.kind === 'break') return afterBreak(view, clock, action.break);
  return arrivals(view, clock, action.visit.place).flatMap((arrival) => afterStop(view, clock, action, arrival));
}

/** When the vehicle reaches the end of its route at the earliest, undefined if that is after its shift. */
export function timeAtEnd(view: VehicleView, clock: Clock): number | undefined {
  const { time } = arrivals(view, clock, view.end)[0]!;
  return time <= view.closes ? time : undefined;
}

type Arrival = { time: number; unrested: number };

function afterStop(
  view: VehicleView,
  clock: Clock,
  { kind, visit }: Action & { visit: Visit },
  arrival: Arrival,
): Clock[] {
  const start = earliestStart(visit.windows, arrival.time, visit.mostLate);
  const lasts = visit.service + (clock.place === visit.place ? 0 : visit.setup);
  if (start === undefined || start + lasts > view.closes) return [];
  const late = Math.max(0, start - (visit.windows.at(-1)?.[1] ?? Infinity));
  return [
    {
      place: visit.place,
      time: start + lasts,
      driven: 0,
      unrested: start - arrival.time >= view.rest ? 0 : arrival.unrested,
      taskCost: clock.taskCost + (kind === 'visit' ? (lasts * view.perTaskHour) / 3600 : 0),
      lateCost: clock.lateCost + (late * visit.latePerHour) / 3600,
    },
  ];
}

/** A break starts wherever the vehicle is: until its window opens the vehicle drives on. */
function afterBreak(view: VehicleView, clock: Clock, { time_windows: windows, service = 0 }: Break): Clock[] {
  const start = earliestStart(windows ?? [], clock.time, 0);
  if (start === undefined || start + service > view.closes) return [];
  return [{ ...clock, time: start + service, driven: clock.driven + start - clock.time }];
}

/** With no more rests than the leg needs, each as late as can be; and with one more, on arrival. */
function arrivals(view: VehicleView, { place, time, driven, unrested }: Clock, to: number): Arrival[] {
  if (place < 0 || to < 0) return [{ time, unrested }];
  const leg = view.seconds(place, to);
  const sum = unrested + leg;
  const moving = Math.max(0, leg - driven);
  if (view.mostDriving === Infinity) return [{ time: time + moving, unrested: 0 }];
  const rests = Math.max(0, Math.ceil(sum / view.mostDriving) - 1);
  const least = { time: time + moving + rests * view.rest, unrested: sum - rests * view.mostDriving };
  if (least.unrested === 0) return [least];
  return [least, { time: least.time + view.rest, unrested: 0 }];
}

/** The earliest second from `time` on that lies in a window, or up to `mostLate` after the last one; any without windows. */
function earliestStart(windows: readonly TimeWindow[], time: number, mostLate: number): number | undefined {
  if (windows.length === 0) return time;
  const inside = windows.find(([, to]) => time <= to);
  if (inside) return Math.max(time, inside[0]);
  return time <= windows.at(-1)![1] + mostLate ? time : undefined;
}
