import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { itemFinder, unitFinder } from './names.ts';
import { shippedConversions, shippedItems, shippedUnits } from './shipped.ts';
import { convert, rational, toBaseUnits } from './units.ts';

const find = itemFinder(shippedItems);
const item = (name: string) => find(name) ?? assert.fail(`no item ${name}`);
const base = (quantity: number | string, from: string, name: string) =>
  toBaseUnits({ quantity, from, item: item(name) }, shippedConversions);
const oxygenUnits = [
  'tonne',
  'kilogram',
  'gram',
  'litre',
  'millilitre',
  'normal-cubic-metre',
  'gas-cubic-metre',
  'jin',
];

describe('converting units', () => {
  test('a tonne of liquid oxygen is 876 L, 700 Nm³ and 751 m³, to the last gram', () => {
    assert.deepEqual(base(1, 'tonne', '液氧'), { ok: true, quantity: 1_000_000n });
    assert.deepEqual(base(1, 'litre', '液氧'), { ok: true, quantity: 1141n });
    const rounded = (to: string) => {
      const result = convert({ quantity: 1, from: 'tonne', to, item: item('液氧') }, shippedConversions);
      assert.ok(result.ok);
      return Math.round(Number(result.quantity.numerator) / Number(result.quantity.denominator));
    };
    assert.deepEqual(['litre', 'normal-cubic-metre', 'gas-cubic-metre'].map(rounded), [876, 700, 751]);
  });

  test('a cubic metre of oxygen is refused, since it may be liquid or gas; one of water is not', () => {
    assert.equal(reason(base(3, 'cubic-metre', '液氧')), 'ambiguous-unit');
    assert.deepEqual(base(3, 'cubic-metre', '矿泉水'), { ok: true, quantity: 3_000_000n });
  });

  test('fixed ways of counting convert: pairs of gloves, dozens, suits, jin of rice', () => {
    assert.deepEqual(base(10, 'pair', '乳胶手套'), { ok: true, quantity: 20n });
    assert.deepEqual(base(2, 'dozen', '雨靴'), { ok: true, quantity: 24n });
    assert.deepEqual(base(5, 'set', '防护服'), { ok: true, quantity: 5n });
    assert.deepEqual(base('1.5', 'jin', '大米'), { ok: true, quantity: 750n });
    assert.deepEqual(base(30, 'piece', '氧气瓶'), { ok: true, quantity: 30n });
  });

  test('a box of masks is refused: pack sizes vary', () =>
    assert.equal(reason(base(3, 'case', 'N95')), 'pack-size-varies'));

  test('what does not fit is refused with its reason', () => {
    assert.equal(reason(base(3, 'tonne', 'N95')), 'no-conversion');
    assert.equal(reason(base('1.0005', 'gram', '大米')), 'not-whole');
    assert.equal(reason(base('1.5', 'piece', 'N95')), 'not-whole');
    for (const wrong of ['', 'ten', '1e5', '1/2', Number.NaN, 1e300])
      assert.equal(reason(base(wrong, 'gram', '大米')), 'not-a-number');
  });

  test('there and back again gives the same quantity, between all units of every item', () => {
    const pairs = shippedItems.flatMap((each) => unitsOf(each).map((unit) => ({ each, unit })));
    fc.assert(
      fc.property(
        fc.constantFrom(...pairs),
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        ({ each, unit }, quantity) => {
          const there = convert({ quantity, from: unit, to: each.baseUnit, item: each }, shippedConversions);
          assert.ok(there.ok);
          const back = convert(
            { quantity: there.quantity, from: each.baseUnit, to: unit, item: each },
            shippedConversions,
          );
          assert.deepEqual(back, { ok: true, quantity: rational(quantity) });
        },
      ),
    );
  });

  test('the way along the graph does not matter: a to c is a to b to c', () => {
    const unit = fc.constantFrom(...oxygenUnits);
    fc.assert(
      fc.property(unit, unit, unit, fc.bigInt({ min: 1n, max: 10n ** 12n }), (a, b, c, quantity) => {
        const step = (amount: Parameters<typeof convert>[0]['quantity'], from: string, to: string) => {
          const result = convert({ quantity: amount, from, to, item: item('液氧') }, shippedConversions);
          assert.ok(result.ok);
          return result.quantity;
        };
        assert.deepEqual(step(step(quantity, a, b), b, c), step(quantity, a, c));
      }),
    );
  });

  test('the graph of every item agrees with itself: no two ways give different factors', () => {
    for (const each of shippedItems)
      for (const conversion of shippedConversions) {
        const applies = (conversion.items?.includes(each.code) ?? true) && !conversion.exceptItems?.includes(each.code);
        if (!applies) continue;
        const result = convert(
          { quantity: 1, from: conversion.from, to: conversion.to, item: each },
          shippedConversions,
        );
        const expected = { numerator: BigInt(conversion.numerator), denominator: BigInt(conversion.denominator) };
        assert.deepEqual(result, { ok: true, quantity: rational(expected) }, `${each.code}: ${conversion.from}`);
      }
  });
});

test('the word for a unit depends on the item: 片 is a mask or a tablet, 瓶 a cylinder or a bottle', () => {
  const unit = unitFinder(shippedUnits);
  assert.equal(unit('片', item('N95'))?.code, 'piece');
  assert.equal(unit('片', item('布洛芬'))?.code, 'tablet');
  assert.equal(unit('只')?.code, 'piece');
  assert.equal(unit('ＫＧ')?.code, 'kilogram');
  assert.equal(unit('瓶', item('84消毒液'))?.code, 'bottle');
  assert.equal(unit('串'), undefined);
});

function unitsOf(each: (typeof shippedItems)[number]) {
  return shippedUnits
    .map(({ code }) => code)
    .filter((code) => convert({ quantity: 1, from: code, to: each.baseUnit, item: each }, shippedConversions).ok);
}

function reason(result: ReturnType<typeof toBaseUnits>) {
  return result.ok ? 'converted' : result.reason;
}
