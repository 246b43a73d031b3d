import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPlan } from './assert-plan.ts';
import { createGeneticSearch } from './genetic-search.ts';
import { partModel } from './part-model.ts';
import { costOfPlan, createSearchOfParts, partAbout } from './parts.ts';
import type { GeneticPlan } from './parts.ts';
import type { PlainRoutingModel } from './plain-routing-model.ts';
import { classesOf, mixedModel, penalisedCost, randomModel, randomSource } from './random-model.ts';

const PARTS = { tasks: 30, pass: 0.25 };

test('routes of a part cost, carry and take as much as in the whole', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const model = mixedModel(seed, 20, 3, 1 + (seed % 3));
    const next = randomSource(seed);
    const tasks = Array.from({ length: 20 }, (_, index) => index + 1).filter(() => next() < 0.5);
    const vehicles = classesOf(model).map(() => 1);
    const part = partModel(model, tasks, vehicles);
    assert.deepEqual(
      classesOf(part).map((each) => each.vehicles),
      vehicles,
    );
    for (let which = 0; which < vehicles.length; which++) {
      const route = tasks.map((_, index) => index + 1).filter(() => next() < 0.4);
      const inWhole = route.map((task) => tasks[task - 1]!);
      const cost = penalisedCost(model, [inWhole], 3, 2, [which]);
      assert.equal(penalisedCost(part, [route], 3, 2, [which]), cost);
      if (cost === Infinity) continue;
      const alone = penalisedCost(model, [inWhole], 0, 0, [which]);
      assert.equal(costOfPlan(model, route.length > 0 ? [{ tasks: inWhole, which }] : []), alone);
    }
  }
});

test('a part is whole routes about a task, and no more than fit or one', () => {
  const model = randomModel(3, 40, 40, 2);
  const plan = Array.from({ length: 10 }, (_, route) => ({
    tasks: Array.from({ length: 4 }, (_task, index) => 1 + 4 * route + index),
    which: route % 2,
  }));
  for (const most of [1, 9, 40]) {
    const { inside, outside } = partAbout(model, plan, 17, most);
    assert.ok(inside.includes(plan[4]!));
    assert.equal(inside.length, Math.max(1, Math.floor(most / 4)));
    assert.deepEqual(new Set([...inside, ...outside]), new Set(plan));
    assert.equal(inside.length + outside.length, plan.length);
  }
});

test('part by part a plan gets cheaper, keeps every rule and costs what is said, also where no vehicle is left', () => {
  let gained = 0;
  for (const [model, seed] of [
    [randomModel(80, 80, 30, 3), 1],
    [scarce(randomModel(80, 80, 30, 3)), 2],
    [mixedModel(90, 90, 30, 2), 3],
    [scarce(mixedModel(90, 90, 30, 2)), 4],
  ] as const) {
    const plans = [1, 2].map((each) => firstPlan(model, each));
    const search = createSearchOfParts(model, seed, plans, PARTS);
    const before = search.bestCost();
    assert.equal(before, Math.min(...plans.map((plan) => costOfPlan(model, plan))));
    runAll(search, 4000);
    assertPlan(model, search, search.bestCost());
    assert.ok(search.bestCost() <= before);
    if (search.bestCost() < before) gained += 1;
  }
  assert.ok(gained >= 3, `${gained}`);
});

test('the same seed and calls give the same plans, part by part', () => {
  const model = randomModel(80, 80, 30, 3);
  const plans = [1, 2].map((each) => firstPlan(model, each));
  const [one, other, third] = [1, 1, 2].map((seed) => {
    const search = createSearchOfParts(model, seed, plans, PARTS);
    runAll(search, 500);
    return search.bestRoutes();
  });
  assert.deepEqual(one, other);
  assert.notDeepEqual(one, third);
});

test('of plans from elsewhere only cheaper ones that keep the limits are gone on with', () => {
  const model = randomModel(80, 80, 30, 3);
  const [plan, better] = [1, 30].map((efforts) => firstPlan(model, 1, efforts * 1000));
  assert.ok(costOfPlan(model, better!) < costOfPlan(model, plan!));
  const search = createSearchOfParts(model, 1, [plan!], PARTS);
  const cost = search.bestCost();
  search.offer([Array.from({ length: 80 }, (_, index) => index + 1)]);
  search.offer([[1, 2, 3]]);
  assert.ok(search.bestCost() <= cost);
  assertPlan(model, search, search.bestCost());
  search.offer(
    better!.map(({ tasks }) => tasks),
    better!.map(({ which }) => which),
  );
  assert.ok(search.bestCost() <= costOfPlan(model, better!));
  runAll(search, 300);
  assertPlan(model, search, search.bestCost());
});

function runAll(search: ReturnType<typeof createSearchOfParts>, efforts: number): void {
  for (let chunk = 0; chunk < 20; chunk++) search.run(efforts, chunk / 20, (chunk + 1) / 20);
}

/** The first plan that genetic search finds within all limits, after at least so many efforts. */
function firstPlan(model: PlainRoutingModel, seed: number, efforts = 1000): GeneticPlan {
  const search = createGeneticSearch(model, seed);
  for (let run = 0; run < 200 && (run === 0 || search.bestCost() === Infinity); run++) search.run(efforts, 0, 1);
  const classes = search.bestClasses();
  return search.bestRoutes().map((tasks, index) => ({ tasks: [...tasks], which: classes[index]! }));
}

/** The model with no more vehicles of each class than a first plan of it uses. */
function scarce(model: PlainRoutingModel): PlainRoutingModel {
  const plan = firstPlan(model, 1);
  let which = 0;
  const fleets = model.fleets.map((fleet) => ({
    ...fleet,
    classes: fleet.classes.map((each) => {
      const own = which++;
      return { ...each, vehicles: plan.filter((route) => route.which === own).length };
    }),
  }));
  return { ...model, fleets };
}
