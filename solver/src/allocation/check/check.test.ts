import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allocate, type AllocationProblem } from '../index.ts';
import { smallProblems } from '../small-problems.ts';

const sound: AllocationProblem = {
  items: [{ id: 'oxygen' }],
  sources: [{ id: 'plant' }],
  sites: [{ id: 'hospital' }],
  supplies: [{ source: 'plant', item: 'oxygen', units: 5 }],
  demands: [{ site: 'hospital', item: 'oxygen', units: 3 }],
};

test('each fault is named with its path, and what is sound is planned all the same', () => {
  const { faults, lines } = allocate({
    ...sound,
    supplies: [...sound.supplies, { source: 'plant', item: 'oxygen', units: Number.NaN }],
    demands: [
      { site: 'hospital', item: 'oxygen', units: 3 },
      { site: 'nowhere', item: 'oxygen', units: 3 },
      { site: 'hospital', item: 'oxygen', units: -1, period: 1 },
      { site: 'hospital', item: 'oxygen', units: 1.5, period: 2 },
      { site: 'hospital', item: 'oxygen', units: 1e300, period: 3 },
      { site: 'hospital', item: 'oxygen', units: 4 },
    ],
    sites: [{ id: 'hospital' }, { id: 'hospital' }],
  });
  assert.deepEqual(
    faults.map(({ path, code }) => `${path} ${code}`),
    [
      '$.sites[1].id duplicate-id',
      '$.supplies[1].units not-a-number',
      '$.demands[1].site unknown-id',
      '$.demands[2].units too-small',
      '$.demands[3].units not-whole',
      '$.demands[4].units too-large',
      '$.demands[5] duplicate-entry',
    ],
  );
  assert.equal(lines.length, 6);
  assert.equal(lines[0]!.allottedUnits, 3);
  assert.deepEqual(lines[1]!.reasons, [{ causes: [{ code: 'faulty' }] }]);
});

test('no sources and no sites are faults, not a crash', () => {
  const { faults, lines } = allocate({ ...sound, sources: [], sites: [] });
  const named = faults.map(({ path, code }) => `${path} ${code}`);
  assert.ok(named.includes('$.sources no-entries') && named.includes('$.sites no-entries'));
  assert.equal(lines.length, 1);
});

test('anything at all is answered', () =>
  fc.assert(
    fc.property(fc.anything(), (value) => {
      assert.ok(allocate(value as AllocationProblem).faults.length > 0);
    }),
    { numRuns: 1000, seed: 41 },
  ));

test('sound problems with any one value spoilt are answered', () =>
  fc.assert(
    fc.property(
      smallProblems({ fleets: true }),
      fc.nat(1000),
      fc.nat(1000),
      fc.anything(),
      (given, list, field, value) => {
        const problem = structuredClone(given);
        const lists = Object.values(problem).filter(
          (entries) => Array.isArray(entries) && entries.length > 0,
        ) as object[][];
        const entries = lists[list % lists.length]!;
        const entry = entries[field % entries.length] as Record<string, unknown>;
        const names = Object.keys(entry);
        entry[names[field % names.length]!] = value;
        const { lines } = allocate(problem);
        assert.equal(lines.length, problem.demands.length);
      },
    ),
    { numRuns: 5000, seed: 42 },
  ));
