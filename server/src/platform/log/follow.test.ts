import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@baogong/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import { pino } from 'pino';
import { openTestDatabase } from '../../../testing/database.ts';
import { ownServer } from '../../../testing/own-server.ts';
import { systemActor } from '../actor.ts';
import { type Db, type DbOrTx, openDatabase } from '../db/database.ts';
import { follow, type Follower, followOnce } from './follow.ts';
import { localHints, sharedHints } from './hints.ts';
import { type Position, readEvents, START } from './read.ts';
import { recordFacts } from './record.ts';

const silent = pino({ level: 'silent' });

test('an event that commits after a later one is still delivered; a cursor over the bare sequence would lose it', async (t) => {
  const { db } = await open(t);
  const bare = bareCursor(db);
  const ours = horizonCursor(db);
  const early = await begin(db);
  const first = await record(early.tx);
  const second = await record(db);
  assert.deepEqual(await bare(), [second]);
  assert.deepEqual(await ours(), [], 'nothing is read while an earlier transaction may still add to it');
  await early.commit();
  assert.deepEqual(await bare(), [], 'the bare cursor has gone past it for good');
  assert.deepEqual(await ours(), [first, second]);
});

test('transaction 100 comes after 99, also when batches are full', async (t) => {
  const { db } = await open(t);
  const subjects = new Map<string, string>();
  for (const xid of ['100', '99', '10', '9']) {
    const subject = newId();
    subjects.set(xid, subject);
    await sql`insert into event (xid, module, action, subject_id, version, actor, actor_name, happened_at)
      values (${xid}::xid8, 'test', 'happen', ${subject}, 1, 'system', '系统', now())`.execute(db);
  }
  const read: string[] = [];
  for (let last = START, batch = await readEvents(db, last, 1); batch[0]; batch = await readEvents(db, last, 1)) {
    read.push(batch[0].subjectId);
    last = batch[0].position;
  }
  assert.deepEqual(
    read,
    ['9', '10', '99', '100'].map((xid) => subjects.get(xid)),
  );
});

test('whatever order transactions write and commit in, each event that stays is read exactly once', async (t) => {
  const { db } = await open(t, 8);
  const lanes = 4;
  const move = fc.record({ lane: fc.nat(lanes - 1), does: fc.constantFrom('write', 'commit', 'roll-back', 'read') });
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 40 }), async (moves) => {
      const read = horizonCursor(db, await endOf(db));
      const seen: string[] = [];
      const committed: string[] = [];
      const open = new Map<number, { lane: Awaited<ReturnType<typeof begin>>; wrote: string[] }>();
      const end = async (lane: number, keep: boolean) => {
        const running = open.get(lane);
        open.delete(lane);
        if (keep) committed.push(...(running?.wrote ?? []));
        await (keep ? running?.lane.commit() : running?.lane.rollBack());
      };
      for (const { lane, does } of moves) {
        if (does === 'read') seen.push(...(await read()));
        else if (does !== 'write') await end(lane, does === 'commit');
        else {
          const running = open.get(lane) ?? { lane: await begin(db), wrote: [] };
          open.set(lane, running);
          running.wrote.push(await record(running.lane.tx));
        }
      }
      for (const lane of open.keys()) await end(lane, true);
      seen.push(...(await read()));
      assert.equal(new Set(seen).size, seen.length, 'an event was read twice');
      assert.deepEqual([...seen].sort(), [...committed].sort());
    }),
    { numRuns: 60 },
  );
});

test('two processes that run the same follower act on each event exactly once', async (t) => {
  const { db, url } = await open(t);
  const other = openDatabase(url, 4);
  t.after(() => other.close());
  const hints = [await sharedHints(url), await sharedHints(url)];
  const runs = [db, other.db].map((each, index) => follow(each, hints[index]!, silent, counting));
  const written: string[] = [];
  for (let round = 0; round < 60; round += 1) {
    written.push(...(await Promise.all([record(db), record(other.db), record(db)])));
    hints[round % 2]!.wake();
  }
  await soon(async () => assert.equal((await counted(db)).length, written.length));
  await Promise.all(runs.map((run) => run.stop()));
  await Promise.all(hints.map((each) => each.close()));
  assert.deepEqual((await counted(db)).sort(), written.sort());
});

test('a follower that fails leaves no half of its work and takes the same events again', async (t) => {
  const { db } = await open(t);
  const written = [await record(db), await record(db)];
  let fails = true;
  const shaky: Follower = {
    name: 'shaky',
    async act(tx, events) {
      await counting.act(tx, events);
      if (fails) throw new Error('the outside service is down');
    },
  };
  await assert.rejects(followOnce(db, shaky));
  assert.deepEqual(await counted(db), []);
  fails = false;
  assert.equal(await followOnce(db, shaky), 2);
  assert.equal(await followOnce(db, shaky), 0);
  assert.deepEqual(await counted(db), written);
});

test('a follower of few facts is handed those alone, and passes the others once and for all', async (t) => {
  const { db } = await open(t);
  const other = async () => {
    const fact = {
      module: 'test',
      action: 'other',
      subjectId: newId(),
      version: 1,
      happenedAt: '2026-02-01T00:00:00Z',
    };
    await recordFacts(db, systemActor, null, [fact]);
  };
  const picky = { ...counting, facts: ['test.happen'] };
  await other();
  const written = [await record(db)];
  await other();
  written.push(await record(db));
  await other();
  assert.equal(await followOnce(db, picky), 5);
  assert.deepEqual(await counted(db), written);
  await other();
  assert.equal(await followOnce(db, picky), 1);
  assert.equal(await followOnce(db, picky), 0);
  assert.equal(await followOnce(db, counting), 0, 'its cursor stands at the end of the log');
  assert.deepEqual(await counted(db), written);
});

test('when every hint is lost, polling still brings the events', async (t) => {
  const { db } = await open(t);
  const deaf = { ...localHints(), onWake: () => () => {} };
  const run = follow(db, deaf, silent, counting);
  await soon(async () => assert.equal(await positionsKept(db), 1));
  const written = await record(db);
  await soon(async () => assert.deepEqual(await counted(db), [written]), 4000);
  await run.stop();
});

test('a hint wakes the other process, also after the connection that carries hints was cut', async (t) => {
  const { db, url } = await open(t);
  const [here, there] = [await sharedHints(url), await sharedHints(url)];
  let woken = 0;
  there.onWake(() => (woken += 1));
  here.wake();
  await soon(async () => assert.equal(woken, 1));
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like 'listen%'`.execute(db);
  await soon(async () => {
    here.wake();
    await sleep(30);
    assert.ok(woken > 1);
  });
  await Promise.all([here.close(), there.close()]);
});

/** Counts what it is given, without noticing repeats: the cursor alone must see to it that there are none. */
const counting: Follower = {
  name: 'counting',
  async act(tx, events) {
    await sql`insert into counted (subject) select unnest(${events.map((event) => event.subjectId)}::text[])`.execute(
      tx,
    );
  },
};

async function open(t: TestContext, connections = 6) {
  const { url } = await openTestDatabase(t, 'migrated', await ownServer());
  const { db, close } = openDatabase(url, connections);
  t.after(close);
  await sql`create table counted (place bigint generated always as identity, subject text not null)`.execute(db);
  return { db, url };
}

async function counted(db: Db): Promise<string[]> {
  const { rows } = await sql<{ subject: string }>`select subject from counted order by place`.execute(db);
  return rows.map((row) => row.subject);
}

async function positionsKept(db: Db): Promise<number> {
  return (await db.selectFrom('follower').selectAll().execute()).length;
}

/** Writes one event of a subject of its own; returns the subject. */
async function record(db: DbOrTx): Promise<string> {
  const subjectId = newId();
  const happenedAt = new Date().toISOString();
  await recordFacts(db, systemActor, null, [{ module: 'test', action: 'happen', subjectId, version: 1, happenedAt }]);
  return subjectId;
}

async function begin(db: Db) {
  const tx = await db.startTransaction().execute();
  return { tx, commit: () => tx.commit().execute(), rollBack: () => tx.rollback().execute() };
}

/** What naive followers do: everything with a greater id than the last one seen. */
function bareCursor(db: Db) {
  let last = 0;
  return async () => {
    const rows = await db.selectFrom('event').selectAll().where('id', '>', last).orderBy('id').execute();
    last = rows.at(-1)?.id ?? last;
    return rows.map((row) => row.subject_id);
  };
}

function horizonCursor(db: Db, from: Position = START) {
  let last = from;
  return async () => {
    const events = await readEvents(db, last, 1000);
    last = events.at(-1)?.position ?? last;
    return events.map((event) => event.subjectId);
  };
}

async function endOf(db: Db): Promise<Position> {
  const events = await readEvents(db, START, 100_000);
  return events.at(-1)?.position ?? START;
}

/** Tries the check until it holds. */
async function soon(check: () => Promise<void>, patienceMs = 10_000): Promise<void> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(20)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}
