import type { Break, Job, RoutingProblem, Shipment, Stop, Vehicle } from '../problem.ts';
import { endOf, isSamePlace, isUnreachable, legsOf, placeOfStop, startOf } from '../travel/travel.ts';
import { serviceOf, setupOf } from '../verify/tasks.ts';

/** A job or a shipment, as its one or two stops. */
export type TaskStops = {
  given: Job | Shipment;
  stops: Stop[];
  /** What must fit on board, one at a time. */
  amounts: (readonly number[])[];
  /** What a job has on board from the start of its trip. */
  brings: readonly number[];
};

export type Tour = {
  isUnreachable: boolean;
  isInTime: boolean;
  /** Of travel. */
  seconds: number;
  metres: number;
  /** Seconds of travel and tasks, which is the shortest that the tour can last. */
  lasts: number;
};

/**
 * What a vehicle drives for these stops alone, in their order, as early as its shift and their windows let it. Of its breaks
 * only the length counts, and that the shift has room for them.
 */
export function driveAlone(problem: RoutingProblem, vehicle: Vehicle, stops: readonly Stop[]): Tour {
  const legOf = legsOf(problem, vehicle);
  const [opens, closes] = vehicle.time_window ?? [-Infinity, Infinity];
  const tour: Tour = { isUnreachable: false, isInTime: true, seconds: 0, metres: 0, lasts: 0 };
  let place = startOf(vehicle);
  let time = opens;
  for (const stop of [...stops, undefined]) {
    const next = stop ? placeOfStop(stop) : endOf(vehicle);
    const leg = place && next ? legOf(place, next) : undefined;
    tour.isUnreachable ||= leg !== undefined && isUnreachable(leg);
    tour.seconds += leg?.seconds ?? 0;
    tour.metres += leg?.metres ?? 0;
    time += leg?.seconds ?? 0;
    if (stop) {
      const begins = earliestBegin(stop, time);
      tour.isInTime &&= begins !== undefined;
      const isThere = place && next && isSamePlace(problem, place, next);
      const seconds = (isThere ? 0 : setupOf(stop, vehicle)) + serviceOf(stop, vehicle);
      tour.lasts += seconds;
      time = (begins ?? time) + seconds;
    }
    place = next ?? place;
  }
  tour.lasts += tour.seconds;
  const rests = (vehicle.breaks ?? []).reduce((sum, { service = 0 }) => sum + service, 0);
  tour.isInTime &&= time <= closes && tour.lasts + rests <= closes - opens;
  tour.isInTime &&= (vehicle.breaks ?? []).every((pause) => isWithinShift(pause, opens, closes));
  return tour;
}

/** Whether a break can be taken during the shift; in a shift that was cut short it may be over. */
function isWithinShift({ time_windows: windows }: Break, opens: number, closes: number): boolean {
  return !windows || windows.some(([from, to]) => to >= opens && from <= closes);
}

/** When service begins on arrival at a time; undefined after the last window and the lateness allowed. */
export function earliestBegin(stop: Pick<Stop, 'time_windows' | 'lateness'>, arrival: number): number | undefined {
  if (!stop.time_windows) return arrival;
  let begins = Infinity;
  let lastEnd = -Infinity;
  for (const [from, to] of stop.time_windows) {
    if (arrival <= to) begins = Math.min(begins, Math.max(arrival, from));
    lastEnd = Math.max(lastEnd, to);
  }
  if (begins < Infinity) return begins;
  return stop.lateness && arrival <= lastEnd + stop.lateness.most ? arrival : undefined;
}
