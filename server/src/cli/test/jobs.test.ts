import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Job, runJobs } from './jobs.ts';
import { steps } from './steps.ts';

/** Jobs that write down when they begin and end, and end when they are told to. */
function book() {
  const lines: string[] = [];
  const ends = new Map<string, () => void>();
  const job = (name: string, rules: Partial<Pick<Job<string>, 'after' | 'oneAtATime'>> = {}): Job<string> => ({
    step: name.split(' ')[0]!,
    after: [],
    oneAtATime: false,
    ...rules,
    async work(slot) {
      lines.push(`${name} in ${slot}`);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      return name;
    },
  });
  /** Lets these end one after the other; what can start then has started. */
  const end = async (...names: string[]) => {
    for (const name of names) {
      await moment();
      ends.get(name)!();
    }
    await moment();
  };
  return { lines, job, end };
}

const moment = () => new Promise((resolve) => setImmediate(resolve));

test('two jobs run at a time, the next takes the slot that is free, and results keep the order', async () => {
  const { lines, job, end } = book();
  const results = runJobs([job('a'), job('b'), job('c')], 2);
  await end('b');
  assert.deepEqual(lines, ['a in 0', 'b in 1', 'c in 1']);
  await end('c', 'a');
  assert.deepEqual(await results, ['a', 'b', 'c']);
});

test('jobs of a step that goes one at a time let later ones pass', async () => {
  const { lines, job, end } = book();
  const alone = { oneAtATime: true };
  const results = runJobs([job('kill app', alone), job('kill database', alone), job('test')], 2);
  await moment();
  assert.deepEqual(lines, ['kill app in 0', 'test in 1']);
  await end('test');
  assert.equal(lines.length, 2, 'a free slot stays free rather than kill twice');
  await end('kill app', 'kill database');
  assert.deepEqual(await results, ['kill app', 'kill database', 'test']);
});

test('a job waits for all jobs of the step before, and not for steps that are no part of the run', async () => {
  const { lines, job, end } = book();
  const results = runJobs([job('story', { after: ['build', 'browser'] }), job('build 1'), job('build 2')], 2);
  await end('build 1');
  assert.deepEqual(lines, ['build 1 in 0', 'build 2 in 1']);
  await end('build 2');
  assert.equal(lines.at(-1), 'story in 1');
  await end('story');
  assert.equal((await results).length, 3);
});

test('what breaks breaks the run, and steps that wait for each other are told apart from patience', async () => {
  const { job } = book();
  const broken = { ...job('a'), work: () => Promise.reject(new Error('no such program')) };
  await assert.rejects(runJobs([broken], 2), /no such program/);
  await assert.rejects(runJobs([job('a', { after: ['b'] }), job('b', { after: ['a'] })], 2), /wait for each other/);
});

test('every step that another waits for is a step', () => {
  const names = steps.map(({ name }) => name);
  for (const { after = [] } of steps) for (const name of after) assert.ok(names.includes(name), name);
});
