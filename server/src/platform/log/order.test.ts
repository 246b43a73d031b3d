import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { sql } from 'kysely';
import { openTestDatabase } from '../../../testing/database.ts';
import { ownServer } from '../../../testing/own-server.ts';
import { openDatabase } from '../db/database.ts';
import { currentPosition, readEvents, readNewestEvents, START } from './read.ts';

test('events keep their order where the transaction number gets one more digit', async (t) => {
  const { url } = await openTestDatabase(t, 'migrated', await ownServer());
  const { db, close } = openDatabase(url, 2);
  t.after(close);
  for (const xid of ['9', '99', '100', '101']) {
    await sql`insert into event (xid, module, action, subject_id, version, actor, actor_name, happened_at)
      values (${xid}::xid8, 'drill', 'note', ${newId()}, 1, 'system', 'system', now())`.execute(db);
  }
  const xids = (events: { position: { xid: string } }[]) => events.map((event) => event.position.xid);
  assert.deepEqual(xids(await readEvents(db, START, 2)), ['9', '99'], 'a batch that is cut short skips nothing');
  assert.deepEqual(xids(await readEvents(db, START, 10)), ['9', '99', '100', '101']);
  assert.equal((await currentPosition(db)).xid, '101');
  const newest = await readNewestEvents(db, { before: null, subject: null, areas: [''], limit: 2 });
  assert.deepEqual(xids(newest), ['101', '100']);
});
