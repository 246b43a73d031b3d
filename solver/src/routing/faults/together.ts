import { limits } from './limits.ts';
import { type FaultList, isObject, noRow, rowsOf } from './shape.ts';

type Row = Record<string, unknown>;

/** Ids that two rows share, list by list. */
export function findSharedIds(problem: Row, faults: FaultList): void {
  const shipments = rowsOf(problem.shipments);
  const stops = (kind: 'pickup' | 'delivery') => shipments.map((shipment) => rowsOf([shipment[kind]])[0]!);
  reportShared(rowsOf(problem.vehicles), (at) => `$.vehicles[${at}].id`, faults);
  reportShared(rowsOf(problem.jobs), (at) => `$.jobs[${at}].id`, faults);
  for (const kind of ['pickup', 'delivery'] as const)
    reportShared(stops(kind), (at) => `$.shipments[${at}].${kind}.id`, faults);
  rowsOf(problem.vehicles).forEach((vehicle, at) => {
    for (const kind of ['breaks', 'reloads'])
      reportShared(rowsOf(vehicle[kind]), (row) => `$.vehicles[${at}].${kind}[${row}].id`, faults);
  });
}

function reportShared(rows: Row[], pathOf: (at: number) => string, faults: FaultList): void {
  const first = new Map<unknown, number>();
  rows.forEach(({ id }, at) => {
    const earlier = typeof id === 'number' ? first.get(id) : undefined;
    if (earlier !== undefined) faults.add(pathOf(at), 'duplicate-id', { id: Number(id), first: pathOf(earlier) });
    else first.set(id, at);
  });
}

/** Quantities of different numbers of dimensions. The first capacity says how many there are, else the first amount. */
export function findDimensionFaults(problem: Row, faults: FaultList): void {
  let expected: number | undefined;
  for (const [path, amounts] of allAmounts(problem)) {
    if (!Array.isArray(amounts)) continue;
    expected ??= amounts.length;
    if (amounts.length !== expected) faults.add(path, 'dimensions-differ', { found: amounts.length, expected });
  }
}

function* allAmounts(problem: Row): Generator<[path: string, amounts: unknown]> {
  for (const [at, vehicle] of rowsOf(problem.vehicles).entries())
    yield [`$.vehicles[${at}].capacity`, vehicle.capacity];
  for (const [at, vehicle] of rowsOf(problem.vehicles).entries())
    for (const [row, pause] of rowsOf(vehicle.breaks).entries())
      yield [`$.vehicles[${at}].breaks[${row}].max_load`, pause.max_load];
  for (const [at, job] of rowsOf(problem.jobs).entries())
    for (const key of ['delivery', 'pickup', 'amount']) yield [`$.jobs[${at}].${key}`, job[key]];
  for (const [at, shipment] of rowsOf(problem.shipments).entries())
    yield [`$.shipments[${at}].amount`, shipment.amount];
}

/** Where things are: an index of the matrices when there are any, else coordinates. */
export function findWhereaboutsFaults(problem: Row, size: number | undefined, faults: FaultList): void {
  const byIndex = isObject(problem.matrices) && Object.keys(problem.matrices).length > 0;
  const known = new Set<string>();
  const checkAt = (row: Row, coordinates: string, path: string) => {
    if (row === noRow) return;
    const index = row[`${coordinates}_index`];
    if (byIndex && index === undefined) faults.add(`${path}.${coordinates}_index`, 'index-needed');
    if (byIndex && typeof index === 'number' && size !== undefined && index >= size)
      faults.add(`${path}.${coordinates}_index`, 'index-out-of-matrix', { found: index, size });
    if (!byIndex && row[coordinates] === undefined) faults.add(`${path}.${coordinates}`, 'coordinates-needed');
    if (!byIndex && Array.isArray(row[coordinates])) known.add(row[coordinates].join(' '));
  };
  rowsOf(problem.vehicles).forEach((vehicle, at) => {
    if (vehicle === noRow) return;
    const path = `$.vehicles[${at}]`;
    const ends = ['start', 'end'].filter((key) => vehicle[key] !== undefined || vehicle[`${key}_index`] !== undefined);
    if (ends.length === 0) faults.add(path, 'no-start-and-no-end');
    for (const key of ends) checkAt(vehicle, key, path);
    rowsOf(vehicle.reloads).forEach((reload, row) => checkAt(reload, 'location', `${path}.reloads[${row}]`));
  });
  rowsOf(problem.jobs).forEach((job, at) => checkAt(job, 'location', `$.jobs[${at}]`));
  rowsOf(problem.shipments).forEach((shipment, at) => {
    for (const kind of ['pickup', 'delivery'])
      if (isObject(shipment[kind])) checkAt(shipment[kind], 'location', `$.shipments[${at}].${kind}`);
  });
  if (known.size > limits.places) faults.add('$', 'too-many-places', { found: known.size, most: limits.places });
}

/** What vehicles need of the matrices of their profile. */
export function findProfileFaults(problem: Row, faults: FaultList): void {
  if (!isObject(problem.matrices) || Object.keys(problem.matrices).length === 0) return;
  for (const [at, vehicle] of rowsOf(problem.vehicles).entries()) {
    const path = `$.vehicles[${at}]`;
    const profile = typeof vehicle.profile === 'string' ? vehicle.profile : 'car';
    const matrices = Object.hasOwn(problem.matrices, profile) ? problem.matrices[profile] : undefined;
    if (!isObject(matrices)) {
      faults.add(`${path}.profile`, 'no-matrix-for-profile', { profile: profile.slice(0, 60) });
      continue;
    }
    const costs = isObject(vehicle.costs) ? vehicle.costs : {};
    if (matrices.costs !== undefined)
      for (const key of ['per_hour', 'per_km'])
        if (costs[key] !== undefined) faults.add(`${path}.costs.${key}`, 'costs-given-twice', { profile });
    const needs = vehicle.max_distance !== undefined ? 'max_distance' : 'costs.per_km';
    if (matrices.distances === undefined && (needs === 'max_distance' || Number(costs.per_km ?? 0) > 0))
      faults.add(`${path}.${needs}`, 'distances-needed', { profile });
  }
}

/** Windows that open too far from each other: usually one of them is counted from another origin. */
export function findDistantWindows(problem: Row, faults: FaultList): void {
  let [earliest, latest] = [Infinity, -Infinity];
  let path = '';
  for (const [place, window] of allWindows(problem)) {
    const from = windowOf(window)?.[0] ?? Infinity;
    if (from < earliest) earliest = from;
    if (from < Infinity && from > latest) [latest, path] = [from, place];
  }
  if (latest - earliest > limits.secondsApart)
    faults.add(path, 'times-too-far-apart', { found: latest, earliest, most: limits.secondsApart });
}

function* allWindows(problem: Row): Generator<[path: string, window: unknown]> {
  for (const [at, vehicle] of rowsOf(problem.vehicles).entries()) {
    yield [`$.vehicles[${at}].time_window`, vehicle.time_window];
    for (const kind of ['breaks', 'reloads'])
      for (const [row, stop] of rowsOf(vehicle[kind]).entries())
        yield* windowsOf(stop, `$.vehicles[${at}].${kind}[${row}]`);
  }
  for (const [at, job] of rowsOf(problem.jobs).entries()) yield* windowsOf(job, `$.jobs[${at}]`);
  for (const [at, shipment] of rowsOf(problem.shipments).entries())
    for (const kind of ['pickup', 'delivery'])
      yield* windowsOf(rowsOf([shipment[kind]])[0]!, `$.shipments[${at}].${kind}`);
}

function* windowsOf(stop: Row, path: string): Generator<[path: string, window: unknown]> {
  const windows = Array.isArray(stop.time_windows) ? stop.time_windows : [];
  for (const [at, window] of windows.entries()) yield [`${path}.time_windows[${at}]`, window];
}

function windowOf(value: unknown): [number, number] | undefined {
  if (!Array.isArray(value)) return undefined;
  const [from, to]: unknown[] = value;
  return typeof from === 'number' && typeof to === 'number' && from <= to ? [from, to] : undefined;
}
