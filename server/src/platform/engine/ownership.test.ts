import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { claim, claimInTurn, ownerOf } from './ownership.ts';

function lockPath(t: { after: (work: () => void) => void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'baogong-lock-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, 'owner.lock');
}

test('a lock is held by one until it is given back', async (t) => {
  const path = lockPath(t);
  const first = claim(path);
  assert.ok('release' in first);
  assert.equal(ownerOf(path)?.pid, process.pid);
  const second = await claimInTurn(path, 60);
  assert.ok('heldBy' in second && second.heldBy.pid === process.pid);
  first.release();
  assert.ok('release' in claim(path));
});

test('the lock of a dead process, of a reused pid or torn by a crash is taken, and nothing is left lying about', (t) => {
  const dead = ['{"pid":999999999,"started":"1"}', `{"pid":${process.ppid},"started":"1"}`, '', '{"pid":'];
  for (const text of dead) {
    const path = lockPath(t);
    writeFileSync(path, text);
    assert.ok('release' in claim(path), text);
    assert.deepEqual(readdirSync(join(path, '..')), ['owner.lock']);
  }
});
