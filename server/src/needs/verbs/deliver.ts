import { newId } from '@baogong/contract';
import { requireRight } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { nextVersion, recordFacts } from '../../platform/log/record.ts';
import { conflict, invalid, notFound } from '../../platform/refusal.ts';
import { findReservations, takeForShipment } from '../../stock/index.ts';
import {
  type DeliveryLineRow,
  deliveryLines,
  insertDelivery,
  lockDelivery,
  markArrived,
  refreshDeliveries,
} from '../queries/deliveries.ts';
import type { LineEntry, LineRow } from '../queries/need-rows.ts';
import { lockNeeds } from '../queries/need-rows.ts';
import { applyEffect, type Matter, openMatter, requireStep } from './decide.ts';
import { committed } from './dispatch.ts';

export type ShipInput = {
  supplierId: string;
  lines: { reservationId: string; quantity: number }[];
  expectedAt?: string | null | undefined;
  note?: string | null | undefined;
};

/** Sends all or part of one or more reservations on one trip; the needs on it may be several. Returns the delivery's id. */
export async function shipDelivery(act: Act, input: ShipInput): Promise<string> {
  const reservations = await findReservations(
    act.tx,
    input.lines.map((line) => line.reservationId),
  );
  const found = new Map(reservations.map((reservation) => [reservation.id, reservation]));
  const rows = input.lines.map((line, index) => {
    const reservation = found.get(line.reservationId);
    if (reservation?.supplierId !== input.supplierId)
      throw invalid('unknown-source', { field: `lines[${index}].reservationId` });
    return { id: newId(), needId: reservation.needId, lineId: reservation.needLineId, ...line };
  });
  const matters = await openMatters(
    act,
    rows.map((row) => row.needId),
  );
  for (const matter of matters) {
    requireRight(act.actor, 'deliveries.ship', { areaCode: matter.need.area_code, supplierIds: [input.supplierId] });
    requireStep(matter.need, 'ship');
  }
  await takeForShipment(act.tx, input.lines, act.now);
  const delivery = {
    id: newId(),
    departedAt: iso(act.now),
    arrivedAt: null,
    note: input.note ?? null,
  };
  await insertDelivery(act.tx, { ...delivery, supplierId: input.supplierId, lines: rows });
  await recordDelivery(act, delivery.id, input.supplierId, 'ship');
  for (const matter of matters) {
    const own = rows.filter((row) => row.needId === matter.need.id);
    const entries = own.map(
      (row): LineEntry => ({
        lineId: row.lineId,
        kind: 'ship',
        quantity: row.quantity,
        reservationId: row.reservationId,
      }),
    );
    await applyEffect(act, matter, 'ship', {
      entries,
      details: { deliveryId: delivery.id, expectedAt: input.expectedAt ?? null },
    });
  }
  return delivery.id;
}

/** The goods are there. A need whose every line is now covered is thereby fulfilled. */
export async function arriveDelivery(act: Act, input: { id: string }): Promise<void> {
  const delivery = await lockDelivery(act.tx, input.id);
  if (!delivery) throw notFound('配送单', 'Delivery');
  if (delivery.status !== 'in-transit') throw conflict('stale-version', { field: 'id' });
  const open = (await deliveryLines(act.tx, [delivery.id])).filter((line) => line.arrived_at === null);
  const matters = await openMatters(
    act,
    open.map((line) => line.need_id),
  );
  for (const { need } of matters) {
    const subject = {
      organisationId: need.organisation_id,
      areaCode: need.area_code,
      supplierIds: [delivery.supplier_id],
    };
    requireRight(act.actor, 'deliveries.arrive', subject);
  }
  await markArrived(
    act.tx,
    open.map((line) => line.id),
    iso(act.now),
  );
  await refreshDeliveries(act.tx, [delivery.id], iso(act.now));
  await recordDelivery(act, delivery.id, delivery.supplier_id, 'arrive');
  for (const matter of matters)
    await landGoods(
      act,
      matter,
      open.filter((line) => line.need_id === matter.need.id),
      { deliveryId: delivery.id },
    );
}

/** Posts arrived lines to their need: `fulfil` when nothing is missing any more, else `arrive`. */
export async function landGoods(
  act: Act,
  matter: Matter,
  arrived: readonly DeliveryLineRow[],
  details: Record<string, unknown>,
): Promise<void> {
  const entries = arrived.map(
    (line): LineEntry => ({
      lineId: line.need_line_id,
      kind: 'deliver',
      quantity: line.quantity,
      reservationId: line.reservation_id,
    }),
  );
  const covered = matter.lines.every((line) => isCoveredAfter(line, entries));
  await applyEffect(act, matter, covered ? 'fulfil' : 'arrive', { entries, details });
}

/** Locks the needs in order, then opens each for its own step. */
export async function openMatters(act: Act, needIds: readonly string[]): Promise<Matter[]> {
  const needs = await lockNeeds(act.tx, needIds);
  const matters: Matter[] = [];
  for (const need of needs) matters.push(await openMatter(act, need.id));
  return matters;
}

export async function recordDelivery(act: Act, id: string, supplierId: string, action: string): Promise<void> {
  const version = await nextVersion(act.tx, id);
  await recordFacts(act.tx, act.actor, act.commandId, [
    {
      module: 'deliveries',
      action,
      subjectId: id,
      version,
      organisationId: supplierId,
      happenedAt: iso(act.now),
      details: { supplierIds: [supplierId] },
    },
  ]);
}

/** True when, with these arrivals, the line lacks nothing and nothing of it is still held or under way. */
export function isCoveredAfter(line: LineRow, entries: readonly LineEntry[]): boolean {
  const landed = entries.filter((entry) => entry.lineId === line.id).reduce((sum, entry) => sum + entry.quantity, 0);
  return line.reserved === 0 && line.in_transit - landed === 0 && committed(line) >= (line.approved ?? 0);
}
