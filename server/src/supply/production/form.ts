import type { ReportForm, ReportFormLine, ShiftReport } from '@baogong/contract';
import { getOrganisation } from '../../directory/index.ts';
import { type Actor, requireRight } from '../../platform/actor.ts';
import { cityDay } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { invalid } from '../../platform/refusal.ts';
import { nextRound, roundAtHand, roundOn, type RoundOnDay, roundTimes, type Schedule } from '../rounds/schedule.ts';
import { lineView } from './lines.ts';
import { findLines, lastReports, type LineRow } from './queries.ts';
import { yieldBetween } from './ramp.ts';

/** Most lines of one producer on one form. */
export const MOST_LINES = 100;
/** So many rounds back is looked for what was reported at this time of day: a week with some to spare. */
const ROUNDS_BACK = 24;

type FormInput = { organisation: string; day?: string | undefined; round?: string | undefined };

/** The form of a producer, with what was reported last filled in. */
export async function getReportForm(
  db: DbOrTx,
  actor: Actor,
  { organisation, day, round }: FormInput,
  now: Temporal.Instant,
): Promise<ReportForm> {
  const { id, areaCode } = await getOrganisation(db, organisation);
  requireRight(actor, 'supply.write', { organisationId: id, areaCode });
  const times = await roundTimes(db);
  const wanted = round === undefined ? roundAtHand(times, now) : requireRound(times, day ?? cityDay(now), round);
  const scope = { everywhere: true, areas: [], own: [] };
  const lines = await findLines(db, { organisation, scope, limit: MOST_LINES });
  return formFor(db, organisation, { round: wanted, upcoming: nextRound(times, now) }, lines, now);
}

/** Refuses a round that the city does not hold, or holds too far from now for a report. */
export function requireRound(times: Schedule, day: string, code: string): RoundOnDay {
  const found = roundOn(times, day, code);
  if (found) return found;
  throw invalid('unknown-field-value', { field: 'round', params: { field: 'round', value: code } });
}

export async function formFor(
  db: DbOrTx,
  organisationId: string,
  { round, upcoming }: { round: RoundOnDay; upcoming: RoundOnDay },
  lines: readonly LineRow[],
  now: Temporal.Instant,
): Promise<ReportForm> {
  const ids = lines.map(({ id }) => id);
  const reports = Map.groupBy(await lastReports(db, ids, round.dueAt, ROUNDS_BACK), ({ lineId }) => lineId);
  const { day, code, name, dueAt, previousAt, nextAt } = round;
  return {
    organisationId,
    day,
    round: code,
    roundName: name,
    dueAt,
    previousAt,
    nextAt,
    upcoming: { name: upcoming.name, dueAt: upcoming.dueAt },
    lines: lines.map((line) => formLine(line, round, reports.get(line.id) ?? [], now)),
  };
}

type DatedReport = ShiftReport & { dueAt: string };

function formLine(line: LineRow, round: RoundOnDay, reports: DatedReport[], now: Temporal.Instant): ReportFormLine {
  const isThis = (report: DatedReport) => report.day === round.day && report.round === round.code;
  const report = reports.find(isThis) ?? null;
  const earlier = reports.filter((each) => !isThis(each));
  return {
    line: lineView(line, now),
    report: report && withoutDue(report),
    prefilled: report ?? prefilledFor(line, round, earlier),
  };
}

/**
 * What holds when nothing has changed: the plan of this time of day (else what capacity and ramp allow), as actual output
 * the plan made at the round before, the stock last reported. Never reported: only the plan is filled in.
 */
function prefilledFor(line: LineRow, round: RoundOnDay, earlier: readonly DatedReport[]) {
  const [last] = earlier;
  const sameTime = earlier.find((report) => report.round === round.code);
  const from = Date.parse(round.dueAt);
  const possible = Math.round(yieldBetween(line, from, Date.parse(round.nextAt)));
  const before = last && last.dueAt === round.previousAt ? last.planned : (sameTime?.actual ?? null);
  const planned = sameTime?.planned ?? null;
  const standing = last ? 0 : null;
  return {
    planned: line.running ? (planned !== null && planned <= possible ? planned : threeDigits(possible)) : standing,
    actual: line.running ? before : standing,
    stock: last?.stock ?? null,
  };
}

function withoutDue({ dueAt: _dueAt, ...report }: DatedReport): ShiftReport {
  return report;
}

/** A proposal that nobody worked out to the gram: 69.2 t, not 69.262399. Base units, never more than it was. */
function threeDigits(quantity: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, quantity))) - 2);
  return Math.floor(quantity / step) * step;
}
