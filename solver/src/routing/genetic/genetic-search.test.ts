import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sources from '../../../kernel/genetic/index.ts';
import { assertPlan, LARGE_PENALTY } from './assert-plan.ts';
import { createGeneticSearch } from './genetic-search.ts';
import { kernelOfSources } from './kernel.ts';
import { classesOf, mixedModel, penalisedCost, randomModel, randomSource } from './random-model.ts';
import type { PlainRoutingModel } from './plain-routing-model.ts';

test('small problems are solved to the optimum that trying everything finds', () => {
  let solvable = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const model = randomModel(seed, 2 + (seed % 6), 1 + (seed % 3), 1 + (seed % 2));
    const optimum = leastCost(model);
    const search = createGeneticSearch(model, seed);
    search.run(3000, 0, 1);
    assert.equal(search.bestCost(), optimum, `${seed}`);
    if (optimum === Infinity) assert.deepEqual(search.bestRoutes(), []);
    else assertPlan(model, search, optimum);
    if (optimum < Infinity) solvable += 1;
  }
  assert.ok(solvable > 20 && solvable < 60, `${solvable}`);
});

test('small problems with vehicles of several classes are solved to the optimum that trying everything finds', () => {
  let solvable = 0;
  let optimal = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const model = mixedModel(seed, 2 + (seed % 5), 1 + (seed % 2), 1 + (seed % 2));
    const optimum = leastCost(model);
    const search = createGeneticSearch(model, seed);
    search.run(3000, 0, 1);
    if (optimum === Infinity) assert.equal(search.bestCost(), Infinity);
    else assertPlan(model, search, search.bestCost());
    assert.ok(search.bestCost() >= optimum - 1e-6);
    if (optimum < Infinity) solvable += 1;
    if (optimum < Infinity && search.bestCost() < optimum + 1e-6) optimal += 1;
  }
  assert.ok(solvable > 20 && optimal >= solvable - 1, `${optimal} of ${solvable}`);
});

test('where few vehicles are left and some tasks are not for all, plans keep every rule', () => {
  let solved = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const model = mixedModel(seed, 40, 3);
    const search = createGeneticSearch(model, seed);
    search.run(8000, 0, 1);
    if (search.bestCost() === Infinity) continue;
    assertPlan(model, search, search.bestCost());
    solved += 1;
  }
  assert.ok(solved > 3, `${solved}`);
});

test('plans that ruin and recreate cools first keep every rule, and clients left out on the way come back', () => {
  let solved = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const model = mixedModel(seed, 40, 3, 1 + (seed % 2));
    const search = createGeneticSearch(model, seed, { chains: 2, share: 1 });
    for (let chunk = 0; chunk < 20; chunk++) search.run(2000, chunk / 20, (chunk + 1) / 20);
    if (search.bestCost() === Infinity) continue;
    assertPlan(model, search, search.bestCost());
    solved += 1;
  }
  assert.ok(solved > 6, `${solved}`);
});

test('where no plan keeps the limits, penalties rise and the search goes on', () => {
  const model = mixedModel(1, 12, 1);
  const fleets = model.fleets.map(({ classes }) => ({ classes: classes.map((each) => ({ ...each, capacity: 1 })) }));
  const search = createGeneticSearch({ ...model, fleets, loads: model.loads.map((load) => load * 100_000) }, 1);
  search.run(400_000, 0, 1);
  assert.equal(search.bestCost(), Infinity);
  assert.ok(search.planCount() > 500);
});

test('the sources and the compiled kernel make the same plans, few and many tasks, short and long routes', () => {
  for (const [model, efforts, chains] of [
    [randomModel(40, 40, 40), 20000, 0],
    [randomModel(170, 170, 170), 30000, 1],
    [openAllDay(randomModel(310, 310, 20)), 30000, 0],
    [randomModel(80, 80, 30, 3), 30000, 2],
    [mixedModel(60, 60, 20, 2), 20000, 0],
    [mixedModel(90, 90, 30, 2), 20000, 2],
  ] as const) {
    const annealing = { chains, share: 0.5 };
    const compiled = createGeneticSearch(model, 3, annealing);
    const twin = createGeneticSearch(model, 3, annealing, kernelOfSources(sources));
    for (let chunk = 0; chunk < 10; chunk++) {
      for (const search of [compiled, twin]) search.run(efforts / 10, chunk / 10, (chunk + 1) / 10);
      assert.equal(twin.bestCost(), compiled.bestCost());
      assert.equal(twin.planCount(), compiled.planCount());
      assert.deepEqual(twin.bestRoutes(), compiled.bestRoutes());
      assert.deepEqual(twin.bestClasses(), compiled.bestClasses());
    }
    assert.ok(compiled.bestCost() < Infinity);
    assert.ok(compiled.planCount() >= 4);
  }
});

test('the same seed and calls give the same plans, another seed others on the way', () => {
  const model = randomModel(5, 80, 80);
  const costs = [1, 1, 2].map((seed) => {
    const search = createGeneticSearch(model, seed);
    search.run(2000, 0, 0.1);
    return search.bestRoutes();
  });
  assert.deepEqual(costs[0], costs[1]);
  assert.notDeepEqual(costs[0], costs[2]);
});

test('a problem of 60 tasks with a known optimum is solved to it', () => {
  const { model, optimum } = modelOfSpokes(12, 5);
  const search = createGeneticSearch(model, 1);
  for (let chunk = 0; chunk < 100 && search.bestCost() > optimum; chunk++)
    search.run(1000, chunk / 100, (chunk + 1) / 100);
  assertPlan(model, search, optimum);
});

test('a plan from elsewhere is built on', () => {
  const { model, optimum } = modelOfSpokes(60, 5);
  const offered = Array.from({ length: 60 }, (_, spoke) =>
    Array.from({ length: 5 }, (_, stop) => 1 + spoke * 5 + stop),
  );
  const search = createGeneticSearch(model, 1);
  search.offer(offered);
  search.run(100, 0, 0.01);
  assertPlan(model, search, optimum);
});

test('a plan from elsewhere that leaves tasks out is completed', () => {
  const model = randomModel(5, 80, 80);
  const search = createGeneticSearch(model, 1);
  search.offer([[1], [2], [3]]);
  search.run(5000, 0, 1);
  assertPlan(model, search, search.bestCost());
});

test('one task and one vehicle is a problem too', () => {
  const model = { ...randomModel(1, 1, 1), latest: Int32Array.of(10000, 10000) };
  const search = createGeneticSearch(model, 1);
  search.run(1000, 0, 1);
  assert.deepEqual(search.bestRoutes(), [Int32Array.of(1)]);
});

/** Few vehicles, each for many tasks at any time. */
function openAllDay(model: PlainRoutingModel): PlainRoutingModel {
  const day = model.earliest.map(() => 10);
  const fleets = model.fleets.map(({ classes }) => ({ classes: classes.map((each) => ({ ...each, capacity: 200 })) }));
  return { ...model, fleets, earliest: day, latest: day.map(() => 5000) };
}

/** Stops in line along spokes, each spoke a vehicle's load, and half the way between spokes dearer than any way back: a route a spoke is optimal. */
function modelOfSpokes(spokes: number, stops: number): { model: PlainRoutingModel; optimum: number } {
  const clients = spokes * stops;
  const width = clients + 1;
  const costs = new Int32Array(width * width);
  const spokeOf = (place: number) => Math.floor((place - 1) / stops);
  const radiusOf = (place: number) => (place === 0 ? 0 : 100 + 10 * ((place - 1) % stops));
  for (let from = 0; from < width; from++) {
    for (let to = 0; to < width; to++) {
      const along = Math.abs(radiusOf(from) - radiusOf(to));
      const same = from === 0 || to === 0 || spokeOf(from) === spokeOf(to);
      costs[from * width + to] = same ? along : radiusOf(from) + radiusOf(to);
    }
  }
  const next = randomSource(spokes);
  const zeros = new Int32Array(width);
  const model = {
    fleets: [{ classes: [{ vehicles: spokes, capacity: stops }] }],
    loads: zeros.map((_, place) => (place === 0 ? 0 : 1)),
    costs,
    durations: costs,
    services: zeros.map((_, place) => (place === 0 ? 0 : Math.floor(next() * 10))),
    earliest: zeros,
    latest: zeros.map(() => 10000),
  };
  return { model, optimum: spokes * 2 * radiusOf(stops) };
}

/** The least cost of all plans, by dynamic programming over sets of tasks; `Infinity` if none keeps the limits. */
function leastCost(model: PlainRoutingModel): number {
  const clients = model.loads.length - model.fleets.length;
  let best = new Float64Array(1 << clients).fill(Infinity);
  best[0] = 0;
  for (const [which, { vehicles }] of classesOf(model).entries()) {
    const routeCost = routeCosts(model, which);
    for (let vehicle = 0; vehicle < vehicles; vehicle++) {
      const longer = best.slice();
      for (let set = 1; set < best.length; set++) {
        for (let part = set; part > 0; part = (part - 1) & set) {
          longer[set] = Math.min(longer[set]!, routeCost[part]! + best[set ^ part]!);
        }
      }
      best = longer;
    }
  }
  return best[best.length - 1]!;
}

/** Of each set of tasks the least cost of a route of a vehicle that serves it. */
function routeCosts(model: PlainRoutingModel, which: number): Float64Array {
  const clients = model.loads.length - model.fleets.length;
  const costs = new Float64Array(1 << clients).fill(Infinity);
  const visit = (route: number[], set: number) => {
    const price = penalisedCost(model, [route], LARGE_PENALTY, LARGE_PENALTY, [which]);
    const cost = penalisedCost(model, [route], 0, 0, [which]);
    if (price === cost) costs[set] = Math.min(costs[set]!, cost);
    for (let client = 1; client <= clients; client++) {
      const bit = 1 << (client - 1);
      if ((set & bit) === 0) visit([...route, client], set | bit);
    }
  };
  visit([], 0);
  return costs;
}
