/** Time is passed in, so that a drill can run a fortnight in seconds. */
export type Clock = { now(): Temporal.Instant };

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

export const CITY_TIME_ZONE = 'Asia/Shanghai';

/** Calendar day in the city, `YYYY-MM-DD`. */
export function cityDay(instant: Temporal.Instant): string {
  return instant.toZonedDateTimeISO(CITY_TIME_ZONE).toPlainDate().toString();
}

/** ISO 8601 in UTC with milliseconds, the form in which instants are stored and sent. */
export function iso(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 });
}

/** `minutes` after the instant, ISO 8601. */
export function minutesAfter(instant: Temporal.Instant, minutes: number): string {
  return iso(instant.add({ seconds: Math.round(minutes * 60) }));
}

/** Hour and minute in the city, `HH:MM`. */
export function cityTime(instant: string): string {
  const time = Temporal.Instant.from(instant).toZonedDateTimeISO(CITY_TIME_ZONE).toPlainTime();
  return time.toString({ smallestUnit: 'minute' });
}
