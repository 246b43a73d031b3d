import { cityHour } from '../shared/format.ts';

const minute = 60_000;
const eveningHour = 22;

/** Times that people ask for most, as instants counted from now. */
const quickTimes = {
  'half-hour': (now: number) => new Date(now + 30 * minute).toISOString(),
  hour: (now: number) => new Date(now + 60 * minute).toISOString(),
  'two-hours': (now: number) => new Date(now + 120 * minute).toISOString(),
  tonight: (now: number) => cityHour(eveningHour, 0, now),
  noon: (now: number) => cityHour(12, 1, now),
} as const satisfies Record<string, (now: number) => string>;

export type QuickTime = keyof typeof quickTimes;

/** The instant of a quick time; null when it has passed already (tonight, at eleven). */
export function quickInstant(time: QuickTime, now: number): string | null {
  const instant = quickTimes[time](now);
  return Date.parse(instant) > now ? instant : null;
}
