import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopCluster } from './cluster.ts';
import { EngineFailure, shareEngine, startEngine } from './index.ts';
import type { Engine, EngineOptions } from './index.ts';
import { findPostmaster, isAlive } from './postmaster.ts';
import { withClient } from './ready.ts';

const silent = { log: () => undefined };

/** Engines to stop before their folder goes. */
const started = new Map<string, Engine[]>();

async function emptyFolder(t: TestContext): Promise<string> {
  const dataDir = await realpath(await mkdtemp(join(tmpdir(), 'baogong-engine-')));
  t.after(async () => {
    for (const engine of started.get(dataDir) ?? []) await engine.stop();
    const left = findPostmaster(join(dataDir, 'postgres'));
    if (left) await stopCluster({ ...left, dataDir });
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  return dataDir;
}

/** Starts an engine that stops at the end of the test. */
async function start(dataDir: string, more: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await startEngine({ dataDir, ...silent, ...more });
  started.set(dataDir, [...(started.get(dataDir) ?? []), engine]);
  return engine;
}

async function answer(url: string, sql: string): Promise<unknown> {
  return withClient(url, async (client) => (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0]);
}

function postmasterIn(dataDir: string): number {
  return findPostmaster(join(dataDir, 'postgres'))?.pid ?? assert.fail('no server runs');
}

/** Another process that owns an engine, as `up` does; resolves when its database answers. */
async function ownerProcess(dataDir: string): Promise<ChildProcess> {
  const index = join(import.meta.dirname, 'index.ts');
  const program = `
    const { startEngine } = await import(${JSON.stringify(index)});
    await startEngine({ dataDir: ${JSON.stringify(dataDir)}, log: () => undefined });
    console.log('ready');
    setInterval(() => undefined, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(owner.stdout, 'data');
  return owner;
}

async function kill(process: ChildProcess): Promise<void> {
  const exited = once(process, 'exit');
  process.kill('SIGKILL');
  await exited;
}

test('data survives a stop and a start, at the same address', async (t) => {
  const dataDir = await emptyFolder(t);
  const first = await startEngine({ dataDir, ...silent });
  await answer(first.url, 'create table need (id int)');
  await first.stop();
  await first.stop();
  const second = await start(dataDir);
  assert.equal(second.taken, 'started');
  assert.equal(second.url, first.url);
  assert.equal(await answer(second.url, `select to_regclass('need')::text`), 'need');
});

test('the server keeps its promises: durable, checksummed, UTF-8, and closed to strangers', async (t) => {
  const dataDir = await emptyFolder(t);
  const { url } = await start(dataDir);
  const expected = { fsync: 'on', full_page_writes: 'on', data_checksums: 'on', server_encoding: 'UTF8' };
  for (const [name, value] of Object.entries(expected)) assert.equal(await answer(url, `show ${name}`), value, name);
  assert.equal(await answer(url, `select lower('ÄN95 口罩')`), 'än95 口罩');
  assert.equal((await stat(join(dataDir, 'postgres.json'))).mode & 0o077, 0, 'only the owner reads the password');
  const stranger = new URL(url);
  stranger.password = 'guess';
  await assert.rejects(answer(stranger.href, 'select 1'), /password authentication failed/);
});

test('a server left behind by a killed process is taken over with its data', async (t) => {
  const dataDir = await emptyFolder(t);
  const owner = await ownerProcess(dataDir);
  const left = postmasterIn(dataDir);
  await kill(owner);
  const engine = await start(dataDir);
  assert.equal(engine.taken, 'taken-over');
  assert.equal(postmasterIn(dataDir), left);
  assert.equal(await answer(engine.url, 'select 1'), 1);
  await engine.stop();
  assert.ok(!isAlive(left), 'stop ends a server that was taken over, too');
});

test('a second server on the same folder is refused while the first lives', async (t) => {
  const dataDir = await emptyFolder(t);
  const owner = await ownerProcess(dataDir);
  const refusal = await startEngine({ dataDir, ...silent }).catch((error: unknown) => error);
  assert.ok(refusal instanceof EngineFailure);
  assert.match(refusal.message, new RegExp(`pid ${owner.pid}.*BAOGONG_DATA`));
  const guest = await shareEngine({ dataDir, ...silent });
  assert.equal(await answer(guest.url, 'select 1'), 1);
  await guest.stop();
  assert.equal(await answer(guest.url, 'select 1'), 1, 'a guest does not stop the server');
  await kill(owner);
});

test('a pid file that names another living process does not keep the server from starting', async (t) => {
  const dataDir = await emptyFolder(t);
  await (await startEngine({ dataDir, ...silent })).stop();
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' });
  t.after(() => kill(bystander));
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
  await writeFile(pidFile, [bystander.pid, join(dataDir, 'postgres'), 1, 5432, '', '127.0.0.1', ''].join('\n'));
  const engine = await start(dataDir);
  assert.equal(engine.taken, 'started');
  assert.ok(bystander.pid !== undefined && isAlive(bystander.pid), 'the bystander is left alone');
});

test('a killed database comes back by itself, and what it acknowledged is there', async (t) => {
  const dataDir = await emptyFolder(t);
  const { url } = await start(dataDir);
  await answer(url, 'create table need (id int)');
  for (let round = 1; round <= 3; round += 1) {
    await answer(url, `insert into need values (${round})`);
    const killed = postmasterIn(dataDir);
    process.kill(killed, 'SIGKILL');
    for (const deadline = Date.now() + 20_000; ; await sleep(50)) {
      const count = await answer(url, 'select count(*)::int from need').catch(() => undefined);
      if (count !== undefined && findPostmaster(join(dataDir, 'postgres'))?.pid !== killed) {
        assert.equal(count, round);
        break;
      }
      assert.ok(Date.now() < deadline, 'the database is back within 20 s');
    }
  }
});

test('a server that cannot start says what its log says', async (t) => {
  const dataDir = await emptyFolder(t);
  await (await startEngine({ dataDir, ...silent })).stop();
  await rm(join(dataDir, 'postgres', 'global', 'pg_control'));
  await assert.rejects(startEngine({ dataDir, ...silent }), (error) => {
    return error instanceof EngineFailure && error.message.includes('pg_control');
  });
  assert.match(await readFile(join(dataDir, 'postgres.log'), 'utf8'), /pg_control/);
});

const isRoot = process.geteuid?.() === 0;
test('root may run the server as a system account, and back in a namespace', { skip: !isRoot }, async (t) => {
  const dataDir = await emptyFolder(t);
  for (const identity of ['capability', 'namespace', 'capability'] as const) {
    const engine = await start(dataDir, { identities: [identity] });
    assert.equal(await answer(engine.url, 'select 1'), 1, identity);
    await engine.stop();
  }
});
