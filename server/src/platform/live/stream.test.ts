import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId, type Role } from '@baogong/contract';
import { pino } from 'pino';
import { actorWith } from '../../../testing/act.ts';
import { openTestDatabase } from '../../../testing/database.ts';
import { ownServer } from '../../../testing/own-server.ts';
import { type Actor, systemActor } from '../actor.ts';
import { type Db, type DbOrTx, openDatabase } from '../db/database.ts';
import { localHints } from '../log/hints.ts';
import { currentPosition, formatPosition, readEvents, START } from '../log/read.ts';
import { type Fact, recordFacts } from '../log/record.ts';
import { startHub } from './hub.ts';
import { streamChanges } from './stream.ts';

const OURS = newId();
const HERE = '420102';

test('a change reaches those who may see it, and nobody else', async (t) => {
  const scene = await open(t);
  const supplierId = newId();
  const person = actorWith({ role: 'supplier', organisationId: supplierId, areaCode: null });
  const readers = {
    own: bound('institution', { organisationId: OURS }),
    stranger: bound('institution', { organisationId: newId() }),
    desk: bound('district-desk', { areaCode: HERE }),
    'other desk': bound('district-desk', { areaCode: '420106' }),
    supplier: person,
    'other supplier': bound('supplier', { organisationId: newId() }),
    carrier: bound('carrier', { organisationId: newId() }),
  };
  const streams = Object.entries(readers).map(([name, actor]) => ({ name, reading: scene.read(actor) }));
  await Promise.all(streams.map(({ reading }) => reading.ready));
  const need = await scene.write({ organisationId: OURS, areaCode: HERE });
  const supplied = await scene.write({ organisationId: OURS, areaCode: HERE, details: { supplierIds: [supplierId] } });
  const letter = await scene.write({ module: 'inbox', details: { personId: person.personId } });
  const secret = await scene.write({ module: 'people' });
  const everyone = await scene.write({ module: 'kinds' });
  await soon(() => streams.forEach(({ reading }) => assert.equal(reading.subjects().at(-1), everyone)));
  const seen = Object.fromEntries(streams.map(({ name, reading }) => [name, reading.subjects()]));
  assert.deepEqual(seen, {
    own: [need, supplied, everyone],
    stranger: [everyone],
    desk: [need, supplied, everyone],
    'other desk': [everyone],
    supplier: [supplied, letter, everyone],
    'other supplier': [everyone],
    carrier: [everyone],
  });
  assert.ok(!Object.values(seen).flat().includes(secret));
});

test('a reader that is cut off again and again and resumes by its last id misses nothing of 500 changes', async (t) => {
  const scene = await open(t);
  const start = formatPosition(await currentPosition(scene.db));
  const seen = new Set<string>();
  let last = start;
  let done = false;
  const reading = (async () => {
    while (!done) {
      const stream = scene.read(bound('institution', { organisationId: OURS }), last);
      await sleep(5 + Math.random() * 90);
      stream.stop();
      for (const change of stream.changes()) seen.add(change.subjectId);
      last = stream.lastId() ?? last;
    }
  })();
  const written = await writeOutOfOrder(scene, 500);
  await soon(() => assert.equal(seen.size, written.length), 20_000);
  done = true;
  await reading;
  const polled = await readEvents(scene.db, START, 1000);
  assert.deepEqual([...seen].sort(), [...written].sort());
  assert.deepEqual(polled.map((event) => event.subjectId).sort(), [...written].sort());
});

test('whoever signed out is told so and cut off at the heartbeat; whose post changed comes back with new rights', async (t) => {
  const scene = await open(t);
  const actor = bound('institution', { organisationId: OURS });
  const leaving = scene.read(actor);
  const moving = scene.read(actor);
  await Promise.all([leaving.ready, moving.ready]);
  await scene.write({ organisationId: OURS });
  scene.become(0, null);
  scene.become(1, bound('institution', { organisationId: newId() }));
  await Promise.all([leaving.ended, moving.ended]);
  assert.match(leaving.text(), /event: signed-out/);
  assert.doesNotMatch(moving.text(), /event: signed-out/);
  assert.equal(scene.hub.size(), 0);
});

test('a reader that takes nothing is cut off, while others go on; a parting one that takes nothing harms nobody', async (t) => {
  const scene = await open(t);
  const actor = bound('institution', { organisationId: OURS });
  const stuck = await scene.stuck();
  const reading = scene.read(actor);
  await reading.ready;
  const rounds = 60;
  for (let round = 0; round < rounds && scene.hub.size() > 1; round += 1) {
    await scene.write(...Array.from({ length: 400 }, () => ({ organisationId: OURS })));
    await sleep(60);
  }
  await soon(() => assert.equal(scene.hub.size(), 1));
  assert.ok(scene.longestBacklog() < 4_000_000, `${scene.longestBacklog()} bytes were held for it`);
  const last = await scene.write({ organisationId: OURS });
  await soon(() => assert.ok(reading.subjects().includes(last)));
  stuck.destroy();
});

async function open(t: TestContext) {
  const { url } = await openTestDatabase(t, 'migrated', await ownServer());
  const { db, close } = openDatabase(url, 12);
  const hints = localHints();
  const hub = await startHub(db, hints, pino({ level: 'silent' }));
  const readers: { actor: Actor; now: Actor | null }[] = [];
  let backlog = 0;
  const server = createServer((request, response) => {
    const reader = readers[Number(request.headers['x-reader'])]!;
    const watch = setInterval(() => (backlog = Math.max(backlog, response.writableLength)), 5);
    response.on('close', () => clearInterval(watch));
    const current = async () => reader.now;
    void streamChanges(request, response, { db, hub, actor: reader.actor, current, heartbeatMilliseconds: 150 });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  t.after(async () => {
    server.close();
    server.closeAllConnections();
    await hub.stop();
    await close();
  });
  return {
    db,
    hub,
    wake: hints.wake,
    longestBacklog: () => backlog,
    become: (reader: number, now: Actor | null) => void (readers[reader]!.now = now),
    read(actor: Actor, after?: string) {
      readers.push({ actor, now: actor });
      return readStream(`http://127.0.0.1:${port}/`, readers.length - 1, after);
    },
    /** A connection that asks for the stream and then never reads. */
    async stuck() {
      const actor = bound('institution', { organisationId: OURS });
      readers.push({ actor, now: actor });
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(`GET / HTTP/1.1\r\nhost: x\r\nx-reader: ${readers.length - 1}\r\n\r\n`);
      socket.pause();
      await soon(() => assert.equal(hub.size(), 1));
      return socket;
    },
    /** Writes facts in one transaction; gives the last one's subject. */
    async write(...facts: Partial<Fact>[]) {
      const subjects = await db.transaction().execute((tx) => record(tx, facts));
      hints.wake();
      return subjects.at(-1)!;
    },
  };
}

function readStream(url: string, reader: number, after?: string) {
  const ending = new AbortController();
  const ready = Promise.withResolvers<void>();
  let text = '';
  const ended = (async () => {
    const headers = { 'x-reader': String(reader), ...(after && { 'last-event-id': after }) };
    const response = await fetch(url, { headers, signal: ending.signal });
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (text.includes('event: ready')) ready.resolve();
    }
  })().catch(() => {});
  const whole = () => text.split('\n\n').slice(0, -1);
  const changes = () =>
    whole()
      .filter((frame) => frame.includes('event: change'))
      .map((frame) => JSON.parse(frame.split('data: ')[1]!) as { subjectId: string });
  return {
    ready: ready.promise,
    ended,
    text: () => text,
    changes,
    subjects: () => changes().map((change) => change.subjectId),
    lastId: () =>
      whole()
        .findLast((frame) => frame.startsWith('id: '))
        ?.slice(4)
        .split('\n', 1)[0],
    stop: () => ending.abort(),
  };
}

/** Transactions that stay open for a while and commit in another order than that in which they wrote. */
async function writeOutOfOrder(scene: { db: Db; wake: () => void }, count: number): Promise<string[]> {
  const written: string[] = [];
  const writer = async (share: number) => {
    for (let index = 0; index < share; index += 1) {
      await scene.db.transaction().execute(async (tx) => {
        written.push(...(await record(tx, [{ organisationId: OURS, areaCode: HERE }])));
        await sleep(Math.random() * 25);
      });
      scene.wake();
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, lane) => writer(Math.floor((count + lane) / 8))));
  return written;
}

async function record(db: DbOrTx, facts: Partial<Fact>[]): Promise<string[]> {
  const happenedAt = new Date().toISOString();
  const rows = facts.map((fact): Fact => {
    return { module: 'needs', action: 'collect', subjectId: newId(), version: 1, happenedAt, ...fact };
  });
  await recordFacts(db, systemActor, null, rows);
  return rows.map((row) => row.subjectId);
}

function bound(
  role: Role,
  { organisationId = null, areaCode = null }: { organisationId?: string; areaCode?: string } | Record<string, null>,
) {
  return actorWith({ role, organisationId, areaCode });
}

async function soon(check: () => void, patienceMs = 10_000): Promise<void> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(20)) {
    try {
      return check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}
