import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RoutingPlan } from './plan.ts';
import type { Job, RoutingProblem, Vehicle } from './problem.ts';
import { solve } from './solve.ts';
import { verifyPlan } from './verify/verify.ts';

/** Places on a line, a minute a kilometre: place n is n minutes from place 0. */
function line(count: number): RoutingProblem['matrices'] {
  const durations = Array.from({ length: count }, (_, from) =>
    Array.from({ length: count }, (_unused, to) => 60 * Math.abs(from - to)),
  );
  const distances = durations.map((row) => row.map((seconds) => (seconds / 60) * 1000));
  return { car: { durations, distances } };
}

const depot = { start_index: 0, end_index: 0 };

function job(id: number, place: number, rest: Partial<Job> = {}): Job {
  return { id, location_index: place, ...rest };
}

function truck(id: number, rest: Partial<Vehicle> = {}): Vehicle {
  return { id, ...depot, ...rest };
}

/** Solves, lets the checker look at it, and tells who goes where: `vehicle: type id …`. */
function plan(problem: RoutingProblem, seed = 1): { made: RoutingPlan; routes: string[] } {
  const made = solve(problem, { iterations: 400, seed });
  assert.equal(made.code, 0, JSON.stringify(made.faults));
  assert.deepEqual(verifyPlan(problem, made).violations, []);
  const routes = made.routes.map(({ vehicle, steps }) => {
    const names = steps
      .filter(({ type }) => type !== 'start' && type !== 'end')
      .map(({ type, id }) => (type === 'job' ? `${id}` : `${type} ${id ?? ''}`.trim()));
    return `${vehicle}: ${names.join(', ')}`;
  });
  return { made, routes };
}

describe('A routing problem', () => {
  test('with faults is answered with code 2 and the faults, not with an exception', () => {
    const made = solve({ vehicles: [truck(1), truck(1)], jobs: [job(1, 7)], matrices: line(3) });
    assert.equal(made.code, 2);
    assert.ok((made.faults ?? []).length >= 2, JSON.stringify(made.faults));
  });

  test('gives the same plan for the same seed and iterations', () => {
    const jobs = Array.from({ length: 30 }, (_, index) => job(index, 1 + ((index * 7) % 40), { delivery: [1] }));
    const problem = { vehicles: [truck(1, { capacity: [8] }), truck(2, { capacity: [30] })], jobs, matrices: line(41) };
    const [one, other] = [plan(problem), plan(problem)];
    assert.deepEqual(one.made.routes, other.made.routes);
  });
});

test('Travel follows from coordinates where there are no matrices, across a city and across a country', () => {
  const beijing: [number, number] = [116.4, 39.9];
  const jobs = [
    { id: 1, location: [116.5, 39.95] as [number, number] },
    { id: 2, location: [121.47, 31.23] as [number, number] },
  ];
  const { made } = plan({ vehicles: [{ id: 1, start: beijing }], jobs, travel: { car: { speed_kmh: 60, detour: 1 } } });
  const metres = made.summary.distance!;
  assert.ok(metres > 1_060_000 && metres < 1_090_000, `${metres} m to Shanghai`);
  assert.equal(made.summary.duration, Math.round(metres / 1000 / 60 / (1 / 3600)));
});

describe('Capacity and fleet', () => {
  test('a load too large for one truck goes on two', () => {
    const jobs = [job(1, 1, { delivery: [6] }), job(2, 2, { delivery: [6] })];
    const { made } = plan({ vehicles: [1, 2].map((id) => truck(id, { capacity: [10] })), jobs, matrices: line(3) });
    assert.equal(made.routes.length, 2);
    assert.equal(made.summary.cost, 2 * 60 + 4 * 60);
  });

  test('one large truck is cheaper than three small ones where each has a price for its use', () => {
    const jobs = [1, 2, 3].map((id) => job(id, id, { delivery: [5] }));
    const small = [1, 2, 3].map((id) => truck(id, { capacity: [5], costs: { fixed: 100 } }));
    const { routes, made } = plan({
      vehicles: [...small, truck(4, { capacity: [15], costs: { fixed: 150 } })],
      jobs,
      matrices: line(4),
    });
    assert.equal(routes.length, 1);
    assert.equal(made.summary.cost, 150 + 360);
  });

  test('what is delivered leaves room for what is picked up', () => {
    const jobs = [job(1, 1, { delivery: [10] }), job(2, 2, { pickup: [10] })];
    const { routes } = plan({ vehicles: [truck(1, { capacity: [10] })], jobs, matrices: line(3) });
    assert.deepEqual(routes, ['1: 1, 2']);
  });

  test('skills, sizes and types decide who may come', () => {
    const jobs = [
      job(1, 1, { skills: [7] }),
      job(2, 1, { max_vehicle_size: 5 }),
      job(3, 1, { vehicle_types: ['tanker'] }),
    ];
    const vehicles = [
      truck(1, { skills: [7], size: 9 }),
      truck(2, { size: 4, type: 'van' }),
      truck(3, { size: 9, type: 'tanker' }),
    ];
    const { routes } = plan({ vehicles, jobs, matrices: line(2) });
    assert.deepEqual(routes, ['1: 1', '2: 2', '3: 3']);
  });

  test('a task that nobody can serve in time is left out, the others are served', () => {
    const jobs = [job(1, 2, { time_windows: [[0, 60]] }), job(2, 1)];
    const { routes, made } = plan({ vehicles: [truck(1, { time_window: [0, 3600] })], jobs, matrices: line(3) });
    assert.deepEqual(routes, ['1: 2']);
    assert.deepEqual(
      made.unassigned.map(({ id }) => id),
      [1],
    );
  });

  test('priorities come before the number of tasks', () => {
    const jobs = [
      job(1, 1, { priority: 10, delivery: [2] }),
      job(2, 1, { delivery: [1] }),
      job(3, 1, { delivery: [1] }),
    ];
    const { routes } = plan({ vehicles: [truck(1, { capacity: [2] })], jobs, matrices: line(2) });
    assert.deepEqual(routes, ['1: 1']);
  });

  test('a task with a drop cost below the detour is not worth it', () => {
    const jobs = [job(1, 1), job(2, 5, { drop_cost: 479 }), job(3, 6, { drop_cost: 1000 })];
    const near = plan({ vehicles: [truck(1)], jobs: jobs.slice(0, 2), matrices: line(7) });
    assert.deepEqual(near.routes, ['1: 1']);
    const far = plan({ vehicles: [truck(1)], jobs, matrices: line(7) });
    assert.equal(far.made.summary.unassigned, 0);
  });
});

test('a detour that no task is worth alone is made for two', () => {
  const jobs = [job(1, 3, { drop_cost: 300 }), job(2, 3, { drop_cost: 300 })];
  const { made } = plan({ vehicles: [truck(1)], jobs, matrices: line(4) });
  assert.equal(made.summary.unassigned, 0);
});

describe('Limits of a day', () => {
  test('at most so many tasks, so much travel, so far, so long', () => {
    const jobs = [job(1, 1), job(2, 2), job(3, 3)];
    const served = (rest: Partial<Vehicle>) => plan({ vehicles: [truck(1, rest)], jobs, matrices: line(4) }).made;
    assert.equal(served({ max_tasks: 2 }).summary.unassigned, 1);
    assert.equal(served({ max_travel_time: 240 }).summary.unassigned, 1);
    assert.equal(served({ max_distance: 2000 }).summary.unassigned, 2);
    assert.equal(served({ max_duration: 239 }).summary.unassigned, 2);
  });

  test('waiting counts for the limit of duration, and starting later avoids it', () => {
    const jobs = [job(1, 1, { time_windows: [[3600, 3700]] }), job(2, 2, { time_windows: [[7200, 7300]] })];
    const vehicles = [truck(1, { max_duration: 3600 }), truck(2, { max_duration: 3600 })];
    const { made } = plan({ vehicles, jobs, matrices: line(3) });
    assert.equal(made.routes.length, 2);
    assert.equal(made.summary.waiting_time, 0);
  });

  test('a limit of duration finds the windows that lie close together', () => {
    const jobs = [
      job(1, 1, {
        time_windows: [
          [0, 10],
          [5000, 5100],
        ],
      }),
      job(2, 2, { time_windows: [[5100, 5200]] }),
    ];
    const { routes, made } = plan({ vehicles: [truck(1, { max_duration: 600 })], jobs, matrices: line(3) });
    assert.equal(routes.length, 1);
    assert.equal(made.summary.unassigned, 0);
  });

  test('setup is saved where two tasks are at one place', () => {
    const jobs = [1, 2].map((id) => job(id, 1, { setup: 100, service: 10 }));
    const { made } = plan({ vehicles: [truck(1)], jobs, matrices: line(2) });
    assert.equal(made.summary.setup, 100);
  });

  test('open routes end where the last task is', () => {
    const { made } = plan({ vehicles: [{ id: 1, start_index: 0 }], jobs: [job(1, 2), job(2, 1)], matrices: line(3) });
    assert.equal(made.summary.cost, 120);
    assert.equal(made.routes[0]!.steps.at(-1)!.type, 'job');
  });

  test('from two depots each task is served from the nearer one', () => {
    const vehicles = [truck(1), truck(2, { start_index: 9, end_index: 9 })];
    const { routes } = plan({ vehicles, jobs: [job(1, 1), job(2, 8)], matrices: line(10) });
    assert.deepEqual(routes, ['1: 1', '2: 2']);
  });
});

describe('Breaks and driving', () => {
  test('a break is taken within its window, in the middle of a leg if need be', () => {
    const vehicles = [
      truck(1, { time_window: [0, 7200], breaks: [{ id: 5, time_windows: [[100, 200]], service: 300 }] }),
    ];
    const { routes, made } = plan({ vehicles, jobs: [job(1, 10)], matrices: line(11) });
    assert.deepEqual(routes, ['1: break 5, 1']);
    assert.equal(made.routes[0]!.steps.at(-1)!.arrival - made.routes[0]!.steps[0]!.arrival, 1200 + 300);
  });

  test('a task whose window closes during the break is served before it', () => {
    const vehicles = [
      truck(1, { time_window: [0, 7200], breaks: [{ id: 5, time_windows: [[0, 1000]], service: 900 }] }),
    ];
    const { routes } = plan({ vehicles, jobs: [job(1, 1, { time_windows: [[60, 120]] })], matrices: line(2) });
    assert.deepEqual(routes, ['1: 1, break 5']);
  });

  test('nobody takes a break with more on board than it allows', () => {
    const pause = { id: 5, time_windows: [[0, 3600]] as [number, number][], service: 60, max_load: [0] };
    const vehicles = [truck(1, { capacity: [5], time_window: [0, 7200], breaks: [pause] })];
    const { routes } = plan({ vehicles, jobs: [job(1, 1, { delivery: [5] })], matrices: line(2) });
    assert.deepEqual(routes, ['1: 1, break 5']);
  });

  test('after the driving limit comes a rest', () => {
    const vehicles = [truck(1, { driving_limit: { driving: 600, rest: 300 } })];
    const { made } = plan({ vehicles, jobs: [job(1, 9)], matrices: line(10) });
    const steps = made.routes[0]!.steps;
    assert.equal(steps.filter(({ type }) => type === 'break').length, 1);
    assert.equal(steps.at(-1)!.arrival - steps[0]!.arrival, 2 * 540 + 300);
  });

  test('waiting as long as a rest is one', () => {
    const vehicles = [truck(1, { time_window: [0, 9000], driving_limit: { driving: 600, rest: 300 } })];
    const jobs = [job(1, 5), job(2, 9, { time_windows: [[900, 7000]], service: 10 })];
    const { made } = plan({ vehicles, jobs: [jobs[1]!], matrices: line(10) });
    assert.ok(made.summary.unassigned === 0);
  });

  test('soft lateness is paid by the second where it is cheaper than a second vehicle', () => {
    const late = { most: 600, per_hour: 3600 };
    const jobs = [
      job(1, 1, { service: 100, time_windows: [[60, 60]], lateness: late }),
      job(2, 1, { service: 100, time_windows: [[60, 60]], lateness: late }),
    ];
    const vehicles = [1, 2].map((id) => truck(id, { time_window: [0, 7200], costs: { fixed: 1000 } }));
    const { made } = plan({ vehicles, jobs, matrices: line(2) });
    assert.equal(made.routes.length, 1);
    assert.equal(made.summary.cost, 1000 + 120 + 100);
    assert.equal(made.summary.lateness, 100);
  });
});

describe('Shipments and trips', () => {
  test('a shipment is picked up before it is delivered, by one vehicle', () => {
    const shipments = [
      { amount: [1], pickup: { id: 1, location_index: 4 }, delivery: { id: 2, location_index: 1 } },
      { amount: [1], pickup: { id: 3, location_index: 2 }, delivery: { id: 4, location_index: 3 } },
    ];
    const { routes, made } = plan({ vehicles: [truck(1, { capacity: [1] })], shipments, matrices: line(5) });
    assert.deepEqual(routes, ['1: pickup 3, delivery 4, pickup 1, delivery 2']);
    assert.equal(made.summary.cost, 480);
  });

  test('one truck makes two trips where it may load anew', () => {
    const jobs = [job(1, 1, { delivery: [5] }), job(2, 1, { delivery: [5] })];
    const reloads = [{ id: 8, location_index: 0, service: 30 }];
    const { routes, made } = plan({ vehicles: [truck(1, { capacity: [5], reloads })], jobs, matrices: line(2) });
    assert.match(routes[0]!, /^1: \d, reload 8, \d$/);
    assert.equal(made.summary.cost, 240);
  });

  test('no more reloads than allowed', () => {
    const jobs = [1, 2, 3].map((id) => job(id, 1, { delivery: [5] }));
    const vehicle = truck(1, { capacity: [5], reloads: [{ id: 8, location_index: 0 }], max_reloads: 1 });
    assert.equal(plan({ vehicles: [vehicle], jobs, matrices: line(2) }).made.summary.unassigned, 1);
  });
});

describe('A plan to start from', () => {
  test('locked steps stay first, in their order', () => {
    const steps = [3, 1].map((id) => ({ type: 'job' as const, id, locked: true }));
    const { routes } = plan({
      vehicles: [truck(1, { steps })],
      jobs: [job(1, 1), job(2, 2), job(3, 3)],
      matrices: line(4),
    });
    assert.deepEqual(routes, ['1: 3, 1, 2']);
  });

  test('locked steps keep their windows, and are late only where they must', () => {
    const steps = [{ type: 'job' as const, id: 1, locked: true }];
    const jobs = [job(1, 1, { time_windows: [[60, 120]] }), job(2, 2, { time_windows: [[1000, 2000]] })];
    const { made } = plan({ vehicles: [truck(1, { steps, time_window: [0, 5000] })], jobs, matrices: line(3) });
    assert.equal(made.routes[0]!.steps[1]!.arrival, 120);
    const late = { ...truck(1, { steps, time_window: [300, 5000] as [number, number] }) };
    const forced = solve({ vehicles: [late], jobs, matrices: line(3) }, { iterations: 100 });
    assert.deepEqual(forced.routes[0]!.steps[1]!.violations, [{ cause: 'delay', duration: 240 }]);
  });

  test('what is on board already is brought by the vehicle that has it', () => {
    const shipments = [{ amount: [1], pickup: { id: 1, location_index: 1 }, delivery: { id: 2, location_index: 3 } }];
    const steps = [{ type: 'pickup' as const, id: 1, locked: true }];
    const vehicles = [truck(1, { capacity: [1], steps }), truck(2, { capacity: [1], start_index: 3, end_index: 3 })];
    const { routes } = plan({ vehicles, shipments, jobs: [job(7, 2)], matrices: line(4) });
    assert.ok(routes[0]!.startsWith('1: pickup 1'), routes.join('; '));
    assert.ok(routes[0]!.includes('delivery 2'), routes.join('; '));
  });

  test('nothing is loaded anew before what is on board is delivered, though that would be the shorter way', () => {
    const shipments = [{ amount: [2], pickup: { id: 1, location_index: 1 }, delivery: { id: 2, location_index: 3 } }];
    const steps = [{ type: 'pickup' as const, id: 1, locked: true }];
    const vehicles = [truck(1, { capacity: [3], steps, reloads: [{ id: 1, location_index: 0 }] })];
    const jobs = [job(7, 2, { delivery: [3] })];
    const { made } = plan({ vehicles, shipments, jobs, matrices: line(4) });
    const order = made.routes[0]!.steps.map(({ type }) => type);
    assert.deepEqual(order, ['start', 'pickup', 'delivery', 'reload', 'job', 'end']);
  });

  test('a locked step is not made late by leaving later, which a limited day would ask for', () => {
    const steps = [{ type: 'job' as const, id: 1, locked: true }];
    const jobs = [job(1, 1, { time_windows: [[60, 120]] }), job(2, 2, { time_windows: [[3600, 7200]] })];
    const { made, routes } = plan({ vehicles: [truck(1, { steps, max_duration: 1800 })], jobs, matrices: line(3) });
    assert.deepEqual(routes, ['1: 1']);
    assert.deepEqual(
      made.unassigned.map(({ id }) => id),
      [2],
    );
  });

  test('a change of vehicle has its price', () => {
    const steps = [{ type: 'job' as const, id: 1 }];
    const vehicles = [truck(1, { steps }), truck(2, { start_index: 4, end_index: 4 })];
    const jobs = [job(1, 3)];
    assert.deepEqual(plan({ vehicles, jobs, matrices: line(5), change_cost: 1000 }).routes, ['1: 1']);
    assert.deepEqual(plan({ vehicles, jobs, matrices: line(5), change_cost: 10 }).routes, ['2: 1']);
  });
});
