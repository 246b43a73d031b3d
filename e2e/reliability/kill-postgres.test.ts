import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@baogong/server/testing';
import { settleCity } from './city.ts';
import { startLoad } from './load.ts';
import { median, times, untilMore } from './rounds.ts';
import { killPostgres, openPlace } from './run-app.ts';
import { faultsAfter } from './verdict.ts';

/** More for a long soak: BAOGONG_POSTGRES_KILLS=1000. */
const KILLS = Number(process.env.BAOGONG_POSTGRES_KILLS ?? 20);
const CLIENTS = 10;
const ANSWERS = 40;
/** Promised; one slow round on a busy machine is no broken promise, half of them would be. */
const READY_MS = 5000;

test(`${KILLS} kills of PostgreSQL under load: the app recovers by itself and keeps every acknowledged need`, async (t) => {
  const place = await openPlace(t);
  const app = await place.start();
  const { db, close } = openDatabase(app.databaseUrl, 4);
  t.after(close);
  const city = await settleCity(db);
  const load = startLoad(city, () => app.url, CLIENTS);
  const ready: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    await untilMore(load, ANSWERS);
    await sleep(Math.random() * 200);
    const killed = performance.now();
    assert.ok((await killPostgres(place.folder)) > 5, 'the postmaster and its children were killed');
    await untilMore(load, CLIENTS);
    assert.equal((await fetch(`${app.url}/readyz`)).status, 200);
    ready.push(performance.now() - killed);
  }
  const journal = await load.stop();
  t.diagnostic(`ready again: ${times(ready)}`);
  t.diagnostic(
    `${journal.collected.length} needs, ${journal.decided.length} decisions, ${journal.refused.length} refused`,
  );
  assert.ok(median(ready) <= READY_MS && Math.max(...ready) <= 4 * READY_MS, times(ready));
  assert.deepEqual(journal.refused, []);
  assert.deepEqual(await faultsAfter(db, journal), []);
});
