import assert from 'node:assert/strict';
import type { PlanSearch } from './genetic-search.ts';
import type { PlainRoutingModel } from './plain-routing-model.ts';
import { classesOf, penalisedCost } from './random-model.ts';

export const LARGE_PENALTY = 1000;

/** Checks that a search's best plan serves every task once, with the vehicles there are, within all limits, and costs that much. */
export function assertPlan(model: PlainRoutingModel, search: PlanSearch, cost: number): void {
  const plan = search.bestRoutes().map((route) => [...route]);
  const classes = [...search.bestClasses()];
  for (const [which, { vehicles }] of classesOf(model).entries())
    assert.ok(classes.filter((each) => each === which).length <= vehicles);
  assert.deepEqual(
    plan.flat().sort((a, b) => a - b),
    Array.from({ length: model.loads.length - model.fleets.length }, (_, i) => i + 1),
  );
  assert.ok(Math.abs(penalisedCost(model, plan, LARGE_PENALTY, LARGE_PENALTY, classes) - cost) < 1e-6);
}
