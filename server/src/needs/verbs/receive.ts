import { requireRight } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict, invalid, notFound } from '../../platform/refusal.ts';
import {
  decideDeliveryLine,
  type DeliveryLineRow,
  deliveryLines,
  lockDelivery,
  markArrived,
  refreshDeliveries,
} from '../queries/deliveries.ts';
import type { LineEntry } from '../queries/need-rows.ts';
import { applyEffect, type Matter, requireStep } from './decide.ts';
import { landGoods, openMatters, recordDelivery } from './deliver.ts';

type Verdict = { deliveryLineId: string; accepted: number; rejected: number; reason?: string | null | undefined };
type Judged = { line: DeliveryLineRow; verdict: Verdict };

/**
 * The receiving side accepts or rejects what arrived, line by line. Goods nobody reported yet count as arrived first.
 * Something rejected puts a fulfilled need back to dispatched: it lacks that much again.
 */
export async function receiveDelivery(act: Act, input: { id: string; lines: Verdict[] }): Promise<void> {
  const delivery = await lockDelivery(act.tx, input.id);
  if (!delivery) throw notFound('配送单', 'Delivery');
  const judged = judge(await deliveryLines(act.tx, [delivery.id]), input.lines);
  const matters = await openMatters(
    act,
    judged.map(({ line }) => line.need_id),
  );
  for (const { need } of matters) requireRight(act.actor, 'needs.receive', { organisationId: need.organisation_id });
  for (const matter of matters) {
    const own = judged.filter(({ line }) => line.need_id === matter.need.id);
    await landFirst(act, matter, own, delivery.id);
    await receiveLines(act, matter, own, delivery.id);
  }
  await refreshDeliveries(act.tx, [delivery.id], iso(act.now));
  await recordDelivery(act, delivery.id, delivery.supplier_id, 'receive');
}

function judge(lines: readonly DeliveryLineRow[], verdicts: readonly Verdict[]): Judged[] {
  return verdicts.map((verdict, index) => {
    const line = lines.find((each) => each.id === verdict.deliveryLineId);
    if (!line) throw invalid('unknown-line', { field: `lines[${index}].deliveryLineId` });
    const sameLine = verdicts.slice(0, index + 1).filter((each) => each.deliveryLineId === line.id);
    const judged = sameLine.reduce((sum, each) => sum + each.accepted + each.rejected, 0);
    if (line.accepted + line.rejected + judged > line.quantity) {
      throw conflict('more-than-delivered', {
        field: `lines[${index}]`,
        params: { delivered: line.quantity - line.accepted - line.rejected },
      });
    }
    return { line, verdict };
  });
}

async function landFirst(act: Act, matter: Matter, judged: readonly Judged[], deliveryId: string): Promise<void> {
  const open = judged.map(({ line }) => line).filter((line) => line.arrived_at === null);
  if (open.length === 0) return;
  await markArrived(
    act.tx,
    open.map((line) => line.id),
    iso(act.now),
  );
  await landGoods(act, matter, open, { deliveryId });
}

async function receiveLines(act: Act, matter: Matter, judged: readonly Judged[], deliveryId: string): Promise<void> {
  requireStep(matter.need, 'receive');
  for (const { line, verdict } of judged)
    await decideDeliveryLine(act.tx, line.id, verdict.accepted, verdict.rejected, verdict.reason ?? null);
  const entries = judged.flatMap(({ line, verdict }): LineEntry[] => [
    { lineId: line.need_line_id, kind: 'accept', quantity: verdict.accepted, reservationId: line.reservation_id },
    { lineId: line.need_line_id, kind: 'reject', quantity: verdict.rejected, reservationId: line.reservation_id },
  ]);
  const details = {
    deliveryId,
    lines: judged.map(({ line, verdict }) => ({
      lineId: line.need_line_id,
      accepted: verdict.accepted,
      rejected: verdict.rejected,
      reason: verdict.reason ?? null,
    })),
  };
  await applyEffect(act, matter, 'receive', { entries, details });
  const rejected = judged.some(({ verdict }) => verdict.rejected > 0);
  if (rejected && matter.need.status === 'fulfilled')
    await applyEffect(act, matter, 'dispute', { details: { reason: '部分拒收' } });
}
