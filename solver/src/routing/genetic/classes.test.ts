import assert from 'node:assert/strict';
import { test } from 'node:test';
import { improveAcross } from '../../../kernel/genetic/across.ts';
import { lastChange } from '../../../kernel/genetic/judging.ts';
import { vehiclesLeft } from '../../../kernel/genetic/classes.ts';
import { search, startSearch } from '../../../kernel/genetic/local-search.ts';
import * as plan from '../../../kernel/genetic/routes.ts';
import { improveBySwaps, resetSwaps } from '../../../kernel/genetic/swap-star.ts';
import { improveVehicles } from '../../../kernel/genetic/vehicles.ts';
import { improveWithin } from '../../../kernel/genetic/within.ts';
import {
  assertKept,
  beginWith,
  costOf,
  currentClasses,
  currentRoutes,
  fleetOfRoute,
  layInTurn,
  LEAST_GAIN,
  LOAD_PENALTY,
  neighboursAcross,
  type Routes,
  WARP_PENALTY,
} from './kernel-plans.ts';
import { classesOf, mixedModel, penalisedCost } from './random-model.ts';
import type { PlainRoutingModel } from './plain-routing-model.ts';

/** Moves between vehicles of several classes: each route may change for a free vehicle of its depot. */

test('a move between vehicles of several classes makes the plan cheaper by what it says, and hardly one is missed', () => {
  let made = 0;
  let missed = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const model = beginWith(mixedModel(seed, 9, 1, 1 + (seed % 2)), seed);
    layInTurn(model, seed);
    for (let u = 1; u <= 9; u++) {
      for (let v = 1; v <= 9; v++) {
        const routes = currentRoutes(model);
        if (u === v || routes.some((route) => route.includes(u) && route.includes(v))) continue;
        const before = costOf(model);
        const better = neighboursAcross(routes, u, v).some(([, other]) => {
          return leastCost(model, routes, other, u) < before - LEAST_GAIN;
        });
        const improved = improveAcross(u, v);
        if (!improved && better) missed += 1;
        if (!improved) continue;
        made += 1;
        assert.ok(better, `${seed}: ${u} to ${v}`);
        assert.ok(lastChange < -LEAST_GAIN);
        assert.ok(costOf(model) - before <= lastChange + 1e-6, `${seed}: ${costOf(model) - before} ${lastChange}`);
        assertKept(model);
        layInTurn(model, seed * 100 + u * 10 + v);
      }
    }
  }
  assert.ok(made > 500 && missed < made * 0.1, `${made} made, ${missed} missed`);
});

/** The cost of routes of which two have changed, each with the best class it can have: u's first. */
function leastCost(model: PlainRoutingModel, before: Routes, after: Routes, u: number): number {
  const classes = classesOf(model);
  const chosen = currentClasses(model);
  const left = classes.map((_, which) => vehiclesLeft[which]!);
  const changed = after.flatMap((route, index) => (route === before[index] ? [] : [index]));
  changed.sort((a, b) => Number(before[b]!.includes(u)) - Number(before[a]!.includes(u)));
  for (const index of changed) {
    if (after[index]!.length === 0) continue;
    const own = chosen[index]!;
    const fleet = fleetOfRoute(model, index);
    const free = classes.flatMap((each, which) =>
      each.fleet === fleet && (which === own || left[which]! > 0) ? [which] : [],
    );
    const price = (which: number) => penalisedCost(model, [after[index]!], LOAD_PENALTY, WARP_PENALTY, [which]);
    if (free.length === 0) return Infinity;
    const best = free.reduce((least, which) => (price(which) < price(least) ? which : least));
    if (best !== own) left[best]! -= 1;
    chosen[index] = best;
  }
  return penalisedCost(model, after, LOAD_PENALTY, WARP_PENALTY, chosen);
}

test('moves within routes, swaps and exchanges of vehicles make the plan cheaper, and a descent keeps every rule', () => {
  let [within, swaps, vehicles] = [0, 0, 0];
  for (let seed = 1; seed <= 60; seed++) {
    const model = beginWith(mixedModel(seed, 14, 2, 1 + (seed % 2)), seed);
    layInTurn(model, seed);
    const cheaper = (what: () => boolean): number => {
      const before = costOf(model);
      if (!what()) return 0;
      assert.ok(costOf(model) < before - LEAST_GAIN);
      assertKept(model);
      return 1;
    };
    for (const route of currentRoutes(model)) {
      if (route.length > 2) within += cheaper(() => improveWithin(route[0]!, route[2]!));
    }
    resetSwaps();
    swaps += cheaper(() => improveBySwaps());
    plan.countMove();
    layInTurn(model, seed);
    vehicles += cheaper(() => improveVehicles());
    const before = costOf(model);
    startSearch(seed % 2 === 0);
    while (search(10) === 0);
    assert.ok(costOf(model) <= before);
    assertKept(model);
    const served = currentRoutes(model).flat();
    assert.deepEqual(
      served.sort((a, b) => a - b),
      Array.from({ length: 14 }, (_, i) => i + 1),
    );
  }
  assert.ok(within > 20 && swaps > 20 && vehicles > 20, `${within} ${swaps} ${vehicles}`);
});
