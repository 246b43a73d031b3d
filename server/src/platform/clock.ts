/** Time is passed in, so that a drill can run a fortnight in seconds. */
export type Clock = { now(): Temporal.Instant };

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

export const CITY_TIME_ZONE = 'Asia/Shanghai';

/** The day asked for last: intake asks for the same one thousands of times, and calendars are slow. */
let known = { day: '', from: 0, to: 0 };

/** Calendar day in the city, `YYYY-MM-DD`. */
export function cityDay(instant: Temporal.Instant): string {
  const at = instant.epochMilliseconds;
  if (at < known.from || at >= known.to) known = wholeDay(instant);
  return known.day;
}

/** ISO 8601 in UTC with milliseconds, the form in which instants are stored and sent. */
export function iso(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toISOString();
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

function wholeDay(instant: Temporal.Instant): typeof known {
  const start = instant.toZonedDateTimeISO(CITY_TIME_ZONE).startOfDay();
  return {
    day: start.toPlainDate().toString(),
    from: start.epochMilliseconds,
    to: start.add({ days: 1 }).epochMilliseconds,
  };
}
