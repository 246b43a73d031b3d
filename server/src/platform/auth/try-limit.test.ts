import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTryLimit } from './try-limit.ts';

test('the tries of one key count in a window, and waiting gives new ones', () => {
  const limit = createTryLimit(2, 60);
  assert.deepEqual([limit.take('a', 0), limit.take('a', 1000), limit.take('a', 2500)], [0, 0, 58]);
  assert.equal(limit.take('b', 2500), 0, 'others are not kept waiting');
  assert.equal(limit.take('a', 59_999), 1);
  assert.equal(limit.take('a', 60_000), 0);
});

test('a try that was no guess does not count', () => {
  const limit = createTryLimit(1, 60);
  for (const moment of [0, 1, 2]) {
    assert.equal(limit.take('a', moment), 0);
    limit.giveBack('a');
  }
  limit.giveBack('unknown');
  assert.equal(limit.take('a', 3), 0);
  assert.ok(limit.take('a', 4) > 0);
});

test('a flood of keys forgets the oldest instead of filling the memory', () => {
  const limit = createTryLimit(1, 60, 3);
  for (const key of ['a', 'b', 'c', 'd']) limit.take(key, 0);
  assert.equal(limit.take('a', 0), 0, 'forgotten');
  assert.ok(limit.take('d', 0) > 0, 'still known');
});
