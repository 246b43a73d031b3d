import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkSolution, type Rule } from './check.ts';
import { examine } from './examine.ts';
import { madePlan, madeTown, randomTown } from './made-town.ts';
import type { Plan, Problem } from './problem.ts';
import { nextBelow, nextUnit, seededRandom } from './random.ts';
import { replenish } from './replenish.ts';

const iterations = 20_000;
/** What a plan may have to leave open when there is not enough of something; no other rule is ever broken. */
const shortages = new Set<Rule>(['QS01', 'QS02', 'DYN01', 'SHI16']);

test('every tank of the town stays safe and the order is met, cheaper than by hand', () => {
  const { verdict, faults, firstValid } = replenish(madeTown(), { iterations });
  assert.deepEqual([verdict.faults, faults], [[], []]);
  assert.ok(firstValid!.iterations < iterations);
  assert.ok(verdict.logisticRatio < checkSolution(madeTown(), madePlan()).logisticRatio);
});

test('the same seed and iterations give the same plan, another seed may not', () => {
  const planOf = (seed: number) => replenish(madeTown(), { iterations: 5000, seed }).plan;
  assert.deepEqual(planOf(1), planOf(1));
  assert.ok([2, 3, 4].some((seed) => JSON.stringify(planOf(seed)) !== JSON.stringify(planOf(1))));
});

test('time is the caller’s: it plans for as long as the clock says', () => {
  let milliseconds = 0;
  const progress: number[] = [];
  const { verdict } = replenish(madeTown(), {
    seconds: 3,
    now: () => (milliseconds += 10),
    onProgress: ({ seconds }) => progress.push(seconds),
  });
  assert.ok(verdict.valid);
  assert.ok(milliseconds >= 3000 && milliseconds < 60_000);
  assert.deepEqual(
    progress,
    [...progress].sort((one, other) => one - other),
  );
  assert.throws(() => replenish(madeTown(), {}), TypeError);
  assert.throws(() => replenish(madeTown(), { seconds: 1 }), TypeError);
});

test('a search that is told to stop ends with the best plan so far', () => {
  let asked = 0;
  const stopped = replenish(madeTown(), { iterations: 1e9, stop: () => (asked += 1) > 150 });
  assert.equal(stopped.iterations, 15_000);
  assert.deepEqual(stopped.verdict.faults, []);
});

test('safety holds against the high forecast, room against the low one', () => {
  const town = madeTown();
  const near = town.customers[0]!;
  const ranged = { ...near, consumption: { p50: near.consumption.p50, p90: steady(70), p10: steady(0) } };
  const problem = { ...town, customers: [ranged, ...town.customers.slice(1)] };
  const { verdict, plan } = replenish(problem, { iterations });
  assert.deepEqual(verdict.faults, []);
  const happening = (kilograms: number) => ({
    ...problem,
    customers: [{ ...ranged, consumption: { p50: steady(kilograms) } }, ...town.customers.slice(1)],
  });
  for (const kilograms of [0, 50, 70]) assert.deepEqual(checkSolution(happening(kilograms), plan).faults, []);
  const middle = replenish(problem, { iterations, quantiles: { shortage: 0.5, overfill: 0.5 } });
  assert.equal(checkSolution(happening(70), middle.plan).valid, false);
});

test('what is on the road stays, and nothing new starts in the past', () => {
  const [first, second] = madePlan().shifts;
  const town: Problem = { ...madeTown(), nowMinute: 1510, frozen: [first!, second!] };
  const { plan, verdict } = replenish(town, { iterations });
  assert.deepEqual(verdict.faults, []);
  assert.deepEqual(plan.shifts.slice(0, 2), [first, second]);
});

test('an earlier plan is the start of the next', () => {
  const { plan, verdict } = replenish(madeTown(), { iterations: 0, earlier: madePlan() });
  assert.ok(verdict.valid);
  assert.deepEqual(stopsOf(plan), stopsOf(madePlan()));
});

test('orders whose windows overlap are each met, none in excess', () => {
  const town = madeTown();
  const clinic = town.customers[2]!;
  const orders = [...clinic.orders!, { earliestMinute: 2400, latestMinute: 4000, minimumKg: 1500, maximumKg: 2000 }];
  const drivers = town.drivers.map((driver) => ({ ...driver, windows: [{ startMinute: 0, endMinute: 5760 }] }));
  const problem = { ...town, drivers, customers: [...town.customers.slice(0, 2), { ...clinic, orders }] };
  assert.deepEqual(replenish(problem, { iterations }).verdict.faults, []);
});

test('a scarce plant gives what it has, and the verdict says who goes short', () => {
  const town = madeTown();
  const scarce = (perStep: number): Problem => ({
    ...town,
    sources: [{ ...town.sources[0]!, outputKg: steady(perStep) }],
    trailers: town.trailers.map((trailer) => ({ ...trailer, initialKg: 0 })),
  });
  const enough = replenish(scarce(200), { iterations });
  assert.deepEqual(enough.verdict.faults, []);
  const little = replenish(scarce(40), { iterations });
  assert.ok(little.verdict.quantityKg > 2000 && little.verdict.quantityKg <= 40 * 96);
  assert.ok(
    little.verdict.faults.length > 0 &&
      little.verdict.faults.every(({ rule, point }) => shortages.has(rule) && point! > 1),
  );
});

test('random towns: no rule is broken but where something is short', () => {
  const random = seededRandom(7);
  let valid = 0;
  for (let run = 0; run < 150; run += 1) {
    const town = randomTown(random);
    const { verdict, firstValid } = replenish(town, { iterations: 3000, seed: run });
    const wrong = verdict.faults.filter(({ rule }) => !shortages.has(rule));
    assert.deepEqual(wrong, [], `town ${run}`);
    if (examine(town).faults.length === 0) assert.equal(verdict.valid, firstValid !== undefined, `town ${run}`);
    if (verdict.valid) valid += 1;
  }
  assert.ok(valid >= 15, `${valid} of 150 towns could be kept safe`);
});

for (const [story, path, change] of [
  ['a capacity of nothing', 'customers[0].capacityKg', (town) => (town.customers[0].capacityKg = 0)],
  [
    'a window that ends before it starts',
    'customers[1].windows[0]',
    (town) => (town.customers[1].windows[0].endMinute = -5),
  ],
  ['a level that is no number', 'customers[1].initialKg', (town) => (town.customers[1].initialKg = Number.NaN)],
  ['a huge consumption', 'customers[0].consumption.p50[3]', (town) => (town.customers[0].consumption.p50[3] = 1e300)],
  [
    'a customer out of reach',
    'customers[1]',
    (town) => town.travelMinutes.forEach((row: number[]) => (row[3] = 100_000)),
  ],
  ['a way that is no number', 'travelMinutes[2][3]', (town) => (town.travelMinutes[2][3] = Number.NaN)],
  ['no driver', 'drivers', (town) => (town.drivers = [])],
  ['a driver without trailer', 'drivers[1].trailers', (town) => (town.drivers[1].trailers = [])],
  ['no trailer', 'trailers', (town) => (town.trailers = [])],
  ['no customer', 'travelMinutes', (town) => (town.customers = [])],
  ['a table of the wrong size', 'distanceKm', (town) => town.distanceKm[1].pop()],
  [
    'an order that ends before it starts',
    'customers[2].orders[0]',
    (town) => (town.customers[2].orders[0].latestMinute = 3),
  ],
  ['a horizon without steps', 'steps', (town) => (town.steps = 0)],
  ['a frozen shift of nobody', 'frozen[0].driver', (town) => (town.frozen = [{ ...madePlan().shifts[0], driver: 9 }])],
] as const satisfies readonly (readonly [string, string, (town: Untyped) => unknown])[]) {
  test(`a fault is named by its path, and the rest is planned: ${story}`, () => {
    const town = structuredClone(madeTown()) as Untyped;
    change(town);
    const { faults, plan, verdict } = replenish(town as Problem, { iterations: 2000 });
    assert.ok(
      faults.some((fault) => fault.path === path),
      faults.map((fault) => fault.path).join(),
    );
    if (path.startsWith('customers[0]')) assert.ok(plan.shifts.length > 0 && verdict.quantityKg >= 4000);
  });
}

test('malformed problems are answered with faults, never a crash', () => {
  const random = seededRandom(11);
  const junk = [Number.NaN, -1, 1e300, 0, null, 'x', [], {}, undefined, Number.POSITIVE_INFINITY, 0.5, true];
  fc.assert(
    fc.property(fc.nat(), () => {
      const town = structuredClone(nextUnit(random) < 0.5 ? madeTown() : randomTown(random)) as Untyped;
      for (let change = 0; change <= nextBelow(random, 3); change += 1)
        spoil(town, junk[nextBelow(random, junk.length)]);
      const { verdict, faults, plan } = replenish(town as Problem, { iterations: 150 });
      assert.ok(Array.isArray(faults) && Array.isArray(plan.shifts) && Array.isArray(verdict.faults));
    }),
    { numRuns: 1500 },
  );

  /** Puts junk somewhere into the problem. */
  function spoil(town: Untyped, value: unknown): void {
    let place: Untyped = town;
    for (let depth = 0; depth < 6; depth += 1) {
      const keys = Object.keys(place);
      const key = keys[nextBelow(random, keys.length)];
      if (key === undefined) return;
      const inner = place[key];
      if (typeof inner !== 'object' || inner === null || nextUnit(random) < 0.25) {
        place[key] = value;
        return;
      }
      place = inner;
    }
  }
});

// oxlint-disable-next-line typescript/no-explicit-any -- these tests break types on purpose
type Untyped = any;

function steady(kilograms: number): number[] {
  return Array.from({ length: 96 }, () => kilograms);
}

function stopsOf({ shifts }: Plan) {
  return shifts.map(({ driver, trailer, operations }) => [driver, trailer, operations.map(({ point }) => point)]);
}
