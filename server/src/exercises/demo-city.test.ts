import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actAs } from '../../testing/act.ts';
import { openTestDatabase } from '../../testing/database.ts';
import { seedCatalogue } from '../catalogue/index.ts';
import { listOrganisations, readDemoCity } from '../directory/index.ts';
import { systemActor } from '../platform/actor.ts';
import { openDatabase } from '../platform/db/database.ts';
import { candidateSources } from '../supply/index.ts';
import { demoId, seedDemoCity } from './demo-city.ts';

test('the demo city is built once, on an empty directory only, with stock to dispatch from', async (t) => {
  const { db, close } = openDatabase((await openTestDatabase(t)).url, 2);
  t.after(close);
  const now = Temporal.Now.instant();
  const city = readDemoCity();
  const seed = () => actAs(db, systemActor, seedDemoCity, now);
  await db.transaction().execute((tx) => seedCatalogue(tx, now));
  assert.equal((await seed())?.length, city.organisations.length);
  assert.equal(await seed(), null);
  const found = await listOrganisations(db, { query: '协和医院', limit: 5 });
  assert.ok(found.rows.some((row) => row.id === demoId('hospital-xie-he-yi-yuan') && row.areaName === '东城区'));
  const oxygen = await candidateSources(db, ['liquid-oxygen'], now);
  assert.ok(oxygen.length > 1 && oxygen.every((source) => source.available > 0));
});
