import { classInts, column } from '../compile/classes.ts';
import type { RoutingModel } from '../compile/model.ts';

/** When a vehicle is where: times from the model's origin. */
export type TimedStop = {
  stop: number;
  arrival: number;
  waiting: number;
  setup: number;
  service: number;
  /** Seconds of travel since the start. */
  travelled: number;
};

export type Timeline = { start: number; stops: TimedStop[]; end: number; travelled: number };

/** The class of a slot. */
export function classOfSlot(model: RoutingModel, slot: number): number {
  let which = 0;
  while (
    slot >=
    model.classInts[which * classInts + column.firstSlot]! + model.classInts[which * classInts + column.slots]!
  ) {
    which++;
  }
  return which;
}

/** Travel of a class between places, by one of its matrices. */
export function legOf(model: RoutingModel, which: number, matrix: number, from: number, to: number): number {
  return model.travel[model.classInts[which * classInts + matrix]! + from * model.places + to]!;
}

/**
 * Times of a route: it ends as early as it can, and starts as late as that allows, so that it waits least (as VROOM reports).
 */
export function timelineOf(model: RoutingModel, which: number, stops: readonly number[]): Timeline {
  const opens = model.classInts[which * classInts + column.opens]!;
  const earliest = drive(model, which, stops, opens);
  return drive(model, which, stops, latestStartFor(model, which, stops, earliest));
}

function drive(model: RoutingModel, which: number, stops: readonly number[], start: number): Timeline {
  let place = model.classInts[which * classInts + column.start]!;
  let time = start;
  let travelled = 0;
  const timed = stops.map((stop): TimedStop => {
    const to = model.place[stop]!;
    const leg = legOf(model, which, column.durations, place, to);
    const arrival = time + leg;
    travelled += leg;
    const begins = earliestStart(model, stop, arrival);
    const { setup, service } = taskTimes(model, which, stop, place);
    time = begins + setup + service;
    place = to;
    return { stop, arrival, waiting: begins - arrival, setup, service, travelled };
  });
  const leg = legOf(model, which, column.durations, place, model.classInts[which * classInts + column.end]!);
  return { start, stops: timed, end: time + leg, travelled: travelled + leg };
}

function taskTimes(model: RoutingModel, which: number, stop: number, from: number): { setup: number; service: number } {
  const cell = model.classInts[which * classInts + column.type]! * model.stops + stop;
  return { setup: from === model.place[stop] ? 0 : model.setup[cell]!, service: model.service[cell]! };
}

/** When service starts on arrival at a time; past the last window at once. */
function earliestStart(model: RoutingModel, stop: number, time: number): number {
  for (let window = model.firstWindow[stop]!; window < model.firstWindow[stop + 1]!; window++) {
    if (time <= model.windows[2 * window + 1]!) return Math.max(time, model.windows[2 * window]!);
  }
  return time;
}

function latestStart(model: RoutingModel, stop: number, time: number): number {
  for (let window = model.firstWindow[stop + 1]! - 1; window >= model.firstWindow[stop]!; window--) {
    if (time >= model.windows[2 * window]!) return Math.min(time, model.windows[2 * window + 1]!);
  }
  return time;
}

/** The latest start that reaches the end when the timeline does. */
function latestStartFor(model: RoutingModel, which: number, stops: readonly number[], timeline: Timeline): number {
  let time = timeline.end;
  let place = model.classInts[which * classInts + column.end]!;
  for (let index = stops.length - 1; index >= 0; index--) {
    const stop = stops[index]!;
    const timed = timeline.stops[index]!;
    const leaves = time - legOf(model, which, column.durations, model.place[stop]!, place);
    const starts = latestStart(model, stop, leaves - timed.setup - timed.service);
    time = Math.max(starts, timed.arrival + timed.waiting);
    place = model.place[stop]!;
  }
  const first = model.classInts[which * classInts + column.start]!;
  return Math.max(timeline.start, time - legOf(model, which, column.durations, first, place));
}
