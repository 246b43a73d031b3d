import { classFloats, classInts, column, rate } from '../compile/classes.ts';
import type { RoutingModel } from '../compile/model.ts';
import type { PlanRoute, PlanStep, PlanSummary, RoutingPlan, UnassignedTask } from '../plan.ts';
import type { Coordinates, Reload, Stop } from '../problem.ts';
import type { Routes } from '../search/search.ts';
import { tripLoads } from './loads.ts';
import { type Timeline, classOfSlot, legOf, timelineOf } from './timeline.ts';

/** The plan that sequences of stops make: exact times, loads and costs of each route. */
export function schedule(model: RoutingModel, routes: Routes): RoutingPlan {
  const made: PlanRoute[] = [];
  routes.forEach((stops, slot) => {
    if (stops.some((stop) => stop < model.visits)) made.push(routeOf(model, slot, stops));
  });
  made.sort((left, right) => vehicleRank(model, left) - vehicleRank(model, right));
  const served = new Set(routes.flat());
  const unassigned: UnassignedTask[] = [];
  for (let visit = 0; visit < model.visits; visit++)
    if (!served.has(visit)) unassigned.push(unassignedOf(model, visit));
  return { code: 0, summary: summaryOf(model, made, unassigned.length), unassigned, routes: made };
}

function vehicleRank(model: RoutingModel, route: PlanRoute): number {
  return model.problem.vehicles.findIndex(({ id }) => id === route.vehicle);
}

function routeOf(model: RoutingModel, slot: number, stops: readonly number[]): PlanRoute {
  const which = classOfSlot(model, slot);
  const vehicle = model.problem.vehicles[model.vehicleOf[slot]!]!;
  const timeline = timelineOf(model, which, stops);
  const steps = stepsOf(model, slot, which, timeline);
  const sum = (pick: (step: PlanStep) => number) => steps.reduce((total, step) => total + pick(step), 0);
  const quantities = quantitiesOf(model, stops);
  return {
    vehicle: vehicle.id,
    ...(vehicle.description === undefined ? {} : { description: vehicle.description }),
    cost: costOf(model, slot, which, stops, timeline),
    ...quantities,
    setup: sum(({ setup }) => setup),
    service: sum(({ service }) => service),
    duration: timeline.travelled,
    waiting_time: sum(({ waiting_time: waiting }) => waiting),
    priority: stops.reduce((total, stop) => total + priorityOf(model, stop), 0),
    ...distanceOf(steps),
    violations: [],
    steps,
  };
}

function distanceOf(steps: readonly PlanStep[]): { distance?: number } {
  const distance = steps.at(-1)?.distance;
  return distance === undefined ? {} : { distance };
}

function stepsOf(model: RoutingModel, slot: number, which: number, timeline: Timeline): PlanStep[] {
  const vehicle = model.problem.vehicles[model.vehicleOf[slot]!]!;
  const stops = timeline.stops.map(({ stop }) => stop);
  const loads = tripLoads(model, stops);
  const first = model.classInts[which * classInts + column.start]!;
  const last = model.classInts[which * classInts + column.end]!;
  const places = [first, ...stops.map((stop) => model.place[stop]!), last];
  const metres = metresAlong(model, which, places);
  const end = timeline.end;
  const moments = [
    { ...idle, type: 'start' as const, arrival: timeline.start, ...where(vehicle.start, vehicle.start_index) },
    ...timeline.stops.map((timed) => ({
      ...named(model, timed.stop),
      arrival: timed.arrival,
      duration: timed.travelled,
      setup: timed.setup,
      service: timed.service,
      waiting_time: timed.waiting,
    })),
    {
      ...idle,
      type: 'end' as const,
      arrival: end,
      duration: timeline.travelled,
      ...where(vehicle.end, vehicle.end_index),
    },
  ];
  const steps = moments.map((moment, index): PlanStep => {
    const distance = metres ? { distance: metres[index]! } : {};
    return { ...moment, arrival: moment.arrival + model.origin, ...distance, load: loads[index]!, violations: [] };
  });
  const isShown = [vehicle.start ?? vehicle.start_index, ...stops, vehicle.end ?? vehicle.end_index];
  return steps.filter((_, index) => isShown[index] !== undefined);
}

const idle = { duration: 0, setup: 0, service: 0, waiting_time: 0 };

function where(location: Coordinates | undefined, index: number | undefined) {
  return {
    ...(location === undefined ? {} : { location }),
    ...(index === undefined ? {} : { location_index: index }),
  };
}

/** Metres since the start at each of the places; undefined where the problem knows no distances. */
function metresAlong(model: RoutingModel, which: number, places: readonly number[]): number[] | undefined {
  if (model.classInts[which * classInts + column.distances]! < 0) return undefined;
  let sum = 0;
  return places.map((place, index) => {
    if (index > 0) sum += legOf(model, which, column.distances, places[index - 1]!, place);
    return sum;
  });
}

function sourceOf(model: RoutingModel, stop: number): Stop {
  const { type, index } = model.source[stop]!;
  return type === 'job' ? model.problem.jobs![index]! : model.problem.shipments![index]![type as 'pickup' | 'delivery'];
}

function named(model: RoutingModel, stop: number) {
  const { type } = model.source[stop]!;
  const source: Stop | Reload = sourceOf(model, stop);
  const description = source.description === undefined ? {} : { description: source.description };
  return { type, id: source.id, ...description, ...where(source.location, source.location_index) };
}

function priorityOf(model: RoutingModel, stop: number): number {
  const { type, index } = model.source[stop]!;
  if (type === 'job') return model.problem.jobs![index]!.priority ?? 0;
  return type === 'pickup' ? (model.problem.shipments![index]!.priority ?? 0) : 0;
}

/** Sums of what jobs deliver and take; a shipment's amount counts in all three, as in VROOM. */
function quantitiesOf(model: RoutingModel, stops: readonly number[]) {
  const zero = () => Array.from({ length: model.dimensions }, () => 0);
  const delivery = zero();
  const pickup = zero();
  for (const stop of stops) {
    for (let dimension = 0; dimension < model.dimensions; dimension++) {
      const cell = stop * model.dimensions + dimension;
      const delivered = model.delivers[cell]!;
      const gained = model.gains[cell]!;
      delivery[dimension]! += model.role[stop] === 2 ? -gained : delivered;
      if (model.role[stop] !== 2) pickup[dimension]! += gained + delivered;
    }
  }
  return { delivery, amount: [...delivery], pickup };
}

function costOf(
  model: RoutingModel,
  slot: number,
  which: number,
  stops: readonly number[],
  timeline: Timeline,
): number {
  const floats = model.classFloats.subarray(which * classFloats, (which + 1) * classFloats);
  const ends = [model.classInts[which * classInts + column.start]!, model.classInts[which * classInts + column.end]!];
  const places = [ends[0]!, ...stops.map((stop) => model.place[stop]!), ends[1]!];
  let priced = 0;
  if (model.classInts[which * classInts + column.costs]! >= 0) {
    for (let index = 1; index < places.length; index++) {
      priced += legOf(model, which, column.costs, places[index - 1]!, places[index]!);
    }
  }
  const tasks = timeline.stops.filter(({ stop }) => stop < model.visits);
  const seconds = tasks.reduce((total, { setup, service }) => total + setup + service, 0);
  const strangers = stops.filter(
    (stop) => stop < model.visits && model.home[stop]! >= 0 && model.home[stop] !== slot,
  ).length;
  return tidy(
    floats[rate.fixed]! +
      floats[rate.time]! * timeline.travelled +
      floats[rate.cost]! * priced +
      floats[rate.task]! * seconds +
      model.changePrice * strangers,
  );
}

/** Money to a millionth: sums of fractions end in noise. */
export function tidy(money: number): number {
  return Math.round(money * 1e6) / 1e6;
}

function unassignedOf(model: RoutingModel, visit: number): UnassignedTask {
  const { type, id, ...rest } = named(model, visit);
  return { id, type: type as UnassignedTask['type'], ...rest, reasons: [] };
}

function summaryOf(model: RoutingModel, routes: readonly PlanRoute[], unassigned: number): PlanSummary {
  const sum = (pick: (route: PlanRoute) => number) => routes.reduce((total, route) => total + pick(route), 0);
  const sums = (pick: (route: PlanRoute) => number[]) =>
    Array.from({ length: model.dimensions }, (_, dimension) => sum((route) => pick(route)[dimension]!));
  const distances = routes.map(({ distance }) => distance);
  return {
    cost: tidy(sum(({ cost }) => cost)),
    routes: routes.length,
    unassigned,
    delivery: sums(({ delivery }) => delivery),
    amount: sums(({ amount }) => amount),
    pickup: sums(({ pickup }) => pickup),
    setup: sum(({ setup }) => setup),
    service: sum(({ service }) => service),
    duration: sum(({ duration }) => duration),
    waiting_time: sum(({ waiting_time: waiting }) => waiting),
    priority: sum(({ priority }) => priority),
    ...(distances.every((distance) => distance !== undefined) ? { distance: sum(({ distance }) => distance!) } : {}),
    violations: [],
  };
}
