import fc from 'fast-check';
import type { AllocationProblem } from './problem.ts';

/** Small problems of every kind for property tests: few units, so that ties, packs and limits meet often. */
export function smallProblems({ fleets }: { fleets: boolean }): fc.Arbitrary<AllocationProblem> {
  const id = (letter: string, most: number) => fc.nat(most).map((index) => `${letter}${index}`);
  const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
  return fc
    .record({
      items: fc.tuple(
        fc.constant({ id: 'i0' }),
        fc.record({
          id: fc.constant('i1'),
          unitsPerPack: fc.integer({ min: 1, max: 4 }),
          gramsPerUnit: fc.integer({ min: 1, max: 3 }),
        }),
      ),
      sources: fc.tuple(...[0, 1, 2].map((index) => sourceOf(index, fleets))),
      sites: fc.tuple(
        ...[0, 1, 2, 3].map((index) => fc.record({ id: fc.constant(`d${index}`), weight: fc.constantFrom(1, 1, 2) })),
      ),
      supplies: fc.array(
        fc.record(
          {
            source: id('s', 2),
            item: id('i', 1),
            units: fc.nat(12),
            fromPeriod: fc.constantFrom(0, 0, 1),
            untilPeriod: fc.integer({ min: 0, max: 4 }),
          },
          { requiredKeys: ['source', 'item', 'units'] },
        ),
        { maxLength: 5 },
      ),
      demands: fc.uniqueArray(
        fc.record(
          {
            site: id('d', 3),
            item: id('i', 1),
            units: fc.nat(10),
            period: fc.constantFrom(0, 1),
            criticalUnits: fc.nat(6),
            floorUnits: fc.nat(4),
            capUnits: fc.nat(9),
            onHandUnits: fc.nat(5),
            priority: fc.constantFrom(0, 0, 1),
          },
          { requiredKeys: ['site', 'item', 'units'] },
        ),
        { maxLength: 7, selector: ({ site, item, period = 0 }) => `${site} ${item} ${period}` },
      ),
      lanes: maybe(
        fc.uniqueArray(
          fc.record({
            source: id('s', 2),
            site: id('d', 3),
            costPerTonne: fc.nat(9),
            transitPeriods: fc.constantFrom(0, 0, 1),
            closed: fc.constantFrom(false, false, true),
          }),
          { minLength: 3, maxLength: 10, selector: ({ source, site }) => `${source} ${site}` },
        ),
      ),
      wishes: fc.array(fc.record({ packs: fc.nat(3), source: maybe(id('s', 2)) }), { maxLength: 2 }),
    })
    .map(({ wishes, ...problem }) => withOverrides(problem as AllocationProblem, wishes));
}

function sourceOf(index: number, fleets: boolean) {
  const id = fc.constant(`s${index}`);
  return fleets ? fc.record({ id, fleetGrams: fc.nat(20) }, { requiredKeys: ['id'] }) : fc.record({ id });
}

function withOverrides(problem: AllocationProblem, wishes: { packs: number; source?: string }[]): AllocationProblem {
  const overrides = problem.demands.slice(0, wishes.length).map(({ site, item, period }, index) => {
    const { unitsPerPack = 1 } = problem.items.find(({ id }) => id === item)!;
    return { site, item, period, units: wishes[index]!.packs * unitsPerPack, source: wishes[index]!.source };
  });
  return { ...problem, overrides };
}
