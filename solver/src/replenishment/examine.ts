import { FaultList } from './fault-list.ts';
import type { Customer, Driver, InputFault, Problem, Shift, Source, Trailer, Window } from './problem.ts';
import { leastDriving } from './reach.ts';
import { LONGEST } from './slots.ts';
import { MOST, MOST_MINUTES } from './travel-or.ts';

/**
 * What an input is good for. `usable` says by position which drivers, trailers, sources, customers and frozen shifts can
 * be planned with; what has a fault is left out and the rest is planned. `fatal`: nothing can be planned at all.
 */
export type Examination = { faults: readonly InputFault[]; fatal: boolean; usable: Usable };
export type Usable = {
  drivers: boolean[];
  trailers: boolean[];
  sources: boolean[];
  customers: boolean[];
  frozen: boolean[];
};

/** Most steps of a horizon, most places. */
const MOST_STEPS = 20_000;
const MOST_PLACES = 5000;

type Ways = { there: Float64Array; back: Float64Array; layovers: boolean };

/** Looks at every value of a problem. Never throws, whatever it is given. */
export function examine(problem: Problem): Examination {
  const list = new FaultList();
  const usable: Usable = { drivers: [], trailers: [], sources: [], customers: [], frozen: [] };
  if (!shapeIsRight(problem, list)) return { faults: list.faults, fatal: true, usable };
  examineTable(problem, 'travelMinutes', list);
  examineTable(problem, 'distanceKm', list);
  usable.trailers = problem.trailers.map((trailer, at) =>
    list.clean(() => examineTrailer(trailer, `trailers[${at}]`, list)),
  );
  usable.drivers = problem.drivers.map((driver, at) =>
    list.clean(() => examineDriver(driver, `drivers[${at}]`, problem, list)),
  );
  usable.sources = problem.sources.map((source, at) =>
    list.clean(() => examineSource(source, `sources[${at}]`, problem, list)),
  );
  const ways: Ways = {
    there: leastDriving(problem, false),
    back: leastDriving(problem, true),
    layovers: problem.customers.some(({ layover }) => layover),
  };
  usable.customers = problem.customers.map((customer, at) =>
    list.clean(() => examineCustomer(customer, at, problem, usable, ways, list)),
  );
  usable.frozen = (problem.frozen ?? []).map((shift, at) =>
    list.clean(() => examineFrozen(shift, `frozen[${at}]`, problem, usable, list)),
  );
  for (const kind of ['drivers', 'trailers', 'customers'] as const)
    if (!usable[kind].includes(true)) list.add(kind, `there is none that can be planned with`);
  return { faults: list.faults, fatal: false, usable };
}

/** A window that something fits into. */
export function isWindow({ startMinute, endMinute }: Window): boolean {
  return (
    Number.isInteger(startMinute) &&
    Number.isInteger(endMinute) &&
    startMinute <= endMinute &&
    Math.abs(endMinute) <= MOST_MINUTES &&
    startMinute >= -MOST_MINUTES
  );
}

/** Lists where lists belong, tables of the right size, a horizon: without them no rule can be looked at. */
function shapeIsRight(problem: Problem, list: FaultList): boolean {
  if (typeof problem !== 'object' || problem === null) return list.add('', 'is no problem');
  const lists = ['drivers', 'trailers', 'sources', 'customers', 'travelMinutes', 'distanceKm'] as const;
  for (const name of lists)
    if (
      !Array.isArray(problem[name]) ||
      problem[name].some((each: unknown) => typeof each !== 'object' || each === null)
    )
      return list.add(name, 'must be a list of objects');
  if (problem.frozen !== undefined && !list.isList('frozen', problem.frozen)) return false;
  const fine = [
    list.integer('stepMinutes', problem.stepMinutes, 1, 10_080),
    list.integer('steps', problem.steps, 1, MOST_STEPS),
    list.integer('nowMinute', problem.nowMinute ?? 0, 0, MOST_MINUTES),
  ];
  const places = 1 + problem.sources.length + problem.customers.length;
  if (places > MOST_PLACES) fine.push(list.add('customers', `more than ${MOST_PLACES} places`));
  for (const name of ['travelMinutes', 'distanceKm'] as const)
    if (problem[name].length !== places || problem[name].some((row) => row.length !== places))
      fine.push(list.add(name, `must have ${places} rows of ${places} numbers: base, sources, customers`));
  const nested = problem.customers.map((customer, at) => nestedIsRight(customer, `customers[${at}]`, list));
  for (const [at, driver] of problem.drivers.entries())
    nested.push(
      list.isList(`drivers[${at}].windows`, driver.windows) && list.isList(`drivers[${at}].trailers`, driver.trailers),
    );
  for (const [at, source] of problem.sources.entries())
    nested.push(list.isList(`sources[${at}].trailers`, source.trailers));
  return [...fine, ...nested].every(Boolean);
}

function nestedIsRight(customer: Customer, path: string, list: FaultList): boolean {
  const lists = [list.isList(`${path}.windows`, customer.windows), list.isList(`${path}.trailers`, customer.trailers)];
  if (customer.orders !== undefined) lists.push(list.isList(`${path}.orders`, customer.orders));
  const { consumption } = customer;
  if (typeof consumption !== 'object' || consumption === null || typeof consumption.p50?.length !== 'number')
    lists.push(list.add(`${path}.consumption.p50`, 'must be a list of numbers'));
  return lists.every(Boolean);
}

function examineTable(problem: Problem, name: 'travelMinutes' | 'distanceKm', list: FaultList): void {
  for (const [row, values] of problem[name].entries())
    for (let column = 0; column < values.length; column += 1) {
      const value = values[column]!;
      if (name === 'travelMinutes') list.integer(`${name}[${row}][${column}]`, value, 0, MOST_MINUTES);
      else list.number(`${name}[${row}][${column}]`, value, 0, MOST);
    }
}

function examineTrailer(trailer: Trailer, path: string, list: FaultList): void {
  if (list.number(`${path}.capacityKg`, trailer.capacityKg, 0, MOST) && trailer.capacityKg === 0)
    list.add(`${path}.capacityKg`, 'carries nothing');
  list.number(`${path}.initialKg`, trailer.initialKg, 0, trailer.capacityKg);
  list.number(`${path}.costPerKm`, trailer.costPerKm, 0, MOST);
}

function examineDriver(driver: Driver, path: string, { trailers }: Problem, list: FaultList): void {
  list.windows(`${path}.windows`, driver.windows, isWindow);
  list.positions(`${path}.trailers`, driver.trailers, trailers.length);
  for (const name of ['restMinutes', 'longestDrivingMinutes', 'layoverMinutes'] as const)
    list.integer(`${path}.${name}`, driver[name], name === 'restMinutes' ? 0 : 1, MOST_MINUTES);
  list.number(`${path}.layoverCost`, driver.layoverCost, 0, MOST);
  list.number(`${path}.costPerMinute`, driver.costPerMinute, 0, MOST);
}

function examineSource(source: Source, path: string, { trailers, steps }: Problem, list: FaultList): void {
  list.integer(`${path}.setupMinutes`, source.setupMinutes, 0, MOST_MINUTES);
  list.positions(`${path}.trailers`, source.trailers, trailers.length);
  if (source.outputKg) list.numbers(`${path}.outputKg`, source.outputKg, steps, MOST);
  if (source.initialKg !== undefined) list.number(`${path}.initialKg`, source.initialKg, 0, MOST);
}

function examineCustomer(
  customer: Customer,
  at: number,
  problem: Problem,
  usable: Usable,
  ways: Ways,
  list: FaultList,
): void {
  const path = `customers[${at}]`;
  const { capacityKg, consumption } = customer;
  list.integer(`${path}.setupMinutes`, customer.setupMinutes, 0, MOST_MINUTES);
  list.windows(`${path}.windows`, customer.windows, isWindow);
  list.positions(`${path}.trailers`, customer.trailers, problem.trailers.length);
  if (list.number(`${path}.capacityKg`, capacityKg, 0, MOST) && capacityKg === 0)
    list.add(`${path}.capacityKg`, 'holds nothing');
  for (const name of ['safetyKg', 'initialKg', 'minimumDropKg', 'deadStockKg'] as const)
    list.number(`${path}.${name}`, customer[name] ?? 0, 0, capacityKg);
  for (const name of ['p50', 'p10', 'p90'] as const)
    if (consumption[name]) list.numbers(`${path}.consumption.${name}`, consumption[name], problem.steps, MOST);
  for (const [order, { earliestMinute, latestMinute, minimumKg, maximumKg }] of (customer.orders ?? []).entries()) {
    const where = `${path}.orders[${order}]`;
    if (!isWindow({ startMinute: earliestMinute, endMinute: latestMinute })) list.add(where, 'its window is no window');
    list.number(`${where}.maximumKg`, maximumKg, 0, MOST);
    list.number(`${where}.minimumKg`, minimumKg, 0, maximumKg);
  }
  if (!isReachable(problem, at, usable, ways))
    list.add(path, 'no driver can get there and back in a shift with a trailer that it admits');
}

/**
 * Whether some driver with some trailer has the hours for the way there, the visit and the way back; where that needs a
 * layover, whether there is a layover customer at all.
 */
function isReachable({ drivers, sources, customers }: Problem, at: number, usable: Usable, ways: Ways): boolean {
  const { trailers, setupMinutes } = customers[at]!;
  const place = 1 + sources.length + at;
  const driving = ways.there[place]! + ways.back[place]!;
  return drivers.some((driver, index) => {
    if (!usable.drivers[index]) return false;
    if (!driver.trailers.some((trailer) => usable.trailers[trailer] && trailers.includes(trailer))) return false;
    const { longestDrivingMinutes, layoverMinutes } = driver;
    const pause = driving > longestDrivingMinutes;
    if (pause && (!ways.layovers || driving > 2 * longestDrivingMinutes)) return false;
    const needed = driving + setupMinutes + (pause ? layoverMinutes : 0);
    return driver.windows.some(({ startMinute, endMinute }) => endMinute - Math.max(0, startMinute) >= needed);
  });
}

function examineFrozen(shift: Shift, path: string, problem: Problem, usable: Usable, list: FaultList): void {
  if (typeof shift !== 'object' || shift === null || !list.isList(`${path}.operations`, shift.operations)) return;
  list.positions(`${path}.driver`, [shift.driver], problem.drivers.length);
  list.positions(`${path}.trailer`, [shift.trailer], problem.trailers.length);
  if (!usable.drivers[shift.driver] || !usable.trailers[shift.trailer])
    list.add(path, 'its driver or trailer can’t be planned with');
  list.integer(`${path}.startMinute`, shift.startMinute, 0, MOST_MINUTES);
  if (shift.operations.length === 0 || shift.operations.length >= LONGEST)
    list.add(`${path}.operations`, `must be 1 to ${LONGEST - 1}`);
  const end = problem.steps * problem.stepMinutes;
  for (const [at, operation] of shift.operations.entries()) {
    list.integer(
      `${path}.operations[${at}].point`,
      operation.point,
      1,
      problem.sources.length + problem.customers.length,
    );
    list.integer(`${path}.operations[${at}].arrivalMinute`, operation.arrivalMinute, shift.startMinute, end - 1);
    list.number(`${path}.operations[${at}].quantityKg`, operation.quantityKg, -MOST, MOST);
  }
}
