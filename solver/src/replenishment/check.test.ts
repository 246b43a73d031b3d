import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSolution, type Rule } from './check.ts';
import { readSolution, writeSolution } from './challenge-solution.ts';
import { madePlan, madeTown } from './made-town.ts';
import type { Plan, Problem } from './problem.ts';

type Loose<T> = T extends object ? { -readonly [K in keyof T]: Loose<T[K]> } : T;
type Change = (plan: Loose<Plan>, town: Loose<Problem>) => void;

test('a plan made by hand is valid and costs what it costs', () => {
  const verdict = checkSolution(madeTown(), madePlan());
  assert.deepEqual(verdict.faults, []);
  assert.equal(verdict.quantityKg, 10_100);
  assert.deepEqual(
    [verdict.distanceCost, verdict.timeCost, verdict.layoverCost],
    [620 + 110 + 120, 340 + 85 + 75, 100],
  );
  assert.ok(Math.abs(verdict.logisticRatio - 1450 / 10_100) < 1e-12);
});

const broken: readonly (readonly [story: string, rules: Rule[], change: Change])[] = [
  ['an arrival sooner than travel allows', ['SHI02'], (plan) => (operation(plan, 0, 0).arrivalMinute = 655)],
  ['a point that does not exist', ['SHI03'], (plan) => (operation(plan, 0, 0).point = 9)],
  [
    'a visit that ends after closing',
    ['SHI04'],
    (plan) => {
      operation(plan, 0, 0).arrivalMinute = 1380;
      operation(plan, 0, 1).arrivalMinute = 1671;
      plan.shifts[0]!.startMinute = 900;
      plan.shifts.pop();
    },
  ],
  ['a trailer that a site does not admit', ['SHI05'], (_plan, town) => (town.customers[1]!.trailers = [1])],
  ['more loaded than the trailer holds', ['SHI06'], (plan) => (operation(plan, 1, 0).quantityKg = -12_000)],
  ['more delivered than the trailer has', ['SHI06'], (plan) => (operation(plan, 1, 0).quantityKg = -4000)],
  ['shifts out of order', ['DRI01', 'SHI07', 'TL01'], (plan) => plan.shifts.reverse()],
  [
    'a delivery to a source',
    ['SHI11'],
    (plan, town) => {
      operation(plan, 1, 0).quantityKg = 10;
      town.trailers[1]!.initialKg = 9000;
    },
  ],
  ['a drop below the minimum', ['SHI16'], (plan) => (operation(plan, 2, 0).quantityKg = 499)],
  ['a tank that overflows', ['DYN01'], (plan) => (operation(plan, 0, 0).quantityKg = 5000)],
  ['a driver without rest', ['DRI01'], (plan) => move(plan, 2, -30)],
  ['driving too long without a layover', ['DRI03'], (_plan, town) => (town.drivers[0]!.longestDrivingMinutes = 310)],
  ['a shift beyond the driver’s hours', ['DRI08'], (plan) => move(plan, 1, 1250)],
  [
    'a trailer in two places',
    ['TL01'],
    (plan) => {
      move(plan, 1, 900);
      plan.shifts[2]!.trailer = 1;
    },
  ],
  ['a trailer that the driver may not take', ['TL03'], (_plan, town) => (town.drivers[0]!.trailers = [1])],
  ['an order delivered short', ['QS01'], (plan) => (operation(plan, 1, 1).quantityKg = 3999)],
  ['an order delivered in excess', ['QS01'], (plan) => (operation(plan, 1, 1).quantityKg = 5001)],
  ['a tank below its safety level', ['QS02'], (plan) => (operation(plan, 0, 1).quantityKg = 1000)],
  ['a call-in customer visited without an order', ['QS01', 'QS03'], (plan) => move(plan, 1, -170)],
  ['a layover far from any layover customer', ['LAY02'], (_plan, town) => (town.customers[1]!.layover = false)],
  [
    'two layovers in a shift',
    ['LAY03'],
    (plan) => {
      operation(plan, 0, 0).arrivalMinute = 1260;
      operation(plan, 0, 1).arrivalMinute = 2150;
      plan.shifts.pop();
    },
  ],
  ['a shift without operations', ['SHAPE'], (plan) => (plan.shifts[2]!.operations = [])],
  ['an arrival that is no number', ['SHAPE'], (plan) => (operation(plan, 0, 0).arrivalMinute = Number.NaN)],
  [
    'more loaded than a scarce plant has',
    ['SRC01'],
    (_plan, town) => {
      town.sources[0]!.outputKg = Array.from({ length: 96 }, () => 300);
    },
  ],
  ['a shift that starts in the past', ['NOW01'], (_plan, town) => (town.nowMinute = 601)],
  [
    'a frozen shift left out',
    ['FRZ01'],
    (plan, town) => {
      town.frozen = [structuredClone(plan.shifts[2]!)];
      operation(plan, 2, 0).quantityKg = 700;
    },
  ],
  [
    'dead stock used',
    ['DYN01', 'QS02'],
    (plan, town) => {
      plan.shifts[0]!.operations.pop();
      town.customers[1]!.deadStockKg = 900;
      town.customers[1]!.safetyKg = 900;
    },
  ],
];

for (const [story, rules, change] of broken) {
  test(`named by its code: ${story}`, () => {
    const [plan, town] = [structuredClone(madePlan()) as Loose<Plan>, structuredClone(madeTown()) as Loose<Problem>];
    change(plan, town);
    const { faults, valid } = checkSolution(town as Problem, plan as Plan);
    assert.equal(valid, false);
    assert.deepEqual([...new Set(faults.map((fault) => fault.rule))].sort(), rules);
  });
}

test('safety is judged by the high forecast, overflow by the low one', () => {
  const town = madeTown() as Loose<Problem>;
  town.customers[0]!.consumption.p90 = Array.from({ length: 96 }, () => 65) as never;
  assert.deepEqual(rulesOf(town as Problem), ['QS02']);
  assert.deepEqual(rulesOf(town as Problem, 0.5), []);
});

test('a plan survives writing and reading', () => {
  const reading = readSolution(writeSolution(madePlan()), madeTown());
  assert.deepEqual(reading.plan, madePlan());
});

function operation(plan: Loose<Plan>, shift: number, at: number) {
  return plan.shifts[shift]!.operations[at]!;
}

function move(plan: Loose<Plan>, at: number, minutes: number): void {
  const shift = plan.shifts[at]!;
  shift.startMinute += minutes;
  for (const each of shift.operations) each.arrivalMinute += minutes;
}

function rulesOf(town: Problem, shortage = 0.9): Rule[] {
  const { faults } = checkSolution(town, madePlan(), { shortage, overfill: 0.1 });
  return [...new Set(faults.map((fault) => fault.rule))];
}
