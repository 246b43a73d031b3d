import { newId, type production as routes, type ReportForm, SHIFT_HOURS } from '@baogong/contract';
import type { z } from 'zod';
import { getOrganisation } from '../../directory/index.ts';
import { requireRight, scopeOf, type Actor } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { unknownCursor } from '../../platform/http/cursor.ts';
import { conflict, invalid, notFound } from '../../platform/refusal.ts';
import { nextRound, roundAtHand, type RoundOnDay, roundTimes } from '../rounds/schedule.ts';
import { bookReports } from './book.ts';
import { formFor, MOST_LINES, requireRound } from './form.ts';
import { lineFact } from './lines.ts';
import {
  findLines,
  findReports,
  insertReports,
  type LineRow,
  lockLinesOf,
  type NewReport,
  touchLines,
} from './queries.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;
type ReportedLine = Input<'reportShift'>['lines'][number];

/** Later than this a round is history: its figures were frozen and acted on. */
const DAYS_TO_REPORT = 7;
/** More than so many times what the capacity allows is a slip of the unit, not good news. */
const MOST_OF_CAPACITY = 3;
const HOUR = 3_600_000;

/** Takes the report of a producer for a round: one for each line named; a correction is a new version. */
export async function reportShift(act: Act, input: Input<'reportShift'>): Promise<ReportForm> {
  const { id: organisationId, areaCode } = await getOrganisation(act.tx, input.organisationId);
  requireRight(act.actor, 'supply.write', { organisationId, areaCode });
  const times = await roundTimes(act.tx);
  const round = requireRound(times, input.day, input.round);
  requireInTime(round, roundAtHand(times, act.now), act.now);
  const lines = new Map((await lockLinesOf(act.tx, organisationId, MOST_LINES)).map((line) => [line.id, line]));
  const rounds = { round, upcoming: nextRound(times, act.now) };
  const before = await formFor(act.tx, organisationId, rounds, [...lines.values()], act.now);
  const versions = new Map(before.lines.map(({ line, report }) => [line.id, report?.version ?? null]));
  const reports = input.lines.map((reported, index) => {
    const line = lines.get(reported.lineId);
    if (!line || input.lines.findIndex(({ lineId }) => lineId === reported.lineId) !== index)
      throw invalid('unknown-line', { field: `lines[${index}].lineId` });
    return checkedReport(act, round, line, reported, versions.get(line.id) ?? null, `lines[${index}]`);
  });
  await insertReports(act.tx, reports, iso(act.now), round.dueAt);
  await touchLines(
    act.tx,
    reports.map(({ lineId, capacity }) => ({ id: lineId, capacity })),
  );
  await bookReports(act, reports, lines, round.dueAt);
  await recordReports(act, reports, lines);
  const after = await findLines(act.tx, { organisation: organisationId, scope: ALL, limit: MOST_LINES });
  return formFor(act.tx, organisationId, rounds, after, act.now);
}

const ALL = { everywhere: true, areas: [], own: [] };

/** All reports of a line with their corrections. */
export async function listReports(db: DbOrTx, actor: Actor, { line, after, limit }: Input<'listReports'>) {
  const scope = scopeOf(actor, 'supply.read');
  const visible = await db
    .selectFrom('production_line')
    .select('organisation_id')
    .where('id', '=', line)
    .executeTakeFirst();
  if (!visible) throw notFound('生产线', 'Production line');
  const { id: organisationId, areaCode } = await getOrganisation(db, visible.organisation_id);
  const mine = scope.own.includes(organisationId) || scope.areas.some((area) => areaCode.startsWith(area));
  if (!scope.everywhere && !mine) throw notFound('生产线', 'Production line');
  const found = await findReports(db, line, after === undefined ? undefined : readCursor(after), limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ dueAt: _dueAt, ...report }) => report),
    next: found.length > limit && last ? `${iso(Temporal.Instant.from(last.dueAt))}~${last.version}` : null,
  };
}

function readCursor(text: string): { dueAt: string; version: number } {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)~(\d{1,9})$/.exec(text);
  if (match) return { dueAt: match[1]!, version: Number(match[2]) };
  throw unknownCursor(text);
}

function requireInTime(round: RoundOnDay, atHand: RoundOnDay, now: Temporal.Instant): void {
  const due = Date.parse(round.dueAt);
  if (due > Date.parse(atHand.dueAt))
    throw invalid('report-too-early', { field: 'round', params: { round: atHand.name } });
  if (now.epochMilliseconds - due > DAYS_TO_REPORT * 24 * HOUR)
    throw invalid('report-too-late', { field: 'day', params: { days: DAYS_TO_REPORT } });
}

function checkedReport(
  act: Act,
  round: RoundOnDay,
  line: LineRow,
  reported: ReportedLine,
  current: number | null,
  field: string,
): NewReport {
  const { planned, actual, stock } = reported;
  if (reported.replaces !== current) throw conflict('stale-version', { field: `${field}.replaces` });
  if (planned === null && actual === null && stock === null)
    throw invalid('report-empty', { field, params: { line: line.name } });
  const capacity = reported.capacity ?? line.capacity;
  const spans = { planned: [round.dueAt, round.nextAt], actual: [round.previousAt, round.dueAt] } as const;
  for (const [name, [from, until]] of Object.entries(spans) as ['planned' | 'actual', readonly [string, string]][]) {
    const hours = (Date.parse(until) - Date.parse(from)) / HOUR;
    const possible = Math.round((capacity / SHIFT_HOURS) * hours);
    const said = reported[name] ?? 0;
    if (said <= possible * MOST_OF_CAPACITY) continue;
    const params = { line: line.name, said, possible, hours: Math.round(hours), unit: line.baseUnitName };
    throw invalid('more-than-capacity', { field: `${field}.${name}`, params });
  }
  return {
    id: newId(),
    lineId: line.id,
    day: round.day,
    round: round.code,
    version: (current ?? 0) + 1,
    planned,
    actual,
    stock,
    capacity,
    note: reported.note || null,
    reporter: act.actor.id,
    reporterName: act.actor.name,
  };
}

async function recordReports(act: Act, reports: readonly NewReport[], lines: ReadonlyMap<string, LineRow>) {
  const facts = reports.map((report) => {
    const line = lines.get(report.lineId)!;
    const { day, round, planned, actual, stock, capacity } = report;
    const details = { day, round, reportVersion: report.version, item: line.item, planned, actual, stock, capacity };
    return lineFact(line, 'report-shift', line.version + 1, iso(act.now), details);
  });
  await recordFacts(act.tx, act.actor, act.commandId, facts);
}
