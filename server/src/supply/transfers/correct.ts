import type { Transfer, transfers as routes } from '@baogong/contract';
import type { z } from 'zod';
import { requireRight } from '../../platform/actor.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict, invalid } from '../../platform/refusal.ts';
import { takeBackReserved, unship } from '../../stock/index.ts';
import { type LineRecord, shiftLines } from './queries.ts';
import { openTransfer, requireStep, sidesOf, writeStep } from './step.ts';
import { figureNames } from './words.ts';

type Input = z.output<NonNullable<(typeof routes)['correctTransfer']['~orpc']['inputSchema']>>;

/**
 * Takes back what was said by mistake, by entries that go the other way. The sender: so much did not leave; it is free on its shelf
 * again. The receiver: so much did not arrive, was not missing or did not go back; it is under way again, to be confirmed anew.
 */
export async function correctTransfer(act: Act, input: Input): Promise<Transfer> {
  const { figure, quantity, reason } = input;
  const transfer = await openTransfer(act, input.id);
  const { sender, receiver } = sidesOf(transfer);
  if (figure === 'sent') requireRight(act.actor, 'transfers.offer', sender);
  else requireRight(act.actor, 'transfers.receive', receiver);
  requireStep(transfer, 'correct');
  const line = transfer.lines.find(({ id }) => id === input.lineId);
  if (!line) throw invalid('unknown-line', { field: 'lineId' });
  const left = figure === 'sent' ? line.underWay : line[figure];
  if (quantity > left) {
    const params = {
      item: line.itemName,
      figure: figureNames[figure],
      left,
      wanted: quantity,
      unit: line.baseUnitName,
    };
    throw conflict('more-than-figure', { field: 'quantity', params });
  }
  await takeBack(act, line, input);
  await shiftLines(act.tx, [{ lineId: line.id, [figure]: -quantity }]);
  const told = [{ lineId: line.id, quantity }];
  return writeStep(act, transfer, 'correct', { told, details: { figure, reason } });
}

async function takeBack(act: Act, { reservationId }: LineRecord, { figure, quantity, reason }: Input): Promise<void> {
  const part = { reservationId, quantity };
  switch (figure) {
    case 'sent':
      await takeBackReserved(act, { ...part, kind: 'ship' }, reason);
      return unship(act.tx, part);
    case 'received':
      return void (await takeBackReserved(act, { ...part, kind: 'arrive' }, reason));
    case 'lost':
      return void (await takeBackReserved(act, { ...part, kind: 'lose' }, reason));
    case 'returned':
      // It had arrived before it was turned back: both are undone, lot by lot.
      for (const back of await takeBackReserved(act, { ...part, kind: 'reject' }, reason))
        await takeBackReserved(act, { reservationId, kind: 'arrive', ...back }, reason);
  }
}
