/* oxlint-disable typescript/no-explicit-any -- wrong types are put in on purpose */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFaults, isProblem, limits, withCurrentKeys } from './faults.ts';
import type { Fault } from '../plan.ts';
import type { RoutingProblem } from '../problem.ts';

/** Two vehicles, a job, a shipment, a break, a reload: as much as a small problem can have. */
function soundProblem(): RoutingProblem {
  return {
    vehicles: [
      {
        id: 1,
        start_index: 0,
        end_index: 0,
        capacity: [10, 5],
        skills: [1],
        time_window: [0, 1000],
        breaks: [{ id: 1, service: 10, time_windows: [[100, 200]], max_load: [5, 5] }],
        reloads: [{ id: 1, location_index: 0, service: 5 }],
        steps: [{ type: 'start' }, { type: 'job', id: 1, locked: true }, { type: 'end' }],
        costs: { fixed: 10.5 },
        driving_limit: { driving: 500, rest: 60 },
      },
      { id: 2, start_index: 1, capacity: [0, 0], speed_factor: 1.5, type: 'van' },
    ],
    jobs: [
      {
        id: 1,
        location_index: 1,
        delivery: [3, 0],
        service_per_type: { van: 30 },
        lateness: { most: 60, per_hour: 2 },
      },
    ],
    shipments: [
      {
        amount: [1, 1],
        pickup: { id: 1, location_index: 1 },
        delivery: { id: 1, location_index: 2, time_windows: [[0, 9]] },
      },
    ],
    matrices: {
      car: {
        durations: [
          [0, 1, 2],
          [1, 0, 3],
          [2, 3, 0],
        ],
        distances: [
          [0, 1, 2],
          [1, 0, 3],
          [2, 3, 0],
        ],
      },
    },
  };
}

/** The faults of the sound problem after one change, as `path code`. */
function faultsAfter(change: (problem: any) => void): string[] {
  const problem = soundProblem();
  change(problem);
  return findFaults(problem).map(({ path, code }) => `${path} ${code}`);
}

test('a sound problem has no faults', () => {
  assert.deepEqual(findFaults(soundProblem()), []);
  assert.ok(isProblem({ vehicles: [{ id: 0, start: [116, 40] }], jobs: [{ id: 0, location: [116, 40], note: 'x' }] }));
});

test('whatever stands in place of a problem is told apart from one', () => {
  for (const value of [null, undefined, 7, 'x', [], true, new Int32Array(3)])
    assert.deepEqual(
      findFaults(value).map(({ path, code }) => `${path} ${code}`),
      ['$ not-an-object'],
    );
  assert.deepEqual(
    findFaults({}).map(({ path, code }) => `${path} ${code}`),
    ['$.vehicles missing', '$.jobs no-tasks'],
  );
});

test('each fault names its path', () => {
  const cases: [string, (problem: any) => void][] = [
    ['$.vehicles empty', (p) => (p.vehicles = [])],
    ['$.vehicles not-a-list', (p) => (p.vehicles = {})],
    [
      '$.jobs no-tasks',
      (p) => {
        p.jobs = [];
        p.shipments = [];
        p.vehicles[0].steps = [];
      },
    ],
    ['$.jobs[0] not-an-object', (p) => (p.jobs[0] = 5)],
    ['$.jobs[0].id missing', (p) => delete p.jobs[0].id],
    ['$.jobs[0].id not-a-number', (p) => (p.jobs[0].id = '1')],
    ['$.jobs[0].id not-an-integer', (p) => (p.jobs[0].id = 1.5)],
    ['$.jobs[0].delivery[0] negative', (p) => (p.jobs[0].delivery[0] = -1)],
    ['$.jobs[0].delivery[0] not-a-number', (p) => (p.jobs[0].delivery[0] = NaN)],
    ['$.jobs[0].delivery[0] too-large', (p) => (p.jobs[0].delivery[0] = Infinity)],
    ['$.jobs[0].delivery dimensions-differ', (p) => p.jobs[0].delivery.pop()],
    ['$.jobs[0].service too-large', (p) => (p.jobs[0].service = 1e300)],
    ['$.jobs[0].time_windows empty', (p) => (p.jobs[0].time_windows = [])],
    ['$.jobs[0].time_windows[0] window-reversed', (p) => (p.jobs[0].time_windows = [[9, 8]])],
    ['$.jobs[0].time_windows[0] empty', (p) => (p.jobs[0].time_windows = [[9]])],
    [
      '$.jobs[0].time_windows windows-overlap',
      (p) =>
        (p.jobs[0].time_windows = [
          [50, 90],
          [0, 50],
        ]),
    ],
    ['$.jobs[0].timewindow unknown-key', (p) => (p.jobs[0].timewindow = [])],
    ['$.jobs[0].service_per_type.van not-a-number', (p) => (p.jobs[0].service_per_type.van = null)],
    ['$.jobs[0].service_per_type empty-key', (p) => (p.jobs[0].service_per_type[''] = 3)],
    ['$.jobs[0].lateness.per_hour missing', (p) => delete p.jobs[0].lateness.per_hour],
    ['$.jobs[0].location_index index-needed', (p) => delete p.jobs[0].location_index],
    ['$.jobs[0].location_index index-out-of-matrix', (p) => (p.jobs[0].location_index = 3)],
    ['$.jobs[0].priority too-large', (p) => (p.jobs[0].priority = 101)],
    ['$.jobs[1].id duplicate-id', (p) => p.jobs.push({ id: 1, location_index: 0 })],
    [
      '$.shipments[1].pickup.id duplicate-id',
      (p) => p.shipments.push({ pickup: { id: 1, location_index: 0 }, delivery: { id: 2, location_index: 0 } }),
    ],
    ['$.shipments[0].delivery missing', (p) => delete p.shipments[0].delivery],
    ['$.vehicles[1].id duplicate-id', (p) => (p.vehicles[1].id = 1)],
    ['$.vehicles[0].breaks[1].id duplicate-id', (p) => p.vehicles[0].breaks.push({ id: 1 })],
    ['$.vehicles[0].time_window window-reversed', (p) => (p.vehicles[0].time_window = [2000, 1000])],
    ['$.vehicles[0].costs.fixed negative', (p) => (p.vehicles[0].costs.fixed = -0.5)],
    ['$.vehicles[0].capacities unknown-key', (p) => (p.vehicles[0].capacities = [1])],
    ['$.vehicles[1].speed_factor not-above-zero', (p) => (p.vehicles[1].speed_factor = 0)],
    ['$.vehicles[1].speed_factor too-large', (p) => (p.vehicles[1].speed_factor = 5.01)],
    ['$.vehicles[1] no-start-and-no-end', (p) => delete p.vehicles[1].start_index],
    ['$.vehicles[1].profile no-matrix-for-profile', (p) => (p.vehicles[1].profile = 'bike')],
    ['$.vehicles[1].profile no-matrix-for-profile', (p) => (p.vehicles[1].profile = 'constructor')],
    [
      '$.vehicles[0].reloads[0].location_index index-out-of-matrix',
      (p) => (p.vehicles[0].reloads[0].location_index = 99),
    ],
    ['$.vehicles[0].driving_limit.driving not-above-zero', (p) => (p.vehicles[0].driving_limit.driving = 0)],
    [
      '$.vehicles[0].max_distance distances-needed',
      (p) => {
        delete p.matrices.car.distances;
        p.vehicles[0].max_distance = 9;
      },
    ],
    [
      '$.vehicles[0].costs.per_hour costs-given-twice',
      (p) => {
        p.matrices.car.costs = p.matrices.car.durations;
        p.vehicles[0].costs.per_hour = 9;
      },
    ],
    ['$.vehicles[0].steps[1].id unknown-task', (p) => (p.vehicles[0].steps[1].id = 77)],
    ['$.vehicles[0].steps[2].id task-named-twice', (p) => p.vehicles[0].steps.splice(2, 0, { type: 'job', id: 1 })],
    ['$.vehicles[1].steps[0].id task-named-twice', (p) => (p.vehicles[1].steps = [{ type: 'job', id: 1 }])],
    ['$.vehicles[1].steps[0].id unknown-break', (p) => (p.vehicles[1].steps = [{ type: 'break', id: 1 }])],
    ['$.vehicles[1].steps[0].id unknown-reload', (p) => (p.vehicles[1].steps = [{ type: 'reload', id: 1 }])],
    ['$.vehicles[1].steps[0].type not-one-of', (p) => (p.vehicles[1].steps = [{ type: 'drive' }])],
    ['$.vehicles[1].steps[0].id missing', (p) => (p.vehicles[1].steps = [{ type: 'job' }])],
    ['$.matrices.car.durations missing', (p) => delete p.matrices.car.durations],
    ['$.matrices.car.durations[1] matrix-not-square', (p) => p.matrices.car.durations[1].pop()],
    ['$.matrices.car.durations[1][2] negative', (p) => (p.matrices.car.durations[1][2] = -1)],
    ['$.matrices.car.durations[1][2] not-a-number', (p) => (p.matrices.car.durations[1][2] = null)],
    ['$.matrices.car.durations[1][2] not-an-integer', (p) => (p.matrices.car.durations[1][2] = 0.5)],
    ['$.matrices.car.distances matrix-sizes-differ', (p) => (p.matrices.car.distances = new Int32Array(16))],
    ['$.matrices.car.distances[4] negative', (p) => (p.matrices.car.distances = new Int32Array(9).fill(-1, 4, 5))],
    ['$.matrices.car.distance unknown-key', (p) => (p.matrices.car.distance = [])],
    ['$.travel.car.speed_kmh not-above-zero', (p) => (p.travel = { car: { speed_kmh: 0 } })],
    ['$.jobs[0].time_windows[0] times-too-far-apart', (p) => (p.jobs[0].time_windows = [[1.6e9, 1.7e9]])],
    ['$.change_cost negative', (p) => (p.change_cost = -1)],
  ];
  for (const [expected, change] of cases) assert.deepEqual(faultsAfter(change), [expected]);
});

test('coordinates are looked at where there are no matrices', () => {
  const problem = (job: object) => ({ vehicles: [{ id: 1, start: [116, 40] }], jobs: [{ id: 1, ...job }] });
  const faults = (job: object) => findFaults(problem(job)).map(({ path, code }) => `${path} ${code}`);
  assert.deepEqual(faults({ location_index: 3 }), ['$.jobs[0].location coordinates-needed']);
  assert.deepEqual(faults({ location: [40, 116] }), ['$.jobs[0].location[1] too-large']);
  assert.deepEqual(faults({ location: [-181, 0] }), ['$.jobs[0].location[0] too-small']);
  assert.deepEqual(faults({ location: '116,40' }), ['$.jobs[0].location not-coordinates']);
});

test('shipments that locked steps make impossible are faults, other steps are only advice', () => {
  const steps = (...names: string[]) =>
    names.map((name) => ({ type: name.replace('*', ''), id: 1, locked: name.endsWith('*') }));
  const faults = (first: string[], second: string[] = []) =>
    faultsAfter((p) => {
      p.vehicles[0].steps = steps(...first);
      p.vehicles[1].steps = steps(...second);
    });
  assert.deepEqual(faults(['delivery*', 'pickup*']), ['$.vehicles[0].steps[0] delivery-before-pickup']);
  assert.deepEqual(faults(['pickup', 'delivery*']), ['$.vehicles[0].steps[1] delivery-before-pickup']);
  assert.deepEqual(faults(['pickup*'], ['delivery*']), ['$.vehicles[1].steps[0] shipment-split']);
  assert.deepEqual(faults(['pickup*', 'reload*', 'delivery*']), ['$.vehicles[0].steps[2] reload-within-shipment']);
  assert.deepEqual(faults(['pickup*', 'reload*', 'delivery']), ['$.vehicles[0].steps[0] reload-within-shipment']);
  assert.deepEqual(faults(['pickup*', 'delivery']), []);
  assert.deepEqual(faults(['delivery', 'pickup']), []);
});

test('keys that look like another’s slip are faults, own keys of the reader are not', () => {
  const meant = (key: string) => {
    const [fault] = findFaults({ ...soundProblem(), jobs: [{ id: 1, location_index: 0, [key]: 1 }] }) as [Fault?];
    return fault?.code === 'unknown-key' ? fault.parameters?.meant : undefined;
  };
  for (const key of ['timeWindows', 'time_window', 'TIME_WINDOWS', 'time-windows', 'timewidnows'])
    assert.equal(meant(key), 'time_windows', key);
  assert.equal(meant('skill'), 'skills');
  assert.equal(meant('dropCost'), 'drop_cost');
  assert.equal(meant('deliveries'), 'delivery');
  for (const key of ['note', 'name', 'address', 'hospital', 'x', 'tags', 'phone', '地址', 'geometry'])
    assert.equal(meant(key), undefined, key);
});

test('keys that VROOM’s documentation crosses out are still read, and faults name them', () => {
  const old = {
    vehicles: [{ id: 1, start_index: 0, capacity: [3] }],
    jobs: [{ id: 1, location_index: 1, amount: [2] }],
    matrix: [
      [0, 1],
      [1, 0],
    ],
  };
  assert.deepEqual(findFaults(old), []);
  assert.deepEqual(withCurrentKeys(old), {
    vehicles: old.vehicles,
    jobs: [{ id: 1, location_index: 1, delivery: [2] }],
    matrices: { car: { durations: old.matrix } },
  });
  const wrong = {
    ...old,
    jobs: [{ id: 1, location_index: 1, amount: [-2] }],
    matrix: [
      [0, 1],
      [1, -5],
    ],
  };
  assert.deepEqual(
    findFaults(wrong).map(({ path }) => path),
    ['$.jobs[0].amount[0]', '$.matrix[1][1]'],
  );
});

test('faults have a bound, and a large problem is looked through in no time', () => {
  const durations = Array.from({ length: 2000 }, () => Array.from({ length: 2000 }, () => 5));
  const jobs = Array.from({ length: 20_000 }, (_, id) => ({
    id,
    location_index: id % 2000,
    delivery: [1],
    time_windows: [[0, 9]],
  }));
  const problem = { vehicles: [{ id: 1, start_index: 0, capacity: [9] }], jobs, matrices: { car: { durations } } };
  const started = process.cpuUsage();
  assert.deepEqual(findFaults(problem), []);
  assert.ok(process.cpuUsage(started).user < 2_000_000);
  assert.equal(findFaults({ ...problem, jobs: jobs.map((job) => ({ ...job, id: -1 })) }).length, limits.faults);
  assert.equal(
    findFaults({ ...problem, matrices: { car: { durations: durations.map((row) => row.map(() => -1)) } } }).length,
    5,
  );
});
