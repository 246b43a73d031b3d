import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { newId, type Standing } from '@baogong/contract';
import { call } from '@orpc/server';
import { pino } from 'pino';
import { actorWith } from '../../../testing/act.ts';
import { openTestDatabase } from '../../../testing/database.ts';
import { systemClock } from '../../platform/clock.ts';
import { openDatabase } from '../../platform/db/database.ts';
import type { RequestContext } from '../../platform/http/context.ts';
import { localHints } from '../../platform/log/hints.ts';
import { kindHandlers, seedKinds } from './index.ts';
import { shippedKinds } from './shipped/index.ts';

const administrator = { role: 'administrator', organisationId: null, areaCode: '42' } as const;

/** Requests to a seeded city by one person with this post; the live hub is not needed here. */
async function asking(t: TestContext, post: Standing) {
  const database = openDatabase((await openTestDatabase(t)).url, 4);
  t.after(() => database.close());
  const { db } = database;
  await db.transaction().execute((tx) => seedKinds(tx));
  const shared = { database, db, clock: systemClock, logger: pino({ level: 'fatal' }), hints: localHints() };
  const actor = actorWith(post);
  return { ...shared, actor, locale: 'zh', headers: new Headers() } as unknown as RequestContext;
}

test('an administrator makes, revises and retires a kind through the door; a repeated command answers the same', async (t) => {
  const context = await asking(t, administrator);
  const { definition } = shippedKinds.find(({ code }) => code === 'errand')!;
  const making = { commandId: newId(), code: 'snow-clearing', definition };
  const made = await call(kindHandlers.createKind, making, { context });
  assert.deepEqual(await call(kindHandlers.createKind, making, { context }), made);
  const change = {
    commandId: newId(),
    code: made.code,
    version: 1,
    definition: { ...definition, escalationMinutes: 5 },
  };
  assert.equal((await call(kindHandlers.reviseKind, change, { context })).version, 2);
  await call(kindHandlers.retireKind, { commandId: newId(), code: made.code, retired: true }, { context });
  const newest = await call(kindHandlers.getKind, { code: made.code }, { context });
  assert.deepEqual([newest.version, newest.retired, newest.escalationMinutes], [2, true, 5]);
  const first = await call(kindHandlers.getKind, { code: made.code, version: 1 }, { context });
  assert.equal(first.escalationMinutes, definition.escalationMinutes);
  const listed = await call(kindHandlers.listKinds, undefined, { context });
  assert.deepEqual(
    listed.map((kind) => kind.code),
    [...shippedKinds.map((kind) => kind.code), 'snow-clearing'],
  );
});

test('who is no administrator reads kinds and changes none', async (t) => {
  const context = await asking(t, { role: 'dispatcher', organisationId: null, areaCode: '42' });
  assert.equal((await call(kindHandlers.listKinds, undefined, { context })).length, shippedKinds.length);
  const retiring = { commandId: newId(), code: 'goods', retired: true };
  await assert.rejects(call(kindHandlers.retireKind, retiring, { context }), { reason: 'not-allowed' });
});
