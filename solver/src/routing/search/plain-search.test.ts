import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile } from '../compile/compile.ts';
import type { RoutingProblem, Vehicle } from '../problem.ts';
import { schedule } from '../schedule/schedule.ts';
import { verifyPlan } from '../verify/verify.ts';
import { plainProblem } from './plain-model.ts';
import { createPlainSearch } from './plain-search.ts';

test('of several depots with limits of duration, genetic search improves on ruin and recreate and keeps all rules', () => {
  const improved = [1, 2, 3, 4].filter((seed) => isImproved(depotsInTown(seed, 60), seed));
  assert.ok(improved.length > 0);
});

test('of several depots and many tasks, genetic search improves the plan part by part and keeps all rules', () => {
  assert.ok(isImproved(depotsInTown(1, 450), 1));
});

test('of vehicles of several sizes, prices and skills, genetic search improves on ruin and recreate and keeps all rules', () => {
  const improved = [1, 2, 3, 4].filter((seed) => isImproved(mixedInTown(seed, 60), seed));
  assert.ok(improved.length > 0);
});

test('of a mixed fleet that nothing but room binds, plans cooled within genetic search are better and keep all rules', () => {
  for (const seed of [1, 2]) {
    const problem = anyTime(mixedInTown(seed, 120));
    const { first, cost, unassigned } = searched(problem, seed);
    assert.equal(unassigned, 0);
    assert.ok(cost < first, `${cost} ${first}`);
  }
});

test('a mixed fleet with too little room for all leaves few tasks out, and keeps all rules', () => {
  const problem = anyTime(mixedInTown(3, 120));
  const wanted = problem.jobs!.reduce((sum, job) => sum + job.delivery![0]!, 0);
  let room = 0;
  const vehicles = problem.vehicles.filter((vehicle) => (room += vehicle.capacity![0]!) < wanted * 0.98);
  const { unassigned } = searched({ ...problem, vehicles }, 3);
  assert.ok(unassigned > 0 && unassigned < 12, `${unassigned}`);
});

function anyTime(problem: RoutingProblem): RoutingProblem {
  const vehicles = problem.vehicles.map((vehicle) => {
    const always = { ...vehicle };
    delete always.max_duration;
    delete always.time_window;
    return always;
  });
  const jobs = problem.jobs!.map((job) => {
    const always = { ...job };
    delete always.time_windows;
    return always;
  });
  return { ...problem, vehicles, jobs };
}

/** What a plan costs in the end and after the first 3 % of the work, and how many tasks it leaves out; it must keep all rules. */
function searched(problem: RoutingProblem, seed: number): { first: number; cost: number; unassigned: number } {
  const model = compile(problem);
  const search = createPlainSearch(model, plainProblem(model)!, seed);
  let first = Infinity;
  for (let chunk = 0; chunk < 100; chunk++) {
    if (chunk === 3) first = search.bestCost();
    search.run(chunk < 3 ? 100 : 1000, chunk / 100, (chunk + 1) / 100);
  }
  const plan = schedule(model, search.bestRoutes());
  assert.deepEqual(verifyPlan(problem, plan).violations, []);
  return { first, cost: search.bestCost(), unassigned: plan.unassigned.length };
}

test('vehicles that drive or pay at another pace, and tasks that nobody may serve, are left to ruin and recreate', () => {
  const problem = mixedInTown(1, 10);
  const changed = (change: Partial<Vehicle>) => {
    const vehicles = problem.vehicles.map((vehicle, index) => (index % 3 === 1 ? { ...vehicle, ...change } : vehicle));
    return plainProblem(compile({ ...problem, vehicles }));
  };
  assert.ok(changed({}));
  assert.ok(changed({ costs: { per_hour: 1800, fixed: 7 } }));
  assert.equal(changed({ speed_factor: 0.5 }), undefined);
  assert.equal(changed({ max_tasks: 3 }), undefined);
  assert.equal(changed({ costs: { per_hour: 3600, per_task_hour: 10 } }), undefined);
  const jobs = problem.jobs!.map((job, index) => (index === 0 ? { ...job, skills: [9] } : job));
  assert.equal(plainProblem(compile({ ...problem, jobs })), undefined);
});

/** Whether the plan at the end is better than that of ruin and recreate; it must keep all rules and cost what the search says. */
function isImproved(problem: RoutingProblem, seed: number): boolean {
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
  return search.bestCost() < before;
}

/** The same town with one depot: small, middle and large vehicles, few of each, the large ones dear; one task in three needs a skill. */
function mixedInTown(seed: number, tasks: number): RoutingProblem {
  const { vehicles, jobs, ...town } = depotsInTown(seed, tasks);
  const sizes: Partial<Vehicle>[] = [
    { capacity: [12], costs: { fixed: 30, per_hour: 3000 } },
    { capacity: [20], costs: { fixed: 55, per_hour: 3600 }, skills: [1] },
    { capacity: [35], costs: { fixed: 90, per_hour: 4500 }, skills: [1] },
  ];
  const mixed = vehicles.slice(0, tasks).map((vehicle, index) => {
    return { ...vehicle, start_index: 0, end_index: 0, max_duration: 400, ...sizes[index % 3] };
  });
  return {
    ...town,
    vehicles: mixed,
    jobs: jobs!.map((job, index) => (index % 3 === 0 ? { ...job, skills: [1] } : job)),
  };
}

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
