import { newId } from '@baogong/contract';
import { iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { openReservations, takeForShipment } from '../../stock/index.ts';
import { deliveryLinesOfNeed, insertDelivery, markArrived, refreshDeliveries } from '../queries/deliveries.ts';
import type { LineEntry } from '../queries/need-rows.ts';
import { decide, type Effect, type Matter } from './decide.ts';
import { committed } from './dispatch.ts';
import { recordDelivery } from './deliver.ts';

/**
 * Somebody on the spot says that it is done. Goods still held or under way count as arrived (the supplier may not use the
 * system); what an assignee was to bring counts as brought. What is then still missing stays open for the receiver.
 */
export async function fulfilNeed(
  act: Act,
  input: { id: string; version: number; note?: string | null | undefined },
): Promise<void> {
  await decide(act, input, 'fulfil', (matter) => fulfilEffect(act, matter, input.note ?? null));
}

/** The effect of fulfilment; closing with a receipt uses it too when nobody reported the arrival before. */
export async function fulfilEffect(act: Act, matter: Matter, note: string | null): Promise<Effect> {
  if (matter.kind.life !== 'supply') return { details: { note } };
  const shipped = await shipHeld(act, matter);
  const landed = await landUnderWay(act, matter);
  const direct = matter.need.assignee ? bringRest(matter) : [];
  return { entries: [...shipped, ...landed, ...direct], details: { note } };
}

async function shipHeld(act: Act, { need }: Matter): Promise<LineEntry[]> {
  const held = await openReservations(act.tx, need.id);
  await takeForShipment(
    act.tx,
    held.map((each) => ({ reservationId: each.id, quantity: each.open })),
    act.now,
    { evenIfExpired: true },
  );
  for (const supplierId of new Set(held.map((each) => each.supplierId))) {
    const own = held.filter((each) => each.supplierId === supplierId);
    const lines = own.map((each) => ({
      id: newId(),
      needId: need.id,
      lineId: each.needLineId,
      reservationId: each.id,
      quantity: each.open,
    }));
    const delivery = {
      id: newId(),
      supplierId,
      departedAt: iso(act.now),
      arrivedAt: iso(act.now),
      note: null,
      lines,
    };
    await insertDelivery(act.tx, delivery);
    await recordDelivery(act, delivery.id, supplierId, 'arrive');
  }
  return held.flatMap((each): LineEntry[] => [
    { lineId: each.needLineId, kind: 'ship', quantity: each.open, reservationId: each.id },
    { lineId: each.needLineId, kind: 'deliver', quantity: each.open, reservationId: each.id },
  ]);
}

async function landUnderWay(act: Act, { need, lines }: Matter): Promise<LineEntry[]> {
  if (lines.every((line) => line.in_transit === 0)) return [];
  const open = (await deliveryLinesOfNeed(act.tx, need.id)).filter((line) => line.arrived_at === null);
  await markArrived(
    act.tx,
    open.map((line) => line.id),
    iso(act.now),
  );
  await refreshDeliveries(act.tx, [...new Set(open.map((line) => line.delivery_id))], iso(act.now));
  return open.map((line) => ({
    lineId: line.need_line_id,
    kind: 'deliver',
    quantity: line.quantity,
    reservationId: line.reservation_id,
  }));
}

/** Held and moving goods stay within what is committed, so only the truly uncovered rest is brought directly. */
function bringRest({ lines }: Matter): LineEntry[] {
  return lines.map((line) => ({ lineId: line.id, kind: 'direct', quantity: (line.approved ?? 0) - committed(line) }));
}
