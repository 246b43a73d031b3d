import {
  mayDo,
  UNDO_SECONDS,
  type WarningAction,
  warningActions,
  warningActionsIn,
  type WarningAnswer,
  warningTarget,
} from '@baogong/contract';
import { requireRight } from '../../platform/actor.ts';
import { iso, minutesAfter } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { type LastStep, lastStep } from './history.ts';
import { warningActionName, warningStatusName } from './names.ts';
import { lockWarnings, type WarningChange, type WarningRow } from './rows.ts';
import { writeMove, writeStep } from './step.ts';

type Input = { id: string; version: number };

/** "I’m on it": the warning waits for whoever took it, and opens no need by itself meanwhile. */
export async function takeWarning(act: Act, input: Input): Promise<void> {
  const row = await openForStep(act, input, 'take');
  await writeStep(act, row, 'take', taking(act, row), { before: before(row) });
}

/** The same on behalf of whoever dispatched the need that the warning opened. */
export async function takeForNeed(act: Act, row: WarningRow): Promise<void> {
  if (warningTarget('take', row.status)) await writeStep(act, row, 'take', taking(act, row), { before: before(row) });
}

function taking(act: Act, row: WarningRow): WarningChange {
  const { id, name } = act.actor;
  const due = minutesAfter(act.now, row.climbMinutes);
  return { taken_by: id, taken_by_name: name, taken_at: iso(act.now), due_at: due, need_due_at: null };
}

function before(row: WarningRow): WarningChange {
  return { due_at: row.dueAt, need_due_at: row.needDueAt };
}

/** A second of grace for the way from the screen. */
const GRACE_SECONDS = 2;

/** Takes back one's own taking within ten seconds, if nothing else has happened since. */
export async function undoWarning(act: Act, input: Input): Promise<void> {
  const row = await open(act, input);
  if (row.version !== input.version) throw conflict('stale-version', { field: 'version' });
  const step = await lastStep(act.tx, row.id);
  if (!step || !isUndoable(step, act.actor.id, act.now))
    throw conflict('too-late-to-undo', { params: { seconds: UNDO_SECONDS } });
  const was = (step.details['before'] ?? {}) as WarningChange;
  const set = { taken_by: null, taken_by_name: null, taken_at: null, ...was };
  await writeMove(act, row, 'undo', 'raised', set, { undone: step.action });
}

export function isUndoable(step: LastStep, actor: string, now: Temporal.Instant): boolean {
  if (step.action !== 'take' || step.actor !== actor) return false;
  const until = Temporal.Instant.from(step.happenedAt).add({ seconds: UNDO_SECONDS + GRACE_SECONDS });
  return Temporal.Instant.compare(now, until) <= 0;
}

/** Asks for the need now; it is opened within a second by who may (server/src/reactions.ts). */
export async function askForNeed(act: Act, input: Input): Promise<void> {
  const row = await openForStep(act, input, 'ask');
  const why = row.kind !== 'run-dry' ? 'warning-without-need' : row.needId !== null ? 'warning-has-need' : null;
  if (why) throw conflict(why);
  await writeStep(act, row, 'ask', { need_due_at: iso(act.now) });
}

/** Somebody says why it is over. It isn’t raised again for a while, unless it gets worse. */
export async function answerWarning(
  act: Act,
  input: Input & { answer: WarningAnswer; note?: string | undefined },
): Promise<void> {
  const row = await openForStep(act, input, 'answer');
  const set = {
    due_at: null,
    need_due_at: null,
    cleared_at: iso(act.now),
    cleared_because: input.answer,
    quiet_until: minutesAfter(act.now, row.quietMinutes),
  };
  await writeStep(act, row, 'answer', set, { because: input.answer, ...(input.note ? { note: input.note } : {}) });
}

async function openForStep(act: Act, input: Input, action: WarningAction): Promise<WarningRow> {
  const row = await open(act, input);
  requireRight(act.actor, warningActions[action].right, subjectOf(row));
  if (row.version !== input.version) throw conflict('stale-version', { field: 'version' });
  if (warningTarget(action, row.status)) return row;
  const allowed = warningActionsIn(row.status);
  const list = (locale: 'zh' | 'en') =>
    allowed.map((each) => warningActionName[each][locale]).join(locale === 'zh' ? '、' : ', ') || '—';
  const params = { status: warningStatusName[row.status], action: warningActionName[action] };
  throw conflict('action-not-possible', {
    allowed,
    params: { ...params, allowed: { zh: list('zh'), en: list('en') } },
  });
}

/** Locked; one that the actor may not read is not found. */
async function open(act: Act, { id }: Input): Promise<WarningRow> {
  const [row] = await lockWarnings(act.tx, [id]);
  if (!row || !mayDo(act.actor.posts, 'warnings.read', subjectOf(row))) throw notFound('预警', 'Warning');
  return row;
}

function subjectOf({ organisationId, areaCode }: WarningRow) {
  return { organisationId, areaCode };
}
