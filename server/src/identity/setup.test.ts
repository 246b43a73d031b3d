import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { call } from '@orpc/server';
import { Refusal } from '../platform/refusal.ts';
import { identityHandlers } from './handlers.ts';
import { openScene, PASSWORD, type Scene, signIn, whoIs } from '../../testing/identity-scene.ts';
import { openSetup } from './setup.ts';

const reason = (expected: string) => (error: unknown) => error instanceof Refusal && error.reason === expected;

function setUp(scene: Scene, code: string, more: object = {}) {
  const input = {
    commandId: newId(),
    code,
    account: 'chief',
    password: PASSWORD,
    name: '李主任',
    cityCode: '1101',
    ...more,
  };
  return call(identityHandlers.setup, input, { context: scene.context(null) });
}

test('the printed code makes the first administrator and fixes the city, once', async (t) => {
  const scene = await openScene(t);
  const context = scene.context(null);
  const code = await openSetup(scene.db);
  assert.match(code ?? '', /^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  assert.deepEqual(await call(identityHandlers.setupState, undefined, { context }), { needed: true, demo: false });
  const { personId } = await setUp(scene, code!.toLowerCase().replaceAll('-', ' '));
  const actor = await whoIs(scene, await signIn(scene, 'chief'));
  assert.equal(actor?.personId, personId);
  assert.deepEqual(actor?.posts, [{ role: 'administrator', organisationId: null, areaCode: '1101' }]);
  const city = await scene.db.selectFrom('setting').select('value').where('name', '=', 'city').executeTakeFirst();
  assert.equal(city?.value, '1101');
  assert.deepEqual(await call(identityHandlers.setupState, undefined, { context }), { needed: false, demo: false });
  await assert.rejects(setUp(scene, code!, { account: 'second' }), reason('setup-done'));
  assert.equal(await openSetup(scene.db), null);
});

test('a wrong, missing or older code makes nobody, and the code is not stored', async (t) => {
  const scene = await openScene(t);
  await assert.rejects(setUp(scene, 'ABCD-EFGH-JKMN'), reason('setup-code-wrong'), 'before there is a code');
  const older = await openSetup(scene.db);
  const code = await openSetup(scene.db);
  await assert.rejects(setUp(scene, 'ABCD-EFGH-JKMN'), reason('setup-code-wrong'));
  await assert.rejects(setUp(scene, older!), reason('setup-code-wrong'));
  const settings = JSON.stringify(await scene.db.selectFrom('setting').selectAll().execute());
  assert.ok(!settings.includes(code!) && !settings.includes(code!.replaceAll('-', '')));
  assert.deepEqual(await scene.db.selectFrom('person').select('id').execute(), []);
});

test('a weak password or an unknown city leaves the code good for another try', async (t) => {
  const scene = await openScene(t);
  const code = (await openSetup(scene.db))!;
  await assert.rejects(setUp(scene, code, { password: '1234567890' }), reason('password-weak'));
  await assert.rejects(setUp(scene, code, { cityCode: '99' }), reason('unknown-field-value'));
  assert.ok(await setUp(scene, code));
});

test('of two people who use the code at the same moment one becomes administrator', async (t) => {
  const scene = await openScene(t);
  const code = (await openSetup(scene.db))!;
  const outcomes = await Promise.allSettled([setUp(scene, code), setUp(scene, code, { account: 'other' })]);
  assert.deepEqual(outcomes.map((each) => each.status).sort(), ['fulfilled', 'rejected']);
  assert.equal((await scene.db.selectFrom('person').select('id').execute()).length, 1);
});
