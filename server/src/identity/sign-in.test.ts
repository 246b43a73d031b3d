import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dropExpiredSessions } from '../platform/auth/accounts.ts';
import { revisePerson } from './people.ts';
import { chiefOf, openScene, PASSWORD, signIn, steppingClock, whoIs } from '../../testing/identity-scene.ts';

test('a person signs in with account and password and is known by the cookie, with open posts only', async (t) => {
  const scene = await openScene(t);
  const id = await scene.person('wang.li', { name: '王丽', posts: [{ role: 'dispatcher', areaCode: '1101' }] });
  const actor = await whoIs(scene, await signIn(scene, ' Wang.Li '));
  assert.deepEqual(actor, {
    id: `person:${id}`,
    personId: id,
    name: '王丽',
    locale: 'zh',
    posts: [{ role: 'dispatcher', organisationId: null, areaCode: '1101' }],
  });
});

test('the cookie is out of reach of scripts and other sites, and lasts seven days', async (t) => {
  const scene = await openScene(t);
  await scene.person('wang');
  const answer = await scene.auth('/sign-in/username', { username: 'wang', password: PASSWORD });
  const cookie = answer.headers.getSetCookie().find((each) => each.startsWith('baogong.session_token='));
  assert.match(cookie ?? '', /HttpOnly/i);
  assert.match(cookie ?? '', /SameSite=Lax/i);
  assert.match(cookie ?? '', /Max-Age=604800/i);
  assert.doesNotMatch(cookie ?? '', /Secure/);
});

test('over https the cookie is sent over https only', async (t) => {
  const scene = await openScene(t, { publicUrl: 'https://baogong.example' });
  await scene.person('wang');
  const answer = await scene.auth('/sign-in/username', { username: 'wang', password: PASSWORD });
  assert.match(answer.headers.getSetCookie().join('\n'), /__Secure-baogong\.session_token=[^\n]*; Secure/);
  assert.ok(await whoIs(scene, await signIn(scene, 'wang')));
});

test('a wrong password and an unknown account get the same answer, in the language asked for', async (t) => {
  const scene = await openScene(t);
  await scene.person('wang');
  const asked = { 'accept-language': 'en' };
  const wrong = await scene.auth('/sign-in/username', { username: 'wang', password: 'not this one' }, asked);
  const unknown = await scene.auth('/sign-in/username', { username: 'nobody', password: 'not this one' }, asked);
  const strange = await scene.auth('/sign-in/username', { username: 'wang; --', password: { $ne: 1 } }, asked);
  const answers = await Promise.all(
    [wrong, unknown, strange].map(async (each) => `${each.status} ${await each.text()}`),
  );
  assert.equal(new Set(answers).size, 1);
  assert.match(answers[0] ?? '', /^401 .*"message":"The account or the password is wrong"/);
});

test('the eleventh wrong try within a minute is refused, for this account from this address only', async (t) => {
  const clock = steppingClock();
  const scene = await openScene(t, { clock });
  await scene.person('wang');
  await scene.person('li');
  const attempt = (username: string, password = PASSWORD, address = '192.0.2.1') =>
    scene.auth('/sign-in/username', { username, password }, {}, address);
  for (let number = 1; number <= 10; number++) {
    assert.equal((await attempt('wang')).status, 200, 'right ones do not count');
    assert.equal((await attempt('wang', 'wrong')).status, 401);
  }
  const refused = await attempt('WANG ');
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get('retry-after'), '60');
  assert.equal((await attempt('wang', PASSWORD, '192.0.2.2')).status, 200);
  assert.equal((await attempt('li')).status, 200);
  clock.step(61);
  assert.equal((await attempt('wang')).status, 200);
});

test('behind a proxy on this machine tries count by the address it names; from elsewhere that name is not believed', async (t) => {
  const scene = await openScene(t);
  const attempt = async (peer: string, named: string) =>
    (await scene.auth('/sign-in/username', { username: 'wang', password: 'x' }, { 'x-forwarded-for': named }, peer))
      .status;
  for (let number = 1; number <= 10; number++) assert.equal(await attempt('127.0.0.1', '198.51.100.7'), 401);
  assert.equal(await attempt('::ffff:127.0.0.1', '203.0.113.1, 198.51.100.7'), 429);
  assert.equal(await attempt('127.0.0.1', '198.51.100.8'), 401);
  for (let number = 1; number <= 10; number++) assert.equal(await attempt('192.0.2.9', `198.51.100.${number}`), 401);
  assert.equal(await attempt('192.0.2.9', '198.51.100.99'), 429);
});

test('nobody can sign up, and nothing of the library is open but signing in and out and the own password', async (t) => {
  const scene = await openScene(t);
  await scene.person('wang');
  const cookie = await signIn(scene, 'wang');
  const closed = ['/sign-up/email', '/sign-in/email', '/update-user', '/delete-user', '/request-password-reset'];
  const body = { email: 'a@b.cn', password: PASSWORD, name: '甲', username: 'jia', newEmail: 'c@d.cn' };
  for (const path of [...closed, '/is-username-available', '/change-email', '/sign-in/username/'])
    assert.equal((await scene.auth(path, body, { cookie })).status, 404, path);
  for (const path of ['/ok', '/error', '/list-sessions', '/reference'])
    assert.equal((await scene.auth(path, undefined, { cookie })).status, 404, path);
});

test('a page of another site cannot sign anybody in or out', async (t) => {
  const scene = await openScene(t);
  await scene.person('wang');
  const cookie = await signIn(scene, 'wang');
  const origin = 'https://elsewhere.example';
  const answer = await scene.auth('/sign-in/username', { username: 'wang', password: PASSWORD }, { origin, cookie });
  assert.equal(answer.status, 403);
  assert.deepEqual(answer.headers.getSetCookie(), []);
  assert.equal((await scene.auth('/sign-out', {}, { origin, cookie })).status, 403);
  assert.ok(await whoIs(scene, cookie));
});

test('after signing out the cookie is worth nothing, even where it was remembered', async (t) => {
  const scene = await openScene(t);
  await scene.person('wang');
  const cookie = await signIn(scene, 'wang');
  assert.ok(await whoIs(scene, cookie));
  assert.equal((await scene.auth('/sign-out', {}, { cookie })).status, 200);
  assert.equal(await whoIs(scene, cookie), null);
});

test('a forged or expired session is nobody', async (t) => {
  const scene = await openScene(t);
  await scene.person('wang');
  const cookie = await signIn(scene, 'wang');
  assert.equal(await whoIs(scene, cookie.replace(/=(.)/, '=x$1')), null);
  assert.equal(await whoIs(scene, 'baogong.session_token=abc'), null);
  assert.equal(await scene.identity.authenticate(new Headers()), null);
  await scene.db.updateTable('auth_session').set({ expires_at: '2020-01-23T02:00:00Z' }).execute();
  assert.equal(await whoIs(scene, cookie), null);
});

test('looking at the session after a day prolongs it and its cookie by seven days', async (t) => {
  const scene = await openScene(t);
  await scene.person('wang');
  const cookie = await signIn(scene, 'wang');
  const inFiveDays = new Date(Date.now() + 5 * 24 * 60 * 60_000).toISOString();
  await scene.db.updateTable('auth_session').set({ expires_at: inFiveDays }).execute();
  const answer = await scene.auth('/get-session', undefined, { cookie });
  assert.match(answer.headers.getSetCookie().join('\n'), /session_token=[^\n]*Max-Age=604800/);
  const { expires_at } = await scene.db.selectFrom('auth_session').select('expires_at').executeTakeFirstOrThrow();
  assert.ok(Date.parse(expires_at) > Date.now() + 6.9 * 24 * 60 * 60_000);
});

test('a person changes the own password, which ends the other sessions; weak ones are refused', async (t) => {
  const scene = await openScene(t);
  await scene.person('wang');
  const [here, elsewhere] = [await signIn(scene, 'wang'), await signIn(scene, 'wang')];
  const change = (newPassword: string, currentPassword = PASSWORD) =>
    scene.auth('/change-password', { currentPassword, newPassword }, { cookie: here });
  assert.equal((await change('Password2020!')).status, 422);
  assert.equal((await change('江汉关 江汉关 1924', 'wrong')).status, 401);
  const changed = await change('江汉关 江汉关 1924');
  assert.equal(changed.status, 200);
  assert.equal(await whoIs(scene, elsewhere), null);
  await assert.rejects(signIn(scene, 'wang'), /401/);
  assert.ok(await signIn(scene, 'wang', '江汉关 江汉关 1924'));
});

test('signing in, signing out and a new password stand in the log', async (t) => {
  const scene = await openScene(t);
  const id = await scene.person('wang');
  const cookie = await signIn(scene, 'wang');
  await scene.auth('/change-password', { currentPassword: PASSWORD, newPassword: '江汉关 江汉关 1924' }, { cookie });
  await scene.auth('/sign-out', {}, { cookie: await signIn(scene, 'wang', '江汉关 江汉关 1924') });
  const facts = await scene.db
    .selectFrom('event')
    .select(['action', 'actor', 'details'])
    .where('action', '!=', 'create-person')
    .orderBy('id')
    .execute();
  assert.deepEqual(
    facts.map((fact) => fact.action),
    ['sign-in', 'change-password', 'sign-in', 'sign-out'],
  );
  assert.ok(facts.every((fact) => fact.actor === `person:${id}`));
  assert.doesNotMatch(JSON.stringify(facts), /江汉关/);
});

test('a deactivated person is signed out at once and cannot come back until activated', async (t) => {
  const scene = await openScene(t);
  const chief = await chiefOf(scene);
  const id = await scene.person('wang');
  const cookie = await signIn(scene, 'wang');
  assert.ok(await whoIs(scene, cookie));
  await scene.acting(chief, (act) => revisePerson(act, { id, active: false }));
  scene.identity.forget();
  assert.equal(await whoIs(scene, cookie), null);
  assert.deepEqual(await scene.db.selectFrom('auth_session').select('id').execute(), []);
  await assert.rejects(signIn(scene, 'wang'), /401/);
  await scene.acting(chief, (act) => revisePerson(act, { id, active: true }));
  assert.ok(await whoIs(scene, await signIn(scene, 'wang')));
});

test('the key that signs cookies is made once and is not the same in two cities', async (t) => {
  const [one, other] = [await openScene(t), await openScene(t)];
  const secretOf = async (scene: typeof one) =>
    (await scene.db.selectFrom('setting').select('value').where('name', '=', 'auth-secret').executeTakeFirst())?.value;
  assert.notEqual(await secretOf(one), await secretOf(other));
  await one.person('wang');
  const cookie = await signIn(one, 'wang');
  assert.ok(await (await one.again()).authenticate(new Headers({ cookie })), 'a restart keeps people signed in');
});

test('sessions that ended by themselves are cleared away, others stay', async (t) => {
  const scene = await openScene(t);
  await scene.person('wang');
  await signIn(scene, 'wang');
  await scene.db.updateTable('auth_session').set({ expires_at: '2020-01-23T02:00:00Z' }).execute();
  const cookie = await signIn(scene, 'wang');
  assert.equal(await dropExpiredSessions(scene.db), 1);
  assert.ok(await whoIs(scene, cookie));
});
