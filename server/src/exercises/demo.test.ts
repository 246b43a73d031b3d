import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestServer } from '../../testing/server.ts';
import { isEmptyCity, seedDemo } from './demo.ts';

test('an empty city becomes the demo once: everybody signs in with a password of their own, needs stand in every status', async (t) => {
  const town = await startTestServer(t, { work: false });
  assert.equal(await isEmptyCity(town.db), true);
  const people = await seedDemo(town.db);
  assert.equal(await isEmptyCity(town.db), false);
  assert.deepEqual(await seedDemo(town.db), [], 'a restart changes nothing');
  assert.equal(new Set(people.map((person) => person.password)).size, 9);
  assert.ok(people.every((person) => person.password.length >= 12));
  for (const { account, password } of people) {
    const answer = await fetch(`${town.url}/api/auth/sign-in/username`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://127.0.0.1' },
      body: JSON.stringify({ username: account, password }),
    });
    assert.equal(answer.status, 200, account);
  }

  const dispatcher = await town.as('dispatcher', { areaCode: '11' });
  assert.deepEqual(await dispatcher.identity.setupState(), { needed: false, demo: true });
  const { collected, dispatched, fulfilled, closed } = await dispatcher.situation.figures({});
  assert.deepEqual([collected, dispatched, fulfilled, closed], [4, 2, 1, 1]);

  const { rows } = await dispatcher.readings.listRunDry({ limit: 100 });
  assert.ok(rows.length > 25 && rows.every(({ emptyAt, lastReading }) => emptyAt && lastReading));
  assert.deepEqual([...new Set(rows.map(({ lamp }) => lamp))].toSorted(), ['green', 'red', 'yellow']);
  assert.ok(rows.filter(({ question }) => question).length < 6, 'what is odd is the exception');
  assert.ok(rows.some(({ question }) => question?.flag === 'fills-without-delivery'));

  const figures = await dispatcher.assets.assetFigures({});
  const states = new Set(figures.states.map(({ kind, state }) => `${kind} ${state}`));
  for (const state of ['full', 'empty', 'in-inspection', 'lost']) assert.ok(states.has(`cylinder ${state}`), state);
  assert.ok(figures.total > 400 && figures.overdue > 5 && figures.soon > 5 && figures.onTheWay > 5 && figures.lent > 5);
  const turnover = await dispatcher.assets.turnover({});
  assert.ok(turnover.fills > 150 && turnover.meanRoundDays! > 3 && turnover.idle.length > 0);
  const sets = await dispatcher.kits.listSets({ kit: 'oxygen-cylinder-kit-40l' });
  assert.ok(sets.some(({ usable, possible }) => usable < possible) && sets.some(({ usable }) => usable > 5));
  const { covered, centres } = await dispatcher.assets.coverage({});
  assert.ok(covered < centres && covered > centres / 2);
});
