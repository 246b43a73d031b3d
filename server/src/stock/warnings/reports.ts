import { newId } from '@baogong/contract';
import { sql } from 'kysely';
import { systemActor } from '../../platform/actor.ts';
import { iso, minutesAfter } from '../../platform/clock.ts';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';
import { lockWarnings, ruleOf, type WarningRow } from './rows.ts';
import { raise, writeStep } from './step.ts';
import { dueTimes } from './watch.ts';

/** A line that should have reported at a round and did not. */
export type MissingReport = {
  lineId: string;
  line: string;
  organisationId: string;
  areaCode: string;
  item: string;
  round: unknown;
};

/** One warning a site and item, however many lines are silent; a second round without a report turns it red. */
export async function reportMissing(tx: Tx, report: MissingReport, now: Temporal.Instant): Promise<void> {
  const act = { tx, actor: systemActor, now, commandId: newId() };
  const open = await findOpen(tx, report);
  if (open) {
    const isNew = await addLine(tx, open.id, report);
    if (isNew || open.lamp === 'red') return;
    const set = { lamp: 'red', lamp_since: iso(now), due_at: minutesAfter(now, open.takeMinutes) } as const;
    return writeStep(act, open, 'worsen', set, { round: report.round });
  }
  const rule = await ruleOf(tx, report.item);
  const warning = {
    id: newId(now.epochMilliseconds),
    kind: 'missing-report',
    lamp: 'yellow',
    organisation_id: report.organisationId,
    area_code: report.areaCode,
    item_code: report.item,
    stock_id: null,
    rule_scope: rule.scope,
    details: { round: report.round, lines: { [report.lineId]: report.line } },
    raised_at: iso(now),
    lamp_since: iso(now),
    due_at: dueTimes('yellow', { ...rule, needMinutes: null }, now).due_at,
    need_due_at: null,
  } as const;
  await raise(act, [warning]);
}

/** The line has reported: its warning is over when no other line of it is silent. */
export async function reportCame(tx: Tx, lineId: string, now: Temporal.Instant): Promise<void> {
  const { rows } = await sql<{ id: string; left: number }>`
    update warning set details = jsonb_set(details, '{lines}', (details -> 'lines') - ${lineId}::text)
    where kind = 'missing-report' and status <> 'cleared' and details -> 'lines' ? ${lineId}::text
    returning id, (select count(*) from jsonb_object_keys(details -> 'lines'))::integer as left`.execute(tx);
  const over = rows.filter(({ left }) => left === 0).map(({ id }) => id);
  const act = { tx, actor: systemActor, now, commandId: newId() };
  const set = { due_at: null, cleared_at: iso(now), cleared_because: 'reported' };
  for (const row of await lockWarnings(tx, over)) await writeStep(act, row, 'clear', set, { because: 'reported' });
}

async function findOpen(db: Tx, { organisationId, item }: MissingReport): Promise<WarningRow | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from warning where kind = 'missing-report' and status <> 'cleared' and organisation_id = ${organisationId}
      and item_code = ${item}`.execute(db);
  return (
    await lockWarnings(
      db,
      rows.map(({ id }) => id),
    )
  )[0];
}

/** Adds the line to the warning; false when it was silent before already. */
async function addLine(db: DbOrTx, id: string, { lineId, line, round }: MissingReport): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    update warning set details = details || jsonb_build_object('round', ${JSON.stringify(round)}::jsonb,
      'lines', details -> 'lines' || jsonb_build_object(${lineId}::text, ${line}::text))
    from (select details -> 'lines' ? ${lineId}::text as known from warning where id = ${id}) before
    where id = ${id} returning known`.execute(db);
  return !rows[0]!.known;
}
