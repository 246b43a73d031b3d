import assert from 'node:assert/strict';
import { test } from 'node:test';
import { insertWithClass, setGrowth } from '../../../kernel/genetic/class-insertion.ts';
import { vehiclesLeft } from '../../../kernel/genetic/classes.ts';
import * as plan from '../../../kernel/genetic/routes.ts';
import { noteAbsent, ruinAndRecreate } from '../../../kernel/genetic/ruin-recreate.ts';
import {
  assertKept,
  assertSummedUp,
  beginWith,
  costOf,
  currentClasses,
  currentRoutes,
  fleetOfRoute,
} from './kernel-plans.ts';
import type { PlainRoutingModel } from './plain-routing-model.ts';
import { classesOf, mixedModel, penalisedCost } from './random-model.ts';

/** Insertions where vehicles differ: a route without room for a client may change for a free vehicle of its depot. */

const FORBIDDEN = 1e9;

test('the cheapest place with a vehicle that takes the client is the one that trying all places and free vehicles finds', () => {
  let [found, best, changes] = [0, 0, 0];
  for (let seed = 1; seed <= 60; seed++) {
    const model = beginWith(mixedModel(seed, 16, 2, 1 + (seed % 2)), seed);
    plan.clearRoutes();
    setGrowth(1, true);
    for (let client = 1; client <= 16; client++) {
      const least = leastAdded(model, client);
      const classes = currentClasses(model);
      const before = costOf(model);
      if (!insertWithClass(client)) {
        if (least < FORBIDDEN) found += 1;
        continue;
      }
      const added = costOf(model) - before;
      assert.ok(added >= least - 1e-6, `${seed}: ${client} adds ${added}, not ${least}`);
      assert.ok(added < FORBIDDEN);
      assert.equal(penalties(model), 0);
      assertKept(model);
      found += 1;
      if (added <= least + 1e-6) best += 1;
      if (currentClasses(model).some((which, route) => classes[route]! >= 0 && which !== classes[route])) changes += 1;
    }
  }
  // One place in a hundred is passed over on purpose, and the next larger vehicle stands for all larger ones.
  assert.ok(found > 500 && best > 0.9 * found && changes > 50, `${best} of ${found}, ${changes} changes of vehicles`);
});

/** What a client adds at least: in a route with its own vehicle where that is enough, else with any that is free. */
function leastAdded(model: PlainRoutingModel, client: number): number {
  const routes = currentRoutes(model);
  const chosen = currentClasses(model);
  const price = (route: number[], which: number) =>
    route.length === 0 ? 0 : penalisedCost(model, [route], FORBIDDEN, FORBIDDEN, [which]);
  let least = Infinity;
  for (const [index, route] of routes.entries()) {
    const own = chosen[index]!;
    const free = classesOf(model).flatMap(({ fleet }, which) =>
      fleet === fleetOfRoute(model, index) && vehiclesLeft[which]! > 0 ? [which] : [],
    );
    const isEnough = own >= 0 && classesOf(model)[own]!.capacity >= loadOf(model, [...route, client]);
    const mayOwn = own >= 0 && (((model.mayServe?.[client] ?? -1) >> own) & 1) === 1;
    for (const which of isEnough && mayOwn ? [own] : free) {
      for (let position = 0; position <= route.length; position++) {
        const added = price(route.toSpliced(position, 0, client), which) - price(route, own);
        least = Math.min(least, added);
      }
    }
  }
  return least;
}

function loadOf(model: PlainRoutingModel, route: number[]): number {
  return route.reduce((sum, client) => sum + model.loads[client]!, 0);
}

function penalties(model: PlainRoutingModel): number {
  const cost = (price: number) => penalisedCost(model, currentRoutes(model), price, price, currentClasses(model));
  return cost(1) - cost(0);
}

test('where routes may not grow, they keep their vehicles unless a client has no other place', () => {
  let [kept, grown] = [0, 0];
  for (let seed = 1; seed <= 30; seed++) {
    const model = beginWith(mixedModel(seed, 16, 4), seed);
    plan.clearRoutes();
    setGrowth(1, false);
    for (let client = 1; client <= 16; client++) {
      const before = currentClasses(model);
      if (!insertWithClass(client)) continue;
      const changed = currentClasses(model).some((which, route) => before[route]! >= 0 && which !== before[route]);
      if (changed) grown += 1;
      else kept += 1;
    }
  }
  assert.ok(kept > 300 && grown < kept / 10, `${kept} ${grown}`);
});

test('ruin and recreate of a mixed fleet changes the cost by what it says, keeps the limits and loses no vehicle', () => {
  let [accepted, returned] = [0, 0];
  for (let seed = 1; seed <= 20; seed++) {
    const model = beginWith(mixedModel(seed, 30, 3, 1 + (seed % 2)), seed);
    plan.clearRoutes();
    setGrowth(1, true);
    for (let client = 1; client <= 30; client++) insertWithClass(client);
    noteAbsent();
    let absent = 30 - currentRoutes(model).flat().length;
    let cost = costOf(model);
    for (let i = 0; i < 200; i++) {
      const routes = JSON.stringify([currentRoutes(model), currentClasses(model)]);
      const change = ruinAndRecreate(5, 5);
      cost += change;
      assert.ok(Math.abs(costOf(model) - cost) < 1e-6, `${seed}`);
      assert.equal(penalties(model), 0);
      assertKept(model);
      const now = 30 - currentRoutes(model).flat().length;
      assert.ok(now <= absent);
      if (now < absent) returned += 1;
      absent = now;
      if (change === 0) assert.equal(JSON.stringify([currentRoutes(model), currentClasses(model)]), routes);
      else accepted += 1;
    }
    assertSummedUp(model);
    assert.equal(new Set(currentRoutes(model).flat()).size, 30 - absent);
  }
  assert.ok(accepted > 200 && returned > 0, `${accepted} accepted, ${returned} came back`);
});
