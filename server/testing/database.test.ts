import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from 'pg';
import { openTestDatabase } from './database.ts';

test('two test databases of one file share nothing but the schema', async (t) => {
  const first = await openTestDatabase(t);
  const second = await openTestDatabase(t);
  const pools = [first, second].map(({ url }) => new Pool({ connectionString: url }));
  t.after(() => Promise.all(pools.map((pool) => pool.end())));
  const [left, right] = pools;
  assert.ok(left && right);
  await left.query('create table only_here (id int)');
  const found = await right.query(`select to_regclass('only_here') as found`);
  assert.equal(found.rows[0].found, null);
  const tables = `select count(*)::int as number from information_schema.tables where table_schema = 'public'`;
  assert.ok((await right.query(tables)).rows[0].number > 0, 'the migrations have been applied');
});

test('a database opened for the whole file works without a scope', async () => {
  const { name } = await openTestDatabase();
  assert.match(name, /^test_\d+_database_\d+$/);
});
