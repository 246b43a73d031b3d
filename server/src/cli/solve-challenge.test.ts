import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { repositoryFolder } from '../platform/config.ts';
import { smallChallenge } from './solve/small-challenge.ts';

const commands = join(repositoryFolder, 'server/src/cli/index.ts');
const call = (...words: string[]) => spawnSync(process.execPath, [commands, ...words], { encoding: 'utf8' });

test('an instance of the challenge is solved, its solution keeps all rules, and one that does not is told by code', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'baogong-challenge-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [given, solution, broken] = ['instance.xml', 'solution.xml', 'broken.xml'].map((name) => join(folder, name));
  writeFileSync(given!, smallChallenge());
  const solved = call('solve', given!, '--iterations', '3000', '--out', solution!);
  assert.equal(solved.status, 0, solved.stderr);
  assert.match(solved.stderr, /个班次，每千克成本 0\.\d+，违反规则 0 处/);
  const checked = call('check', given!, solution!, '--language', 'en');
  assert.equal(checked.status, 0, checked.stdout);
  assert.match(checked.stderr, /0 rules broken/);
  writeFileSync(broken!, readFileSync(solution!, 'utf8').replace(/<arrival>\d+/, '<arrival>1'));
  const told = call('check', given!, broken!);
  assert.equal(told.status, 1);
  assert.match(told.stdout, /^SHI02 {2}shift 0, operation 0, point 1/m);
  writeFileSync(broken!, smallChallenge().replace('<unit>60</unit>', '<unit>soon</unit>'));
  const refused = call('solve', broken!);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /unit/);
});
