import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@baogong/contract';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { createTokenInside } from '../identity/index.ts';
import { systemActor } from '../platform/actor.ts';
import { systemClock } from '../platform/clock.ts';
import { play } from './replay/play.ts';

test('two days of a fifth of the hospitals through the front door end with counts that add up and are the server’s own', async (t) => {
  const town = await startTestServer(t);
  const outcome = await playTwoDays(t, town, newId());
  assert.deepEqual(outcome.disagreements, []);
  const { collected, dispatched, fulfilled, open, closed, withdrawn, merged, currentByStatus } = outcome;
  assert.equal(outcome.events, 322);
  assert.ok(collected > 200 && collected <= outcome.events, `${collected} collected`);
  assert.equal(open + closed + withdrawn + merged, collected);
  assert.ok(collected >= dispatched && dispatched >= fulfilled && fulfilled >= 0.75 * collected);
  assert.equal(outcome.changedByOthers, 0);
  const dispatcher = await town.as('dispatcher', { areaCode: '42' });
  const figures = await dispatcher.situation.figures({ area: '42' });
  assert.deepEqual(currentByStatus, {
    collected: figures.collected,
    dispatched: figures.dispatched,
    fulfilled: figures.fulfilled,
    closed: figures.closed,
    withdrawn: figures.withdrawn,
    merged: figures.merged,
  });
  const { rows } = await dispatcher.needs.listNeeds({ area: '42', status: 'closed', limit: 200 });
  const unknown = rows.flatMap((need) => need.lines).filter((line) => line.requested === null);
  assert.ok(unknown.length > 0 && unknown.every((line) => (line.approved ?? 0) > 1));
  const administrator = await town.as('administrator', { areaCode: '11' });
  const tokens = (await administrator.identity.listTokens()).filter((token) => token.name.startsWith('2020 回放 ·'));
  assert.ok(tokens.length > 20 && tokens.every((token) => token.revokedAt !== null));
});

test('a replay inside the server runs once at a time and stops when told to', async (t) => {
  const town = await startTestServer(t);
  const dispatcher = await town.as('dispatcher', { areaCode: '42' });
  const command = { commandId: newId(), speed: 'max' } as const;
  assert.equal((await dispatcher.exercises.startReplay(command)).running, true);
  assert.equal((await dispatcher.exercises.startReplay(command)).running, true, 'the same command starts no other');
  await assert.rejects(dispatcher.exercises.startReplay({ ...command, commandId: newId() }), {
    code: 'CONFLICT',
  });
  const elsewhere = await town.as('dispatcher', { areaCode: '11' });
  await assert.rejects(elsewhere.exercises.startReplay({ commandId: newId() }), { code: 'FORBIDDEN' });
  while ((await dispatcher.exercises.replayProgress()).collected === 0) await sleep(100);
  const stopped = await dispatcher.exercises.stopReplay({ commandId: newId() });
  assert.deepEqual([stopped.running, stopped.failure], [false, null]);
  const { total } = await dispatcher.situation.figures({ area: '42' });
  await sleep(500);
  assert.equal((await dispatcher.situation.figures({ area: '42' })).total, total);
  const facts = await town.db.selectFrom('event').select('action').where('module', '=', 'exercises').execute();
  assert.deepEqual(
    facts.map((fact) => fact.action),
    ['start', 'stop'],
  );
});

async function playTwoDays(t: TestContext, town: TestServer, runId: string) {
  const { secret } = await town.db.transaction().execute((tx) => {
    const act = { tx, actor: systemActor, now: systemClock.now(), commandId: newId() };
    return createTokenInside(act, { role: 'administrator', areaCode: '42', name: 'test', days: 1 });
  });
  return play({
    url: town.url,
    administrator: secret,
    runId,
    seed: 1,
    speed: 'max',
    signal: t.signal,
    before: Temporal.Instant.from('2020-02-03T00:00:00+08:00'),
    oneHospitalIn: 5,
  });
}
