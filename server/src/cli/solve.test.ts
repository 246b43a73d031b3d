import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { repositoryFolder } from '../platform/config.ts';
import { UsageFailure } from './command.ts';
import { run } from './solve.ts';

const commands = join(repositoryFolder, 'server/src/cli/index.ts');

function call(words: string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commands, ...words], { encoding: 'utf8', input });
  return { status, stdout, stderr };
}

function folderOf(t: TestContext): (name: string, content?: object | string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'baogong-solve-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return (name, content) => {
    const path = join(folder, name);
    if (content !== undefined) writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
}

/** A vehicle from place 0 to place 3 over two jobs: 0 → 2 → 1 → 3 costs 21, 0 → 1 → 2 → 3 costs 34. */
const crossing = {
  vehicles: [{ id: 7, start_index: 0, end_index: 3 }],
  jobs: [
    { id: 11, location_index: 1 },
    { id: 12, location_index: 2 },
  ],
  matrices: {
    car: {
      durations: [
        [0, 10, 8, 30],
        [10, 0, 9, 4],
        [8, 9, 0, 15],
        [30, 4, 15, 0],
      ],
    },
  },
};

test('a VROOM user’s file is answered in VROOM’s JSON, and the plan passes the check', (t) => {
  const file = folderOf(t);
  const problem = file('problem.json', crossing);
  const solved = call(['solve', problem, '--iterations', '200', '--out', file('plan.json'), '--svg', file('plan.svg')]);
  assert.equal(solved.status, 0, solved.stderr);
  assert.equal(solved.stdout, '');
  assert.match(solved.stderr, /1 条路线，成本 21，未安排 0 个任务/);
  const plan = JSON.parse(readFileSync(file('plan.json'), 'utf8'));
  assert.equal(plan.code, 0);
  assert.equal(plan.summary.cost, 21);
  assert.deepEqual(
    plan.routes[0].steps.map(({ type, id, arrival }: Record<string, unknown>) => `${type} ${id ?? ''} ${arrival}`),
    ['start  0', 'job 12 8', 'job 11 17', 'end  21'],
  );
  assert.match(readFileSync(file('plan.svg'), 'utf8'), /^<svg [^]*车 7/);
  const checked = call(['check', problem, file('plan.json'), '--language', 'en']);
  assert.equal(checked.status, 0, checked.stdout);
  assert.match(checked.stderr, /2 tasks served, cost 21, 0 rules broken/);
});

test('vroom’s own options and standard input work, and the same seed gives the same plan', (t) => {
  const file = folderOf(t);
  const byOptions = call(['solve', '-i', file('problem.json', crossing), '-t', '4', '-x', '5', '-g', '-l', '0.2']);
  assert.equal(byOptions.status, 0, byOptions.stderr);
  assert.equal(JSON.parse(byOptions.stdout).summary.cost, 21);
  const [one, other] = [1, 2].map(() =>
    call(['solve', '--iterations', '50', '--seed', '3', '--threads', '2'], JSON.stringify(crossing)),
  );
  const plan = (answer: typeof one) => JSON.parse(answer!.stdout);
  assert.deepEqual(plan(one).routes, plan(other).routes);
  assert.equal(plan(one).summary.iterations, 100, 'fifty of each thread');
});

test('a wrong problem is refused with paths and cures in the reader’s language, and as VROOM’s error for programs', (t) => {
  const file = folderOf(t);
  const wrong = {
    ...crossing,
    jobs: [
      { id: 1, location_index: 9, timewindow: [0, 1] },
      { id: 1, location_index: 1 },
    ],
  };
  const zh = call(['solve', file('wrong.json', wrong)]);
  assert.equal(zh.status, 2);
  assert.match(zh.stderr, /\$\.jobs\[0\]\.location_index {2}下标 9 超出矩阵（共 4 行，从 0 起）/);
  assert.match(zh.stderr, /\$\.jobs\[0\]\.timewindow {2}没有这个键，是否想写 time_windows？/);
  assert.match(zh.stderr, /\$\.jobs\[1\]\.id {2}编号 1 重复，已用于 \$\.jobs\[0\]\.id/);
  const answer = JSON.parse(zh.stdout);
  assert.equal(answer.code, 2);
  assert.equal(answer.faults.length, 3);
  const en = call(['solve', file('wrong.json'), '--language', 'en']);
  assert.match(en.stderr, /there is|is outside the matrices/);
  assert.match(en.stderr, /3 faults, not solved/);
});

test('files that are missing or no JSON, and wrong calls, end with 2 and a cure', async (t) => {
  const file = folderOf(t);
  const missing = call(['solve', file('missing.json')]);
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /missing\.json: ENOENT/);
  assert.match(call(['solve', file('text.json', 'hello')]).stderr, /不是 JSON/);
  for (const words of [['--seconds', 'soon'], ['--iterations=-1'], ['--seconds', '1', '--iterations', '1'], ['a', 'b']])
    await assert.rejects(run(words), UsageFailure, words.join(' '));
  await assert.rejects(run(['--fast']), { code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' });
});

test('tasks that nobody can serve are left out with reasons, and that is a plan', () => {
  const heavy = {
    ...crossing,
    vehicles: [{ ...crossing.vehicles[0], capacity: [1] }],
    jobs: [...crossing.jobs, { id: 13, location_index: 1, delivery: [2] }],
  };
  const { status, stdout, stderr } = call(['solve', '--iterations', '50'], JSON.stringify(heavy));
  assert.equal(status, 0);
  assert.match(stderr, /1 × 超过车的容量 \(capacity\)/);
  assert.deepEqual(JSON.parse(stdout).unassigned[0].reasons, [{ code: 'capacity', vehicles: [7] }]);
});

test('the check names each broken rule of a plan by its path', (t) => {
  const file = folderOf(t);
  const problem = file('problem.json', crossing);
  const plan = JSON.parse(call(['solve', problem, '--iterations', '50']).stdout);
  plan.routes[0].steps[1].arrival = 3;
  plan.summary.cost = 5;
  const broken = call(['check', problem, file('broken.json', plan)]);
  assert.equal(broken.status, 1);
  assert.match(broken.stdout, /\$\.routes\[0\]\.steps\[1\] {2}3 到达，应为 8/);
  assert.match(broken.stdout, /\$\.summary\.cost {2}写的是 5，应为 21/);
  assert.match(broken.stderr, /违反规则 \d+ 处/);
  const none = call(['check', problem, file('none.json', '{}'), '--json']);
  assert.equal(none.status, 1, 'what is no plan keeps no rule');
  assert.equal(JSON.parse(none.stdout).violations[0].code, 'missing');
  assert.equal(call(['check', file('empty.json', '{}'), problem]).status, 2);
});
