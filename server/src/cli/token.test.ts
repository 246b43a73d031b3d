import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { openScene, type Scene } from '../../testing/identity-scene.ts';
import { UsageFailure } from './command.ts';
import { run } from './token.ts';

/** Runs the command against the scene's database; gives the exit code and what was printed. */
async function token(t: TestContext, scene: Scene, ...args: string[]) {
  const before = process.env.DATABASE_URL;
  process.env.DATABASE_URL = scene.url;
  const [out, errors, table] = (['log', 'error', 'table'] as const).map((name) =>
    t.mock.method(console, name, () => {}),
  );
  const printed = (calls: typeof out) =>
    calls!.mock.calls.map((call) => call.arguments.map(wordsOf).join(' ')).join('\n');
  try {
    const code = await run(args);
    return { code, out: printed(out), errors: printed(errors), table: printed(table) };
  } finally {
    t.mock.restoreAll();
    if (before === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = before;
  }
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const actorOf = (scene: Scene, secret: string) =>
  scene.identity.authenticate(new Headers({ authorization: `Bearer ${secret}` }));

test('a token made in the terminal works, is listed without its secret, and is worth nothing once revoked', async (t) => {
  const scene = await openScene(t);
  const made = await token(t, scene, '--role', 'dispatcher', '--area', '110000', '--name', '脚本', '--days', '7');
  assert.equal(made.code, 0);
  assert.match(made.out, /^bg_[0-9A-Za-z]{43}$/, 'the secret alone on standard output');
  assert.deepEqual((await actorOf(scene, made.out))?.posts, [
    { role: 'dispatcher', areaCode: '11', organisationId: null },
  ]);
  const listed = await token(t, scene, 'list');
  assert.match(listed.table, /脚本/);
  assert.ok(!listed.table.includes(made.out));
  assert.equal((await token(t, scene, 'revoke', made.out.slice(0, 9))).code, 0);
  scene.identity.forget();
  assert.equal(await actorOf(scene, made.out), null);
  assert.match((await token(t, scene, 'list')).table, /revoked/);
  assert.equal((await token(t, scene, 'revoke', made.out.slice(0, 9))).code, 1);
});

test('areas and organisations may be named', async (t) => {
  const scene = await openScene(t);
  const area = await token(t, scene, '--role', 'district-desk', '--area', '海淀区', '--name', '区专班');
  assert.equal((await actorOf(scene, area.out))?.posts[0]?.areaCode, '110108');
  const organisation = await token(t, scene, '--role', 'institution', '--organisation', '海淀医院', '--name', 'HIS');
  assert.equal((await actorOf(scene, organisation.out))?.posts[0]?.organisationId, scene.hospital);
});

test('a wrong call says what is wrong and makes no token', async (t) => {
  const scene = await openScene(t);
  const calls = [
    [/--role must be one of/, '--role', 'boss', '--area', '11', '--name', 'x'],
    [/needs --area/, '--role', 'dispatcher', '--name', 'x'],
    [/needs --organisation/, '--role', 'supplier', '--area', '11', '--name', 'x'],
    [/--name/, '--role', 'dispatcher', '--area', '11', '--name', ' '],
    [/--days/, '--role', 'dispatcher', '--area', '11', '--name', 'x', '--days', '400'],
    [/No area is called/, '--role', 'dispatcher', '--area', '江汉', '--name', 'x'],
    [/none of make, list, revoke/, 'delete'],
    [/too much/, 'list', 'all'],
    [/first characters/, 'revoke'],
  ] as const;
  for (const [message, ...args] of calls)
    await assert.rejects(
      token(t, scene, ...args),
      (error) => error instanceof UsageFailure && message.test(error.message),
    );
  const unknown = await token(t, scene, '--role', 'dispatcher', '--area', '990000', '--name', 'x');
  assert.equal(unknown.code, 1);
  assert.match(unknown.errors, /areaCode/);
  assert.deepEqual(await scene.db.selectFrom('api_token').select('id').execute(), []);
});
