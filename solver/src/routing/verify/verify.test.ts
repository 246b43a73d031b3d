import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlanStep, RoutingPlan } from '../plan.ts';
import type { RoutingProblem } from '../problem.ts';
import { verifyPlan } from './verify.ts';

const legs = [
  [0, 100, 200, 300],
  [100, 0, 150, 250],
  [200, 150, 0, 120],
  [300, 250, 120, 0],
];

/** A van of two trips with a break, and an open route that is late; every kind of rule has something to say. */
function problem(): RoutingProblem {
  return {
    vehicles: [
      {
        id: 1,
        start_index: 0,
        end_index: 0,
        capacity: [10],
        costs: { fixed: 50, per_hour: 36, per_task_hour: 72, per_km: 2 },
        skills: [7],
        type: 'van',
        size: 3,
        time_window: [1000, 5000],
        breaks: [{ id: 5, service: 60, time_windows: [[1100, 1300]], max_load: [8] }],
        reloads: [{ id: 9, location_index: 0, service: 30 }],
        max_reloads: 1,
        max_tasks: 5,
        max_travel_time: 900,
        max_distance: 900,
        max_duration: 3000,
        driving_limit: { driving: 300, rest: 60 },
        steps: [{ type: 'job', id: 1, locked: true, service_after: 1100 }],
      },
      { id: 2, start_index: 3, speed_factor: 2, steps: [{ type: 'pickup', id: 1 }] },
    ],
    jobs: [
      {
        id: 1,
        location_index: 1,
        delivery: [4],
        setup: 10,
        service: 20,
        service_per_type: { van: 40 },
        skills: [7],
        max_vehicle_size: 3,
      },
      {
        id: 2,
        location_index: 1,
        delivery: [4],
        pickup: [2],
        setup: 10,
        service: 20,
        priority: 3,
        vehicle_types: ['van'],
      },
      { id: 3, location_index: 3, time_windows: [[0, 100]], lateness: { most: 500, per_hour: 360 } },
      { id: 4, location_index: 2, skills: [99], drop_cost: 11 },
    ],
    shipments: [
      {
        amount: [9],
        priority: 1,
        pickup: { id: 1, location_index: 1 },
        delivery: {
          id: 1,
          location_index: 2,
          time_windows: [
            [0, 2000],
            [2500, 2600],
          ],
        },
      },
    ],
    matrices: { car: { durations: legs, distances: legs } },
    change_cost: 5,
  };
}

function step(type: PlanStep['type'], arrival: number, duration: number, more: Partial<PlanStep> = {}): PlanStep {
  return {
    type,
    arrival,
    duration,
    distance: duration,
    setup: 0,
    service: 0,
    waiting_time: 0,
    violations: [],
    ...more,
  };
}

/**
 * Van: leaves at 1000, its break in the middle of the first leg, jobs 1 and 2 at one place (one setup), reload, shipment, home.
 * The other drives nowhere, 200 s late.
 */
function plan(): RoutingPlan {
  const van = [
    step('start', 1000, 0, { load: [8] }),
    step('break', 1050, 50, { id: 5, service: 60, waiting_time: 50, load: [8] }),
    step('job', 1210, 100, { id: 1, setup: 10, service: 40, load: [4] }),
    step('job', 1260, 100, { id: 2, service: 20, load: [2] }),
    step('reload', 1380, 200, { id: 9, service: 30, load: [0] }),
    step('break', 1410, 200, { service: 60, load: [0] }),
    step('pickup', 1570, 300, { id: 1, load: [9] }),
    step('delivery', 1720, 450, { id: 1, load: [0] }),
    step('break', 1720, 450, { service: 60, load: [0] }),
    step('end', 1980, 650, { load: [0] }),
  ];
  const late = [step('start', 300, 0), step('job', 300, 0, { id: 3, lateness: 200 })];
  const vanCost = 50 + 6.5 + (72 * 70) / 3600 + 1.3 + 5;
  const zeros = { setup: 0, service: 0, duration: 0, waiting_time: 0, priority: 0, violations: [] };
  const sums = {
    setup: 10,
    service: 270,
    duration: 650,
    waiting_time: 50,
    priority: 5,
    violations: [],
    delivery: [17],
    amount: [17],
    pickup: [11],
  };
  return {
    code: 0,
    summary: { ...sums, cost: vanCost + 20, routes: 2, unassigned: 1, distance: 650, lateness: 200 },
    unassigned: [{ id: 4, type: 'job', reasons: [] }],
    routes: [
      { vehicle: 1, cost: vanCost, ...sums, distance: 650, steps: van },
      { vehicle: 2, cost: 20, ...zeros, delivery: [0], amount: [0], pickup: [0], steps: late },
    ],
  };
}

/** What is told after one change to the problem or the plan, as `path code`. */
function toldAfter(change: (problem: RoutingProblem, plan: RoutingPlan) => void): string[] {
  const given = problem();
  const made = plan();
  change(given, made);
  return verifyPlan(given, made).violations.map(({ path, code }) => `${path} ${code}`);
}

const van = (given: RoutingProblem) => given.vehicles[0]!;
const job = (given: RoutingProblem, id: number) => given.jobs!.find((one) => one.id === id)!;
const stepAt = (made: RoutingPlan, at: number, route = 0) => made.routes[route]!.steps[at]!;

test('a sound plan breaks nothing, and its cost is worked out anew', () => {
  const verdict = verifyPlan(problem(), plan());
  assert.deepEqual(verdict.violations, []);
  assert.ok(Math.abs(verdict.cost - plan().summary.cost) < 1e-9);
  assert.deepEqual(
    { ...verdict, violations: [], cost: 0 },
    {
      violations: [],
      cost: 0,
      leftOutCost: 11,
      served: 5,
      priority: 4,
      duration: 650,
      distance: 650,
    },
  );
});

test('each rule that is broken is told by its step', () => {
  const at = '$.routes[0].steps';
  const cases: [string | string[], (problem: RoutingProblem, plan: RoutingPlan) => void][] = [
    [`${at}[2] skills`, (p) => (van(p).skills = [])],
    [`${at}[2] vehicle-size`, (p) => (van(p).size = 3.5)],
    [`${at}[3] vehicle-type`, (p) => (job(p, 2).vehicle_types = ['truck'])],
    [[`${at}[0] capacity`, `${at}[1] capacity`, `${at}[6] capacity`], (p) => (van(p).capacity = [7])],
    [`${at}[1] break-load`, (p) => (van(p).breaks![0]!.max_load = [7])],
    [`${at}[1] outside-window`, (p) => (van(p).breaks![0]!.time_windows = [[1200, 1300]])],
    [`${at}[1] service`, (p) => (van(p).breaks![0]!.service = 61)],
    [`${at}[2] service`, (p) => (job(p, 1).service_per_type = {})],
    [`${at}[2] setup`, (p) => (job(p, 1).setup = 11)],
    [
      `${at}[7] outside-window`,
      (p) =>
        (p.shipments![0]!.delivery.time_windows = [
          [0, 1700],
          [1800, 1900],
        ]),
    ],
    [`$.routes[1].steps[1] outside-window`, (p) => (job(p, 3).lateness!.most = 199)],
    [`$.routes[1].steps[1] lateness`, (_, q) => delete stepAt(q, 1, 1).lateness],
    [`${at}[0] before-shift`, (p) => (van(p).time_window = [1001, 5000])],
    [`${at}[9] after-shift`, (p) => (van(p).time_window = [1000, 1979])],
    [`${at}[9] max-duration`, (p) => (van(p).max_duration = 979)],
    [`$.routes[0] max-tasks`, (p) => (van(p).max_tasks = 3)],
    [`$.routes[0] max-travel-time`, (p) => (van(p).max_travel_time = 649)],
    [`$.routes[0] max-distance`, (p) => (van(p).max_distance = 649)],
    [`$.routes[0] max-reloads`, (p) => (van(p).max_reloads = 0)],
    [
      [`${at}[5] unknown-step`, `${at}[5] service`, `${at}[8] unknown-step`, `${at}[8] service`],
      (p) => delete van(p).driving_limit,
    ],
    [[`${at}[4] driving-limit`, `${at}[7] driving-limit`], (p) => (van(p).driving_limit = { driving: 149, rest: 60 })],
    [`${at}[2] locked-step`, (p) => (van(p).steps = [{ type: 'job', id: 2, locked: true }])],
    [`${at}[2] service-too-early`, (p) => (van(p).steps![0]!.service_after = 1211)],
    [`${at}[2] service-too-late`, (p) => (van(p).steps![0]!.service_at = 1209)],
    [`$.routes[0] break-missing`, (p) => van(p).breaks!.push({ id: 6 })],
    [
      [`${at}[3] unreachable`, `${at}[3] travel-time`],
      (p) => {
        p.matrices!.car!.durations = Int32Array.from(legs.flat());
        (p.matrices!.car!.durations as Int32Array)[5] = 2 ** 28;
        van(p).max_travel_time = 2 ** 29;
      },
    ],
    [
      `${at}[3] arrival`,
      (_, q) => {
        stepAt(q, 3).arrival += 5;
        stepAt(q, 3).waiting_time -= 5;
      },
    ],
    [`${at}[9] distance`, (_, q) => (stepAt(q, 9).distance = 1)],
    [`${at}[6] load`, (_, q) => (stepAt(q, 6).load = [8])],
    ['$.routes[0].vehicle unknown-vehicle', (_, q) => (q.routes[0]!.vehicle = 77)],
    ['$.routes[1].vehicle vehicle-used-twice', (_, q) => (q.routes[1]!.vehicle = 1)],
    ['$.unassigned[0] unknown-task', (_, q) => (q.unassigned[0]!.id = 44)],
    ['$.unassigned[1] task-served-after-all', (_, q) => q.unassigned.push({ id: 1, type: 'job', reasons: [] })],
    ['$.unassigned[1] task-told-twice', (_, q) => q.unassigned.push({ id: 4, type: 'job', reasons: [] })],
    ['$.unassigned task-missing', (_, q) => q.unassigned.pop()],
    ['$.routes[0].cost sum', (_, q) => (q.routes[0]!.cost += 1)],
    ['$.routes[0].priority sum', (_, q) => (q.routes[0]!.priority -= 2)],
    ['$.routes[0].delivery sum', (_, q) => (q.routes[0]!.delivery = [8])],
    ['$.summary.cost sum', (_, q) => (q.summary.cost -= 1)],
    ['$.summary.waiting_time sum', (_, q) => (q.summary.waiting_time = 0)],
    ['$.summary.unassigned sum', (_, q) => (q.summary.unassigned = 0)],
    [
      '$.routes[0] end-missing',
      (_, q) => {
        q.routes[0]!.steps.pop();
        q.routes[0]!.steps.pop();
      },
    ],
    ['$.routes[0].steps[3] task-served-twice', (_, q) => (stepAt(q, 3).id = 1)],
    [
      '$.routes[0].steps[6] delivery-before-pickup',
      (_, q) => {
        stepAt(q, 6).type = 'delivery';
        stepAt(q, 7).type = 'pickup';
      },
    ],
    ['$.routes[0].steps[4] reload-within-shipment', (_, q) => Object.assign(stepAt(q, 3), { type: 'pickup', id: 1 })],
  ];
  for (const [expected, change] of cases) {
    const told = toldAfter(change);
    const missing = [expected].flat().filter((one) => !told.includes(one));
    assert.deepEqual(missing, [], `of ${told.join('; ')}`);
  }
});

test('what is no plan is told by path, whatever it is', () => {
  for (const value of [
    null,
    3,
    'x',
    [],
    {},
    { routes: 3 },
    { summary: {}, unassigned: [], routes: [{ vehicle: 1, steps: [{}] }] },
  ])
    assert.notEqual(verifyPlan(problem(), value).violations.length, 0);
  const broken = plan();
  Object.assign(broken.routes[1]!.steps[1]!, { arrival: 'noon' });
  assert.deepEqual(
    verifyPlan(problem(), broken).violations.map(({ path, code }) => `${path} ${code}`),
    ['$.routes[1].steps[1].arrival not-a-number'],
  );
});

test('whole costs may be rounded as VROOM does, others may not', () => {
  const rounded = (cost: number) =>
    toldAfter((_, made) => {
      made.routes[0]!.cost = cost;
      made.summary.cost = cost + 20;
    });
  assert.deepEqual(rounded(64), []);
  assert.deepEqual(rounded(64.5), ['$.routes[0].cost sum', '$.summary.cost sum']);
});
