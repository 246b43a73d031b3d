import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { smallProblems } from './small-problems.ts';
import { allocate, type AllocationProblem, type AllocationResult, findUnevenness, verifyAllocation } from './index.ts';

test('every plan keeps stock, packs, lanes, periods, fleets, caps and overrides', () =>
  fc.assert(
    fc.property(smallProblems({ fleets: true }), (problem) => {
      const result = allocate(problem);
      assert.deepEqual(result.faults, []);
      assert.deepEqual(verifyAllocation(problem, result), []);
    }),
    { numRuns: 3000, seed: 11 },
  ));

test('no pack could move to a line that the aims put first', () =>
  fc.assert(
    fc.property(smallProblems({ fleets: false }), (problem) => {
      assert.deepEqual(findUnevenness(problem, allocate(problem)), []);
    }),
    { numRuns: 3000, seed: 12 },
  ));

test('fleets that carry everything change nothing', () =>
  fc.assert(
    fc.property(smallProblems({ fleets: false }), (problem) => {
      const roomy = { ...problem, sources: problem.sources.map((source) => ({ ...source, fleetGrams: 1e9 })) };
      assert.deepEqual(allocate(roomy).lines, allocate(problem).lines);
    }),
    { numRuns: 300, seed: 13 },
  ));

test('the same problem gives the same plan', () =>
  fc.assert(
    fc.property(smallProblems({ fleets: true }), (problem) => {
      assert.deepEqual(allocate(problem), allocate(structuredClone(problem)));
    }),
    { numRuns: 300, seed: 14 },
  ));

test('what expires first is used first, even where a later lot lies nearer', () => {
  const problem: AllocationProblem = {
    items: [{ id: 'vaccine' }],
    sources: [{ id: 'near' }, { id: 'far' }],
    sites: [{ id: 'clinic' }],
    supplies: [
      { source: 'near', item: 'vaccine', units: 10, lot: 'fresh', untilPeriod: 60 },
      { source: 'far', item: 'vaccine', units: 4, lot: 'old', untilPeriod: 3 },
      { source: 'far', item: 'vaccine', units: 9, lot: 'middle', untilPeriod: 20 },
    ],
    demands: [{ site: 'clinic', item: 'vaccine', units: 8 }],
    lanes: [
      { source: 'near', site: 'clinic', costPerTonne: 1 },
      { source: 'far', site: 'clinic', costPerTonne: 1000 },
    ],
  };
  const byLot = Object.fromEntries(allocate(problem).shipments.map(({ lot, units }) => [lot, units]));
  assert.deepEqual(byLot, { old: 4, middle: 4 });
});

test('of plans that serve alike and use the same lots, the cheapest is taken', () => {
  const problem: AllocationProblem = {
    items: [{ id: 'mask', gramsPerUnit: 1_000_000 }],
    sources: [{ id: 'north' }, { id: 'south' }],
    sites: [{ id: 'a' }, { id: 'b' }],
    supplies: [
      { source: 'north', item: 'mask', units: 5 },
      { source: 'south', item: 'mask', units: 5 },
    ],
    demands: [
      { site: 'a', item: 'mask', units: 5 },
      { site: 'b', item: 'mask', units: 5 },
    ],
    lanes: [
      { source: 'north', site: 'a', costPerTonne: 10 },
      { source: 'north', site: 'b', costPerTonne: 2 },
      { source: 'south', site: 'a', costPerTonne: 3 },
      { source: 'south', site: 'b', costPerTonne: 1 },
    ],
  };
  assert.equal(allocate(problem).summary.costFen, 5 * 2 + 5 * 3);
});

test('oxygen in the surge: nobody on ventilators runs dry, the small get their floor, the rest is even', () => {
  const result = allocate({
    items: [{ id: 'oxygen' }],
    sources: [{ id: 'plant' }],
    sites: [{ id: 'large' }, { id: 'middle' }, { id: 'small' }],
    supplies: [{ source: 'plant', item: 'oxygen', units: 10_000 }],
    demands: [
      { site: 'large', item: 'oxygen', units: 8_500, criticalUnits: 7_000 },
      { site: 'middle', item: 'oxygen', units: 5_000 },
      { site: 'small', item: 'oxygen', units: 400, floorUnits: 300 },
    ],
  });
  assert.deepEqual(allottedOf(result), [7_000, 2_700, 300]);
  assert.deepEqual(
    result.lines[1]!.reasons.map(({ causes }) => causes.map(({ code }) => code)),
    [['supply-exhausted'], ['yields-to']],
  );
});

test('when not even the critical can all be met, each lasts for the same share of the time', () => {
  const result = allocate({
    items: [{ id: 'oxygen' }],
    sources: [{ id: 'plant' }],
    sites: [{ id: 'full' }, { id: 'empty' }],
    supplies: [{ source: 'plant', item: 'oxygen', units: 400 }],
    demands: [
      { site: 'full', item: 'oxygen', units: 900, criticalUnits: 700, onHandUnits: 300 },
      { site: 'empty', item: 'oxygen', units: 900, criticalUnits: 400 },
    ],
  });
  assert.deepEqual(allottedOf(result), [200, 200]);
});

test('a site of twice the weight is covered twice as well', () => {
  const result = allocate({
    items: [{ id: 'mask' }],
    sources: [{ id: 'store' }],
    sites: [{ id: 'fever-clinic', weight: 2 }, { id: 'office' }],
    supplies: [{ source: 'store', item: 'mask', units: 300 }],
    demands: [
      { site: 'fever-clinic', item: 'mask', units: 300 },
      { site: 'office', item: 'mask', units: 300 },
    ],
  });
  assert.deepEqual(allottedOf(result), [200, 100]);
});

test('half boxes of ten: whole halves leave, and the line says that packs hold it back', () => {
  const result = allocate({
    items: [{ id: 'ibuprofen', unitsPerPack: 10 }],
    sources: [{ id: 'maker' }],
    sites: [{ id: 'station' }],
    supplies: [{ source: 'maker', item: 'ibuprofen', units: 100 }],
    demands: [{ site: 'station', item: 'ibuprofen', units: 37 }],
  });
  assert.deepEqual(allottedOf(result), [30]);
  assert.deepEqual(result.lines[0]!.reasons, [{ causes: [{ code: 'pack-rounding', unitsPerPack: 10 }] }]);
});

test('an override shows who loses what', () => {
  const problem: AllocationProblem = {
    items: [{ id: 'oxygen' }],
    sources: [{ id: 'plant' }],
    sites: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    supplies: [{ source: 'plant', item: 'oxygen', units: 90 }],
    demands: ['a', 'b', 'c'].map((site) => ({ site, item: 'oxygen', units: 60 })),
    overrides: [{ site: 'b', item: 'oxygen', units: 50 }],
  };
  assert.deepEqual(allocate(problem).overrideEffects, [
    { line: 0, unitsWithout: 30, unitsWith: 20 },
    { line: 1, unitsWithout: 30, unitsWith: 50 },
    { line: 2, unitsWithout: 30, unitsWith: 20 },
  ]);
});

test('vehicles that can’t carry all share their tonnage over items, and the fleet is named', () => {
  const result = allocate({
    items: [
      { id: 'water', gramsPerUnit: 1000 },
      { id: 'rice', gramsPerUnit: 500 },
    ],
    sources: [{ id: 'store', fleetGrams: 60_000 }],
    sites: [{ id: 'north' }, { id: 'south' }],
    supplies: [
      { source: 'store', item: 'water', units: 100 },
      { source: 'store', item: 'rice', units: 100 },
    ],
    demands: [
      { site: 'north', item: 'water', units: 60 },
      { site: 'south', item: 'rice', units: 120 },
    ],
  });
  assert.deepEqual(allottedOf(result), [30, 60]);
  assert.deepEqual(result.lines[0]!.reasons, [
    { causes: [{ code: 'fleet-exhausted', source: 'store', fleetGrams: 60_000 }] },
  ]);
});

test('what comes in a later round can’t serve an earlier one, and the line says so', () => {
  const result = allocate({
    items: [{ id: 'oxygen' }],
    sources: [{ id: 'plant' }],
    sites: [{ id: 'hospital' }],
    supplies: [
      { source: 'plant', item: 'oxygen', units: 20 },
      { source: 'plant', item: 'oxygen', units: 50, fromPeriod: 1 },
    ],
    demands: [
      { site: 'hospital', item: 'oxygen', units: 30, period: 0 },
      { site: 'hospital', item: 'oxygen', units: 30, period: 1 },
    ],
  });
  assert.deepEqual(allottedOf(result), [20, 30]);
  const codes = result.lines[0]!.reasons.map(({ causes }) => causes[0]!.code);
  assert.deepEqual(codes, ['supply-exhausted', 'too-late']);
});

function allottedOf({ lines }: AllocationResult): number[] {
  return lines.map(({ allottedUnits }) => allottedUnits);
}
