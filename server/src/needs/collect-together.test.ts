import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId } from '@baogong/contract';
import { openTestDatabase } from '../../testing/database.ts';
import { ledgerFaults } from '../../testing/ledger-faults.ts';
import { openTown } from '../../testing/town.ts';
import { systemClock } from '../platform/clock.ts';
import { openDatabase } from '../platform/db/database.ts';
import type { ActorContext } from '../platform/http/context.ts';
import { localHints } from '../platform/log/hints.ts';
import { collectNeed } from './collect/collect.ts';

test('needs that arrive together: repeats in one batch make one need, in whatever letters their id is written', async (t) => {
  const { db, ask } = await open(t);
  const repeated = newId();
  const ids = Array.from({ length: 60 }, (_, index) => (index < 10 || index % 3 === 0 ? newId() : repeated));
  const answers = await Promise.all(ids.map((id, index) => ask(index % 2 ? id.toUpperCase() : id)));
  const same = answers.filter((_, index) => ids[index] === repeated);
  assert.equal(new Set(same.map((answer) => answer.id)).size, 1);
  assert.equal((await db.selectFrom('need').select('id').execute()).length, ids.length - same.length + 1);
  assert.deepEqual(await ledgerFaults(db), []);
});

test('needs that arrive together: another body under the same id is refused, the others are taken', async (t) => {
  const { db, ask } = await open(t);
  const repeated = newId();
  const outcomes = await Promise.allSettled([
    ...Array.from({ length: 30 }, () => ask(newId())),
    ask(repeated, 5),
    ask(repeated, 6),
    ...Array.from({ length: 30 }, () => ask(newId())),
  ]);
  const refused = outcomes.filter((each) => each.status === 'rejected');
  assert.deepEqual(
    refused.map((each) => each.reason.reason),
    ['other-body-same-command'],
  );
  assert.equal((await db.selectFrom('need').select('id').execute()).length, 61);
  assert.deepEqual(await ledgerFaults(db), []);
});

test('numbers of an institution’s day run on without a gap while nobody is refused', async (t) => {
  const { ask } = await open(t);
  const answers = await Promise.all(Array.from({ length: 250 }, () => ask(newId())));
  const numbers = answers.map((answer) => Number(answer.number.slice(5))).sort((left, right) => left - right);
  assert.deepEqual(
    numbers,
    Array.from({ length: 250 }, (_, index) => index + 1),
  );
});

async function open(t: TestContext) {
  const { url } = await openTestDatabase(t, 'prepared');
  const { db, close } = openDatabase(url, 6);
  t.after(close);
  const town = await openTown(db);
  const actor = town.actorOf('institution');
  const context = { db, actor, clock: systemClock, hints: localHints() } as Partial<ActorContext> as ActorContext;
  return {
    db,
    ask: (commandId: string, quantity = 5) =>
      collectNeed(context, {
        commandId,
        kind: 'goods',
        organisationId: town.hospitals[0].id,
        lines: [{ item: 'surgical-mask', quantity }],
        form: {},
        priority: 'normal',
        channel: 'api',
      }),
  };
}
