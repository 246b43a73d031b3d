import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backTest, hoursLeft, habitsOf } from './back-test.ts';
import { groupsOf, scoreOf } from './judge.ts';
import { simulateTank, STEP_MINUTES } from './tank.ts';

const SEED = 5001;
const TANKS = 36;

test('on simulated tanks the band holds the truth four times out of five, and is nearer than both naive rules', () => {
  const groups = groupsOf(backTest(SEED, TANKS, 12));
  const all = scoreOf(groups['all moments']!);
  const six = scoreOf(groups['six hours left']!);
  const surge = scoreOf(groups['within a surge']!);
  assert.ok(Math.abs(all.within - 80) <= 6, `${all.within} % within the band`);
  assert.ok(six.error <= 0.17, `six hours before the end the middle is off by ${six.error}`);
  assert.ok(six.error < six.lastDayError / 1.5 && six.error < six.monthlyMeanError / 3, JSON.stringify(six));
  assert.ok(surge.error < surge.lastDayError / 1.5 && surge.error < surge.monthlyMeanError / 3, JSON.stringify(surge));
});

test('the truth of the back-test is what is used until the dead stock is reached', () => {
  const tank = simulateTank(SEED, habitsOf(0));
  const left = hoursLeft(tank);
  for (const moment of [0, 1, 500, 1999]) {
    let stock = tank.stock[moment]! - tank.deadStock;
    let steps = 0;
    while (stock > 0) stock -= tank.used[moment + ++steps]!;
    assert.equal(left[moment], (steps * STEP_MINUTES) / 60);
  }
});

test('the same seed simulates the same tank', () => {
  assert.deepEqual(simulateTank(SEED, habitsOf(4)), simulateTank(SEED, habitsOf(4)));
});
