import type { RoutingProblem, Shipment, Stop } from '@baogong/solver/routing';
import { distanceMatrix, thousandths } from './solver-instance.ts';

/**
 * An instance of Li & Lim (2001), pick-up and delivery: the first line says vehicles, capacity and speed (1), each other one
 * place, east, north, demand, ready, due, service, where it is picked up (0: here), where it is delivered (0: here).
 * Distances and times are times 1,000, to the nearest integer, as in VROOM's own benchmark of these sets.
 */
export function readLiLim(text: string): RoutingProblem {
  const [head, ...places] = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const { scale } = thousandths;
  const [count, capacity] = head! as [number, number];
  const stopOf = (place: number): Stop => {
    const [id, , , , ready, due, service] = places[place]!;
    return {
      id: id!,
      location_index: place,
      service: service! * scale,
      time_windows: [[ready! * scale, due! * scale]],
    };
  };
  const shipments = places.flatMap(([, , , demand, , , , , delivery], place): Shipment[] =>
    delivery! > 0 ? [{ amount: [demand!], pickup: stopOf(place), delivery: stopOf(delivery!) }] : [],
  );
  const [, , , , open, close] = places[0]! as number[];
  const vehicles = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    start_index: 0,
    end_index: 0,
    capacity: [capacity],
    time_window: [open! * scale, close! * scale] as [number, number],
  }));
  const durations = distanceMatrix(
    places.map(([, x, y]) => [x!, y!] as const),
    thousandths,
  );
  return { vehicles, shipments, matrices: { car: { durations } } };
}
