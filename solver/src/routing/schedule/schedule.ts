import { classFloats, classInts, column, rate } from '../compile/classes.ts';
import type { RoutingModel } from '../compile/model.ts';
import type { PlanRoute, PlanStep, PlanSummary, RoutingPlan, UnassignedTask, Violation } from '../plan.ts';
import type { Routes } from '../search/search.ts';
import { nameOf, stepsOf } from './steps.ts';
import { type Moment, type Timeline, classOfSlot, legOf, placesOf, readModel, timelineOf } from './timeline.ts';

/** The plan that sequences of stops make: exact times, loads and costs of each route. */
export function schedule(model: RoutingModel, routes: Routes): RoutingPlan {
  readModel(
    model,
    routes.reduce((longest, stops) => Math.max(longest, stops.length), 1),
  );
  const made: PlanRoute[] = [];
  routes.forEach((stops, slot) => {
    if (stops.some((stop) => stop < model.visits)) made.push(routeOf(model, slot, stops));
  });
  made.sort((left, right) => vehicleRank(model, left) - vehicleRank(model, right));
  const served = new Set(routes.flat());
  const unassigned: UnassignedTask[] = [];
  for (let visit = 0; visit < model.visits; visit++)
    if (!served.has(visit)) unassigned.push(unassignedOf(model, visit));
  return { code: 0, summary: summaryOf(made, unassigned.length, model.dimensions), unassigned, routes: made };
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
    cost: costOf(model, slot, which, timeline),
    ...quantities,
    setup: sum(({ setup }) => setup),
    service: sum(({ service }) => service),
    duration: timeline.travelled,
    waiting_time: sum(({ waiting_time: waiting }) => waiting),
    priority: stops.reduce((total, stop) => total + priorityOf(model, stop), 0),
    ...distanceOf(steps),
    violations: violationsOf(steps),
    steps,
  };
}

/** One of each cause, with the sum of its seconds. */
function violationsOf(steps: readonly { violations: Violation[] }[]): Violation[] {
  const sums = new Map<Violation['cause'], number>();
  for (const { cause, duration } of steps.flatMap(({ violations }) => violations)) {
    sums.set(cause, (sums.get(cause) ?? 0) + (duration ?? 0));
  }
  return [...sums].map(([cause, duration]) => ({ cause, duration }));
}

function distanceOf(steps: readonly PlanStep[]): { distance?: number } {
  const distance = steps.at(-1)?.distance;
  return distance === undefined ? {} : { distance };
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
    const { type } = model.source[stop]!;
    for (let dimension = 0; dimension < model.dimensions; dimension++) {
      const cell = stop * model.dimensions + dimension;
      const delivered = model.delivers[cell]!;
      const gained = model.gains[cell]!;
      delivery[dimension]! += type === 'delivery' ? -gained : delivered;
      if (type !== 'delivery') pickup[dimension]! += gained + delivered;
    }
  }
  return { delivery, amount: [...delivery], pickup };
}

function costOf(model: RoutingModel, slot: number, which: number, timeline: Timeline): number {
  const floats = model.classFloats.subarray(which * classFloats, (which + 1) * classFloats);
  const visits = timeline.moments.filter(({ stop }) => stop >= 0 && stop < model.visits);
  const seconds = visits.reduce((total, { setup, service }) => total + setup + service, 0);
  const strangers = visits.filter(({ stop }) => model.home[stop]! >= 0 && model.home[stop] !== slot).length;
  return tidy(
    floats[rate.fixed]! +
      floats[rate.time]! * timeline.travelled +
      floats[rate.cost]! * pricedUnits(model, which, timeline) +
      floats[rate.task]! * seconds +
      latenessOf(model, visits) +
      model.changePrice * strangers,
  );
}

/** The sum of the legs by the matrix that is priced beside time. */
function pricedUnits(model: RoutingModel, which: number, timeline: Timeline): number {
  if (model.classInts[which * classInts + column.costs]! < 0) return 0;
  const stops = timeline.moments.filter(({ stop }) => stop >= 0).map(({ stop }) => stop);
  const places = placesOf(model, which, stops);
  let sum = 0;
  for (let index = 1; index < places.length; index++) {
    sum += legOf(model, which, column.costs, places[index - 1]!, places[index]!);
  }
  return sum;
}

function latenessOf(model: RoutingModel, visits: readonly Moment[]): number {
  return visits.reduce((sum, { stop, arrival, waiting }) => {
    return sum + model.latenessRate[stop]! * Math.max(0, arrival + waiting - model.softCloses[stop]!);
  }, 0);
}

/** Money to a millionth: sums of fractions end in noise. */
export function tidy(money: number): number {
  return Math.round(money * 1e6) / 1e6;
}

function unassignedOf(model: RoutingModel, visit: number): UnassignedTask {
  const { type, id, ...rest } = nameOf(model, visit, 0);
  return { id, type: type as UnassignedTask['type'], ...rest, reasons: [] };
}

/** Sums over routes. */
export function summaryOf(routes: readonly PlanRoute[], unassigned: number, dimensions: number): PlanSummary {
  const sum = (pick: (route: PlanRoute) => number) => routes.reduce((total, route) => total + pick(route), 0);
  const sums = (pick: (route: PlanRoute) => number[]) =>
    Array.from({ length: dimensions }, (_, dimension) => sum((route) => pick(route)[dimension]!));
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
    violations: violationsOf(routes),
    ...latenessSum(routes),
  };
}

function latenessSum(routes: readonly PlanRoute[]): { lateness?: number } {
  const late = routes.flatMap(({ steps }) => steps).reduce((total, { lateness }) => total + (lateness ?? 0), 0);
  return late > 0 ? { lateness: late } : {};
}
