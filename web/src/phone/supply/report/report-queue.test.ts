import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReportForm } from '@baogong/contract';
import type { Attempt } from '../../outbox/attempt.ts';
import { type Queue, report, sendWaiting, unsentOf, type UnsentReport } from './report-queue.ts';

const round = { organisationId: 'maker', day: '2022-12-27', round: 'noon' };
const form = { ...round, roundName: { zh: '中', en: 'Noon' }, lines: [{ line: { id: 'a', name: 'A' }, report: null }] };
const silence = { reason: 'no-answer', message: '', status: 0 } as const;
const said = (actual: number) => [{ lineId: 'a', replaces: null, actual, planned: null, stock: null, note: null }];

/** A server that takes each command once, whatever is sent again, and may be out of reach before or after taking it. */
function serverThat(reach: ('away' | 'answer-lost' | 'here')[]) {
  const versions: { command: string; replaces: number | null; actual: number | null }[] = [];
  const send = (body: UnsentReport['body']): Promise<Attempt<ReportForm>> => {
    const state = reach.shift() ?? 'here';
    if (state === 'away') return Promise.resolve({ problem: silence, again: true });
    const [line] = body.lines;
    if (!versions.some(({ command }) => command === body.commandId))
      versions.push({ command: body.commandId, replaces: line!.replaces, actual: line!.actual });
    if (state === 'answer-lost') return Promise.resolve({ problem: silence, again: true });
    const made = versions.findIndex(({ command }) => command === body.commandId) + 1;
    return Promise.resolve({ taken: { ...form, lines: [{ line: { id: 'a' }, report: { version: made } }] } as never });
  };
  return { versions, send };
}

function emptyOutbox(): Queue {
  let value: UnsentReport[] = [];
  return { read: () => value, write: (next) => void (value = next) };
}

test('what is reported without a network waits, and goes out once, though the first answer is lost', async () => {
  const outbox = emptyOutbox();
  const { versions, send } = serverThat(['away', 'answer-lost', 'here']);
  assert.equal(await report(outbox, form as never, said(60), send), 'waits');
  assert.equal((await sendWaiting(outbox, send)).size, 0);
  assert.equal(unsentOf(round, outbox.read()).length, 1);
  assert.equal((await sendWaiting(outbox, send)).size, 1);
  assert.deepEqual([versions.length, outbox.read().length], [1, 0]);
});

test('a report that is refused stays in sight with its reason, and what follows goes out all the same', async () => {
  const outbox = emptyOutbox();
  const refusal = { reason: 'stale-version', message: 'changed', status: 409 } as const;
  const refuse = () => Promise.resolve<Attempt<ReportForm>>({ problem: refusal, again: false });
  assert.deepEqual(await report(outbox, form as never, said(60), refuse), { problem: refusal });
  const { versions, send } = serverThat([]);
  assert.ok(typeof (await report(outbox, form as never, said(61), send)) === 'object');
  assert.deepEqual([versions.length, outbox.read().map(({ refused }) => refused?.status)], [1, [409]]);
});

test('a correction typed while the first report waits goes out behind it and replaces it', async () => {
  const outbox = emptyOutbox();
  const { versions, send } = serverThat(['away', 'answer-lost', 'here', 'here']);
  await report(outbox, form as never, said(60), send);
  assert.equal(await report(outbox, form as never, said(66), send), 'waits');
  await Promise.all([sendWaiting(outbox, send), sendWaiting(outbox, send)]);
  assert.deepEqual(
    versions.map(({ replaces, actual }) => [replaces, actual]),
    [
      [null, 60],
      [1, 66],
    ],
  );
  assert.deepEqual(outbox.read(), []);
});
