import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoutingPlan } from '../plan.ts';
import type { RoutingProblem } from '../problem.ts';
import { embed } from './embed.ts';
import { clock, lookOf, roundUp } from './style.ts';
import { drawPlan } from './svg.ts';
import { solve } from '../solve.ts';

function beijing(jobs: number, vehicles: number): RoutingProblem {
  const at = (index: number): [number, number] => [
    116.2 + ((index * 37) % 101) / 250,
    39.8 + ((index * 53) % 97) / 300,
  ];
  return {
    vehicles: Array.from({ length: vehicles }, (_, id) => ({
      id,
      start: at(3),
      end: at(3),
      capacity: [10],
      description: `<京A·${id}> & "co"`,
    })),
    jobs: Array.from({ length: jobs }, (_, id) => ({
      id,
      location: at(id),
      delivery: [id === 5 ? 11 : 2],
      service: 300,
    })),
  };
}

/** Tags that are opened are closed in turn, attributes are quoted, and nothing is not a number. */
function assertWellFormed(svg: string): void {
  const open: string[] = [];
  for (const [tag, close, name, selfClosing] of svg.matchAll(/<(\/?)([a-z]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (close) assert.equal(open.pop(), name, tag);
    else if (!selfClosing) open.push(name!);
  }
  assert.deepEqual(open, []);
  assert.equal(svg.match(/</g)!.length, [...svg.matchAll(/<\/?[a-z]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g)].length);
  assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
}

test('a plan is drawn with its routes, stops, loads and what is left out, in either language', () => {
  const problem = beijing(12, 3);
  const plan = solve(problem, { iterations: 50 });
  const svg = drawPlan(problem, plan);
  assertWellFormed(svg);
  assert.match(svg, /未安排 1 个任务/);
  assert.match(svg, /&lt;京A·0&gt; &amp; &quot;co&quot;/);
  for (const { id } of problem.jobs!) assert.match(svg, new RegExp(`<title>job ${id} ·`));
  assert.match(drawPlan(problem, plan, { language: 'en' }), /1 task left out/);
  assert.equal(drawPlan(problem, plan), svg, 'the same picture each time');
});

test('without coordinates places are drawn where travel times suggest', () => {
  const durations = [0, 3, 5, 4].map((_, from) =>
    [0, 1, 2, 3].map((to) => (from === to ? 0 : 60 * (1 + ((from + to) % 3)))),
  );
  durations[1]![3] = durations[3]![1] = 2 ** 31;
  const problem: RoutingProblem = {
    vehicles: [{ id: 1, start_index: 0 }],
    jobs: [1, 2, 3].map((index) => ({ id: index, location_index: index })),
    matrices: { car: { durations } },
  };
  const svg = drawPlan(problem, solve(problem, { iterations: 20 }));
  assertWellFormed(svg);
  assert.match(svg, /位置由行程推算/);
});

test('points that travel suggests have the distances of the real ones', () => {
  const places = Array.from({ length: 300 }, (_, index): [number, number] => [(index * 37) % 101, (index * 53) % 97]);
  const distance = (one: [number, number], other: [number, number]) => Math.hypot(one[0] - other[0], one[1] - other[1]);
  const points = embed(places.length, (from, to) => distance(places[from]!, places[to]!));
  for (let from = 0; from < 300; from += 7)
    for (let to = 0; to < 300; to += 11)
      assert.ok(Math.abs(distance(points[from]!, points[to]!) - distance(places[from]!, places[to]!)) < 0.01);
});

test('plans of nothing and of one place are pictures too', () => {
  const problem: RoutingProblem = { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1, location: [0, 0] }] };
  assertWellFormed(drawPlan(problem, solve(problem, { iterations: 5 })));
  const empty = { routes: [], unassigned: [], summary: { cost: 0 } } as unknown as RoutingPlan;
  assert.match(drawPlan(problem, empty, { language: 'en' }), /no routes/);
});

test('thousands of stops are drawn in a moment, in a bounded picture', () => {
  const problem = beijing(5000, 1000);
  const routes = problem.vehicles.map(({ id }) => ({
    vehicle: id,
    cost: 0,
    duration: 0,
    steps: Array.from({ length: 5 }, (_, at) => ({
      type: 'job',
      id: id * 5 + at,
      arrival: at,
      duration: at,
      waiting_time: 0,
      setup: 0,
      service: 0,
    })),
  }));
  const started = process.cpuUsage();
  const svg = drawPlan(problem, { routes, unassigned: [], summary: { cost: 0 } } as unknown as RoutingPlan);
  assert.ok(process.cpuUsage(started).user < 3_000_000);
  assert.ok(svg.length < 2_000_000);
  assertWellFormed(svg);
});

test('looks, clocks and scales', () => {
  assert.equal(
    new Set(Array.from({ length: 40 }, (_, route) => JSON.stringify(lookOf(route)))).size,
    40,
    'forty looks',
  );
  assert.equal(clock(32_700), '9:05');
  assert.equal(clock(1_600_419_600), '9:00', 'the hour of the day, UTC');
  assert.deepEqual([0.3, 1, 1.1, 7, 340].map(roundUp), [0.5, 1, 2, 10, 500]);
});
