import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { call } from '@orpc/server';
import { Refusal } from '../platform/refusal.ts';
import { identityHandlers } from './handlers.ts';
import { postHolders } from './posts.ts';
import { chiefOf, openScene, PASSWORD, signIn, whoIs } from '../../testing/identity-scene.ts';

const refusal = (reason: string, field?: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.equal(error.reason, reason);
  if (field !== undefined) assert.equal(error.details.field, field);
  return true;
};

test('an administrator adds a person, who can sign in at once with the posts given', async (t) => {
  const scene = await openScene(t);
  const context = scene.context(await chiefOf(scene));
  const person = await call(
    identityHandlers.createPerson,
    {
      commandId: newId(),
      name: '王丽',
      account: 'Wang.Li',
      password: PASSWORD,
      phone: '13800000000',
      posts: [
        { role: 'institution', organisationId: scene.hospital },
        { role: 'district-desk', areaCode: '110108' },
      ],
    },
    { context },
  );
  assert.equal(person.account, 'wang.li');
  assert.deepEqual(
    person.posts.map((post) => [post.role, post.organisationName, post.areaName]),
    [
      ['institution', '海淀医院', null],
      ['district-desk', null, '海淀区'],
    ],
  );
  const actor = await whoIs(scene, await signIn(scene, 'wang.li'));
  assert.equal(actor?.posts.length, 2);
  const me = await call(identityHandlers.me, undefined, { context: scene.context(actor!) });
  assert.deepEqual(
    { ...me, posts: me.posts.length },
    { personId: person.id, name: '王丽', account: 'wang.li', locale: 'zh', posts: 2 },
  );
});

test('only an administrator adds people; a dispatcher is told whom to ask, a stranger to sign in', async (t) => {
  const scene = await openScene(t);
  const id = await scene.person('wang');
  const input = {
    commandId: newId(),
    name: '甲',
    account: 'jia',
    password: PASSWORD,
    posts: [{ role: 'auditor', areaCode: '11' }],
  } as const;
  const dispatcher = {
    id: `person:${id}`,
    personId: id,
    name: 'wang',
    locale: 'zh',
    posts: [{ role: 'dispatcher', areaCode: '1101', organisationId: null }],
  } as const;
  const create = (actor: Parameters<typeof scene.context>[0]) =>
    call(identityHandlers.createPerson, { ...input, posts: [...input.posts] }, { context: scene.context(actor) });
  await assert.rejects(create(dispatcher), (error) => {
    assert.match((error as Refusal).text('zh'), /管理员/);
    return refusal('not-allowed')(error);
  });
  await assert.rejects(create(null), refusal('sign-in-first'));
});

test('a post is bound to what its role asks for; the refusal names the field', async (t) => {
  const scene = await openScene(t);
  const hospital = scene.hospital;
  const good = { role: 'auditor', areaCode: '1101' } as const;
  const cases = [
    [{ role: 'dispatcher' }, 'invalid-input', 'posts[1].areaCode'],
    [{ role: 'dispatcher', organisationId: hospital }, 'invalid-input', 'posts[1].areaCode'],
    [{ role: 'dispatcher', areaCode: '1101', organisationId: hospital }, 'invalid-input', 'posts[1].organisationId'],
    [{ role: 'institution', areaCode: '1101' }, 'invalid-input', 'posts[1].organisationId'],
    [{ role: 'institution', organisationId: newId() }, 'unknown-field-value', 'posts[1].organisationId'],
    [{ role: 'dispatcher', areaCode: '990000' }, 'unknown-field-value', 'posts[1].areaCode'],
  ] as const;
  for (const [post, reason, field] of cases)
    await assert.rejects(scene.person('wang', { posts: [good, post] }), refusal(reason, field));
  assert.deepEqual(await scene.db.selectFrom('auth_user').select('id').execute(), [], 'nothing is half-written');
});

test('a province written with six digits holds its districts', async (t) => {
  const scene = await openScene(t);
  const id = await scene.person('wang', { posts: [{ role: 'dispatcher', areaCode: '110000' }] });
  assert.deepEqual(await postHolders(scene.db, { roles: ['dispatcher'], areaCode: '110108' }), [id]);
});

test('an account is given once, and a weak password never', async (t) => {
  const scene = await openScene(t);
  await scene.person('wang');
  await assert.rejects(scene.person('wang'), refusal('already-exists', 'account'));
  for (const password of ['short', '1234567890', 'Password2020', 'aaaaaaaaaaaa', 'qwertyuiop', 'li.guo2020'])
    await assert.rejects(scene.person('li.guo', { password }), refusal('password-weak', 'password'), password);
});

test('revising ends posts and begins others, and keeps those that stay', async (t) => {
  const scene = await openScene(t);
  const context = scene.context(await chiefOf(scene));
  const id = await scene.person('wang', {
    posts: [
      { role: 'dispatcher', areaCode: '1101' },
      { role: 'auditor', areaCode: '11' },
    ],
  });
  const before = await call(identityHandlers.listPeople, { query: 'WAN' }, { context });
  const after = await call(
    identityHandlers.revisePerson,
    {
      commandId: newId(),
      id,
      name: '王丽',
      posts: [
        { role: 'auditor', areaCode: '11' },
        { role: 'buyer', areaCode: '1101' },
      ],
    },
    { context },
  );
  assert.deepEqual(
    after.posts.map((post) => post.role),
    ['auditor', 'buyer'],
  );
  assert.equal(after.posts[0]?.id, before.rows[0]?.posts.find((post) => post.role === 'auditor')?.id);
  const all = await scene.db.selectFrom('post').select('until').where('person_id', '=', id).execute();
  assert.equal(all.filter((post) => post.until !== null).length, 1);
});

test('a person known by the cookie loses a right in the moment the post ends', async (t) => {
  const scene = await openScene(t);
  const context = scene.context(await chiefOf(scene));
  const id = await scene.person('wang');
  const cookie = await signIn(scene, 'wang');
  assert.equal((await whoIs(scene, cookie))?.posts[0]?.role, 'dispatcher');
  const posts = [{ role: 'auditor', areaCode: '11' } as const];
  await call(identityHandlers.revisePerson, { commandId: newId(), id, posts }, { context });
  assert.equal((await whoIs(scene, cookie))?.posts[0]?.role, 'auditor');
  const password = '江汉关 江汉关 1924';
  await call(identityHandlers.revisePerson, { commandId: newId(), id, password }, { context });
  assert.equal(await whoIs(scene, cookie), null, 'a new password signs out');
  assert.ok(await signIn(scene, 'wang', password));
});

test('the last administrator can neither be deactivated nor lose the post, also not by two at once', async (t) => {
  const scene = await openScene(t);
  const chief = await chiefOf(scene);
  const context = scene.context(chief);
  const id = chief.personId!;
  const posts = [{ role: 'auditor', areaCode: '11' } as const];
  const revise = (input: object) =>
    call(identityHandlers.revisePerson, { commandId: newId(), id, ...input }, { context });
  await assert.rejects(revise({ active: false }), refusal('last-administrator', 'active'));
  await assert.rejects(revise({ posts }), refusal('last-administrator', 'posts'));
  const second = await scene.person('second', { posts: [{ role: 'administrator', areaCode: '1101' }] });
  const outcomes = await Promise.allSettled([revise({ active: false }), revise({ id: second, posts })]);
  assert.deepEqual(outcomes.map((each) => each.status).sort(), ['fulfilled', 'rejected']);
});

test('telephone numbers are shown to administrators only, and never stand in the log', async (t) => {
  const scene = await openScene(t);
  const chief = await chiefOf(scene);
  await scene.person('wang', { phone: '13800000000' });
  const auditor = { ...chief, posts: [{ role: 'auditor', areaCode: '11', organisationId: null }] } as const;
  const phones = async (actor: Parameters<typeof scene.context>[0]) =>
    (await call(identityHandlers.listPeople, { query: 'wang' }, { context: scene.context(actor) })).rows[0]?.phone;
  assert.equal(await phones(chief), '13800000000');
  assert.equal(await phones(auditor), null);
  const id = (await scene.db.selectFrom('person').select('id').where('account', '=', 'wang').executeTakeFirstOrThrow())
    .id;
  await call(
    identityHandlers.revisePerson,
    { commandId: newId(), id, phone: '13900000000' },
    { context: scene.context(chief) },
  );
  const log = JSON.stringify(await scene.db.selectFrom('event').select('details').execute());
  assert.doesNotMatch(log, /13[89]00000000/);
});

test('the list of people goes on where the page before ended', async (t) => {
  const scene = await openScene(t);
  const context = scene.context(await chiefOf(scene));
  for (const account of ['a1', 'a2', 'a3']) await scene.person(account);
  const first = await call(identityHandlers.listPeople, { query: 'a', limit: 2 }, { context });
  const second = await call(identityHandlers.listPeople, { query: 'a', limit: 2, after: first.next! }, { context });
  assert.deepEqual(
    [...first.rows, ...second.rows].map((row) => row.account),
    ['a1', 'a2', 'a3'],
  );
  assert.equal(second.next, null);
  assert.deepEqual((await call(identityHandlers.listPeople, { query: '%' }, { context })).rows, []);
});

test('a repeated command adds nobody twice; the same id with another password is refused; no password is stored', async (t) => {
  const scene = await openScene(t);
  const context = scene.context(await chiefOf(scene));
  const posts = [{ role: 'auditor', areaCode: '11' } as const];
  const input = { commandId: newId(), name: '王丽', account: 'wang', password: PASSWORD, posts };
  const first = await call(identityHandlers.createPerson, input, { context });
  assert.deepEqual(await call(identityHandlers.createPerson, input, { context }), first);
  const other = { ...input, password: '江汉关 江汉关 1924' };
  await assert.rejects(call(identityHandlers.createPerson, other, { context }), refusal('other-body-same-command'));
  const stored = JSON.stringify([
    await scene.db.selectFrom('command').select('answer').execute(),
    await scene.db.selectFrom('event').selectAll().execute(),
    await scene.db.selectFrom('auth_account').selectAll().execute(),
  ]);
  assert.ok(!stored.includes(PASSWORD));
  assert.match(stored, /\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('a person chooses the language of messages', async (t) => {
  const scene = await openScene(t);
  await scene.person('wang');
  const cookie = await signIn(scene, 'wang');
  const context = scene.context(await whoIs(scene, cookie));
  const me = await call(identityHandlers.setLocale, { commandId: newId(), locale: 'en' }, { context });
  assert.equal(me.locale, 'en');
  assert.equal((await whoIs(scene, cookie))?.locale, 'en');
});

test('who is told of a need: active holders of the role in an area around it, or of its organisation', async (t) => {
  const scene = await openScene(t);
  const district = await scene.person('desk', { posts: [{ role: 'district-desk', areaCode: '110108' }] });
  await scene.person('elsewhere', { posts: [{ role: 'district-desk', areaCode: '11' }] });
  const nurse = await scene.person('nurse', { posts: [{ role: 'institution', organisationId: scene.hospital }] });
  const gone = await scene.person('gone', { posts: [{ role: 'district-desk', areaCode: '110108' }] });
  await scene.db.updateTable('person').set({ active: false }).where('id', '=', gone).execute();
  await scene.db.updateTable('post').set({ area_code: '1101' }).where('area_code', '=', '11').execute();
  const { db, hospital } = scene;
  assert.deepEqual((await postHolders(db, { roles: ['district-desk'], areaCode: '110108' })).length, 2);
  assert.deepEqual(await postHolders(db, { roles: ['district-desk'], areaCode: '1102' }), []);
  assert.deepEqual(await postHolders(db, { roles: ['institution'], organisationId: hospital }), [nurse]);
  const both = await postHolders(db, {
    roles: ['institution', 'district-desk'],
    areaCode: '110108',
    organisationId: hospital,
  });
  assert.ok(both.includes(nurse) && both.includes(district) && both.length === 3);
});
