import * as data from '../../../kernel/ruin-recreate/data.ts';
import { EVENT_INTS, eventCount, events } from '../../../kernel/ruin-recreate/driving.ts';
import { fitDuration, latestStartFor } from '../../../kernel/ruin-recreate/exact.ts';
import { setKeys } from '../../../kernel/ruin-recreate/keys.ts';
import {
  arrivals,
  drive,
  prepareSimulation,
  recount,
  sequence,
  starts,
} from '../../../kernel/ruin-recreate/simulation.ts';
import { classInts, column } from '../compile/classes.ts';
import type { RoutingModel } from '../compile/model.ts';
import { type ModelReader, describe } from '../search/kernel.ts';
import { driveRegardless } from './regardless.ts';

/** A stop, or a break, or a rest, with its times from the model's origin. */
export type Moment = {
  /** Stop of the model; −1 for breaks and rests. */
  stop: number;
  /** Number of the break within its vehicle; −1 for stops and rests. */
  pause: number;
  arrival: number;
  waiting: number;
  setup: number;
  service: number;
  /** Seconds of travel since the start. */
  travelled: number;
};

export type Timeline = { start: number; moments: Moment[]; end: number; travelled: number };

/** Lets the simulation read this model's own arrays: to be called before the model's timelines. */
export function readModel(model: RoutingModel, longest: number): void {
  const reader = { ...data, setKeys } as unknown as ModelReader;
  describe(
    reader,
    model,
    (values) => values,
    (values) => values,
  );
  prepareSimulation(longest);
}

/** The class of a slot. */
export function classOfSlot(model: RoutingModel, slot: number): number {
  const isIn = (which: number) => {
    const first = model.classInts[which * classInts + column.firstSlot]!;
    return slot >= first && slot < first + model.classInts[which * classInts + column.slots]!;
  };
  let which = 0;
  while (!isIn(which)) which++;
  return which;
}

/** Travel of a class between places, by one of its matrices. */
export function legOf(model: RoutingModel, which: number, matrix: number, from: number, to: number): number {
  return model.travel[model.classInts[which * classInts + matrix]! + from * model.places + to]!;
}

/** Places of a route, its start and end included. */
export function placesOf(model: RoutingModel, which: number, stops: readonly number[]): number[] {
  const ends = [model.classInts[which * classInts + column.start]!, model.classInts[which * classInts + column.end]!];
  return [ends[0]!, ...stops.map((stop) => model.place[stop]!), ends[1]!];
}

/**
 * Times of a route: it ends as early as it can, and starts as late as that allows, so that it waits least (as VROOM reports).
 */
export function timelineOf(model: RoutingModel, which: number, stops: readonly number[]): Timeline {
  return drivenTimeline(model, which, stops) ?? driveRegardless(model, which, stops);
}

/** The same, if the route can be driven within the windows of the model. */
export function drivenTimeline(model: RoutingModel, which: number, stops: readonly number[]): Timeline | undefined {
  const opens = model.classInts[which * classInts + column.opens]!;
  sequence.set(stops);
  if (drive(which, stops.length, opens) < 0) return undefined;
  const earliest = Math.max(opens, fitDuration(which, stops.length, opens));
  const end = drive(which, stops.length, earliest);
  const start = latestStartFor(which, stops.length, earliest, end);
  drive(which, stops.length, start);
  recount(stops.length);
  return toldBy(model, which, stops, start);
}

/** What the simulation wrote down. */
function toldBy(model: RoutingModel, which: number, stops: readonly number[], start: number): Timeline {
  const places = placesOf(model, which, stops);
  const moments: Moment[] = [];
  let travelled = 0;
  let event = 0;
  for (let index = 0; index <= stops.length; index++) {
    for (; event < eventCount && events[event * EVENT_INTS + 1] === index; event++) moments.push(pauseOf(event));
    travelled += legOf(model, which, column.durations, places[index]!, places[index + 1]!);
    if (index === stops.length) break;
    const stop = stops[index]!;
    const arrival = arrivals[index]!;
    const times = taskTimes(model, which, stop, places[index]!);
    moments.push({ stop, pause: -1, arrival, waiting: starts[index]! - arrival, ...times, travelled });
  }
  return { start, moments, end: arrivals[stops.length]!, travelled };
}

function pauseOf(event: number): Moment {
  const [pause, , arrival, waiting, service, travelled] = events.subarray(event * EVENT_INTS, (event + 1) * EVENT_INTS);
  return {
    stop: -1,
    pause: pause!,
    arrival: arrival!,
    waiting: waiting!,
    setup: 0,
    service: service!,
    travelled: travelled!,
  };
}

/** Seconds of setup (none where the vehicle comes from the same place) and service. */
export function taskTimes(model: RoutingModel, which: number, stop: number, from: number) {
  const cell = model.classInts[which * classInts + column.type]! * model.stops + stop;
  return { setup: from === model.place[stop] ? 0 : model.setup[cell]!, service: model.service[cell]! };
}
