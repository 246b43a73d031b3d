import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from '../../testing/fuzz.ts';
import { optimumOf } from '../../testing/optimum.ts';
import type { RoutingProblem } from './problem.ts';

const SAMPLE = 100;
const ITERATIONS = 1000;
/** As in the bench, which holds thousands to it. */
const OPTIMAL_SHARE = 0.99;

test('plans of random small problems keep every rule, never beat the proven optimum, and nearly always reach it', () => {
  const results = Array.from({ length: SAMPLE }, (_, index) => fuzz(index + 1, ITERATIONS));
  const wrong = results.filter(({ outcome }) => outcome !== 'optimal' && outcome !== 'worse');
  assert.deepEqual(
    wrong.map(({ seed, outcome, detail }) => ({ seed, outcome, detail })),
    [],
  );
  const worse = results.filter(({ outcome }) => outcome === 'worse').map(({ seed }) => seed);
  assert.ok(worse.length <= SAMPLE * (1 - OPTIMAL_SHARE), `not optimal: seeds ${worse.join(', ')}`);
});

/** Places on a line, ten seconds from one to the next. */
const line: RoutingProblem['matrices'] = {
  car: { durations: [0, 10, 20, 30].map((from) => [0, 10, 20, 30].map((to) => Math.abs(from - to))) },
};

test('the enumeration goes out and back once where one trip carries all', () => {
  const vehicles = [{ id: 1, start_index: 0, end_index: 0, capacity: [3] }];
  const jobs = [1, 2, 3].map((id) => ({ id, location_index: id, delivery: [1] }));
  assert.deepEqual(optimumOf({ vehicles, jobs, matrices: line }), { priority: 0, tasks: 3, cost: 60 });
});

test('the enumeration reloads where the vehicle is too small, or leaves out what it may not reload for', () => {
  const vehicle = { id: 1, start_index: 0, end_index: 0, capacity: [1], reloads: [{ id: 1, location_index: 0 }] };
  const jobs = [1, 2].map((id) => ({ id, location_index: id, delivery: [1] }));
  assert.deepEqual(optimumOf({ vehicles: [vehicle], jobs, matrices: line }), { priority: 0, tasks: 2, cost: 60 });
  const never = { ...vehicle, max_reloads: 0 };
  assert.deepEqual(optimumOf({ vehicles: [never], jobs, matrices: line }), { priority: 0, tasks: 1, cost: 20 });
});

test('the enumeration drives on until a break’s window opens', () => {
  const breaks = [{ id: 1, service: 100, time_windows: [[5, 5] as [number, number]] }];
  const vehicle = { id: 1, start_index: 0, time_window: [0, 110] as [number, number], breaks };
  const jobs = [{ id: 1, location_index: 1 }];
  assert.deepEqual(optimumOf({ vehicles: [vehicle], jobs, matrices: line }), { priority: 0, tasks: 1, cost: 10 });
  const shorter = { ...vehicle, time_window: [0, 109] as [number, number] };
  assert.deepEqual(optimumOf({ vehicles: [shorter], jobs, matrices: line }), { priority: 0, tasks: 0, cost: 0 });
});

test('the enumeration leaves later where a day must be short, and rests where driving is long', () => {
  const jobs = [{ id: 1, location_index: 1, time_windows: [[100, 200] as [number, number]] }];
  const short = { id: 1, start_index: 0, end_index: 0, max_duration: 20 };
  assert.deepEqual(optimumOf({ vehicles: [short], jobs, matrices: line }), { priority: 0, tasks: 1, cost: 20 });
  const driver = { id: 1, start_index: 0, end_index: 0, driving_limit: { driving: 12, rest: 50 } };
  const early = [{ id: 1, location_index: 1, time_windows: [[0, 200] as [number, number]] }];
  const until = (end: number) => ({ ...driver, time_window: [0, end] as [number, number] });
  assert.equal(optimumOf({ vehicles: [until(70)], jobs: early, matrices: line }).tasks, 1);
  assert.equal(optimumOf({ vehicles: [until(69)], jobs: early, matrices: line }).tasks, 0);
});

test('the enumeration weighs a price of leaving out, and puts priority before number before cost', () => {
  const vehicles = [{ id: 1, start_index: 0, end_index: 0, max_tasks: 1 }];
  const cheap = [{ id: 1, location_index: 3, drop_cost: 59 }];
  assert.deepEqual(optimumOf({ vehicles, jobs: cheap, matrices: line }), { priority: 0, tasks: 0, cost: 59 });
  const jobs = [
    { id: 1, location_index: 1 },
    { id: 2, location_index: 3, priority: 1 },
  ];
  assert.deepEqual(optimumOf({ vehicles, jobs, matrices: line }), { priority: 1, tasks: 1, cost: 60 });
});

test('the enumeration begins with what is locked, and gives it to no other vehicle', () => {
  const steps = [{ type: 'job' as const, id: 2, locked: true }];
  const vehicles = [
    { id: 1, start_index: 0, end_index: 0, steps },
    { id: 2, start_index: 3, end_index: 3 },
  ];
  const jobs = [1, 2].map((id) => ({
    id,
    location_index: id,
    ...(id === 1 && { time_windows: [[0, 15]] as [number, number][] }),
  }));
  assert.deepEqual(optimumOf({ vehicles, jobs, matrices: line }), { priority: 0, tasks: 1, cost: 40 });
  const later = jobs.map(({ id, location_index }) => ({ id, location_index }));
  assert.deepEqual(optimumOf({ vehicles, jobs: later, matrices: line }), { priority: 0, tasks: 2, cost: 40 });
});
