import type { Tank } from './tank.ts';

/** The last reading divided by the average use of the last 24 hours, as spreadsheets do; infinite without two readings. */
export function lastDayHours(tank: Tank, now: number): number {
  return hoursByMean(tank, now, now - 1440);
}

/** "Days of stock": the last reading divided by the mean use of the last 30 days. */
export function monthlyMeanHours(tank: Tank, now: number): number {
  return hoursByMean(tank, now, now - 30 * 1440);
}

/** Both are given what is booked and the age of the reading, so that they lose by their mean alone. */
function hoursByMean({ readings, deliveries, deadStock }: Tank, now: number, from: number): number {
  const known = readings.filter(({ at }) => at <= now);
  const first = known.find(({ at }) => at >= from);
  const last = known.at(-1);
  if (!first || !last || first === last) return Number.POSITIVE_INFINITY;
  const delivered = deliveries
    .filter(({ at, bookedAt }) => at > first.at && at <= last.at && bookedAt <= now)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const perHour = (first.quantity + delivered - last.quantity) / ((last.at - first.at) / 60);
  if (perHour <= 0) return Number.POSITIVE_INFINITY;
  return Math.max(0, (last.quantity - deadStock) / perHour - (now - last.at) / 60);
}
