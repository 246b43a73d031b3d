import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Coordinates, RoutingProblem, TravelAssumption, Vehicle } from '../problem.ts';
import { isUnreachable, legsOf } from '../travel/travel.ts';
import { column } from './classes.ts';
import { compile } from './compile.ts';
import { NO_WAY } from './model.ts';

/** Places that look drawn, `spread` degrees around a city; more than two tiles of them. */
function problemOf(spread: number, car: TravelAssumption, vehicle: Partial<Vehicle>): RoutingProblem {
  let state = 7;
  const draw = () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
  const places = Array.from(
    { length: 150 },
    (): Coordinates => [Math.max(-180, Math.min(180, 114 + 2 * spread * draw())), 30 + spread * draw()],
  );
  return {
    vehicles: [{ id: 1, start: places[0]!, end: places[1]!, ...vehicle }],
    jobs: places.map((location, index) => ({ id: index + 1, location })),
    travel: { car },
  };
}

const cases: [string, RoutingProblem][] = [
  ['in a city', problemOf(0.3, {}, {})],
  ['in a city, at a speed that divides no leg evenly', problemOf(0.3, { speed_kmh: 37, detour: 1.27 }, {})],
  ['in a province, at walking pace', problemOf(1.5, { speed_kmh: 4 }, {})],
  ['in a country, with a vehicle of its own speed', problemOf(12, { detour: 1 }, { speed_factor: 0.7 })],
  ['around the world', problemOf(110, { speed_kmh: 1000 }, { costs: { per_km: 2 } })],
  ['too slow to arrive', problemOf(110, { speed_kmh: 0.2 }, {})],
  ['on a route without a start', problemOf(0.3, {}, { start: undefined })],
];

for (const [name, problem] of cases)
  test(`each leg of the table is the one that the checker works out: ${name}`, () => {
    const model = compile(problem);
    const legOf = legsOf(problem, problem.vehicles[0]!);
    const jobs = problem.jobs!.map((job, index) => ({ place: model.place[index]!, location: job.location! }));
    let noWays = 0;
    for (const from of jobs)
      for (const to of jobs) {
        const cell = from.place * model.places + to.place;
        const leg = legOf({ coordinates: from.location }, { coordinates: to.location });
        const seconds = isUnreachable(leg) ? NO_WAY : leg.seconds;
        noWays += Number(isUnreachable(leg));
        assert.equal(model.travel[model.classInts[column.durations]! + cell], seconds);
        const distances = model.classInts[column.distances]!;
        if (distances >= 0) assert.equal(model.travel[distances + cell], leg.metres);
      }
    assert.equal(noWays > 0, name.includes('too slow'), `${noWays} of ${jobs.length ** 2} legs can’t be driven`);
    const { start } = problem.vehicles[0]!;
    if (!start) assert.equal(model.travel[model.classInts[column.start]! * model.places + 5], 0);
  });
