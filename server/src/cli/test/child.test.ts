import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isAlive } from '../../platform/engine/postmaster.ts';
import { runChild } from './child.ts';

test('what a child leaves behind ends with it, and what runs beside it goes on', async (t) => {
  if (process.platform !== 'linux') return t.skip('strays are found in /proc');
  const folder = mkdtempSync(join(tmpdir(), 'baogong-child-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [left, ended] = ['left', 'ended'].map((name) => join(folder, name));
  const leaving = ['sh', '-c', `setsid sleep 60 & echo $! >${left}`];
  const beside = ['sh', '-c', `while [ ! -e ${ended} ]; do sleep 0.05; done`];
  const neighbour = runChild(beside, { minutes: 1 });
  assert.equal(await runChild(leaving, { minutes: 1 }), 0);
  assert.ok(existsSync(left!) && !isAlive(Number(readFileSync(left!, 'utf8'))), 'the stray has ended');
  await runChild(['touch', ended!], { minutes: 1 });
  assert.equal(await neighbour, 0, 'the neighbour was not ended for a stray');
});
