import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile } from '../compile/compile.ts';
import type { RoutingProblem, Vehicle } from '../problem.ts';
import { schedule } from '../schedule/schedule.ts';
import { verifyPlan } from '../verify/verify.ts';
import { plainProblem } from './plain-model.ts';
import { createPlainSearch } from './plain-search.ts';

test('of several depots with limits of duration, genetic search improves on ruin and recreate and keeps all rules', () => {
  let improved = 0;
  for (let seed = 1; seed <= 4; seed++) {
    const problem = depotsInTown(seed, 60);
    const model = compile(problem);
    const search = createPlainSearch(model, plainProblem(model)!, seed);
    let before = Infinity;
    for (let chunk = 0; chunk < 100; chunk++) {
      if (chunk === 60) before = search.bestCost();
      search.run(chunk < 60 ? 10 : 500, chunk / 100, (chunk + 1) / 100);
    }
    const plan = schedule(model, search.bestRoutes());
    assert.deepEqual(verifyPlan(problem, plan).violations, []);
    assert.equal(plan.unassigned.length, 0);
    assert.ok(Math.abs(plan.summary.cost - search.bestCost()) < 1e-6);
    if (search.bestCost() < before) improved += 1;
  }
  assert.ok(improved > 0);
});

test('limits of duration at one depot and vehicles of different capacities are left to ruin and recreate', () => {
  const problem = depotsInTown(1, 10);
  const alike = problem.vehicles.map((vehicle) => ({ ...vehicle, start_index: 0, end_index: 0 }));
  assert.equal(plainProblem(compile({ ...problem, vehicles: alike })), undefined);
  const mixed = problem.vehicles.map((vehicle, index) => ({ ...vehicle, capacity: [index % 2 === 0 ? 20 : 30] }));
  assert.equal(plainProblem(compile({ ...problem, vehicles: mixed })), undefined);
});

/** Tasks on a grid of 100 × 100, a second a unit, and three depots with vehicles enough. */
function depotsInTown(seed: number, tasks: number): RoutingProblem {
  let state = seed;
  const draw = (bound: number) => {
    state = (state * 48271) % 2147483647;
    return state % bound;
  };
  const places = Array.from({ length: tasks + 3 }, () => [draw(100), draw(100)] as const);
  const durations = places.map(([x, y]) => places.map(([u, v]) => Math.round(Math.hypot(x - u, y - v))));
  const vehicles = Array.from({ length: 3 * tasks }, (_, index): Vehicle => {
    const depot = index % 3;
    const ends = { start_index: depot, end_index: depot };
    return { id: index + 1, ...ends, capacity: [20], max_duration: 320 + 10 * depot, time_window: [0, 1000] };
  });
  const jobs = Array.from({ length: tasks }, (_, index) => {
    const from = 150 + draw(400);
    const window: [number, number] = [from, from + 100 + draw(200)];
    return {
      id: index + 1,
      location_index: index + 3,
      delivery: [1 + draw(5)],
      service: draw(10),
      time_windows: [window],
    };
  });
  return { vehicles, jobs, matrices: { car: { durations } } };
}
