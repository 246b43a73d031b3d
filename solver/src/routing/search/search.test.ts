import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as twin from '../../../kernel/ruin-recreate/index.ts';
import { compile } from '../compile/compile.ts';
import type { Job, RoutingProblem, Vehicle } from '../problem.ts';
import { schedule } from '../schedule/schedule.ts';
import { verifyPlan } from '../verify/verify.ts';
import type { Kernel } from './kernel.ts';
import { createSearch } from './search.ts';

const twinKernel = twin as unknown as Kernel;

/** Numbers that look drawn, the same on every run. */
function numbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state * 48271) % 2147483647;
    return state % bound;
  };
}

/** Tasks on a grid of 100 × 100, a second a unit, with windows and demands; `asymmetry` makes ways back longer. */
function town(seed: number, tasks: number, asymmetry: number) {
  const draw = numbers(seed);
  const places = Array.from({ length: tasks + 1 }, () => [draw(100), draw(100)] as const);
  const durations = places.map(([x, y]) =>
    places.map(([u, v]) => Math.floor(Math.hypot(x - u, y - v)) + (x > u ? asymmetry : 0)),
  );
  const window = (): [number, number] => {
    const from = draw(600);
    return [from, from + 100 + draw(300)];
  };
  return { draw, durations, window };
}

function withJobs(
  seed: number,
  tasks: number,
  asymmetry: number,
  vehicles: (id: number) => Partial<Vehicle>,
): RoutingProblem {
  const { draw, durations, window } = town(seed, tasks, asymmetry);
  const jobs = Array.from({ length: tasks }, (_, index): Job => {
    const rest = draw(3) > 0 ? { time_windows: [window()] } : {};
    return { id: index + 1, location_index: index + 1, delivery: [1 + draw(9)], service: 10, ...rest };
  });
  const fleet = Array.from({ length: 8 }, (_, index): Vehicle => {
    return { id: index + 1, start_index: 0, end_index: 0, time_window: [0, 1000], ...vehicles(index) };
  });
  return { vehicles: fleet, jobs, matrices: { car: { durations } } };
}

/** Long routes with limits of travel and duration, and one under way: tails change hands within all that. */
function withLongRoutes(seed: number): RoutingProblem {
  const fleet = (index: number): Partial<Vehicle> => ({
    capacity: [160],
    time_window: [0, 3000],
    max_duration: 500,
    max_travel_time: 300,
    ...(index === 0 ? { steps: [{ type: 'job', id: 5, locked: true }] } : {}),
  });
  const problem = withJobs(seed, 120, 0, fleet);
  const windowOf = (index: number): [number, number] => (index % 6 === 0 ? [300, 700] : [0, 3000]);
  const jobs = problem.jobs!.map((job, index) => ({ ...job, time_windows: [windowOf(index)] }));
  return { ...problem, jobs, vehicles: problem.vehicles.slice(0, 4) };
}

function withShipments(seed: number): RoutingProblem {
  const { draw, durations, window } = town(seed, 40, 0);
  const shipments = Array.from({ length: 20 }, (_, index) => ({
    amount: [1 + draw(5), draw(2)],
    pickup: { id: index, location_index: 1 + index, service: 5, setup: draw(9) },
    delivery: {
      id: index,
      location_index: 21 + index,
      service: 5,
      time_windows: [window(), [700, 900] as [number, number]],
    },
  }));
  const vehicles = [1, 2, 3].map((id) => ({
    id,
    start_index: 0,
    end_index: 0,
    capacity: [9, 2],
    time_window: [0, 1000] as [number, number],
  }));
  return { vehicles, shipments, matrices: { car: { durations } } };
}

const problems: Record<string, RoutingProblem> = {
  'windows and capacities': withJobs(3, 60, 0, () => ({ capacity: [60] })),
  'ways back that take longer': withJobs(4, 40, 7, () => ({ capacity: [60] })),
  'a mixed fleet': withJobs(5, 50, 0, (index) => ({
    capacity: [20 + 15 * (index % 4)],
    costs: { fixed: 50 * (index % 4), per_hour: 3600 },
  })),
  'long routes with limits, one of them under way': withLongRoutes(8),
  'limits, reloads, breaks and rests': withJobs(6, 30, 0, (index) => ({
    capacity: [20],
    max_duration: 900,
    reloads: [{ id: 1, location_index: 0, service: 5 }],
    breaks: [{ id: 1, time_windows: [[200, 700]], service: 30 }],
    ...(index % 2 === 0 ? { driving_limit: { driving: 250, rest: 20 } } : {}),
  })),
  shipments: withShipments(7),
};

describe('Ruin and recreate', () => {
  for (const [name, problem] of Object.entries(problems)) {
    test(`finds the same plans as WebAssembly and as TypeScript: ${name}`, () => {
      const model = compile(problem);
      const search = createSearch(model, 5);
      for (let share = 0; share < 1; share += 0.05) search.run(40, share, share + 0.05);
      const other = createSearch(model, 5, twinKernel);
      for (let share = 0; share < 1; share += 0.05) other.run(40, share, share + 0.05);
      assert.equal(search.bestCost(), other.bestCost());
      assert.deepEqual(search.bestRoutes(), other.bestRoutes());
      const plan = schedule(model, search.bestRoutes());
      assert.deepEqual(verifyPlan(problem, plan).violations, []);
      let absence = 0;
      const served = new Set(search.bestRoutes().flat());
      for (let visit = 0; visit < model.visits; visit++) {
        if (!served.has(visit) && model.role[visit] !== 2) absence += model.absencePrice[visit]!;
      }
      assert.ok(Math.abs(plan.summary.cost + absence - search.bestCost()) < 1e-3, 'the search knows its plan’s cost');
    });
  }

  test('goes on from a plan that is offered', () => {
    const model = compile(problems['windows and capacities']!);
    const [one, other] = [createSearch(model, 1), createSearch(model, 2)];
    one.run(2000, 0.5, 1);
    other.offer(one.bestRoutes());
    assert.equal(other.bestCost(), one.bestCost());
  });

  test('an offer that breaks rules is taken as far as it keeps them', () => {
    const model = compile(problems['windows and capacities']!);
    const search = createSearch(model, 1);
    const all = Array.from({ length: model.visits }, (_, visit) => visit);
    search.offer([all, ...Array.from({ length: model.slots - 1 }, () => [])]);
    search.run(100, 0, 1);
    const plan = schedule(model, search.bestRoutes());
    assert.deepEqual(verifyPlan(problems['windows and capacities']!, plan).violations, []);
  });
});
