import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsPerSecond, secondsTaken } from './speed.ts';

const startedAt = '2020-02-03T00:00:00Z';
const now = Date.parse('2020-02-03T00:00:20Z');

test('a running import is measured until now, an ended one until its end', () => {
  assert.equal(rowsPerSecond({ done: 50_000, startedAt, finishedAt: null }, now), 2_500);
  assert.equal(rowsPerSecond({ done: 50_000, startedAt, finishedAt: '2020-02-03T00:00:08Z' }, now), 6_250);
});

test('a clock that runs behind the server never shows negative time or endless speed', () => {
  assert.equal(secondsTaken({ startedAt, finishedAt: null }, now - 60_000), 0);
  assert.equal(rowsPerSecond({ done: 7, startedAt, finishedAt: null }, now - 60_000), 0);
});
