import { correctableFigures, type TransferAction, transferActionsIn } from '@baogong/contract';
import { iso } from '../src/platform/clock.ts';
import type { Act } from '../src/platform/http/context.ts';
import { lotsAt } from '../src/stock/index.ts';
import { confirmTransfer } from '../src/supply/transfers/confirm.ts';
import { correctTransfer } from '../src/supply/transfers/correct.ts';
import { expireTransfers } from '../src/supply/transfers/expiry.ts';
import { offerTransfer } from '../src/supply/transfers/offer.ts';
import { findTransfer, type TransferRecord } from '../src/supply/transfers/queries.ts';
import { releaseTransfer } from '../src/supply/transfers/release.ts';
import { sendTransfer } from '../src/supply/transfers/send.ts';
import type { Step, Walk } from './ledger-walk.ts';

export const chosen = <Each>(list: readonly Each[], which: number): Each => list[which % list.length]!;

/** Steps of transfers between organisations, through their own verbs: from stores and sites, of chosen lots or of none. */
export const transferSteps = {
  offer: async (walk: Walk, { which, other, quantity, lot }: Step, act: Act) => {
    // Mostly the store that has the most, now and then a site that got some.
    const place = other % 3 ? 0 : which % 4;
    const owners = [walk.town.suppliers[0], walk.town.suppliers[0], ...walk.town.hospitals.slice(0, 2)];
    const receivers = owners.filter(({ id }) => id !== owners[place]!.id || which % 40 === 0);
    const placeId = walk.places[place]!;
    const item = other % 3 ? walk.items[0]! : chosen(walk.items, which);
    const there = await lotsAt(act.tx, [{ placeId, itemCode: item }]);
    const lotId = lot < 2 && there.length > 0 ? chosen(there, which).lotId : null;
    const line = { item, quantity, lotId, expiredReason: other % 2 ? 'walk' : null };
    const hours = 3 + (quantity % 5);
    const offered = await offerTransfer(act, {
      commandId: act.commandId,
      placeId,
      toOrganisationId: chosen(receivers, other).id,
      lines: [line],
      expiresAt: iso(act.now.add({ hours })),
    });
    walk.transfers.push(offered.id);
  },
  send: (walk: Walk, { which, quantity }: Step, act: Act) =>
    onTransfer(walk, which, act, 'send', ({ id, lines }) => {
      const part = [{ lineId: lines[0]!.id, quantity: 1 + (quantity % 8) }];
      const releaseRest = quantity % 4 === 0;
      return sendTransfer(act, { commandId: act.commandId, id, lines: which % 2 ? part : null, releaseRest });
    }),
  confirm: (walk: Walk, { which, quantity, lot }: Step, act: Act) =>
    onTransfer(walk, which, act, 'confirm', ({ id, lines }) => {
      const parts = { received: quantity % 7, lost: lot % 2, returned: lot % 3 };
      const named = which % 3 ? [{ lineId: lines[0]!.id, ...parts }] : null;
      return confirmTransfer(act, { commandId: act.commandId, id, lines: named, reason: 'walk' });
    }),
  'let-go': (walk: Walk, { which }: Step, act: Act) =>
    onTransfer(walk, which, act, 'release', ({ id }) => releaseTransfer(act, { commandId: act.commandId, id })),
  expire: async (walk: Walk, { other }: Step, act: Act) =>
    (await expireTransfers(walk.db, act.now.add({ minutes: other % 240 }))) || null,
  'correct-transfer': (walk: Walk, { which, quantity, lot }: Step, act: Act) =>
    onTransfer(walk, which, act, 'correct', ({ id, lines }) => {
      const figure = chosen(correctableFigures, lot);
      const correction = { lineId: lines[0]!.id, figure, quantity: 1 + (quantity % 4), reason: 'walk' };
      return correctTransfer(act, { commandId: act.commandId, id, ...correction });
    }),
};

/** One of the latest for which the life has the step; now and then any, to be refused. */
async function onTransfer(
  walk: Walk,
  which: number,
  act: Act,
  step: TransferAction,
  work: (transfer: TransferRecord) => Promise<unknown>,
): Promise<unknown> {
  const recent: TransferRecord[] = [];
  for (const id of walk.transfers.slice(-6)) recent.push((await findTransfer(act.tx, id))!);
  const fitting = recent.filter(({ status }) => transferActionsIn(status).includes(step));
  const candidates = which % 11 === 0 ? recent : fitting;
  return candidates.length > 0 ? work(chosen(candidates, which)) : null;
}
