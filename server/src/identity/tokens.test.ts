import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { call } from '@orpc/server';
import { systemActor } from '../platform/actor.ts';
import { forgetOn } from './voided.ts';
import { identityHandlers } from './handlers.ts';
import { chiefOf, openScene, type Scene, steppingClock } from '../../testing/identity-scene.ts';
import { createTokenInside, revokeTokenInside } from './tokens.ts';

const authenticate = (scene: Scene, secret: string) =>
  scene.identity.authenticate(new Headers({ authorization: `Bearer ${secret}` }));

async function makeToken(scene: Scene, more: { days?: number } = {}) {
  const post = {
    role: 'institution',
    organisationId: scene.hospital,
    name: '海淀医院物资系统',
    days: 90,
    ...more,
  } as const;
  return scene.acting(systemActor, (act) => createTokenInside(act, post));
}

test('a token acts for one post of its own and only its hash is stored', async (t) => {
  const scene = await openScene(t);
  const { secret, token } = await makeToken(scene);
  assert.match(secret, /^bg_[0-9A-Za-z]{43}$/);
  assert.deepEqual(await authenticate(scene, secret), {
    id: `token:${token.id}`,
    personId: null,
    name: '海淀医院物资系统',
    locale: 'zh',
    posts: [{ role: 'institution', organisationId: scene.hospital, areaCode: null }],
  });
  const rows = await scene.db.selectFrom('api_token').selectAll().execute();
  assert.ok(!JSON.stringify(rows).includes(secret.slice(10)));
  assert.equal(rows[0]?.secret_hash.length, 32);
  const me = await call(identityHandlers.me, undefined, { context: scene.context(await authenticate(scene, secret)) });
  assert.deepEqual([me.personId, me.name, me.posts[0]?.organisationName], [null, '海淀医院物资系统', '海淀医院']);
});

test('what is no token of ours is nobody', async (t) => {
  const scene = await openScene(t);
  const { secret } = await makeToken(scene);
  const wrong = [
    `${secret.slice(0, -1)}`,
    `${secret}x`,
    'bg_',
    secret.toUpperCase(),
    "bg_' or 1=1 --aaaaaaaaaaaaaaaaaaaaaaaa",
  ];
  for (const each of wrong) assert.equal(await authenticate(scene, each), null, each);
  assert.equal(await scene.identity.authenticate(new Headers({ authorization: `Basic ${secret}` })), null);
});

test('a token ends on its day, also where it is remembered', async (t) => {
  const clock = steppingClock();
  const scene = await openScene(t, { clock });
  const { secret } = await makeToken(scene, { days: 1 });
  clock.step(24 * 60 * 60 - 1);
  assert.ok(await authenticate(scene, secret));
  clock.step(1.5);
  assert.equal(await authenticate(scene, secret), null);
});

test('a revoked token is worth nothing at once; revoking again changes nothing', async (t) => {
  const scene = await openScene(t);
  const context = scene.context(await chiefOf(scene));
  const { secret, token } = await makeToken(scene);
  assert.ok(await authenticate(scene, secret));
  const revoked = await call(identityHandlers.revokeToken, { commandId: newId(), id: token.id }, { context });
  assert.ok(revoked.revokedAt);
  assert.equal(await authenticate(scene, secret), null);
  assert.deepEqual(
    await call(identityHandlers.revokeToken, { commandId: newId(), id: token.id }, { context }),
    revoked,
  );
});

test('a token revoked by another process is forgotten when its fact arrives, at the latest after half a minute', async (t) => {
  const clock = steppingClock();
  const scene = await openScene(t, { clock });
  const [heard, unheard] = [await makeToken(scene), await makeToken(scene)];
  for (const { secret } of [heard, unheard]) assert.ok(await authenticate(scene, secret));
  await scene.acting(systemActor, (act) => revokeTokenInside(act, heard.token.id));
  assert.ok(await authenticate(scene, heard.secret), 'still remembered: nobody has told this process');
  forgetOn({ module: 'identity', action: 'revoke-token', subjectId: heard.token.id, details: {} });
  assert.equal(await authenticate(scene, heard.secret), null);
  assert.ok(await authenticate(scene, unheard.secret));
  await scene.acting(systemActor, (act) => revokeTokenInside(act, unheard.token.id));
  clock.step(31);
  assert.equal(await authenticate(scene, unheard.secret), null);
});

test('the secret is in the first answer only: a repeat gets the same token without it', async (t) => {
  const scene = await openScene(t);
  const context = scene.context(await chiefOf(scene));
  const input = { commandId: newId(), name: '脚本', role: 'dispatcher', areaCode: '1101', days: 7 } as const;
  const first = await call(identityHandlers.createToken, input, { context });
  const again = await call(identityHandlers.createToken, input, { context });
  assert.deepEqual(again, { token: first.token, secret: '' });
  assert.ok(await authenticate(scene, first.secret));
  const stored = await scene.db.selectFrom('command').selectAll().execute();
  const log = await scene.db.selectFrom('event').selectAll().execute();
  assert.ok(!JSON.stringify([stored, log]).includes(first.secret));
  const listed = await call(identityHandlers.listTokens, undefined, { context });
  assert.deepEqual(
    listed.map((token) => [token.id, token.prefix]),
    [[first.token.id, first.secret.slice(0, 9)]],
  );
});

test('the last use is noted at most once a minute', async (t) => {
  const clock = steppingClock();
  const scene = await openScene(t, { clock });
  const { secret } = await makeToken(scene);
  const used = async () => {
    await authenticate(scene, secret);
    return (await scene.db.selectFrom('api_token').select('last_used_at').executeTakeFirstOrThrow()).last_used_at;
  };
  const first = await used();
  clock.step(31);
  assert.equal(await used(), first);
  clock.step(31);
  assert.notEqual(await used(), first);
});
