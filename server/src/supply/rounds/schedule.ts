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

/** Rounds of a day in order, and the day from which they hold; null: since ever. */
type Period = { from: string | null; rounds: readonly RoundTime[] };
/** The periods one after another: rounds that were changed stay what they were on the days before. */
export type Schedule = readonly Period[];

/** Reports are corrected, and rounds looked up, no further back than this. */
const DAYS_KEPT = 10;

/** The city's rounds; the usual three until somebody changes them. */
export async function roundTimes(db: DbOrTx): Promise<Schedule> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', SETTING).executeTakeFirst();
  const kept = row?.value as Schedule | readonly RoundTime[] | undefined;
  if (kept === undefined) return [{ from: null, rounds: usualRounds }];
  // Until periods were kept, the value was the rounds themselves.
  return 'rounds' in kept[0]! ? (kept as Schedule) : [{ from: null, rounds: kept as readonly RoundTime[] }];
}

/** What holds on the day. */
export function roundsOf(schedule: Schedule, day: string): readonly RoundTime[] {
  return (schedule.findLast(({ from }) => from === null || from <= day) ?? schedule[0]!).rounds;
}

/** The schedule with these rounds from the day on; what was set for that day or later is gone. */
export function revised(schedule: Schedule, rounds: readonly RoundTime[], from: string): Schedule {
  const before = schedule.filter((period) => period.from === null || period.from < from);
  const old = Temporal.PlainDate.from(from).subtract({ days: DAYS_KEPT }).toString();
  const since = Math.max(
    0,
    before.findLastIndex((period) => period.from === null || period.from <= old),
  );
  return [...before.slice(since), { from, rounds }];
}

export async function saveSchedule(db: DbOrTx, schedule: Schedule, now: Temporal.Instant): Promise<void> {
  const value = JSON.stringify(schedule);
  await db
    .insertInto('setting')
    .values({ name: SETTING, value, changed_at: iso(now) })
    .onConflict((clash) => clash.column('name').doUpdateSet({ value, changed_at: iso(now) }))
    .execute();
}

/** `undefined` when the city holds no such round. */
export function roundOn(schedule: Schedule, day: string, code: string): RoundOnDay | undefined {
  return roundsAround(schedule, day).find((round) => round.day === day && round.code === code);
}

/** The round that a report made now belongs to: the nearest one, before or after. */
export function roundAtHand(schedule: Schedule, now: Temporal.Instant): RoundOnDay {
  const at = now.epochMilliseconds;
  const away = ({ dueAt }: RoundOnDay) => Math.abs(Date.parse(dueAt) - at);
  return roundsAround(schedule, cityDay(now)).reduce((best, round) => (away(round) < away(best) ? round : best));
}

/** The newest round that is due. */
export function lastDueRound(schedule: Schedule, now: Temporal.Instant): RoundOnDay {
  return roundsAround(schedule, cityDay(now)).findLast(({ dueAt }) => Date.parse(dueAt) <= now.epochMilliseconds)!;
}

/** The next round that will be due. */
export function nextRound(schedule: Schedule, now: Temporal.Instant): RoundOnDay {
  return roundsAround(schedule, cityDay(now)).find(({ dueAt }) => Date.parse(dueAt) > now.epochMilliseconds)!;
}

/** The rounds of the day, of the day before and of the day after. */
function roundsAround(schedule: Schedule, day: string): RoundOnDay[] {
  const middle = Temporal.PlainDate.from(day);
  const moments = [-2, -1, 0, 1, 2].flatMap((days) => onDay(schedule, middle.add({ days }).toString()));
  return moments
    .map((moment, index) => ({ ...moment, previousAt: moments[index - 1]?.dueAt, nextAt: moments[index + 1]?.dueAt }))
    .filter((round): round is RoundOnDay => round.previousAt !== undefined && round.nextAt !== undefined)
    .filter((round) => Math.abs(Temporal.PlainDate.from(round.day).until(middle).days) <= 1);
}

function onDay(schedule: Schedule, day: string) {
  return roundsOf(schedule, day).map((round) => momentOf(round, day));
}

function momentOf({ code, name, time }: RoundTime, day: string) {
  const due = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(CITY_TIME_ZONE).toInstant();
  return { day, code, name, dueAt: iso(due) };
}
