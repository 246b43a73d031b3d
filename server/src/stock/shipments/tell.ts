import { iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { nextVersion, recordFacts } from '../../platform/log/record.ts';
import { goodsWords } from '../ledger/goods-words.ts';
import type { LoadRecord } from './queries.ts';

type Times = { was: string | null; expectedAt: string | null; reason: string | null };

/** The fact about a trip, for both of its ends and for the messages made of it. */
export async function tellOfTrip(
  act: Act,
  action: 'expect' | 'ask',
  loads: readonly LoadRecord[],
  times: Times,
): Promise<void> {
  const [{ tripId, sender, transferId }] = loads as [LoadRecord];
  const needIds = [...new Set(loads.flatMap(({ needId }) => needId ?? []))];
  const receivers = [...new Map(loads.map(({ receiver }) => [receiver.organisationId, receiver])).values()];
  const only = receivers.length === 1 ? receivers[0]! : null;
  await recordFacts(act.tx, act.actor, act.actor.id === 'system' ? null : act.commandId, [
    {
      module: 'trips',
      action,
      subjectId: tripId,
      version: await nextVersion(act.tx, tripId),
      organisationId: only?.organisationId ?? null,
      areaCode: only?.areaCode ?? null,
      happenedAt: iso(act.now),
      details: {
        ...times,
        number: [...new Set(loads.flatMap(({ reference }) => reference ?? []))].slice(0, 5).join(' '),
        parties: [sender, ...receivers].map(({ organisationId, areaCode }) => ({ organisationId, areaCode })),
        transferId,
        needId: needIds.length === 1 ? needIds[0] : null,
        sender: sender.name,
        receiver: receivers
          .map(({ name }) => name)
          .slice(0, 5)
          .join(' '),
        goods: goodsWords(loads),
      },
    },
  ]);
}
