import type { Coordinates, Job, RoutingProblem, Vehicle, VehicleStep } from '@baogong/solver/routing';
import { drawFrom, type Draw } from '../../solver/testing/random-problem.ts';

/** A day of deliveries in a made city: as many stops as one likes, the same ones for the same seed. */
export type CityOrder = { stops: number; vehicles: number; seed: number };

/** Of a stop for each 10,000: at that size 300 vehicles drive. */
export function fleetOf(stops: number): number {
  return Math.max(5, Math.ceil(stops * 0.03));
}

const CENTRE: Coordinates = [116.4, 39.9];
const HOUR = 3600;

/**
 * Two in three stops lie in clusters of about 60 around 20 km of city, the rest anywhere in it; half of them have a window of
 * two to four hours. Places are coordinates, so that the solver computes the legs (30 km/h, detour 1.3).
 */
export function cityProblem({ stops, vehicles, seed }: CityOrder): RoutingProblem {
  const draw = drawFrom(seed);
  const centres = Array.from({ length: Math.max(4, Math.ceil(stops / 60)) }, () => around(draw, CENTRE, 0.12));
  return {
    vehicles: Array.from(
      { length: vehicles },
      (_, index): Vehicle => ({
        id: index + 1,
        start: CENTRE,
        end: CENTRE,
        capacity: [Math.ceil((stops * 10 * 1.25) / vehicles)],
        time_window: [7 * HOUR, 19 * HOUR],
      }),
    ),
    jobs: Array.from({ length: stops }, (_, index) => {
      const home = draw.chance(2 / 3) ? around(draw, draw.one(centres), 0.008) : around(draw, CENTRE, 0.12);
      return cityJob(draw, index + 1, home);
    }),
  };
}

/** The same day with news: calls that nobody knew of, and one vehicle that breaks down; every other one goes on from its plan. */
export function cityAfterEvent(
  problem: RoutingProblem,
  planned: ReadonlyMap<number, VehicleStep[]>,
  seed: number,
): RoutingProblem {
  const draw = drawFrom(seed);
  const first = problem.jobs!.length + 1;
  const calls = Array.from({ length: 5 }, (_, index) => cityJob(draw, first + index, around(draw, CENTRE, 0.12)));
  return {
    ...problem,
    vehicles: problem.vehicles.slice(1).map((vehicle) => ({ ...vehicle, steps: planned.get(vehicle.id) ?? [] })),
    jobs: [...problem.jobs!, ...calls],
  };
}

function cityJob(draw: Draw, id: number, location: Coordinates): Job {
  const from = draw.whole(8, 15) * HOUR;
  const windows = draw.chance(0.5) ? [[from, from + draw.whole(2, 4) * HOUR] as [number, number]] : undefined;
  return {
    id,
    location,
    service: draw.whole(2, 8) * 60,
    delivery: [draw.whole(1, 19)],
    ...(windows && { time_windows: windows }),
  };
}

/** Sum of four draws: near to a bell; a degree east is shorter than one north. */
function around(draw: Draw, [longitude, latitude]: Coordinates, spread: number): Coordinates {
  const bell = () => (draw.whole(-10_000, 10_000) + draw.whole(-10_000, 10_000)) / 10_000;
  return [longitude + bell() * spread * 1.3, latitude + bell() * spread];
}
