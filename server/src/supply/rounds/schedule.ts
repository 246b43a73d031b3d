import { type RoundTime, usualRounds } from '@baogong/contract';
import { CITY_TIME_ZONE, cityDay, iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';

const SETTING = 'rounds';

/** A round on a day, with those before and after it. Instants are ISO 8601. */
export type RoundOnDay = {
  day: string;
  code: string;
  name: { zh: string; en: string };
  dueAt: string;
  previousAt: string;
  nextAt: string;
};

/** The city's rounds of a day in order; the usual three until somebody changes them. */
export async function roundTimes(db: DbOrTx): Promise<readonly RoundTime[]> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', SETTING).executeTakeFirst();
  return (row?.value as RoundTime[] | undefined) ?? usualRounds;
}

export async function saveRoundTimes(db: DbOrTx, times: readonly RoundTime[], now: Temporal.Instant): Promise<void> {
  const value = JSON.stringify(times);
  await db
    .insertInto('setting')
    .values({ name: SETTING, value, changed_at: iso(now) })
    .onConflict((clash) => clash.column('name').doUpdateSet({ value, changed_at: iso(now) }))
    .execute();
}

/** `undefined` when the city holds no such round. */
export function roundOn(times: readonly RoundTime[], day: string, code: string): RoundOnDay | undefined {
  return roundsAround(times, day).find((round) => round.day === day && round.code === code);
}

/** The round that a report made now belongs to: the nearest one, before or after. */
export function roundAtHand(times: readonly RoundTime[], now: Temporal.Instant): RoundOnDay {
  const at = now.epochMilliseconds;
  const away = ({ dueAt }: RoundOnDay) => Math.abs(Date.parse(dueAt) - at);
  return roundsAround(times, cityDay(now)).reduce((best, round) => (away(round) < away(best) ? round : best));
}

/** The newest round that is due. */
export function lastDueRound(times: readonly RoundTime[], now: Temporal.Instant): RoundOnDay {
  return roundsAround(times, cityDay(now)).findLast(({ dueAt }) => Date.parse(dueAt) <= now.epochMilliseconds)!;
}

/** The rounds of the day, of the day before and of the day after. */
function roundsAround(times: readonly RoundTime[], day: string): RoundOnDay[] {
  const middle = Temporal.PlainDate.from(day);
  const moments = [-2, -1, 0, 1, 2].flatMap((days) =>
    times.map((round) => momentOf(round, middle.add({ days }).toString())),
  );
  return moments
    .map((moment, index) => ({ ...moment, previousAt: moments[index - 1]?.dueAt, nextAt: moments[index + 1]?.dueAt }))
    .filter((round): round is RoundOnDay => round.previousAt !== undefined && round.nextAt !== undefined)
    .filter((round) => Math.abs(Temporal.PlainDate.from(round.day).until(middle).days) <= 1);
}

function momentOf({ code, name, time }: RoundTime, day: string) {
  const due = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(CITY_TIME_ZONE).toInstant();
  return { day, code, name, dueAt: iso(due) };
}
