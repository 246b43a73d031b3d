import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exponential, logarithm, logarithmOfOnePlus, sine } from './elementary.ts';

function assertClose(value: number, wanted: number, within: number): void {
  const same = value === wanted || Math.abs(value - wanted) <= within * Math.max(1e-300, Math.abs(wanted));
  assert.ok(same, `${value} is not ${wanted}`);
}

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

test('e to a power is right to twelve digits from −700 to 709, 0 far below and infinite far above', () => {
  fc.assert(fc.property(finite(-700, 709), (value) => assertClose(exponential(value), Math.exp(value), 1e-12)));
  assert.deepEqual([exponential(0), exponential(-1e9), exponential(1e9)], [1, 0, Number.POSITIVE_INFINITY]);
});

test('the logarithm is right to twelve digits for every positive number', () => {
  fc.assert(
    fc.property(finite(5e-324, Number.MAX_VALUE), (value) => {
      assert.ok(Math.abs(logarithm(value) - Math.log(value)) <= 1e-12 * Math.max(1, Math.abs(Math.log(value))));
    }),
  );
  assert.deepEqual([logarithm(1), logarithm(0), logarithm(-1)], [0, Number.NEGATIVE_INFINITY, Number.NaN]);
});

test('ln(1 + value) keeps its digits for tiny values', () => {
  fc.assert(fc.property(finite(0, 1e-3), (value) => assertClose(logarithmOfOnePlus(value), Math.log1p(value), 1e-11)));
});

test('the sine is right over some turns', () => {
  fc.assert(fc.property(finite(-100, 100), (angle) => assert.ok(Math.abs(sine(angle) - Math.sin(angle)) < 1e-12)));
});
