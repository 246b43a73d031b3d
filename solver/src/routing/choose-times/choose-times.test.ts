import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawFrom } from '../../../testing/random-problem.ts';
import { type Moment, timesOfChain } from './chain.ts';
import { chooseTimes } from './choose-times.ts';
import type { RoutingProblem } from '../problem.ts';
import { verifyPlan } from '../verify/verify.ts';

function missedBy(moments: readonly Moment[], times: readonly number[]): number {
  return moments.reduce(
    (sum, { from, to, weight }, at) => sum + weight * Math.max(0, from - times[at]!, times[at]! - to),
    0,
  );
}

/** The least sum by trying all times of −6 … 12. */
function leastByTrying(moments: readonly Moment[], at = 0, before = 0): number {
  if (at === moments.length) return 0;
  let least = Infinity;
  for (let time = at === 0 ? -6 : before + moments[at]!.gap; time <= 12; time += 1) {
    const { from, to, weight } = moments[at]!;
    const own = weight * Math.max(0, from - time, time - to);
    if (own < least) least = Math.min(least, own + leastByTrying(moments, at + 1, time));
  }
  return least;
}

test('times of a chain miss their bounds by the least, as trying all times shows', () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const draw = drawFrom(seed);
    const moments = Array.from({ length: draw.whole(1, 4) }, (_, at): Moment => {
      const from = draw.whole(0, 8);
      return { from, to: from + draw.whole(0, 3), weight: draw.whole(1, 3), gap: at === 0 ? 0 : draw.whole(0, 1) };
    });
    const times = timesOfChain(moments);
    times.forEach((time, at) => assert.ok(at === 0 || time >= times[at - 1]! + moments[at]!.gap, `seed ${seed}`));
    assert.equal(
      missedBy(moments, times),
      leastByTrying(moments),
      `seed ${seed}: ${JSON.stringify(moments)} → ${times.join(' ')}`,
    );
  }
});

test('a chain without bounds starts at 0', () => {
  const free = { from: -Infinity, to: Infinity, weight: 1 };
  assert.deepEqual(
    timesOfChain([
      { ...free, gap: 0 },
      { ...free, gap: 7 },
      { ...free, gap: 5 },
    ]),
    [0, 7, 12],
  );
});

const durations = [
  [0, 100, 200],
  [100, 0, 150],
  [200, 150, 0],
];

test('routes as described get times that miss windows least, and tell what they break', () => {
  const problem: RoutingProblem = {
    vehicles: [
      {
        id: 1,
        start_index: 0,
        end_index: 0,
        capacity: [2],
        skills: [],
        steps: [{ type: 'start' }, { type: 'job', id: 1 }, { type: 'job', id: 2 }, { type: 'end' }],
      },
      {
        id: 2,
        start_index: 0,
        end_index: 0,
        capacity: [9],
        time_window: [1000, 1400],
        max_tasks: 1,
        breaks: [{ id: 4 }],
        steps: [{ type: 'start', service_after: 950 }, { type: 'job', id: 3 }, { type: 'job', id: 4 }, { type: 'end' }],
      },
    ],
    jobs: [
      { id: 1, location_index: 1, delivery: [2] },
      { id: 2, location_index: 2, delivery: [1], skills: [5] },
      { id: 3, location_index: 1, service: 20, time_windows: [[0, 1110]] },
      { id: 4, location_index: 2, service: 20, time_windows: [[0, 1200]] },
      { id: 5, location_index: 2 },
    ],
    matrices: { car: { durations } },
  };
  const plan = chooseTimes(problem);
  const told = (route: number) =>
    plan.routes[route]!.steps.map(({ type, arrival, violations }) =>
      `${type} ${arrival} ${violations.map(({ cause, duration }) => `${cause} ${duration ?? ''}`).join(' ')}`.trim(),
    );
  assert.deepEqual(told(0), ['start 0 load', 'job 100', 'job 250 skills', 'end 450']);
  // A second earlier costs one of the shift's begin and saves two: of job 4 and of the end.
  assert.deepEqual(told(1), ['start 950 lead_time 50', 'job 1050', 'job 1220 delay 20', 'end 1440 delay 40']);
  assert.deepEqual(plan.routes[1]!.violations, [
    { cause: 'lead_time', duration: 50 },
    { cause: 'delay', duration: 60 },
    { cause: 'max_tasks' },
    { cause: 'missing_break' },
  ]);
  assert.deepEqual(
    plan.summary.violations.map(({ cause }) => cause),
    ['load', 'skills', 'lead_time', 'delay', 'max_tasks', 'missing_break'],
  );
  assert.deepEqual(
    plan.unassigned.map(({ id }) => id),
    [5],
  );
  const codes = new Set(verifyPlan(problem, plan).violations.map(({ code }) => code));
  assert.deepEqual([...codes].sort(), [
    'after-shift',
    'before-shift',
    'break-missing',
    'capacity',
    'max-tasks',
    'outside-window',
    'skills',
  ]);
});

test('a described route that breaks nothing has no violations, waits where it must and leaves late', () => {
  const problem: RoutingProblem = {
    vehicles: [
      {
        id: 1,
        start_index: 0,
        time_window: [0, 5000],
        breaks: [
          {
            id: 1,
            service: 60,
            time_windows: [
              [0, 100],
              [900, 1000],
            ],
          },
        ],
        steps: [
          { type: 'pickup', id: 1 },
          { type: 'break', id: 1 },
          { type: 'delivery', id: 1 },
        ],
      },
    ],
    shipments: [
      {
        amount: [3],
        pickup: { id: 1, location_index: 1, time_windows: [[800, 850]] },
        delivery: { id: 1, location_index: 2, setup: 5 },
      },
    ],
    matrices: { car: { durations } },
  };
  const plan = chooseTimes(problem);
  assert.deepEqual(verifyPlan(problem, plan).violations, []);
  assert.deepEqual(plan.summary.violations, []);
  assert.deepEqual(
    plan.routes[0]!.steps.map(({ type, arrival, waiting_time: waits }) => `${type} ${arrival} ${waits}`),
    ['start 750 0', 'pickup 850 0', 'break 850 50', 'delivery 1110 0'],
  );
});

test('a shipment out of order, or without its other end, breaks precedence', () => {
  const causes = (steps: RoutingProblem['vehicles'][number]['steps']) =>
    chooseTimes({
      vehicles: [{ id: 1, start_index: 0, steps }],
      shipments: [{ pickup: { id: 1, location_index: 1 }, delivery: { id: 1, location_index: 2 } }],
      matrices: { car: { durations } },
    }).summary.violations.map(({ cause }) => cause);
  assert.deepEqual(
    causes([
      { type: 'delivery', id: 1 },
      { type: 'pickup', id: 1 },
    ]),
    ['precedence'],
  );
  assert.deepEqual(causes([{ type: 'pickup', id: 1 }]), ['precedence']);
});
