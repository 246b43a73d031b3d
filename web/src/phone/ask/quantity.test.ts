import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readQuantity } from './quantity.ts';

test('whole numbers are read as people type them', () => {
  const said: [string, number][] = [
    ['3000', 3000],
    ['20,000', 20_000],
    ['２０，０００', 20_000],
    ['2万', 20_000],
    ['1.5万', 15_000],
    ['3百', 300],
    [' 12 ', 12],
    ['1.1千', 1100],
  ];
  for (const [typed, quantity] of said) assert.equal(readQuantity(typed), quantity, typed);
});

test('what is no whole number of one or more is not guessed at', () => {
  for (const typed of ['', '0', '-3', '1.5', '1.23456万', '两百', '3箱', '1e5', '9999999999999', 'NaN']) {
    assert.equal(readQuantity(typed), null, typed);
  }
});

test('every quantity the ledger can hold survives being shown and typed again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000_000 }), (quantity) => {
      assert.equal(readQuantity(quantity.toLocaleString('en-US')), quantity);
    }),
  );
});
