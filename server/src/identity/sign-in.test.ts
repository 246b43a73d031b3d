import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openScene, PASSWORD, signIn, whoIs } from './scene.ts';

test('a person signs in with account and password and is known by the cookie, with open posts only', async (t) => {
  const scene = await openScene(t);
  const id = await scene.person('wang.li', { name: '王丽', posts: [{ role: 'dispatcher', areaCode: '1101' }] });
  const cookie = await signIn(scene, ' Wang.Li ');
  const actor = await whoIs(scene, cookie);
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
