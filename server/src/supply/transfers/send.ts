import type { Transfer, transfers as routes } from '@baogong/contract';
import type { z } from 'zod';
import { requireRight } from '../../platform/actor.ts';
import { cityDay, iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict } from '../../platform/refusal.ts';
import { isExpired, moveInLots, releaseReservations, takeForShipment, transitPlaces } from '../../stock/index.ts';
import { isOver, overRefusal } from './expiry.ts';
import { type LineRecord, shiftLines, type TransferRecord } from './queries.ts';
import { namedLines, openTransfer, requireStep, sidesOf, writeStep } from './step.ts';

type Input = z.output<NonNullable<(typeof routes)['sendTransfer']['~orpc']['inputSchema']>>;
type Load = { line: LineRecord; quantity: number };

/** Goods leave the sender's place: everything that is held, or part; what stays behind goes on being held, or is let go. */
export async function sendTransfer(act: Act, input: Input): Promise<Transfer> {
  const transfer = await openTransfer(act, input.id);
  const { sender } = sidesOf(transfer);
  requireRight(act.actor, 'transfers.offer', sender);
  requireStep(transfer, 'send');
  if (isOver(transfer, act.now)) throw overRefusal(transfer);
  const loads = loadsOf(transfer, input);
  for (const [index, { line }] of loads.entries()) requireUsable(act, line, `lines[${index}]`);
  await takeForShipment(
    act.tx,
    loads.map(({ line, quantity }) => ({ reservationId: line.reservationId, quantity })),
    act.now,
  );
  const transit = (await transitPlaces(act.tx, [sender.organisationId])).get(sender.organisationId)!;
  await moveInLots(
    act.tx,
    { postingId: transfer.id, actor: act.actor, happenedAt: iso(act.now) },
    loads.map(({ line, quantity }) => ({
      kind: 'ship',
      itemCode: line.item,
      lotId: line.lot?.id ?? null,
      from: transfer.from.id,
      to: transit,
      quantity,
      reservationId: line.reservationId,
      transferId: transfer.id,
      bound: { organisationId: transfer.to.id, expectedAt: input.expectedAt ?? null },
      reference: transfer.number,
      note: line.expiredReason,
    })),
  );
  await shiftLines(
    act.tx,
    loads.map(({ line, quantity }) => ({ lineId: line.id, sent: quantity })),
  );
  const rest = transfer.lines.map(({ reservationId }) => reservationId);
  if (input.releaseRest) await releaseReservations(act.tx, rest, 'released');
  const set = { vehicle: input.vehicle || null };
  const told = loads.map(({ line, quantity }) => ({ lineId: line.id, quantity }));
  const details = { expectedAt: input.expectedAt ?? null, vehicle: set.vehicle, releaseRest: input.releaseRest };
  return writeStep(act, transfer, 'send', { set, told, details });
}

function loadsOf(transfer: TransferRecord, { lines }: Input): Load[] {
  if (!lines) {
    const held = transfer.lines.filter((line) => line.held > 0);
    if (held.length === 0) throw conflict('nothing-held', { field: 'id' });
    return held.map((line) => ({ line, quantity: line.held }));
  }
  return namedLines(transfer, lines).map(({ line, named: { quantity }, field }) => {
    if (quantity <= line.held) return { line, quantity };
    const params = { item: line.itemName, held: line.held, wanted: quantity, unit: line.baseUnitName };
    throw conflict('more-than-held', { field: `${field}.quantity`, params });
  });
}

/** A lot may have gone past its expiry since it was chosen. */
function requireUsable(act: Act, { lot, expiredReason }: LineRecord, field: string): void {
  if (!lot || expiredReason !== null || !isExpired(lot, cityDay(act.now))) return;
  throw conflict('lot-past-expiry-held', {
    field: `${field}.lineId`,
    params: { lot: lot.number, day: lot.expiresOn! },
  });
}
