import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseTimes } from './choose-times/choose-times.ts';
import { findFaults } from './faults/faults.ts';
import type { PlanRoute, RoutingPlan } from './plan.ts';
import type { Coordinates, RoutingProblem } from './problem.ts';
import { solve } from './solve.ts';
import { verifyPlan } from './verify/verify.ts';

/** What VROOM's documentation shows in three examples, with places and numbers of our own. */

const named = ({ steps }: PlanRoute) => steps.map(({ type, id }) => (id === undefined ? type : `${type} ${id}`));

function assertSound(problem: RoutingProblem, plan: RoutingPlan): void {
  assert.deepEqual(findFaults(problem), []);
  assert.deepEqual(verifyPlan(problem, plan).violations, []);
}

const base: Coordinates = [116.4, 39.9];
const shift: [number, number] = [1_600_416_000, 1_600_430_400];

/** Skills part the tasks between two vehicles; one rests in the middle of its day; a shipment, a pickup, deliveries. */
const bySkills: RoutingProblem = {
  vehicles: [
    { id: 1, start: base, end: base, capacity: [4], skills: [1, 14], time_window: shift },
    {
      id: 2,
      start: base,
      end: base,
      capacity: [4],
      skills: [2, 14],
      time_window: shift,
      breaks: [{ id: 2, service: 300, time_windows: [[1_600_423_200, 1_600_425_000]] }],
    },
  ],
  jobs: [
    {
      id: 1,
      service: 300,
      delivery: [1],
      location: [116.2, 39.88],
      skills: [1],
      time_windows: [[1_600_419_600, 1_600_423_200]],
    },
    { id: 2, service: 300, pickup: [1], location: [116.22, 39.82], skills: [1] },
    { id: 5, service: 300, delivery: [1], location: [116.34, 39.81], skills: [14] },
    { id: 6, service: 300, delivery: [1], location: [116.68, 40.0], skills: [14] },
  ],
  shipments: [
    {
      amount: [1],
      skills: [2],
      pickup: { id: 4, service: 300, location: [116.44, 40.15] },
      delivery: { id: 3, service: 300, location: [116.42, 40.08] },
    },
  ],
};

test('with coordinates: skills part the tasks, the break is taken in its window, all are served', () => {
  const plan = solve(bySkills, { iterations: 1000 });
  assertSound(bySkills, plan);
  assert.equal(plan.summary.unassigned, 0);
  const [first, second] = plan.routes.map(named);
  assert.deepEqual([...first!].sort(), ['end', 'job 1', 'job 2', 'job 5', 'start']);
  assert.deepEqual([...second!].sort(), ['break 2', 'delivery 3', 'end', 'job 6', 'pickup 4', 'start']);
  const load = plan.routes[0]!.steps.map((step) => step.load![0]);
  assert.equal(load[0], 2, 'deliveries are on board from the start');
  assert.equal(load.at(-1), 1, 'what is picked up comes back');
});

test('with a matrix: the cheaper order through a matrix that is not symmetric', () => {
  const problem: RoutingProblem = {
    vehicles: [{ id: 0, start_index: 0, end_index: 3 }],
    jobs: [
      { id: 41, location_index: 1 },
      { id: 52, location_index: 2 },
    ],
    matrices: {
      car: {
        durations: [
          [0, 1800, 240, 1100],
          [1790, 0, 2000, 2900],
          [230, 2010, 0, 1000],
          [1090, 2890, 1010, 0],
        ],
      },
    },
  };
  const plan = solve(problem, { iterations: 200 });
  assertSound(problem, plan);
  assert.equal(plan.summary.cost, 1800 + 2000 + 1000, 'against 240 + 2010 + 2900');
  assert.deepEqual(named(plan.routes[0]!), ['start', 'job 41', 'job 52', 'end']);
});

test('with given routes: times are chosen, and too much load, an early start and late stops are told', () => {
  const vehicle = {
    start: base,
    end: base,
    capacity: [4],
    time_window: [shift[0], shift[0] + 9000] as [number, number],
  };
  const far = { delivery: [1], service: 300, time_windows: [[shift[0], shift[0] + 7200] as [number, number]] };
  const jobs = [1, 2, 5].map((id) => ({
    ...bySkills.jobs![0]!,
    id,
    skills: [],
    delivery: [2],
    time_windows: undefined,
  }));
  const problem: RoutingProblem = {
    vehicles: [
      {
        ...vehicle,
        id: 1,
        steps: [{ type: 'start' }, ...[1, 2, 5].map((id) => ({ type: 'job' as const, id })), { type: 'end' }],
      },
      {
        ...vehicle,
        id: 2,
        steps: [
          { type: 'start', service_after: shift[0] - 800 },
          ...[6, 4, 3].map((id) => ({ type: 'job' as const, id })),
          { type: 'end' },
        ],
      },
    ],
    jobs: [
      ...jobs,
      { id: 6, location: [116.6, 40.0], ...far },
      { id: 4, location: [116.44, 40.2], ...far },
      { id: 3, location: [116.2, 40.08], ...far },
    ],
  };
  const plan = chooseTimes(problem);
  const [first, second] = plan.routes.map(({ violations }) => violations.map(({ cause }) => cause));
  assert.deepEqual(first, ['load']);
  assert.deepEqual(second, ['lead_time', 'delay']);
  assert.deepEqual(plan.routes[1]!.violations[0], { cause: 'lead_time', duration: 800 });
  assert.equal(
    plan.routes[1]!.steps[0]!.arrival,
    shift[0] - 800,
    'earlier is not allowed, later makes two stops later',
  );
});
