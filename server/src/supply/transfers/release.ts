import { mayDo, type Transfer, type transfers as routes } from '@baogong/contract';
import type { z } from 'zod';
import { requireRight } from '../../platform/actor.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict } from '../../platform/refusal.ts';
import { releaseReservations } from '../../stock/index.ts';
import { openTransfer, requireStep, sidesOf, writeStep } from './step.ts';

type Input = z.output<NonNullable<(typeof routes)['releaseTransfer']['~orpc']['inputSchema']>>;

/** Lets go what is still held: the sender changed its mind, or the receiver does not want it. What is on the road goes on. */
export async function releaseTransfer(act: Act, input: Input): Promise<Transfer> {
  const transfer = await openTransfer(act, input.id);
  const { sender, receiver } = sidesOf(transfer);
  const bySender = mayDo(act.actor.posts, 'transfers.offer', sender);
  if (!bySender) requireRight(act.actor, 'transfers.receive', receiver);
  requireStep(transfer, 'release');
  const held = transfer.lines.filter((line) => line.held > 0);
  if (held.length === 0) throw conflict('nothing-held', { field: 'id' });
  await releaseReservations(
    act.tx,
    held.map(({ reservationId }) => reservationId),
    'released',
  );
  const told = held.map((line) => ({ lineId: line.id, quantity: line.held }));
  return writeStep(act, transfer, 'release', { told, details: { bySender, reason: input.reason || null } });
}
