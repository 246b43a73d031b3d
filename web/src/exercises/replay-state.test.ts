import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addPoint, type CurvePoint } from './curve-points.ts';
import { speeds, stateOf } from './replay-state.ts';

const progress = { running: false, failure: null, played: 0, total: 100 };

test('a replay is idle, running, stopped half-way, broken off or done', () => {
  assert.equal(stateOf(progress), 'idle');
  assert.equal(stateOf({ ...progress, running: true, played: 3 }), 'running');
  assert.equal(stateOf({ ...progress, played: 3 }), 'stopped');
  assert.equal(stateOf({ ...progress, played: 3, failure: 'no database' }), 'failed');
  assert.equal(stateOf({ ...progress, played: 100 }), 'done');
});

test('nineteen days at six hours a second take 76 seconds', () => {
  assert.equal(speeds.find(({ speed }) => speed === '6h/s')?.seconds, 76);
});

test('the curve grows by what is new, starts anew with a new replay, and thins out rather than growing without end', () => {
  const first = { played: 5, open: 5, closed: 0 };
  const second = { played: 9, open: 7, closed: 2 };
  assert.deepEqual(addPoint([first], first), [first]);
  assert.deepEqual(addPoint([first], second), [first, second]);
  assert.deepEqual(addPoint([first, second], { played: 1, open: 1, closed: 0 }), [{ played: 1, open: 1, closed: 0 }]);
  let points: readonly CurvePoint[] = [];
  for (let played = 1; played <= 5_000; played += 1) points = addPoint(points, { played, open: played, closed: 0 });
  assert.ok(points.length <= 400);
  assert.equal(points.at(-1)?.played, 5_000);
});
