import { CITY_TIME_ZONE } from '../../platform/clock.ts';
import type { Moment, Stream } from './stream.ts';

/** Dispatch rounds of the day in the city's time: 早、中、晚. */
const ROUNDS = ['08:00', '14:00', '20:00'] as const;

export type Tick =
  | { readonly kind: 'moment'; readonly at: Temporal.Instant; readonly moment: Moment }
  | { readonly kind: 'round'; readonly at: Temporal.Instant; readonly round: number; readonly morning: number | null };

/** Moments of the stream and three rounds a day between them, in order of time; a round comes after a moment of its own time. */
export function timelineOf(stream: Stream): Tick[] {
  const moments = stream.moments.map((moment): Tick => ({ kind: 'moment', at: moment.at, moment }));
  const [first, last] = [moments.at(0)?.at, moments.at(-1)?.at];
  if (!first || !last) return [];
  const rounds: Tick[] = [];
  for (const tick of roundsFrom(first)) {
    if (Temporal.Instant.compare(tick.at, last) > 0) break;
    rounds.push(tick);
  }
  return [...moments, ...rounds].sort((left, right) => Temporal.Instant.compare(left.at, right.at));
}

/** The rounds from this instant on, without end. `morning` counts the days: stock is reported then. */
export function* roundsFrom(from: Temporal.Instant): Generator<Tick & { kind: 'round' }> {
  const firstDay = from.toZonedDateTimeISO(CITY_TIME_ZONE).toPlainDate();
  for (let day = 0, round = 1; ; day++) {
    for (const [place, time] of ROUNDS.entries()) {
      const at = firstDay.add({ days: day }).toZonedDateTime({ timeZone: CITY_TIME_ZONE, plainTime: time }).toInstant();
      if (Temporal.Instant.compare(at, from) < 0) continue;
      yield { kind: 'round', at, round, morning: place === 0 ? day + 1 : null };
      round += 1;
    }
  }
}
