import { type NeedAction, needActions, UNDO_SECONDS } from '@baogong/contract';
import type { Act } from '../../platform/http/context.ts';
import { conflict } from '../../platform/refusal.ts';
import { holdAgain, releaseReservations } from '../../stock/index.ts';
import { lastStep, type StepRow } from '../queries/history.ts';
import { type LineEntry, lockNeeds, setApproved } from '../queries/need-rows.ts';
import { applyEffect, openMatter, requireVersion, writeStep } from './decide.ts';
import type { Released } from './let-go.ts';
import { isOpen } from './merge.ts';

/** A second of grace for the way from the screen. */
const GRACE_SECONDS = 2;

/** Takes back one's own last decision within ten seconds, if nothing else has happened since: as a new fact, not an erasure. */
export async function undoDecision(act: Act, input: { id: string; version: number }): Promise<void> {
  const step = await lastStep(act.tx, input.id);
  const into = step?.details['into'];
  if (typeof into === 'string') await lockNeeds(act.tx, [input.id, into]);
  const matter = await openMatter(act, input.id);
  requireVersion(matter.need, input.version);
  if (!step || !isUndoable(step, act.actor.id, act.now)) {
    throw conflict('too-late-to-undo', { params: { seconds: UNDO_SECONDS } });
  }
  const entries = await takeBack(act, step);
  const before = step.details['before'] as Record<string, unknown>;
  await writeStep(act, matter, {
    action: 'undo',
    to: step.from_status,
    set: before,
    entries,
    details: { undone: step.action },
  });
  // Only now are the lines free of what was held: the approval may shrink back.
  const approved = (step.details['approved'] ?? []) as { lineId: string; before: number | null }[];
  for (const { lineId, before: quantity } of approved) await setApproved(act.tx, lineId, quantity);
  if (typeof into === 'string') await leaveTarget(act, input.id, into);
}

/** Whether this last step may be taken back by this actor now. */
export function isUndoable(step: StepRow, actor: string, now: Temporal.Instant): boolean {
  const rule = needActions[step.action as NeedAction];
  if (!rule || !('undoSeconds' in rule) || step.actor !== actor) return false;
  const until = Temporal.Instant.from(step.happened_at).add({ seconds: rule.undoSeconds + GRACE_SECONDS });
  return Temporal.Instant.compare(now, until) <= 0;
}

async function takeBack(act: Act, step: StepRow): Promise<LineEntry[]> {
  const reserved = (step.details['reservations'] ?? []) as Released[];
  const released = (step.details['released'] ?? []) as Released[];
  await releaseReservations(
    act.tx,
    reserved.map((each) => each.reservationId),
    'released',
  );
  await holdAgain(act.tx, released);
  return [...reserved.map((each) => entry('release', each)), ...released.map((each) => entry('reserve', each))];
}

function entry(kind: 'release' | 'reserve', { lineId, quantity, reservationId }: Released): LineEntry {
  return { lineId, kind, quantity, reservationId };
}

async function leaveTarget(act: Act, needId: string, into: string): Promise<void> {
  const target = await openMatter(act, into);
  if (isOpen(target)) await applyEffect(act, target, 'absorb', { details: { need: needId, undone: true } });
}
