import type { Transfer, transfers as routes } from '@baogong/contract';
import type { z } from 'zod';
import { requireRight } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict, invalid } from '../../platform/refusal.ts';
import { edges, moveInLots, type NewMovement, openPlace, transitPlaces } from '../../stock/index.ts';
import { type LineRecord, shiftLines, type TransferRecord } from './queries.ts';
import { namedLines, openTransfer, requireStep, sidesOf, writeStep } from './step.ts';

type Input = z.output<NonNullable<(typeof routes)['confirmTransfer']['~orpc']['inputSchema']>>;
type Verdict = { line: LineRecord; received: number; lost: number; returned: number };

/**
 * The receiver says what came of what was under way: there, missing, or there and turned back. What it does not speak of stays under
 * way. What is turned back goes to the sender's transit place, where the sender takes it back from.
 */
export async function confirmTransfer(act: Act, input: Input): Promise<Transfer> {
  const transfer = await openTransfer(act, input.id);
  const { receiver } = sidesOf(transfer);
  requireRight(act.actor, 'transfers.receive', receiver);
  requireStep(transfer, 'confirm');
  const place = await openPlace(act.tx, input.placeId ?? transfer.to.id);
  const isOwn = place.organisationId === transfer.to.id && (place.kind === 'site' || place.kind === 'store');
  if (!isOwn) throw invalid('place-of-receiver', { field: 'placeId' });
  const verdicts = judge(transfer, input);
  const differs = verdicts.some(({ lost, returned }) => lost + returned > 0);
  const reason = input.reason || null;
  if (differs && reason === null) throw invalid('difference-reason', { field: 'reason' });
  await land(act, transfer, place.id, verdicts, differs ? reason : null);
  await shiftLines(
    act.tx,
    verdicts.map(({ line, received, lost, returned }) => ({ lineId: line.id, received, lost, returned })),
  );
  const told = verdicts.map(({ line, received }) => ({ lineId: line.id, quantity: received }));
  const amiss = verdicts
    .filter(({ lost, returned }) => lost + returned > 0)
    .map(({ line, lost, returned }) => ({ lineId: line.id, item: line.item, lost, returned }));
  return writeStep(act, transfer, 'confirm', { told, details: { placeId: place.id, amiss, reason } });
}

function judge(transfer: TransferRecord, { lines }: Input): Verdict[] {
  if (!lines) {
    const moving = transfer.lines.filter(({ underWay }) => underWay > 0);
    return moving.map((line) => ({ line, received: line.underWay, lost: 0, returned: 0 }));
  }
  const judged = namedLines(transfer, lines).map(({ line, named: { received, lost, returned }, field }) => {
    const wanted = received + lost + returned;
    if (wanted <= line.underWay) return { line, received, lost, returned };
    const params = { item: line.itemName, underWay: line.underWay, wanted, unit: line.baseUnitName };
    throw conflict('more-than-under-way', { field: `${field}.received`, params });
  });
  const verdicts = judged.filter(({ received, lost, returned }) => received + lost + returned > 0);
  if (verdicts.length === 0) throw invalid('nothing-confirmed', { field: 'lines' });
  return verdicts;
}

async function land(
  act: Act,
  transfer: TransferRecord,
  placeId: string,
  verdicts: readonly Verdict[],
  note: string | null,
): Promise<void> {
  const sender = transfer.from.organisationId!;
  const transit = (await transitPlaces(act.tx, [sender])).get(sender)!;
  const move = ({ line }: Verdict, kind: NewMovement['kind'], from: string, to: string, quantity: number) => {
    const own = { itemCode: line.item, reservationId: line.reservationId, transferId: transfer.id };
    return { kind, from, to, quantity, reference: transfer.number, note: kind === 'arrive' ? null : note, ...own };
  };
  const posting = { postingId: transfer.id, actor: act.actor, happenedAt: iso(act.now) };
  const came = verdicts.flatMap((verdict) => [
    move(verdict, 'arrive', transit, placeId, verdict.received + verdict.returned),
    move(verdict, 'lose', transit, edges.lost, verdict.lost),
  ]);
  await moveInLots(act.tx, posting, came);
  const back = verdicts.map((verdict) => move(verdict, 'reject', placeId, transit, verdict.returned));
  await moveInLots(
    act.tx,
    posting,
    back.filter(({ quantity }) => quantity > 0),
  );
}
