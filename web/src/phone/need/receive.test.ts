import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NeedLine } from '@baogong/contract';
import fc from 'fast-check';
import { barOf } from './figures.ts';
import { verdictsOf, type DeliveryLine } from './verdicts.ts';

const lines = [
  { id: 'masks', quantity: 3000, accepted: 0, rejected: 0 },
  { id: 'gowns', quantity: 200, accepted: 150, rejected: 0 },
] as DeliveryLine[];

test('untouched, everything that is left is accepted', () => {
  assert.deepEqual(verdictsOf(lines, {}).verdicts, [
    { deliveryLineId: 'masks', accepted: 3000, rejected: 0, reason: null },
    { deliveryLineId: 'gowns', accepted: 50, rejected: 0, reason: null },
  ]);
});

test('what goes back needs its reason, and all together no more than came', () => {
  const some = { accepted: '2900', rejected: '100', reason: '' };
  assert.equal(verdictsOf(lines, { masks: some }).fault?.word, 'why');
  const told = verdictsOf(lines, { masks: { ...some, reason: '破损' } });
  assert.deepEqual(told.verdicts[0], { deliveryLineId: 'masks', accepted: 2900, rejected: 100, reason: '破损' });
  assert.equal(verdictsOf(lines, { gowns: { accepted: '51', rejected: '', reason: '' } }).fault?.word, 'too-much');
  assert.equal(verdictsOf(lines, { masks: { ...some, accepted: 'all' } }).fault?.word, 'wrong');
});

test('a line left out with zeros is not sent; all zeros say so', () => {
  const none = { accepted: '0', rejected: '', reason: '' };
  assert.equal(verdictsOf(lines, { masks: none }).verdicts.length, 1);
  assert.equal(verdictsOf(lines, { masks: none, gowns: none }).fault?.word, 'nothing');
});

test('the parts of the bar add up to what was approved, whatever has happened', () => {
  const share = fc.nat({ max: 500 });
  fc.assert(
    fc.property(fc.tuple(share, share, share, share, share, share, share), (shares) => {
      const [reserved, inTransit, accepted, rejected, arrived, waived, missing] = shares;
      const delivered = accepted + rejected + arrived;
      const approved = reserved + inTransit + accepted + arrived + waived + missing;
      const line = { approved, reserved, inTransit, delivered, accepted, rejected, waived } as NeedLine;
      const bar = barOf(line) ?? [];
      assert.equal(
        bar.reduce((sum, { quantity }) => sum + quantity, 0),
        approved,
      );
      assert.ok(bar.every(({ quantity }) => quantity > 0));
    }),
  );
});
