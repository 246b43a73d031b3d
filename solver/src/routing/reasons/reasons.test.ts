import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoutingPlan } from '../plan.ts';
import type { Job, RoutingProblem, Shipment, Vehicle } from '../problem.ts';
import { explainUnassigned } from './reasons.ts';
import { solve } from '../solve.ts';
import { UNREACHABLE } from '../travel/travel.ts';

const durations = [
  [0, 100, 200, UNREACHABLE],
  [100, 0, 150, UNREACHABLE],
  [200, 150, 0, UNREACHABLE],
  [UNREACHABLE, UNREACHABLE, UNREACHABLE, 0],
];

const van: Vehicle = {
  id: 1,
  start_index: 0,
  end_index: 0,
  capacity: [10],
  skills: [1],
  type: 'van',
  size: 2,
  time_window: [0, 1000],
};

/** Reasons of one task when nobody serves it, as `code: vehicles`. */
function reasonsOf(
  task: Partial<Job> | Shipment,
  vehicles: Partial<Vehicle>[] = [{}],
  plan: Partial<RoutingPlan> = {},
): string[] {
  const problem: RoutingProblem = {
    vehicles: vehicles.map((own, at) => ({ ...van, id: at + 1, ...own })),
    matrices: { car: { durations, distances: durations } },
    ...('amount' in task
      ? { shipments: [task as Shipment] }
      : { jobs: [{ id: 1, location_index: 1, ...task } as Job] }),
  };
  const type = 'amount' in task ? 'pickup' : 'job';
  const left = { routes: [], unassigned: [{ id: 1, type, reasons: [] }], ...plan } as unknown as RoutingPlan;
  return explainUnassigned(problem, left).unassigned[0]!.reasons.map(
    ({ code, vehicles }) => `${code}: ${vehicles.join(' ')}`,
  );
}

test('each rule that keeps every vehicle away is told with the vehicles', () => {
  assert.deepEqual(reasonsOf({ skills: [1, 2] }, [{}, {}]), ['skills: 1 2']);
  assert.deepEqual(reasonsOf({ delivery: [11] }), ['capacity: 1']);
  assert.deepEqual(reasonsOf({ pickup: [11], delivery: [10] }), ['capacity: 1']);
  assert.deepEqual(reasonsOf({ max_vehicle_size: 1.5 }), ['vehicle-size: 1']);
  assert.deepEqual(reasonsOf({ vehicle_types: ['truck'] }), ['vehicle-type: 1']);
  assert.deepEqual(reasonsOf({ location_index: 3 }), ['unreachable: 1']);
  assert.deepEqual(reasonsOf({}, [{ max_tasks: 0 }]), ['task-limit: 1']);
  assert.deepEqual(reasonsOf({}, [{ max_travel_time: 199 }]), ['travel-limit: 1']);
  assert.deepEqual(reasonsOf({}, [{ max_distance: 199 }]), ['travel-limit: 1']);
  assert.deepEqual(reasonsOf({ service: 101 }, [{ max_duration: 300 }]), ['travel-limit: 1']);
  assert.deepEqual(reasonsOf({ time_windows: [[0, 99]] }), ['time-window: 1']);
  assert.deepEqual(reasonsOf({ time_windows: [[901, 2000]] }), ['time-window: 1'], 'back after the shift');
  assert.deepEqual(reasonsOf({ service: 801 }), ['time-window: 1']);
  assert.deepEqual(reasonsOf({ service: 700 }, [{ breaks: [{ id: 1, service: 101 }] }]), ['time-window: 1']);
  assert.deepEqual(
    reasonsOf({}, [{ breaks: [{ id: 1, time_windows: [[1001, 1100]] }] }]),
    ['time-window: 1'],
    'its break is after the shift',
  );
});

test('different rules may keep different vehicles away, and a vehicle may have several', () => {
  assert.deepEqual(reasonsOf({ skills: [2], delivery: [5] }, [{ capacity: [4] }, { skills: [2], capacity: [3] }, {}]), [
    'skills: 1 3',
    'capacity: 1 2',
  ]);
});

test('both ends of a shipment count', () => {
  const shipment = (delivery: object) => ({
    amount: [5],
    pickup: { id: 1, location_index: 1 },
    delivery: { id: 1, location_index: 2, ...delivery },
  });
  assert.deepEqual(reasonsOf(shipment({ time_windows: [[0, 249]] })), ['time-window: 1']);
  assert.deepEqual(reasonsOf(shipment({ time_windows: [[0, 250]] })), ['fleet-is-busy: 1']);
  assert.deepEqual(reasonsOf(shipment({ max_vehicle_size: 1 })), ['vehicle-size: 1']);
  assert.deepEqual(reasonsOf(shipment({}), [{ max_tasks: 1 }]), ['task-limit: 1']);
});

test('lateness that is allowed keeps nobody away', () => {
  assert.deepEqual(reasonsOf({ time_windows: [[0, 50]], lateness: { most: 50, per_hour: 1 } }), ['fleet-is-busy: 1']);
  assert.deepEqual(reasonsOf({ time_windows: [[0, 50]], lateness: { most: 49, per_hour: 1 } }), ['time-window: 1']);
});

test('of a task that may be dropped, room in a route makes it not worth its cost; a full route makes the fleet busy', () => {
  const problem = (delivery: number): RoutingProblem => ({
    vehicles: [van],
    jobs: [
      { id: 1, location_index: 1, delivery: [6] },
      { id: 2, location_index: 2, delivery: [delivery], drop_cost: 1 },
    ],
    matrices: { car: { durations } },
  });
  const reasons = (delivery: number) =>
    explainUnassigned(problem(delivery), solve(problem(delivery), { iterations: 10 })).unassigned[0]?.reasons;
  assert.deepEqual(reasons(4), [{ code: 'not-worth-its-cost', vehicles: [1] }]);
  assert.deepEqual(reasons(5), [{ code: 'fleet-is-busy', vehicles: [1] }]);
});

test('an idle vehicle makes a task that was dropped not worth its cost', () => {
  assert.deepEqual(reasonsOf({ drop_cost: 3 }, [{}, { capacity: [0] }]), ['not-worth-its-cost: 1 2']);
});

test('a thousand tasks before three hundred vehicles are explained in a moment', () => {
  const at = (x: number): [number, number] => [116 + x / 1000, 40];
  const problem: RoutingProblem = {
    vehicles: Array.from({ length: 300 }, (_, id) => ({ id, start: at(id), capacity: [0], time_window: [0, 36_000] })),
    jobs: Array.from({ length: 1000 }, (_, id) => ({ id, location: at(id), delivery: [1] })),
  };
  const unassigned = problem.jobs!.map(({ id }) => ({ id, type: 'job' as const, reasons: [] }));
  const started = process.cpuUsage();
  const plan = explainUnassigned(problem, { routes: [], unassigned } as unknown as RoutingPlan);
  assert.equal(plan.unassigned[999]!.reasons[0]!.vehicles.length, 100, 'a hundred are named');
  const spent = process.cpuUsage(started);
  assert.ok(spent.user < 3_000_000, `${spent.user} µs`);
});
