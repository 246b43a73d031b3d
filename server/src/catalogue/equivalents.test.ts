import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../platform/refusal.ts';
import { fromShipped } from './catalogue.ts';
import { decimal, equivalentsOf, gramsInCylinder } from './equivalents.ts';
import { type CatalogueItem, measuresOf, withMeasures } from './items.ts';
import { shippedConversions, shippedItems, shippedUnits } from './shipped.ts';
import { divided, rational, times } from './units.ts';

const measures = measuresOf(shippedUnits, shippedConversions);
const items: ReadonlyMap<string, CatalogueItem> = new Map(
  shippedItems.map((item) => [item.code, withMeasures(fromShipped(item), measures)]),
);
const oxygen = items.get('liquid-oxygen')!;
const said = (code: string, quantity: string, unit: string, pressureMegapascals?: string) => {
  const { rows, asks } = equivalentsOf({ item: items.get(code)!, quantity, unit, pressureMegapascals }, items);
  return { asks, ...Object.fromEntries(rows.map((row) => [row.unit, `${row.exact ? '' : '≈'}${row.quantity}`])) };
};
const asksForPressure = (error: unknown) => error instanceof Refusal && error.details.field === 'pressureMegapascals';

test('a tonne of liquid oxygen in every form: kg, g, litres, Nm³, m³ at 20 °C', () => {
  assert.deepEqual(said('liquid-oxygen', '1', 'tonne'), {
    asks: 'pressure',
    tonne: '1',
    kilogram: '1000',
    gram: '1000000',
    litre: '≈876.424',
    'normal-cubic-metre': '≈699.79',
    'gas-cubic-metre': '≈751.315',
  });
});

test('with the pressure stated it is also so many cylinders of each size', () => {
  const tonne = said('liquid-oxygen', '1', 'tonne', '15');
  assert.deepEqual(
    [4, 10, 15, 40].map((litres) => tonne[`oxygen-cylinder-${litres}l` as keyof typeof tonne]),
    ['≈1252.19', '≈500.877', '≈333.918', '≈125.219'],
  );
});

test('a 40 L cylinder at 13.5 to 15 MPa holds 5.4 to 6 m³, 7 to 8 kg', () => {
  const at = (pressure: string) => said('oxygen-cylinder-40l', '1', 'cylinder', pressure);
  assert.deepEqual([at('13.5')['gas-cubic-metre' as never], at('13.5')['kilogram' as never]], ['5.4', '7.1874']);
  assert.deepEqual([at('15')['gas-cubic-metre' as never], at('15')['kilogram' as never]], ['6', '7.986']);
  assert.equal(said('liquid-oxygen', '5800', 'oxygen-cylinder-40l', '15')['tonne' as never], '46.3188');
});

test('without a pressure cylinders are asked about, never guessed; absurd pressures are refused', () => {
  const bottles = said('oxygen-cylinder-40l', '60', 'bottle');
  assert.deepEqual(
    [bottles.asks, bottles['cylinder' as never], bottles['kilogram' as never]],
    ['pressure', '60', undefined],
  );
  assert.throws(() => said('liquid-oxygen', '60', 'oxygen-cylinder-40l'), asksForPressure);
  for (const wrong of ['0', '150', '30.1'])
    assert.throws(() => said('liquid-oxygen', '1', 'tonne', wrong), asksForPressure);
  assert.throws(() => said('liquid-oxygen', '0', 'tonne'), Refusal);
  assert.throws(() => said('liquid-oxygen', '1', 'cubic-metre'), Refusal);
  assert.throws(() => said('surgical-mask', '1', 'tonne'), Refusal);
});

test('what is no oxygen is shown in its own units', () => {
  const { rows, basis } = equivalentsOf({ item: items.get('latex-gloves')!, quantity: '20', unit: 'piece' }, items);
  assert.deepEqual(basis, []);
  assert.equal(rows.find(({ unit }) => unit === 'pair')?.quantity, '10');
});

test('cylinder to gas to cylinder comes back to the last digit, whatever the size and pressure', () => {
  const sizes = [...items.values()].filter((item) => item.waterMillilitres !== null);
  fc.assert(
    fc.property(
      fc.constantFrom(...sizes),
      fc.constantFrom(...sizes),
      fc.integer({ min: 1, max: 30_000 }),
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      (left, right, kilopascals, count) => {
        const pressure = rational({ numerator: BigInt(kilopascals), denominator: 1000n })!;
        const quantity = rational(count)!;
        const grams = times(quantity, gramsInCylinder(left, pressure, oxygen));
        const others = divided(grams, gramsInCylinder(right, pressure, oxygen));
        const back = divided(
          times(others, gramsInCylinder(right, pressure, oxygen)),
          gramsInCylinder(left, pressure, oxygen),
        );
        assert.deepEqual(back, quantity);
        assert.deepEqual(
          times(others, rational(right.waterMillilitres!)!),
          times(quantity, rational(left.waterMillilitres!)!),
        );
      },
    ),
  );
});

test('decimals are whole where they can be, rounded to six digits where not', () => {
  const shown = (numerator: bigint, denominator: bigint) => decimal({ numerator, denominator });
  assert.deepEqual(shown(1n, 4n), { text: '0.25', exact: true });
  assert.deepEqual(shown(2n, 3n), { text: '0.666667', exact: false });
  assert.deepEqual(shown(1n, 3000n), { text: '0.000333333', exact: false });
  assert.deepEqual(shown(12_345_678n, 1n), { text: '12345678', exact: true });
  assert.deepEqual(shown(999_999_999n, 1000n), { text: '1000000', exact: false });
});

test('what the catalogue says that a cylinder is filled to is used when no pressure is stated, and said', () => {
  const large = { ...items.get('oxygen-cylinder-40l')!, filledKilopascals: 13_500 };
  const known = new Map([...items, [large.code, large]]);
  const bottle = equivalentsOf({ item: large, quantity: '1', unit: 'cylinder' }, known);
  assert.equal(bottle.rows.find(({ unit }) => unit === 'gas-cubic-metre')!.quantity, '5.4');
  assert.ok(bottle.basis.some(({ en }) => /filled to 13\.5 MPa/.test(en)));
  const stated = equivalentsOf({ item: large, quantity: '1', unit: 'cylinder', pressureMegapascals: '15' }, known);
  assert.equal(stated.rows.find(({ unit }) => unit === 'gas-cubic-metre')!.quantity, '6');
  const { asks, rows } = equivalentsOf({ item: oxygen, quantity: '1', unit: 'tonne' }, known);
  assert.deepEqual([asks, rows.filter(({ unit }) => unit.startsWith('oxygen-cylinder')).length], ['pressure', 1]);
});
