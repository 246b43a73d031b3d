import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { openTestDatabase } from '../../../testing/database.ts';
import { copyOut, type Fields } from './copy-out.ts';
import { openDatabase } from './database.ts';

const kept = (fields: Fields) => fields.map((field) => field && Buffer.from(field));

test('a block comes as it is kept, however large; a query that fails, or whose taker does, leaves the connection fit for the next', async (t) => {
  const { url } = await openTestDatabase(t);
  const { db, close } = openDatabase(url, 1);
  t.after(close);
  const [bytes, none, text] = await copyOut(
    db,
    sql`select decode(repeat('00ff27', 1000000), 'hex'), null::text, ${"it's 血氧 $1"}::text`,
    kept,
  );
  assert.equal(bytes!.length, 3_000_000);
  assert.deepEqual([...bytes!.subarray(-3)], [0, 255, 39]);
  assert.equal(none, null);
  assert.equal(text!.toString(), "it's 血氧 $1");
  await assert.rejects(copyOut(db, sql`select ${7}::int / 0`, kept), /division by zero/);
  await assert.rejects(
    copyOut(db, sql`select 1`, () => {
      throw new Error('not to my taste');
    }),
    /not to my taste/,
  );
  await assert.rejects(copyOut(db, sql`select 1 where false`, kept), /one row/);
  await assert.rejects(copyOut(db, sql`select ${null}::text`, kept), TypeError);
  const [seven] = await copyOut(db, sql`select ${7}::int`, kept);
  assert.equal(seven!.readInt32BE(), 7);
});
