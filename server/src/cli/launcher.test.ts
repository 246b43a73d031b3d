import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { repositoryFolder } from '../platform/config.ts';

const launcher = join(repositoryFolder, 'baogong');

function call(words: string[], options: { command?: string; environment?: NodeJS.ProcessEnv } = {}) {
  const environment = { ...process.env, ...options.environment };
  return spawnSync(options.command ?? launcher, words, { cwd: tmpdir(), encoding: 'utf8', env: environment });
}

test('the launcher is plain POSIX shell', () => {
  assert.equal(call(['-n', launcher], { command: 'sh' }).status, 0);
});

test('without a command the commands are listed, from any folder and through a link', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'baogong-link-'));
  t.after(() => rmSync(folder, { recursive: true }));
  symlinkSync(launcher, join(folder, 'baogong'));
  const { status, stdout } = call([], { command: join(folder, 'baogong') });
  assert.equal(status, 0);
  assert.match(stdout, /^ {2}test {2}/m);
});

test('an unknown command and an unknown step are refused with the list', () => {
  for (const name of ['nonsense', 'constructor']) {
    const { status, stderr } = call([name]);
    assert.equal(status, 2);
    assert.match(stderr, /没有这个命令[^]*help config/);
  }
  const wrongStep = call(['test', '--only', 'nonsense']);
  assert.equal(wrongStep.status, 2);
  assert.match(wrongStep.stderr, /reliability/);
  assert.equal(call(['test', '--nonsense']).status, 2);
});

test('the settings are explained', () => {
  assert.match(call(['help', 'config']).stdout, /DATABASE_URL[^]*BAOGONG_DATA/);
});
