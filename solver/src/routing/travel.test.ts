import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Coordinates, RoutingProblem } from './problem.ts';
import { cosineOfDegrees, EARTH_RADIUS_METRES, sineOfDegrees } from './travel-great-circle.ts';
import { legSeconds, matricesOf, metresOfLeg, placesOf, UNREACHABLE_SECONDS } from './travel.ts';

const tiananmen: Coordinates = [116.3975, 39.9087];
const capitalAirport: Coordinates = [116.5975, 40.0725];

function toJobs(locations: Coordinates[]): RoutingProblem {
  return { vehicles: [{ id: 1, start: tiananmen }], jobs: locations.map((location, id) => ({ id, location })) };
}

/** The haversine formula as textbooks have it. */
function haversineMetres([fromEast, fromNorth]: Coordinates, [toEast, toNorth]: Coordinates): number {
  const radians = Math.PI / 180;
  const north = Math.sin(((toNorth - fromNorth) * radians) / 2) ** 2;
  const east = Math.sin(((toEast - fromEast) * radians) / 2) ** 2;
  const h = north + Math.cos(fromNorth * radians) * Math.cos(toNorth * radians) * east;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(Math.min(1, h)));
}

test('sine and cosine agree with the engine’s, beyond full turns too', () => {
  for (let degrees = -400; degrees <= 400; degrees += 0.7) {
    assert.ok(Math.abs(sineOfDegrees(degrees) - Math.sin((degrees * Math.PI) / 180)) < 2e-15);
    assert.ok(Math.abs(cosineOfDegrees(degrees) - Math.cos((degrees * Math.PI) / 180)) < 2e-15);
  }
});

test('distances are great circles, near and across the earth', () => {
  const locations: Coordinates[] = [
    tiananmen,
    capitalAirport,
    [114.3, 30.6],
    [-70, -33],
    [0, 90],
    [-63.6, -39.9],
    [180, 0],
  ];
  const problem = { ...toJobs(locations), travel: { car: { detour: 1 } } };
  const { size, distances } = matricesOf(problem).get('car')!;
  locations.forEach((from, row) =>
    locations.forEach((to, column) => {
      const metres = haversineMetres(from, to);
      assert.ok(Math.abs(distances![row * size + column]! - metres) <= 0.501 + metres * 1e-9, `${from} → ${to}`);
    }),
  );
});

test('a leg is the great circle times the detour, at the given speed', () => {
  const problem = toJobs([capitalAirport]);
  const usual = matricesOf(problem).get('car')!;
  const metres = haversineMetres(tiananmen, capitalAirport);
  assert.equal(usual.distances![1], Math.round(metres * 1.3));
  assert.equal(usual.durations[1], Math.round(Math.round(metres * 1.3) * 0.12), '30 km/h');
  const fast = matricesOf({ ...problem, travel: { car: { speed_kmh: 60, detour: 1 } } }).get('car')!;
  assert.equal(fast.durations[2], Math.round(Math.round(metres) * 0.06));
  assert.equal(metresOfLeg(tiananmen, capitalAirport), usual.distances![1]);
});

test('the same coordinates are the same place, for vehicles and stops alike', () => {
  const problem = toJobs([capitalAirport, [...tiananmen], [...capitalAirport]]);
  const places = placesOf(problem);
  assert.equal(places.count, 2);
  assert.deepEqual(
    problem.jobs!.map((job) => places.placeOf(job)),
    [1, 0, 1],
  );
  assert.equal(places.startOf(problem.vehicles[0]!), 0);
  assert.equal(places.endOf(problem.vehicles[0]!), -1, 'an open route');
});

test('given matrices go by index, each profile its own, and huge values mean no way', () => {
  const durations = [
    [0, 7, 4_294_967_295],
    [8, 0, 9],
    [1, 2, 0],
  ];
  const problem: RoutingProblem = {
    vehicles: [
      { id: 1, start_index: 2 },
      { id: 2, start_index: 0, profile: 'bike' },
    ],
    jobs: [{ id: 1, location_index: 1, location: tiananmen }],
    matrices: { car: { durations, costs: durations }, bike: { durations: new Int32Array(9) } },
  };
  const matrices = matricesOf(problem);
  assert.deepEqual([...matrices.get('car')!.durations], [0, 7, UNREACHABLE_SECONDS, 8, 0, 9, 1, 2, 0]);
  assert.equal(matrices.get('car')!.costs![1], 7);
  assert.equal(matrices.get('bike')!.durations, problem.matrices!.bike!.durations, 'flat matrices are not copied');
  const places = placesOf(problem);
  assert.equal(places.count, 3);
  assert.deepEqual(places.coordinates, [undefined, tiananmen, undefined]);
});

test('a speed factor divides each leg and rounds it', () => {
  assert.equal(legSeconds(100, 3), 33);
  assert.equal(legSeconds(100), 100);
  assert.equal(legSeconds(UNREACHABLE_SECONDS, 0.5), UNREACHABLE_SECONDS, 'no way stays no way');
});
