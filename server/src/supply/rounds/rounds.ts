import { type Picture, type Round, type rounds as routes, type RoundSchedule } from '@baogong/contract';
import type { z } from 'zod';
import { type Actor, requireRight, scopeOf, systemActor } from '../../platform/actor.ts';
import { cityDay, iso } from '../../platform/clock.ts';
import type { Db, DbOrTx, Tx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { nextVersion, recordFacts } from '../../platform/log/record.ts';
import { idCursor } from '../../platform/http/cursor.ts';
import { invalid, notFound } from '../../platform/refusal.ts';
import { stableId } from '../../platform/stable-id.ts';
import { lineFact } from '../production/lines.ts';
import {
  type Figure,
  findRound,
  findRounds,
  type FrozenLine,
  insertFigures,
  insertRound,
  insertRoundLines,
  isFrozen,
  lastUsedDay,
  nextLineVersions,
  readFigures,
  readRoundLines,
} from './queries.ts';
import {
  lastDueRound,
  nextRound,
  revised,
  type RoundOnDay,
  roundsOf,
  roundTimes,
  saveSchedule,
  type Schedule,
} from './schedule.ts';
import { itemsOf, lineOf } from './view.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;

/** What a round freezes. Drawn by who may read every module; written here. */
export type Drawn = { figures: readonly Figure[]; lines: readonly FrozenLine[] };
export type Draw = (tx: Tx, round: RoundOnDay, now: Temporal.Instant) => Promise<Drawn>;

/** A round that nobody froze in time is left out: a picture drawn later would not be what the round saw. */
const LATEST_MINUTES = 120;
const SCHEDULE_ID = stableId('rounds', 'schedule');

export async function getSchedule(db: DbOrTx, now: Temporal.Instant): Promise<RoundSchedule> {
  return scheduleView(await roundTimes(db), now);
}

/**
 * Changes the rounds from the first day on of which nothing is reported or frozen: what people have acted on stays what
 * it was.
 */
export async function reviseSchedule(act: Act, { rounds }: Input<'reviseSchedule'>): Promise<RoundSchedule> {
  requireRight(act.actor, 'rounds.write', { areaCode: act.actor.posts.find(({ areaCode }) => areaCode)?.areaCode });
  const disordered = rounds.findIndex(({ time }, index) => index > 0 && time <= rounds[index - 1]!.time);
  if (disordered > 0) throw invalid('rounds-in-order', { field: `rounds[${disordered}].time` });
  const repeated = rounds.findIndex(({ code }, index) => rounds.findIndex((each) => each.code === code) < index);
  if (repeated > 0) {
    const what = { zh: `轮次 ${rounds[repeated]!.code}`, en: `Round ${rounds[repeated]!.code}` };
    throw invalid('already-exists', { field: `rounds[${repeated}].code`, params: { what } });
  }
  const schedule = revised(await roundTimes(act.tx), rounds, await firstFreeDay(act));
  await saveSchedule(act.tx, schedule, act.now);
  const version = await nextVersion(act.tx, SCHEDULE_ID);
  const fact = {
    module: 'rounds',
    action: 'revise-schedule',
    subjectId: SCHEDULE_ID,
    version,
    happenedAt: iso(act.now),
  };
  const { from } = schedule.at(-1)!;
  await recordFacts(act.tx, act.actor, act.commandId, [{ ...fact, details: { rounds, from } }]);
  return scheduleView(schedule, act.now);
}

async function firstFreeDay(act: Act): Promise<string> {
  const today = cityDay(act.now);
  const used = await lastUsedDay(act.tx);
  if (used === null || used < today) return today;
  return Temporal.PlainDate.from(used).add({ days: 1 }).toString();
}

function scheduleView(schedule: Schedule, now: Temporal.Instant): RoundSchedule {
  const today = cityDay(now);
  const { from, rounds } = schedule.at(-1)!;
  const { code, name, day, dueAt } = nextRound(schedule, now);
  return {
    rounds: [...rounds],
    from: from !== null && from > today ? from : null,
    today: [...roundsOf(schedule, today)],
    next: { code, name, day, dueAt },
  };
}

export async function listRounds(db: DbOrTx, actor: Actor, { after, limit }: Input<'listRounds'>) {
  const found = await findRounds(db, scopeOf(actor, 'rounds.read').areas, idCursor(after), limit + 1);
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
}

/** The picture that the round froze, as far as the reader's areas go. */
export async function getRound(
  db: DbOrTx,
  actor: Actor,
  { id, area, item, limit }: Input<'getRound'>,
): Promise<Picture> {
  const found = await findRound(db, id);
  if (!found) throw notFound('这一轮的快照', 'That round');
  const areas = narrowed(scopeOf(actor, 'rounds.read').areas, area);
  const figures = await readFigures(db, id, areas, item);
  const lines = await readRoundLines(db, id, areas, item);
  const items = await itemsOf(db, figures, limit);
  const counts = {
    reported: lines.filter(({ reported }) => reported).length,
    missing: lines.filter(({ reported, owed }) => owed && !reported).length,
    short: items.items.filter(({ gap }) => gap.quantity > 0).length,
  };
  const round: Round = { ...found, ...counts };
  return { round, asOf: found.frozenAt, until: found.nextAt, ...items, lines: lines.map(lineOf) };
}

/** Of the areas that somebody may read, those at or below the one asked for. */
export function narrowed(areas: readonly string[], area: string | undefined): string[] {
  if (area === undefined) return [...areas];
  return areas.some((each) => area.startsWith(each)) ? [area] : areas.filter((each) => each.startsWith(area));
}

/** Freezes the newest round that is due, once, whoever comes first. Returns how many facts that made. */
export async function freezeDueRound(db: Db, now: Temporal.Instant, draw: Draw): Promise<number> {
  const round = lastDueRound(await roundTimes(db), now);
  const late = now.epochMilliseconds - Date.parse(round.dueAt);
  if (late > LATEST_MINUTES * 60_000 || (await isFrozen(db, roundId(round)))) return 0;
  return db.transaction().execute((tx) => freezeRound(tx, round, now, draw));
}

/** The same for a round of any time (a seed, a drill). */
export async function freezeRound(tx: Tx, round: RoundOnDay, now: Temporal.Instant, draw: Draw): Promise<number> {
  const id = roundId(round);
  if (!(await insertRound(tx, id, round, iso(now)))) return 0;
  const { figures, lines } = await draw(tx, round, now);
  await insertFigures(tx, id, figures);
  await insertRoundLines(tx, id, lines);
  const missing = lines.filter(({ owed, reported }) => owed && !reported);
  const { day, code, name, dueAt } = round;
  const versions = await nextLineVersions(
    tx,
    missing.map(({ lineId }) => lineId),
  );
  const facts = missing.map((line) => {
    const row = { id: line.lineId, organisationId: line.organisationId, areaCode: line.areaCode };
    const details = { roundId: id, day, round: code, roundName: name, dueAt, item: line.item, line: line.name };
    return lineFact(row, 'report-missing', versions.get(line.lineId)!, iso(now), details);
  });
  const frozen = { module: 'rounds', action: 'freeze', subjectId: id, version: 1, happenedAt: iso(now) };
  const details = { day, round: code, missing: missing.length, lines: lines.length };
  await recordFacts(tx, systemActor, null, [...facts, { ...frozen, details }]);
  return facts.length + 1;
}

export function roundId({ day, code }: Pick<RoundOnDay, 'day' | 'code'>): string {
  return stableId('round', `${day} ${code}`);
}
