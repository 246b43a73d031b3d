import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Coordinates, RoutingProblem, Vehicle } from '../problem.ts';
import { cosineOfDegrees, EARTH_RADIUS_METRES, sineOfDegrees } from './great-circle.ts';
import {
  endOf,
  greatCircleMetres,
  isSamePlace,
  isUnreachable,
  legsOf,
  placeOfStop,
  startOf,
  UNREACHABLE,
} from './travel.ts';

const tiananmen: Coordinates = [116.3975, 39.9087];
const capitalAirport: Coordinates = [116.5975, 40.0725];

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
  const places: Coordinates[] = [
    tiananmen,
    capitalAirport,
    [114.3, 30.6],
    [-70, -33],
    [0, 90],
    [-63.6, -39.9],
    [180, 0],
  ];
  for (const from of places)
    for (const to of places) {
      const metres = haversineMetres(from, to);
      // Next to the opposite point the textbook formula is the one that loses digits.
      assert.ok(Math.abs(greatCircleMetres(from, to) - metres) <= 0.001 + metres * 1e-8, `${from} → ${to}`);
    }
});

test('a leg is the great circle times the detour, at the given speed', () => {
  const vehicle: Vehicle = { id: 1, start: tiananmen };
  const problem: RoutingProblem = { vehicles: [vehicle] };
  const [from, to] = [{ coordinates: tiananmen }, { coordinates: capitalAirport }];
  const metres = haversineMetres(tiananmen, capitalAirport);
  assert.deepEqual(legsOf(problem, vehicle)(from, to), {
    seconds: Math.round(metres * 1.3 * 0.12),
    metres: Math.round(metres * 1.3),
  });
  const fast = { ...problem, travel: { car: { speed_kmh: 60, detour: 1 } } };
  assert.equal(legsOf(fast, { ...vehicle, speed_factor: 2 })(from, to).seconds, Math.round(metres * 0.03));
  assert.equal(legsOf(fast, { ...vehicle, profile: 'bike' })(from, to).metres, Math.round(metres * 1.3));
});

test('given matrices go by index, rows of rows or flat, divided by the speed factor', () => {
  const durations = [
    [0, 7],
    [8, 0],
  ];
  const problem: RoutingProblem = {
    vehicles: [],
    matrices: { car: { durations, costs: durations }, bike: { durations: Int32Array.of(0, 70, 80, 0) } },
  };
  const [from, to] = [{ index: 1 }, { index: 0 }];
  assert.deepEqual(legsOf(problem, { id: 1 })(from, to), { seconds: 8, metres: undefined, cost: 8 });
  assert.equal(legsOf(problem, { id: 1, profile: 'bike', speed_factor: 3 })(from, to).seconds, 27);
});

test('places are one by index where there are matrices, else by coordinates; open ends are none', () => {
  const byCoordinates: RoutingProblem = { vehicles: [] };
  const byIndex: RoutingProblem = { vehicles: [], matrices: { car: { durations: [[0]] } } };
  const one = placeOfStop({ location: tiananmen, location_index: 1 });
  const other = placeOfStop({ location: [...tiananmen], location_index: 2 });
  assert.ok(isSamePlace(byCoordinates, one, other));
  assert.ok(!isSamePlace(byIndex, one, other));
  assert.equal(startOf({ id: 1, end_index: 0 }), undefined);
  assert.deepEqual(endOf({ id: 1, end_index: 0 }), { index: 0, coordinates: undefined });
});

test('huge entries of a matrix mean that there is no way', () => {
  const problem: RoutingProblem = {
    vehicles: [],
    matrices: {
      car: {
        durations: [
          [0, 4_294_967_295],
          [5, 0],
        ],
      },
    },
  };
  const legOf = legsOf(problem, { id: 1 });
  assert.equal(legOf({ index: 0 }, { index: 1 }).seconds, UNREACHABLE);
  assert.ok(isUnreachable(legOf({ index: 0 }, { index: 1 })));
  assert.ok(!isUnreachable(legOf({ index: 1 }, { index: 0 })));
});
