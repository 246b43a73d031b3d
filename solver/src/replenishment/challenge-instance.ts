import type { Customer, Driver, InputFault, Order, Problem, Source, Trailer, Window } from './problem.ts';
import { ElementReader } from './element-reader.ts';

export type InstanceReading =
  | { problem: Problem; faults: readonly [] }
  | { problem?: undefined; faults: readonly InputFault[] };

/**
 * Reads an instance of the ROADEF/EURO challenge 2016 (`IRP_Roadef_Challenge_Instance`, version 2: with layovers, orders
 * and sets of trailers). Faults name the element and its line; a malformed document never throws.
 */
export function readInstance(xml: string): InstanceReading {
  const reader = new ElementReader(xml);
  const root = reader.root('IRP_Roadef_Challenge_Instance');
  if (!root) return { faults: reader.faults };
  const drivers = root.list('drivers').map(readDriver);
  const trailers = root.list('trailers').map(readTrailer);
  const sources = root.list('sources').map(readSource);
  const customers = root.list('customers').map((element, at) => readCustomer(element, at + sources.length + 1));
  if (root.child('bases')?.integer('index') !== 0) root.fault('bases', 'the base must have index 0');
  const steps = root.integer('horizon');
  const problem: Problem = {
    stepMinutes: root.integer('unit'),
    steps,
    travelMinutes: root.table('timeMatrices'),
    distanceKm: root.table('DistMatrices'),
    drivers,
    trailers,
    sources,
    customers,
  };
  return reader.faults.length > 0 ? { faults: reader.faults } : { problem, faults: [] };
}

type Element = NonNullable<ReturnType<ElementReader['root']>>;

function readDriver(element: Element, at: number): Driver {
  element.expectIndex(at);
  return {
    id: String(at),
    windows: element.list('timewindows').map(readWindow),
    trailers: element.integers('trailer'),
    restMinutes: element.integer('minInterSHIFTDURATION'),
    longestDrivingMinutes: element.integer('maxDrivingDuration'),
    layoverMinutes: element.integer('LayoverDuration'),
    layoverCost: element.number('LayoverCost'),
    costPerMinute: element.number('TimeCost'),
  };
}

function readTrailer(element: Element, at: number): Trailer {
  element.expectIndex(at);
  return {
    id: String(at),
    capacityKg: element.number('Capacity'),
    initialKg: element.number('InitialQuantity'),
    costPerKm: element.number('DistanceCost'),
  };
}

function readSource(element: Element, at: number): Source {
  element.expectIndex(at + 1);
  return {
    id: String(at + 1),
    setupMinutes: element.integer('setupTime'),
    trailers: element.integers('allowedTrailers'),
  };
}

function readCustomer(element: Element, point: number): Customer {
  element.expectIndex(point);
  const callsIn = element.integer('callIn') === 1;
  return {
    id: String(point),
    setupMinutes: element.integer('setupTime'),
    windows: element.list('timewindows').map(readWindow),
    trailers: element.integers('allowedTrailers'),
    layover: element.integer('LayoverCustomer') === 1,
    capacityKg: element.number('Capacity'),
    safetyKg: element.number('SafetyLevel'),
    initialKg: element.number('InitialTankQuantity'),
    minimumDropKg: element.number('MinOperationQuantity'),
    consumption: { p50: element.numbers('Forecast') },
    ...(callsIn ? { orders: element.list('orders').map(readOrder) } : {}),
  };
}

function readWindow(element: Element): Window {
  return { startMinute: element.integer('start'), endMinute: element.integer('end') };
}

function readOrder(element: Element): Order {
  const maximumKg = element.number('Quantity');
  return {
    earliestMinute: element.integer('earliestTime'),
    latestMinute: element.integer('latestTime'),
    minimumKg: (maximumKg * element.integer('orderQuantityFlexibility')) / 100,
    maximumKg,
  };
}
