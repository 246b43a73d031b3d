import { REOPEN_DAYS } from '@baogong/contract';
import { requireRight } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict, invalid } from '../../platform/refusal.ts';
import { deliveryLinesOfNeed, decideDeliveryLine, refreshDeliveries } from '../queries/deliveries.ts';
import { type LineEntry, type LineRow, linesOf } from '../queries/need-rows.ts';
import { applyEffect, decide, type Effect, type Matter, openMatter, requireStep, requireVersion } from './decide.ts';
import { committed } from './dispatch.ts';
import { isCoveredAfter } from './deliver.ts';
import { fulfilEffect } from './fulfil.ts';
import { letGo } from './let-go.ts';

export type CloseInput = {
  id: string;
  version: number;
  receipt?: { inPlace: true; note?: string | null | undefined } | null | undefined;
  reason?: string | null | undefined;
  note?: string | null | undefined;
};

/**
 * The receiving side closes the need out: with a receipt (arrived *and* in place), or with one of the kind's reasons. A
 * receipt accepts everything that arrived and was not yet judged; what was never reported counts as arrived.
 */
export async function closeNeed(act: Act, input: CloseInput): Promise<void> {
  if (!input.receipt === !input.reason)
    throw invalid('receipt-or-reason', { field: input.receipt ? 'reason' : 'receipt' });
  const matter = await openMatter(act, input.id);
  requireRight(act.actor, 'needs.close', matter.subject);
  requireVersion(matter.need, input.version);
  requireStep(matter.need, 'close');
  if (input.receipt) await closeReceived(act, matter, input.receipt.note ?? input.note ?? null);
  else await applyEffect(act, matter, 'close', await closeWithReason(act, matter, input.reason!, input.note ?? null));
}

async function closeReceived(act: Act, matter: Matter, note: string | null): Promise<void> {
  if (matter.need.status !== 'fulfilled') {
    requireStep(matter.need, 'fulfil');
    await applyEffect(act, matter, 'fulfil', await fulfilEffect(act, matter, note));
    matter.lines = await linesOf(act.tx, [matter.need.id]);
  }
  await acceptEverything(act, matter);
  const missing = matter.lines.reduce(
    (sum, line) => sum + Math.max(0, (line.approved ?? 0) - line.waived - line.accepted),
    0,
  );
  if (missing > 0) throw conflict('not-everything-received', { field: 'receipt', params: { missing } });
  await applyEffect(act, matter, 'close', {
    set: { close_reason: null, close_note: note },
    details: { receipt: true, note },
  });
}

/** Accepts what arrived and nobody judged yet, on the deliveries as on the lines. */
async function acceptEverything(act: Act, matter: Matter): Promise<void> {
  const entries = matter.lines.map(
    (line): LineEntry => ({
      lineId: line.id,
      kind: 'accept',
      quantity: line.delivered - line.accepted - line.rejected,
    }),
  );
  if (entries.every((entry) => entry.quantity === 0)) return;
  const open = (await deliveryLinesOfNeed(act.tx, matter.need.id)).filter(
    (line) => line.accepted + line.rejected < line.quantity,
  );
  for (const line of open)
    await decideDeliveryLine(act.tx, line.id, line.quantity - line.accepted - line.rejected, 0, null);
  await refreshDeliveries(act.tx, [...new Set(open.map((line) => line.delivery_id))], iso(act.now));
  const lines = entries.map((entry) => ({ lineId: entry.lineId, accepted: entry.quantity, rejected: 0 }));
  await applyEffect(act, matter, 'receive', { entries, details: { lines } });
  matter.lines = await linesOf(act.tx, [matter.need.id]);
}

async function closeWithReason(act: Act, matter: Matter, code: string, note: string | null): Promise<Effect> {
  const reason = matter.kind.closing.reasons.find((each) => each.code === code);
  if (!reason) throw invalid('unknown-field-value', { field: 'reason', params: { field: 'reason', value: code } });
  if (reason.supervisor) requireRight(act.actor, 'needs.close-unmet', matter.subject);
  const { entries, released } = await letGo(act, matter);
  return { set: { close_reason: code, close_note: note }, entries, details: { reason: code, note, released } };
}

/** The receiver takes the need back before it is met. */
export async function withdrawNeed(act: Act, input: { id: string; version: number; reason: string }): Promise<void> {
  await decide(act, input, 'withdraw', async (matter) => {
    const { entries, released } = await letGo(act, matter);
    return { entries, details: { reason: input.reason, released } };
  });
}

/** Whoever was to do it cannot: back to the pool, held goods released. */
export async function returnNeed(act: Act, input: { id: string; version: number; reason: string }): Promise<void> {
  await decide(act, input, 'return', async (matter) => {
    const { entries, released } = await letGo(act, matter);
    return { set: { assignee: null }, entries, details: { reason: input.reason, released } };
  });
}

/** Reported as done, but not in place. */
export async function disputeNeed(act: Act, input: { id: string; version: number; reason: string }): Promise<void> {
  await decide(act, input, 'dispute', () => ({ details: { reason: input.reason } }));
}

/** Gives up what is still missing of a line. When nothing is missing any more, the need is fulfilled. */
export async function waiveRest(
  act: Act,
  input: { id: string; version: number; lines: { lineId: string; quantity: number }[]; reason: string },
): Promise<void> {
  await decide(act, input, 'waive', ({ lines }) => {
    const entries = input.lines.map(({ lineId, quantity }, index): LineEntry => {
      const line = lines.find((each) => each.id === lineId);
      if (!line) throw invalid('unknown-line', { field: `lines[${index}].lineId` });
      const sameLine = input.lines.slice(0, index + 1).filter((each) => each.lineId === lineId);
      requireUncovered(
        line,
        sameLine.reduce((sum, each) => sum + each.quantity, 0),
        index,
      );
      return { lineId, kind: 'waive', quantity };
    });
    return { entries, details: { reason: input.reason, lines: input.lines } };
  });
  const matter = await openMatter(act, input.id);
  const covered = matter.need.status === 'dispatched' && matter.lines.every((line) => isCoveredAfter(line, []));
  if (covered && matter.lines.some((line) => line.delivered > 0)) await applyEffect(act, matter, 'fulfil', {});
}

/** Closed by mistake or not lasting: back to the pool, within a week. */
export async function reopenNeed(act: Act, input: { id: string; version: number; reason: string }): Promise<void> {
  await decide(act, input, 'reopen', ({ need }) => {
    const limit = Temporal.Instant.from(need.ended_at!).add({ hours: 24 * REOPEN_DAYS });
    if (Temporal.Instant.compare(act.now, limit) > 0)
      throw conflict('too-late-to-reopen', { params: { days: REOPEN_DAYS } });
    return { set: { close_reason: null, close_note: null, ended_at: null }, details: { reason: input.reason } };
  });
}

function requireUncovered(line: LineRow, quantity: number, index: number): void {
  const uncovered = (line.approved ?? 0) - committed(line);
  if (quantity > uncovered)
    throw conflict('more-than-approved', { field: `lines[${index}].quantity`, params: { approved: uncovered } });
}
