import { classInts, column } from '../compile/classes.ts';
import type { RoutingModel } from '../compile/model.ts';
import { type Moment, type Timeline, legOf, placesOf, taskTimes } from './timeline.ts';

/**
 * Times of a route that can't be driven within its rules, which only locked steps bring about: everything as early as it can
 * be, late where it must be, without breaks and rests.
 */
export function driveRegardless(model: RoutingModel, which: number, stops: readonly number[]): Timeline {
  const places = placesOf(model, which, stops);
  const start = model.classInts[which * classInts + column.opens]!;
  let time = start;
  let travelled = 0;
  const moments = stops.map((stop, index): Moment => {
    const leg = legOf(model, which, column.durations, places[index]!, places[index + 1]!);
    const arrival = time + leg;
    travelled += leg;
    const begins = Math.max(arrival, openingAfter(model, stop, arrival));
    const times = taskTimes(model, which, stop, places[index]!);
    time = begins + times.setup + times.service;
    return { stop, pause: -1, arrival, waiting: begins - arrival, ...times, travelled };
  });
  const leg = legOf(model, which, column.durations, places.at(-2)!, places.at(-1)!);
  return { start, moments, end: time + leg, travelled: travelled + leg };
}

function openingAfter(model: RoutingModel, stop: number, time: number): number {
  for (let window = model.firstWindow[stop]!; window < model.firstWindow[stop + 1]!; window++) {
    if (time <= model.windows[2 * window + 1]!) return model.windows[2 * window]!;
  }
  return time;
}
