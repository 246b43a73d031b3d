import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { needTransitions, newId, WARNING_LIFE, warningStatuses, warningTransitions } from '@baogong/contract';
import { sql } from 'kysely';
import { openTestDatabase } from '../../../testing/database.ts';
import { openTown } from '../../../testing/town.ts';
import { systemActor } from '../actor.ts';
import { type Db, openDatabase } from '../db/database.ts';
import { violatedConstraint } from '../db/violation.ts';
import { type Fact, recordFacts } from './record.ts';
import { syncTransitions } from './transitions.ts';

test('the database takes every legal step of every life, and no other', async (t) => {
  const db = await open(t);
  const legal = new Set(needTransitions().map((each) => Object.values(each).join(' ')));
  assert.ok(legal.size > 50);
  const actions = [...new Set(needTransitions().map((each) => each.action))];
  const statuses = ['none', 'collected', 'dispatched', 'fulfilled', 'closed', 'withdrawn', 'merged'];
  const wrong: string[] = [];
  for (const action of actions) {
    for (const from of statuses) {
      for (const to of statuses) {
        const step = ['supply', action, from, to].join(' ');
        const taken = await tries(db, { action, from, to });
        if (taken !== legal.has(step)) wrong.push(`${step}: ${taken ? 'taken' : 'refused'}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

test('the life of a warning is held to its table too', async (t) => {
  const db = await open(t);
  const legal = new Set(warningTransitions().map((each) => Object.values(each).join(' ')));
  const actions = [...new Set(warningTransitions().map((each) => each.action))];
  const statuses = ['none', ...warningStatuses];
  const wrong: string[] = [];
  for (const action of actions)
    for (const from of statuses)
      for (const to of statuses) {
        const taken = await tries(db, { life: WARNING_LIFE, action, from, to });
        if (taken !== legal.has([WARNING_LIFE, action, from, to].join(' '))) wrong.push(`${action} ${from} ${to}`);
      }
  assert.deepEqual(wrong, []);
});

test('the database refuses a version left out, a version twice and a status that jumps', async (t) => {
  const db = await open(t);
  const subjectId = await collected(db);
  await refused(db, step(subjectId, 3, 'dispatch', 'collected', 'dispatched'), 'event_follows_previous');
  await refused(db, step(subjectId, 1, 'collect', 'none', 'collected'), 'event_version_once');
  await refused(db, step(subjectId, 2, 'fulfil', 'dispatched', 'fulfilled'), 'event_follows_previous');
  await refused(db, step(newId(), 1, 'dispatch', 'collected', 'dispatched'), 'event_starts_from_none');
  await record(db, step(subjectId, 2, 'dispatch', 'collected', 'dispatched'));
});

test('two writers that both skipped the lock cannot both take the next version', async (t) => {
  const db = await open(t);
  const subjectId = await collected(db);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 8 }, () => record(db, step(subjectId, 2, 'dispatch', 'collected', 'dispatched'))),
  );
  assert.equal(outcomes.filter((each) => each.status === 'fulfilled').length, 1);
});

for (const [name, statement] of Object.entries({
  changed: `update event set actor_name = 'somebody else'`,
  deleted: 'delete from event',
  truncated: 'truncate event cascade',
  'changed where nothing matches': 'update event set version = 2 where false',
})) {
  test(`what was recorded cannot be ${name}`, async (t) => {
    const db = await open(t);
    await collected(db);
    await assert.rejects(sql.raw(statement).execute(db), /append-only/);
    assert.equal((await db.selectFrom('event').selectAll().execute()).length, 1);
  });
}

test('a need whose row says other than its history cannot be committed', async (t) => {
  const db = await open(t);
  const place = await openTown(db);
  const id = await collected(db);
  const row = {
    id,
    day: '2020-02-01',
    day_number: 1,
    kind_code: 'goods',
    kind_version: 1,
    life: 'supply',
    organisation_id: place.hospitals[0].id,
    area_code: place.hospitals[0].areaCode,
    entered_by: 'system',
    entered_by_name: '系统',
    channel: 'api',
    priority: 'normal',
    headline: '口罩',
    desk: 'city',
    hurts_at: '2020-02-01T00:00:00Z',
    collected_at: '2020-02-01T00:00:00Z',
  };
  const insert = (status: string, version: number) =>
    db.transaction().execute((tx) =>
      tx
        .insertInto('need')
        .values({ ...row, status, version })
        .execute(),
    );
  await assert.rejects(insert('dispatched', 1), byConstraint('need_as_history'));
  await assert.rejects(insert('collected', 2), byConstraint('need_as_history'));
  await insert('collected', 1);
  await assert.rejects(
    db.updateTable('need').set({ status: 'closed' }).where('id', '=', id).execute(),
    byConstraint('need_as_history'),
  );
});

async function open(t: TestContext): Promise<Db> {
  const { url } = await openTestDatabase(t);
  const { db, close } = openDatabase(url, 8);
  t.after(close);
  await db.transaction().execute((tx) => syncTransitions(tx, [...needTransitions(), ...warningTransitions()]));
  return db;
}

function step(subjectId: string, version: number, action: string, from: string, to: string): Fact {
  return { module: 'needs', life: 'supply', action, subjectId, version, from, to, happenedAt: '2020-02-01T00:00:00Z' };
}

async function record(db: Db, ...facts: Fact[]): Promise<void> {
  await db.transaction().execute((tx) => recordFacts(tx, systemActor, null, facts));
}

async function collected(db: Db): Promise<string> {
  const subjectId = newId();
  await record(db, step(subjectId, 1, 'collect', 'none', 'collected'));
  return subjectId;
}

async function refused(db: Db, fact: Fact, constraint: string): Promise<void> {
  await assert.rejects(record(db, fact), byConstraint(constraint));
}

function byConstraint(constraint: string) {
  return (error: unknown) => {
    assert.equal(violatedConstraint(error), constraint);
    return true;
  };
}

/** Whether the step is taken by itself: its history is laid before it without its life, which the log holds to nothing. */
type Tried = { life?: string; action: string; from: string; to: string };

async function tries(db: Db, { life = 'supply', action, from, to }: Tried): Promise<boolean> {
  const subjectId = newId();
  const before: Fact = { ...step(subjectId, 1, 'lay', 'none', from), life: undefined };
  const facts = from === 'none' ? [] : [before];
  const last = { ...step(subjectId, facts.length + 1, action, from, to), life };
  return record(db, ...facts, last).then(
    () => true,
    (error: unknown) => {
      assert.equal(violatedConstraint(error), 'event_legal_step');
      return false;
    },
  );
}
