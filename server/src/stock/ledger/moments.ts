import { iso } from '../../platform/clock.ts';
import { invalid } from '../../platform/refusal.ts';

/** Clocks of phones may be ahead by so much. */
const MINUTES_AHEAD = 10;

/** The moment told by a device, ISO 8601; now when none was told or its clock is a little ahead. */
export function pastMoment(
  told: string | null | undefined,
  { now, field, days }: { now: Temporal.Instant; field: string; days: number },
): string {
  if (!told) return iso(now);
  const at = Temporal.Instant.from(told).epochMilliseconds;
  if (at > now.epochMilliseconds + MINUTES_AHEAD * 60_000)
    throw invalid('time-in-future', { field, params: { minutes: MINUTES_AHEAD } });
  if (at < now.epochMilliseconds - days * 86_400_000) throw invalid('time-too-old', { field, params: { days } });
  return new Date(Math.min(at, now.epochMilliseconds)).toISOString();
}
