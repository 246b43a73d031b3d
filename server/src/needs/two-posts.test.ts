import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { actAs } from '../../testing/act.ts';
import { openTestDatabase } from '../../testing/database.ts';
import { openTown } from '../../testing/town.ts';
import { type Actor, systemActor } from '../platform/actor.ts';
import { systemClock } from '../platform/clock.ts';
import { openDatabase } from '../platform/db/database.ts';
import type { Act, ActorContext } from '../platform/http/context.ts';
import { localHints } from '../platform/log/hints.ts';
import { collectNeed } from './collect/collect.ts';
import { claimNeed, prioritiseNeed, releaseNeed } from './verbs/claim.ts';
import { closeNeed, disputeNeed, reopenNeed, returnNeed, waiveRest, withdrawNeed } from './verbs/close.ts';
import { dispatchNeed } from './verbs/dispatch.ts';
import { fulfilNeed } from './verbs/fulfil.ts';
import { mergeNeed } from './verbs/merge.ts';
import { commentNeed, reviseNeed } from './verbs/revise.ts';

test('whoever may read a need through one post may not act on it through the right of another', async (t) => {
  const { url } = await openTestDatabase(t, 'prepared');
  const { db, close } = openDatabase(url, 4);
  t.after(close);
  const town = await openTown(db);
  const [own, , far] = town.hospitals;
  const desk = town.actorOf('dispatcher');
  const context = { db, actor: desk, clock: systemClock, hints: localHints() } as Partial<ActorContext> as ActorContext;
  const { id } = await collectNeed(context, {
    commandId: newId(),
    kind: 'goods',
    organisationId: far.id,
    lines: [{ item: 'surgical-mask', quantity: 5 }],
    form: {},
    priority: 'normal',
    channel: 'api',
  });
  const reads = { role: 'auditor', areaCode: town.cityCode, organisationId: null } as const;
  const asks = { role: 'institution', areaCode: null, organisationId: own.id } as const;
  const decides = { role: 'district-desk', areaCode: own.areaCode, organisationId: null } as const;
  const actor: Actor = { ...systemActor, id: 'person:two-posts', posts: [reads, asks, decides] };
  const base = { id, version: 1, reason: '试一试' };
  const verbs: Record<string, (act: Act) => Promise<void>> = {
    revise: (act) => reviseNeed(act, db, base),
    claim: (act) => claimNeed(act, base),
    release: (act) => releaseNeed(act, base),
    prioritise: (act) => prioritiseNeed(act, { ...base, priority: 'urgent' }),
    comment: (act) => commentNeed(act, { id, text: '试一试' }),
    dispatch: (act) => dispatchNeed(act, { ...base, approvals: [], sources: [], holdHours: 1, assignee: '一队' }),
    return: (act) => returnNeed(act, base),
    fulfil: (act) => fulfilNeed(act, base),
    dispute: (act) => disputeNeed(act, base),
    waive: (act) => waiveRest(act, { ...base, lines: [{ lineId: newId(), quantity: 1 }] }),
    close: (act) => closeNeed(act, { id, version: 1, reason: 'no-longer-needed' }),
    withdraw: (act) => withdrawNeed(act, base),
    reopen: (act) => reopenNeed(act, base),
    merge: (act) => mergeNeed(act, { ...base, into: id.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }),
  };
  const letIn: string[] = [];
  for (const [name, verb] of Object.entries(verbs)) {
    const reason = await actAs(db, actor, verb).then(
      () => 'done',
      (error: { reason?: string }) => error.reason,
    );
    const expected = name === 'merge' ? 'not-found' : 'not-allowed';
    if (reason !== expected) letIn.push(`${name}: ${reason}`);
  }
  assert.deepEqual(letIn, []);
});
