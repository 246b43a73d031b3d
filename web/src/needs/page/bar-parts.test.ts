import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { barParts } from './bar-parts.ts';

const name = { zh: '氧气瓶', en: 'Cylinder' };
const words = {
  id: 'l',
  item: 'cylinder',
  itemName: name,
  baseUnit: 'bottle',
  baseUnitName: name,
  specification: null,
  said: null,
};

test('the parts of a line add up to what was approved, whatever has happened to the goods', () => {
  const amount = fc.nat(500);
  fc.assert(
    fc.property(
      amount,
      amount,
      amount,
      amount,
      amount,
      amount,
      amount,
      (accepted, rejected, unchecked, inTransit, reserved, waived, gap) => {
        const delivered = accepted + rejected + unchecked;
        const approved = accepted + unchecked + inTransit + reserved + waived + gap;
        const line = {
          ...words,
          requested: null,
          approved,
          reserved,
          inTransit,
          delivered,
          accepted,
          rejected,
          waived,
        };
        const sum = barParts(line).reduce(
          (total, { part, quantity }) => total + (part === 'rejected' ? 0 : quantity),
          0,
        );
        assert.equal(sum, approved);
      },
    ),
  );
});

test('an unknown quantity draws no gap out of thin air', () => {
  const nothing = { reserved: 0, inTransit: 0, delivered: 0, accepted: 0, rejected: 0, waived: 0 };
  assert.ok(
    barParts({ ...words, requested: null, approved: null, ...nothing }).every(({ quantity }) => quantity === 0),
  );
});
