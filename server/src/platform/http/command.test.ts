import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId } from '@baogong/contract';
import { actAs } from '../../../testing/act.ts';
import { openTestDatabase } from '../../../testing/database.ts';
import { type Client, clientFor, startTestServer } from '../../../testing/server.ts';
import { type Actor, systemActor } from '../actor.ts';
import { systemClock } from '../clock.ts';
import { type Db, openDatabase } from '../db/database.ts';
import { localHints } from '../log/hints.ts';
import { recordFacts } from '../log/record.ts';
import { invalid } from '../refusal.ts';
import { forgetOldCommands, runCommand } from './command.ts';
import type { Act, ActorContext } from './context.ts';

test('twenty times the same command at once: done once, answered the same twenty times', async (t) => {
  const { db } = await open(t);
  const input = { commandId: newId(), text: '加急' };
  const answers = await Promise.all(Array.from({ length: 20 }, () => runCommand(by(db), 'note', input, note)));
  assert.equal(new Set(answers.map((answer) => answer.subjectId)).size, 1);
  assert.equal(await notes(db), 1);
  assert.deepEqual(await runCommand(by(db), 'note', { text: '加急', commandId: input.commandId }, note), answers[0]);
});

test('a process that dies between commit and answer: the repeated command gets the answer that was lost', async (t) => {
  const { db, url } = await open(t);
  const input = { commandId: newId(), text: '加急' };
  const dying = { ...localHints(), wake: () => assert.fail('dead') };
  await assert.rejects(runCommand({ ...by(db), hints: dying }, 'note', input, note), /dead/);
  const next = openDatabase(url, 2);
  t.after(next.close);
  const answer = await runCommand(by(next.db), 'note', input, note);
  const written = await db.selectFrom('event').select('subject_id').execute();
  assert.deepEqual(written, [{ subject_id: answer.subjectId }]);
});

test('the same id with another body, from another actor or for another operation is refused', async (t) => {
  const { db } = await open(t);
  const input = { commandId: newId(), text: '加急' };
  await runCommand(by(db), 'note', input, note);
  const other = { ...systemActor, id: 'person:another' };
  await assert.rejects(runCommand(by(db), 'note', { ...input, text: '不急' }, note), otherBody);
  await assert.rejects(runCommand(by(db, other), 'note', input, note), otherBody);
  await assert.rejects(runCommand(by(db), 'remark', input, note), otherBody);
  assert.equal(await notes(db), 1);
});

test('a file of the same name, size and type but other content is another body', async (t) => {
  const { db } = await open(t);
  const commandId = newId();
  const file = (text: string) => ({ commandId, text: '', file: new File([text], 'a.txt', { type: 'text/plain' }) });
  const first = await runCommand(by(db), 'note', file('2000'), note);
  assert.deepEqual(await runCommand(by(db), 'note', file('2000'), note), first);
  await assert.rejects(runCommand(by(db), 'note', file('9000'), note), otherBody);
});

test('a refused command leaves nothing and may be sent again with the same id', async (t) => {
  const { db } = await open(t);
  const input = { commandId: newId(), text: '加急' };
  const refusing = async (act: Act) => {
    await note(act);
    throw invalid('no-lines');
  };
  await assert.rejects(runCommand(by(db), 'note', input, refusing), { reason: 'no-lines' });
  assert.equal(await notes(db), 0);
  assert.equal((await db.selectFrom('command').selectAll().execute()).length, 0);
  await runCommand(by(db), 'note', { ...input, text: '补充了' }, note);
  assert.equal(await notes(db), 1);
});

test('a command that lost a deadlock is done again, not failed', async (t) => {
  const { db } = await open(t);
  const rows = [await aCommand(db), await aCommand(db)];
  const bothWait = Promise.withResolvers<void>();
  let waiting = 0;
  const crossing = (first: string, second: string) => async (act: Act) => {
    await lock(act, first);
    waiting += 1;
    if (waiting === 2) bothWait.resolve();
    await bothWait.promise;
    await lock(act, second);
    return note(act);
  };
  const [left, right] = rows as [string, string];
  await Promise.all([
    runCommand(by(db), 'note', { commandId: newId() }, crossing(left, right)),
    runCommand(by(db), 'note', { commandId: newId() }, crossing(right, left)),
  ]);
  assert.equal(await notes(db), 2);
});

test('commands are kept for more than 72 hours, and forgotten after a week', async (t) => {
  const { db } = await open(t);
  await runCommand(by(db), 'note', { commandId: newId() }, note);
  const forgotten = (hours: number) =>
    db.transaction().execute((tx) => forgetOldCommands(tx, systemClock.now().add({ hours })));
  assert.equal(await forgotten(73), 0);
  assert.equal(await forgotten(24 * 7 - 1), 0);
  assert.equal(await forgotten(24 * 7 + 1), 1);
  assert.equal((await db.selectFrom('command').selectAll().execute()).length, 0);
});

test('over HTTP: twenty requests of one command make one need, whatever the id’s letters are', async (t) => {
  const { hospital, organisationId, db } = await town(t);
  const commandId = newId();
  const ask = (id: string) => hospital.needs.collectNeed({ ...order(organisationId, 5), commandId: id });
  const ids = Array.from({ length: 20 }, (_, index) => (index % 2 ? commandId.toUpperCase() : commandId));
  const others = Array.from({ length: 20 }, () => ask(newId()));
  const answers = await Promise.all(ids.map(ask));
  await Promise.all(others);
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  assert.equal((await db.selectFrom('need').select('id').execute()).length, 21);
});

test('over HTTP: 409 for another body or another sender of the same id; a refused one may be corrected', async (t) => {
  const { hospital, stranger, organisationId, strangerId } = await town(t);
  const commandId = newId();
  await assert.rejects(hospital.needs.collectNeed({ commandId, organisationId, lines: [] }), { status: 422 });
  await hospital.needs.collectNeed({ commandId, ...order(organisationId, 5) });
  await assert.rejects(hospital.needs.collectNeed({ commandId, ...order(organisationId, 6) }), conflict);
  await assert.rejects(stranger.needs.collectNeed({ commandId, ...order(strangerId, 5) }), conflict);
});

const otherBody = { reason: 'other-body-same-command' };

function conflict(error: { status?: number; data?: { reason?: string; field?: string } }) {
  assert.deepEqual(
    [error.status, error.data?.reason, error.data?.field],
    [409, 'other-body-same-command', 'commandId'],
  );
  return true;
}

async function open(t: TestContext) {
  const { url } = await openTestDatabase(t);
  const { db, close } = openDatabase(url, 24);
  t.after(close);
  return { db, url };
}

/** The request's context as far as commands use it. */
function by(db: Db, actor: Actor = systemActor): ActorContext {
  return { db, actor, clock: systemClock, hints: localHints() } as Partial<ActorContext> as ActorContext;
}

/** A verb: one fact of a subject of its own. */
async function note(act: Act): Promise<{ subjectId: string }> {
  const subjectId = newId();
  const happenedAt = new Date().toISOString();
  const fact = { module: 'test', action: 'note', subjectId, version: 1, happenedAt };
  await recordFacts(act.tx, act.actor, act.commandId, [fact]);
  return { subjectId };
}

async function notes(db: Db): Promise<number> {
  return (await db.selectFrom('event').select('id').execute()).length;
}

/** A row to lock: another command's. */
async function aCommand(db: Db): Promise<string> {
  const id = newId();
  const row = { id, actor: 'system', operation: 'row', body_hash: Buffer.from('row') };
  await actAs(db, systemActor, (act) => act.tx.insertInto('command').values(row).execute());
  return id;
}

async function lock(act: Act, id: string): Promise<void> {
  await act.tx.selectFrom('command').select('id').where('id', '=', id).forUpdate().execute();
}

async function town(t: TestContext) {
  const server = await startTestServer(t, { work: false });
  const administrator = await server.as('administrator', { areaCode: '11' });
  const add = (name: string) =>
    administrator.directory.createOrganisation({ commandId: newId(), kind: 'hospital', name, areaCode: '110108' });
  const [own, other] = [await add('海淀医院'), await add('中关村医院')];
  const as = (organisationId: string): Promise<Client> => server.as('institution', { organisationId });
  return {
    db: server.db,
    organisationId: own.id,
    strangerId: other.id,
    hospital: await as(own.id),
    stranger: await as(other.id),
    anonymous: clientFor(server.url, null),
  };
}

function order(organisationId: string, quantity: number) {
  return { organisationId, lines: [{ item: 'medical-protective-mask', quantity }] };
}
