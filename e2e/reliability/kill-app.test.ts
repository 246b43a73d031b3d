import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@baogong/server/testing';
import { settleCity } from './city.ts';
import { startLoad } from './load.ts';
import { openPlace } from './run-app.ts';
import { times, untilMore } from './rounds.ts';
import { faultsAfter } from './verdict.ts';

/** More for a long soak: BAOGONG_KILLS=5000. */
const KILLS = Number(process.env.BAOGONG_KILLS ?? 60);
const CLIENTS = 10;
/** So many answers after each start, so that every kill meets work under way. */
const ANSWERS = 15;

test(`${KILLS} kills of the app under load lose no acknowledged need and make none twice`, async (t) => {
  const place = await openPlace(t);
  let app = await place.start();
  const { db, close } = openDatabase(app.databaseUrl, 4);
  t.after(close);
  const city = await settleCity(db);
  const load = startLoad(city, () => app.url, CLIENTS);
  const ready: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    await untilMore(load, ANSWERS);
    await sleep(Math.random() * 60);
    const killed = performance.now();
    await app.kill();
    app = await place.start();
    await untilMore(load, 1);
    ready.push(performance.now() - killed);
  }
  const journal = await load.stop();
  t.diagnostic(`ready again: ${times(ready)}`);
  t.diagnostic(
    `${journal.collected.length} needs, ${journal.decided.length} decisions, ${journal.refused.length} refused`,
  );
  assert.deepEqual(journal.refused, []);
  assert.ok(journal.collected.length > KILLS && journal.decided.length > KILLS, 'there was work under way');
  assert.deepEqual(await faultsAfter(db, journal), []);
});
