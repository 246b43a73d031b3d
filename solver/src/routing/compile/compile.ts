import type { RoutingProblem, Vehicle } from '../problem.ts';
import {
  type VehicleClass,
  classFloats,
  classInts,
  classNumbers,
  column,
  groupVehicles,
  layBreaks,
  layReloads,
  mayServe,
  rate,
} from './classes.ts';
import { closeLockedWindows } from './lock-windows.ts';
import { HORIZON, type RoutingModel, UNLIMITED } from './model.ts';
import { Places } from './places.ts';
import { absencePrices } from './prices.ts';
import { type StartRoutes, startRoutes } from './start.ts';
import { type StopRow, layQuantities, layTimes, layWindows, visitRows } from './stops.ts';
import { TravelTables } from './travel.ts';

/** Lays a problem without faults out in typed arrays. */
export function compile(problem: RoutingProblem): RoutingModel {
  const places = new Places(problem);
  const groups = groupVehicles(problem);
  const visitsOnly = visitRows(problem, places);
  const visits = visitsOnly.length;
  const reloads = layReloads(groups, places, visits);
  const rows = [...visitsOnly, ...reloads.rows];
  for (const { vehicle } of groups) {
    places.startOf(vehicle);
    places.endOf(vehicle);
  }
  const dimensions = dimensionsOf(problem);
  const origin = originOf(problem);
  const types = [...new Set(['', ...problem.vehicles.map((vehicle) => vehicle.type ?? '')])];
  const tables = new TravelTables(problem, places);
  const breaks = layBreaks(groups, origin, dimensions);
  const { ints, floats } = layClasses(groups, reloads.ranges, breaks.ranges, (vehicle) =>
    classNumbers(vehicle, places, tables, types, origin),
  );
  const slots = laySlots(groups, ints);
  scaleMatrices(ints, groups.length, places.count);
  const { travel, symmetric } = tables.lay();
  const starts = startRoutes(problem, visitsOnly, slots, reloads.stopOf, origin);
  const loads = layLoads(rows, groups, dimensions);
  const model: RoutingModel = {
    problem,
    origin,
    visits,
    stops: rows.length,
    places: places.count,
    classes: groups.length,
    slots: slots.length,
    dimensions,
    types: types.length,
    source: rows.map(({ source }) => source),
    role: Int32Array.from(rows, ({ role }) => role),
    place: Int32Array.from(rows, ({ place }) => place),
    ...layWindows(rows, origin, starts.windows),
    partner: Int32Array.from(rows, ({ partner }) => partner),
    home: starts.home,
    boundTo: starts.boundTo,
    latenessRate: Float64Array.from(
      rows,
      (row, stop) => latenessRate(row) || (starts.windows.has(stop) ? LATE_LOCKED : 0),
    ),
    absencePrice: new Float64Array(visits),
    demand: new Float64Array(visits),
    remoteness: new Float64Array(visits),
    service: layTimes(rows, types, 'service'),
    setup: layTimes(rows, types, 'setup'),
    ...loads,
    allowed: layAllowed(groups, visitsOnly),
    classInts: ints,
    classFloats: floats,
    breakInts: breaks.breakInts,
    breakLoads: breaks.breakLoads,
    changePrice: problem.change_cost ?? 0,
    travel,
    symmetric,
    vehicleOf: slots,
    startRoutes: starts.routes,
    hasWindows: false,
    positionLoads: false,
    severalWindows: false,
    setups: false,
    durationLimits: false,
  };
  return completed(model, visitsOnly, starts.windows);
}

type Range = { first: number; count: number };

function layClasses(
  groups: readonly VehicleClass[],
  reloads: readonly Range[],
  breaks: readonly Range[],
  numbersOf: (vehicle: Vehicle) => { ints: Int32Array; floats: Float64Array },
) {
  const ints = new Int32Array(groups.length * classInts);
  const floats = new Float64Array(groups.length * classFloats);
  groups.forEach(({ vehicle }, index) => {
    const numbers = numbersOf(vehicle);
    numbers.ints[column.firstReload] = reloads[index]!.first;
    numbers.ints[column.reloads] = reloads[index]!.count;
    numbers.ints[column.firstBreak] = breaks[index]!.first;
    numbers.ints[column.breaks] = breaks[index]!.count;
    ints.set(numbers.ints, index * classInts);
    floats.set(numbers.floats, index * classFloats);
  });
  return { ints, floats };
}

/** What follows from the arrays. */
function completed(model: RoutingModel, rows: readonly StopRow[], locked: StartRoutes['windows']): RoutingModel {
  model.hasWindows = model.closes.some((close, stop) => stop < model.visits && close < HORIZON);
  model.severalWindows = model.windows.length > 2 * model.stops;
  model.setups = model.setup.some((seconds) => seconds > 0);
  model.positionLoads = needsPositions(model);
  model.durationLimits = ofClasses(model, column.mostDuration).some((most) => most < UNLIMITED);
  setRemoteness(model);
  model.absencePrice = absencePrices(model, rows);
  for (let which = 0; which < model.classes; which++) {
    model.classInts[which * classInts + column.simulated] = isSimulated(model, which) ? 1 : 0;
    model.classInts[which * classInts + column.plain] = isPlain(model, which) ? (isLimited(model, which) ? 2 : 1) : 0;
  }
  closeLockedWindows(model, locked);
  return model;
}

function ofClasses(model: RoutingModel, index: number): number[] {
  return Array.from({ length: model.classes }, (_, which) => model.classInts[which * classInts + index]!);
}

function isSimulated(model: RoutingModel, which: number): boolean {
  const base = which * classInts;
  if (model.classInts[base + column.breaks]! > 0 || model.classInts[base + column.driving]! > 0) return true;
  if (model.latenessRate.some((lateness) => lateness > LATE_LOCKED)) return true;
  const isLimited = model.classInts[base + column.mostDuration]! < UNLIMITED;
  return isLimited && (model.severalWindows || model.setups);
}

function isPlain(model: RoutingModel, which: number): boolean {
  const base = which * classInts;
  const ints = model.classInts;
  return (
    !model.positionLoads &&
    !model.severalWindows &&
    !model.setups &&
    model.changePrice === 0 &&
    ints[base + column.simulated] === 0 &&
    ints[base + column.costs]! < 0 &&
    model.classFloats[which * classFloats + rate.task] === 0 &&
    ints[base + column.mostDistance]! >= UNLIMITED
  );
}

function isLimited(model: RoutingModel, which: number): boolean {
  const limits = [column.mostTravel, column.mostDuration];
  return limits.some((limit) => model.classInts[which * classInts + limit]! < UNLIMITED);
}

function needsPositions(model: RoutingModel): boolean {
  if (model.role.some((role) => role !== 0)) return true;
  for (let dimension = 0; dimension < model.dimensions; dimension++) {
    let brings = false;
    let takes = false;
    for (let visit = 0; visit < model.visits; visit++) {
      const delivered = model.delivers[visit * model.dimensions + dimension]!;
      if (delivered > 0) brings = true;
      if (model.gains[visit * model.dimensions + dimension]! + delivered > 0) takes = true;
    }
    if (brings && takes) return true;
  }
  return false;
}

function setRemoteness(model: RoutingModel): void {
  const { dimensions } = model;
  const largest = Array.from({ length: dimensions }, (_, dimension) =>
    Math.max(
      1,
      ...Array.from({ length: model.classes }, (_, which) => model.capacities[which * dimensions + dimension]!),
    ),
  );
  const starts = [...new Set(ofClasses(model, column.start))];
  for (let visit = 0; visit < model.visits; visit++) {
    let share = 0;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const cell = visit * dimensions + dimension;
      share += Math.max(model.delivers[cell]!, Math.abs(model.gains[cell]!)) / largest[dimension]!;
    }
    model.demand[visit] = share;
    const place = model.place[visit]!;
    model.remoteness[visit] = Math.min(...starts.map((start) => model.travel[start * model.places + place]!));
  }
}

function laySlots(groups: readonly VehicleClass[], ints: Int32Array): Int32Array {
  const slots: number[] = [];
  groups.forEach(({ members }, index) => {
    ints[index * classInts + column.firstSlot] = slots.length;
    ints[index * classInts + column.slots] = members.length;
    slots.push(...members);
  });
  return Int32Array.from(slots);
}

/** From numbers of matrices to their first entries. */
function scaleMatrices(ints: Int32Array, classes: number, places: number): void {
  for (let which = 0; which < classes; which++) {
    for (const matrix of [column.durations, column.costs, column.distances]) {
      const cell = which * classInts + matrix;
      if (ints[cell]! > 0) ints[cell] = ints[cell]! * places * places;
    }
  }
}

function layLoads(rows: readonly StopRow[], groups: readonly VehicleClass[], dimensions: number) {
  return {
    delivers: layQuantities(
      rows.map((row) => row.delivers),
      dimensions,
      0,
    ),
    gains: layQuantities(
      rows.map((row) => row.gains),
      dimensions,
      0,
    ),
    capacities: layQuantities(
      groups.map(({ vehicle }) => vehicle.capacity ?? []),
      dimensions,
      UNLIMITED,
    ),
  };
}

function layAllowed(groups: readonly VehicleClass[], rows: readonly StopRow[]): Int32Array {
  const cells = new Int32Array(groups.length * rows.length);
  groups.forEach(({ vehicle }, which) => {
    rows.forEach((row, visit) => {
      const partner = row.partner >= 0 ? rows[row.partner]! : row;
      if (mayServe(vehicle, row) && mayServe(vehicle, partner)) cells[which * rows.length + visit] = 1;
    });
  });
  return cells;
}

/** Lateness of locked steps costs nothing to speak of, but no start is put off for it. */
const LATE_LOCKED = 1e-9;

function latenessRate(row: StopRow): number {
  return 'lateness' in row.stop ? (row.stop.lateness?.per_hour ?? 0) / 3600 : 0;
}

function dimensionsOf(problem: RoutingProblem): number {
  const lengths = [
    ...problem.vehicles.map(({ capacity }) => capacity?.length ?? 0),
    ...(problem.jobs ?? []).flatMap(({ delivery, pickup }) => [delivery?.length ?? 0, pickup?.length ?? 0]),
    ...(problem.shipments ?? []).map(({ amount }) => amount?.length ?? 0),
  ];
  return lengths.reduce((most, length) => Math.max(most, length), 0);
}

/** The earliest time that the problem names; vehicles without a shift may start long before. */
function originOf(problem: RoutingProblem): number {
  let earliest = Infinity;
  const note = (time: number | undefined) => {
    if (time !== undefined && time < earliest) earliest = time;
  };
  const stops = [
    ...(problem.jobs ?? []),
    ...(problem.shipments ?? []).flatMap(({ pickup, delivery }) => [pickup, delivery]),
    ...problem.vehicles.flatMap(({ breaks, reloads }) => [...(breaks ?? []), ...(reloads ?? [])]),
  ];
  for (const { time_windows: windows } of stops) for (const [from] of windows ?? []) note(from);
  for (const vehicle of problem.vehicles) note(vehicle.time_window?.[0]);
  if (earliest === Infinity) return 0;
  const anyTime = problem.vehicles.some((vehicle: Vehicle) => !vehicle.time_window);
  return anyTime ? Math.min(earliest, Math.max(0, earliest - HORIZON / 8)) : earliest;
}
