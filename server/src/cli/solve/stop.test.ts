import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { repositoryFolder } from '../../platform/config.ts';
import { smallChallenge } from './small-challenge.ts';

const commands = join(repositoryFolder, 'server/src/cli/index.ts');

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'baogong-stop-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Forty jobs around two depots' worth of streets. */
const routing = {
  vehicles: [1, 2, 3, 4].map((id) => ({ id, start: [114.3, 30.6], end: [114.3, 30.6], capacity: [12] })),
  jobs: Array.from({ length: 40 }, (_, index) => ({
    id: index + 1,
    location: [114.1 + ((index * 37) % 40) / 100, 30.4 + ((index * 23) % 40) / 100],
    delivery: [1],
  })),
};

/** Calls a command for an hour's search, sends the signal a while after it begins, and waits for its end. */
async function stopped(signal: NodeJS.Signals, ...words: string[]) {
  const began = Date.now();
  const child = spawn(process.execPath, [commands, 'solve', ...words, '--seconds', '3600', '--language', 'en']);
  const hasBegun = once(child.stderr, 'data');
  const ended = Promise.all([text(child.stderr), text(child.stdout), once(child, 'exit')]);
  await hasBegun;
  await setTimeout(1500);
  child.kill(signal);
  const [errors, output, [code]] = await ended;
  // Each of the 64 rounds of two threads would last 56 s.
  assert.ok(Date.now() - began < 45_000);
  return { errors, output, code: code as number | null };
}

for (const threads of ['1', '2'])
  test(`Ctrl-C ends a search in ${threads} thread(s): its best plan is written, sound, and the code says so`, async (t) => {
    const folder = folderOf(t);
    const [problem, plan] = [join(folder, 'problem.json'), join(folder, 'plan.json')];
    writeFileSync(problem, JSON.stringify(routing));
    const { errors, code } = await stopped('SIGINT', problem, '--threads', threads, '--out', plan);
    assert.equal(code, 3, errors);
    assert.match(errors, /the best plan so far will be written/);
    const { unassigned } = JSON.parse(readFileSync(plan, 'utf8'));
    assert.equal(unassigned.length, 0);
    const check = spawn(process.execPath, [commands, 'check', problem, plan]);
    assert.deepEqual(await once(check, 'exit'), [0, null]);
  });

test('SIGTERM ends a replenishment search: its best solution goes to standard output and keeps all rules', async (t) => {
  const instance = join(folderOf(t), 'instance.xml');
  writeFileSync(instance, smallChallenge());
  const { errors, output, code } = await stopped('SIGTERM', instance);
  assert.equal(code, 3, errors);
  assert.match(errors, /1 customer, 1 driver, 1 trailer, 2 days; Ctrl-C ends early/);
  assert.match(errors, /0 rules broken/);
  assert.match(output, /<Shifts>[^]*<arrival>/);
});
