import { classInts, column } from '../compile/classes.ts';
import type { RoutingModel } from '../compile/model.ts';
import type { PlanStep, Violation } from '../plan.ts';
import type { Break, Coordinates, Reload, Stop, Vehicle } from '../problem.ts';
import { hasMatrices, legsOf, type Place } from '../travel/travel.ts';
import { tripLoads } from './loads.ts';
import type { Moment, Timeline } from './timeline.ts';

/** Steps of a route as a plan tells them; a step at the start or end only where the vehicle has one. */
export function stepsOf(model: RoutingModel, slot: number, which: number, timeline: Timeline): PlanStep[] {
  const vehicle = model.problem.vehicles[model.vehicleOf[slot]!]!;
  const stops = timeline.moments.filter(({ stop }) => stop >= 0).map(({ stop }) => stop);
  const loads = tripLoads(model, stops);
  const idle = { setup: 0, service: 0, waiting_time: 0, violations: [] };
  const steps: PlanStep[] = [];
  const { start, end } = endsOf(vehicle);
  if (start) {
    const at = { arrival: timeline.start + model.origin, duration: 0, load: loads[0]! };
    steps.push({ type: 'start', ...where(vehicle.start, vehicle.start_index), ...idle, ...at });
  }
  let done = 0;
  for (const moment of timeline.moments) {
    if (moment.stop >= 0) done++;
    steps.push({ ...stepOf(model, vehicle, slot, moment), load: loads[done]! });
  }
  if (end) {
    const violations = lateReturn(model, which, timeline);
    const at = { arrival: timeline.end + model.origin, duration: timeline.travelled, load: loads.at(-1)! };
    steps.push({ type: 'end', ...where(vehicle.end, vehicle.end_index), ...idle, ...at, violations });
  }
  return withMetres(model, vehicle, steps);
}

function endsOf(vehicle: Vehicle): { start: boolean; end: boolean } {
  return {
    start: (vehicle.start ?? vehicle.start_index) !== undefined,
    end: (vehicle.end ?? vehicle.end_index) !== undefined,
  };
}

function lateReturn(model: RoutingModel, which: number, timeline: Timeline): Violation[] {
  const late = timeline.end - model.classInts[which * classInts + column.closes]!;
  return late > 0 ? [{ cause: 'delay', duration: late }] : [];
}

function stepOf(model: RoutingModel, vehicle: Vehicle, slot: number, moment: Moment): PlanStep {
  const times = {
    arrival: moment.arrival + model.origin,
    duration: moment.travelled,
    setup: moment.setup,
    service: moment.service,
    waiting_time: moment.waiting,
    violations: [],
  };
  if (moment.stop < 0) return { type: 'break', ...pauseName(vehicle, moment), ...times };
  const source = sourceOf(model, moment.stop, slot);
  const begins = moment.arrival + moment.waiting;
  const soft = 'lateness' in source && source.lateness ? begins - model.softCloses[moment.stop]! : 0;
  const violations = windowViolations(source, begins + model.origin);
  const lateness = soft > 0 ? { lateness: soft } : {};
  return { ...nameOf(model, moment.stop, slot), ...times, ...lateness, violations: soft > 0 ? [] : violations };
}

function pauseName(vehicle: Vehicle, moment: Moment): { id?: number; description?: string } {
  const pause: Break | undefined = vehicle.breaks?.[moment.pause];
  if (!pause) return {};
  return { id: pause.id, ...(pause.description === undefined ? {} : { description: pause.description }) };
}

/** What a locked step does to its windows. */
function windowViolations(source: Stop | Reload, begins: number): Violation[] {
  const windows = source.time_windows ?? [];
  if (windows.length === 0 || windows.some(([from, to]) => begins >= from && begins <= to)) return [];
  const next = windows.find(([from]) => from > begins);
  if (next) return [{ cause: 'lead_time', duration: next[0] - begins }];
  return [{ cause: 'delay', duration: begins - Math.max(...windows.map(([, to]) => to)) }];
}

/** The job, shipment's end or reload that a stop stands for in a slot. */
function sourceOf(model: RoutingModel, stop: number, slot: number): Stop | Reload {
  const { type, index } = model.source[stop]!;
  if (type === 'job') return model.problem.jobs![index]!;
  if (type === 'reload') return model.problem.vehicles[model.vehicleOf[slot]!]!.reloads![index]!;
  return model.problem.shipments![index]![type];
}

/** Type, id and place of a stop. */
export function nameOf(model: RoutingModel, stop: number, slot: number) {
  const source = sourceOf(model, stop, slot);
  const description = source.description === undefined ? {} : { description: source.description };
  const place = where(source.location, source.location_index);
  return { type: model.source[stop]!.type, id: source.id, ...description, ...place };
}

function where(location: Coordinates | undefined, index: number | undefined) {
  return {
    ...(location === undefined ? {} : { location }),
    ...(index === undefined ? {} : { location_index: index }),
  };
}

/** Adds metres since the start, where the problem knows them. */
function withMetres(model: RoutingModel, vehicle: Vehicle, steps: PlanStep[]): PlanStep[] {
  const { problem } = model;
  if (hasMatrices(problem) && !problem.matrices![vehicle.profile ?? 'car']?.distances) return steps;
  const legOf = legsOf(problem, vehicle);
  let metres = 0;
  let place: Place | undefined;
  return steps.map((step) => {
    const next: Place = { index: step.location_index, coordinates: step.location };
    const isSomewhere = next.index !== undefined || next.coordinates !== undefined;
    if (place && isSomewhere) metres += legOf(place, next).metres ?? 0;
    if (isSomewhere) place = next;
    return { ...step, distance: metres };
  });
}
