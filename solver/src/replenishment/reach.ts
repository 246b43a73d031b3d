import type { Problem } from './problem.ts';
import { travelOr } from './travel-or.ts';

/**
 * Least driving minutes from the base to every place, or with `back` from every place to the base, over any other places
 * (Dijkstra, Numerische Mathematik 1, 1959): a table of travel need not be metric.
 */
export function leastDriving({ travelMinutes }: Problem, back: boolean): Float64Array {
  const places = travelMinutes.length;
  const minutes = new Float64Array(places).fill(Number.POSITIVE_INFINITY);
  const done = new Uint8Array(places);
  minutes[0] = 0;
  for (let round = 0; round < places; round += 1) {
    let from = -1;
    for (let place = 0; place < places; place += 1)
      if (!done[place] && (from < 0 || minutes[place]! < minutes[from]!)) from = place;
    done[from] = 1;
    for (let to = 0; to < places; to += 1) {
      const way = travelOr(back ? travelMinutes[to]![from] : travelMinutes[from]![to]);
      if (minutes[from]! + way < minutes[to]!) minutes[to] = minutes[from]! + way;
    }
  }
  return minutes;
}
