import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Sharer, shareParts } from './share-parts.ts';

const parts = ['regulator', 'flowmeter', 'trolley', 'adapter'] as const;
const kit = fc.record({
  bottles: fc.integer({ min: 0, max: 5 }),
  needs: fc.uniqueArray(fc.record({ part: fc.constantFrom(...parts), quantity: fc.integer({ min: 1, max: 2 }) }), {
    selector: ({ part }) => part,
    maxLength: 4,
  }),
});
const have = fc
  .tuple(...parts.map(() => fc.integer({ min: -1, max: 7 })))
  .map((counts) => new Map(parts.map((part, place) => [part as string, counts[place]!])));

test('sets of several sizes that share parts are as many as any way of sharing them allows, and never more', () => {
  fc.assert(
    fc.property(fc.array(kit, { minLength: 1, maxLength: 3 }), have, (kits, stock) => {
      const sets = shareParts(kits, stock);
      assert.ok(fits(kits, sets, stock));
      assert.equal(total(sets), most(kits, stock));
    }),
    { numRuns: 3000 },
  );
});

test('two sizes with one trolley make one set, not two; the size named first gets it', () => {
  const needs = [{ part: 'trolley', quantity: 1 }];
  assert.deepEqual(
    shareParts(
      [
        { bottles: 3, needs },
        { bottles: 3, needs },
      ],
      new Map([['trolley', 1]]),
    ),
    [1, 0],
  );
});

test('thousands of bottles in groups that cross are counted at once, within what there is', () => {
  const pair = (one: string, other: string): Sharer => ({
    bottles: 9000,
    needs: [one, other].map((part) => ({ part, quantity: 1 })),
  });
  const kits = [pair('regulator', 'flowmeter'), pair('flowmeter', 'trolley'), pair('regulator', 'trolley')];
  const stock = new Map(parts.map((part) => [part as string, 5001]));
  const start = performance.now();
  const sets = shareParts(kits, stock);
  assert.ok(performance.now() - start < 500);
  assert.ok(fits(kits, sets, stock) && total(sets) >= 5001);
});

function total(sets: readonly number[]): number {
  return sets.reduce((all, each) => all + each, 0);
}

function fits(kits: readonly Sharer[], sets: readonly number[], stock: ReadonlyMap<string, number>): boolean {
  const used = new Map<string, number>();
  for (const [place, { needs }] of kits.entries())
    for (const { part, quantity } of needs) used.set(part, (used.get(part) ?? 0) + sets[place]! * quantity);
  return (
    sets.every((each, place) => each >= 0 && each <= kits[place]!.bottles) &&
    [...used].every(([part, quantity]) => quantity <= Math.max(0, stock.get(part) ?? 0))
  );
}

/** The most by trying every number of each kit. */
function most(kits: readonly Sharer[], stock: ReadonlyMap<string, number>): number {
  const ways = kits.reduce<number[][]>(
    (found, { bottles }) => found.flatMap((way) => Array.from({ length: bottles + 1 }, (_, sets) => [...way, sets])),
    [[]],
  );
  return Math.max(...ways.filter((way) => fits(kits, way, stock)).map(total));
}
