import type { RoutingProblem, TimeWindow, VehicleStep } from '../problem.ts';
import { type StopRow, fromOrigin, roles } from './stops.ts';
import { HORIZON } from './model.ts';

/** Without an end; `close` is when they are late, `latest` when they are later than any lateness allowed. */
export type LockedWindows = { windows: TimeWindow[]; close: number; latest: number };

export type StartRoutes = {
  /** By slot: stops to start from, the first `locked` of them fixed. */
  routes: { stops: number[]; locked: number }[];
  /** By visit: the slot that serves it at the start, or −1. */
  home: Int32Array;
  /** By visit: the only slot that may serve it, or −1. */
  boundTo: Int32Array;
  /** Windows of locked stops, in place of the problem's: their time follows from what is locked before them. */
  windows: Map<number, LockedWindows>;
};

/**
 * Routes to start from as `vehicles[].steps` say. A shipment that is on board, its pickup locked and its delivery not, becomes
 * two tasks of that vehicle, so that the delivery can still move, on this trip: both rows lose their partner here.
 * @param reloadOf the stop of a vehicle's reload, by vehicle and id
 */
export function startRoutes(
  problem: RoutingProblem,
  rows: StopRow[],
  vehicleOf: Int32Array,
  reloadOf: (vehicle: number, id: number) => number | undefined,
  origin: number,
): StartRoutes {
  const byName = new Map(rows.map((row, visit) => [`${row.source.type} ${row.stop.id}`, visit]));
  const home = new Int32Array(rows.length).fill(-1);
  const boundTo = new Int32Array(rows.length).fill(-1);
  const windows = new Map<number, LockedWindows>();
  const routes = Array.from(vehicleOf, (vehicle, slot) => {
    const stops: number[] = [];
    let locked = 0;
    const steps = problem.vehicles[vehicle]!.steps ?? [];
    const isLocked = (step: VehicleStep) => step.locked === true;
    for (const step of [...steps.filter(isLocked), ...steps.filter((each) => !isLocked(each))]) {
      const stop = step.type === 'reload' ? reloadOf(vehicle, step.id ?? -1) : byName.get(`${step.type} ${step.id}`);
      if (stop === undefined || (home[stop] ?? -1) !== -1) continue;
      if (stop < rows.length) home[stop] = slot;
      stops.push(stop);
      if (!isLocked(step)) continue;
      locked = stops.length;
      if (stop < rows.length) windows.set(stop, lockedWindows(step, rows[stop]!, origin));
    }
    bind(rows, stops, locked, slot, boundTo);
    return { stops: withoutHalves(rows, stops, locked), locked };
  });
  return { routes, home, boundTo, windows };
}

/** Leaves out what is free of a shipment whose other end isn't in the route, or is on the wrong side. */
function withoutHalves(rows: readonly StopRow[], stops: readonly number[], locked: number): number[] {
  return stops.filter((stop, position) => {
    const row = rows[stop];
    if (position < locked || !row || row.partner < 0) return true;
    const other = stops.indexOf(row.partner);
    return other >= 0 && (row.role === 1 ? other > position : other < position);
  });
}

/** Windows of a locked step, and when it is late: it is done in any case, as early as its windows and what is before it allow. */
function lockedWindows(step: VehicleStep, row: StopRow, origin: number): LockedWindows {
  const after = step.service_at ?? step.service_after;
  const given = step.service_at === undefined ? (row.stop.time_windows ?? []) : [];
  const windows = given
    .filter(([, to]) => after === undefined || to >= after)
    .map(([from, to]): TimeWindow => [fromOrigin(Math.max(from, after ?? from), origin), fromOrigin(to, origin)])
    .sort((left, right) => left[0] - right[0]);
  if (windows.length === 0) windows.push([after === undefined ? 0 : fromOrigin(after, origin), HORIZON]);
  const before = step.service_at ?? step.service_before;
  const bound = before === undefined ? HORIZON : fromOrigin(before, origin);
  const last = windows.at(-1)![1];
  const lateness = 'lateness' in row.stop ? (row.stop.lateness?.most ?? 0) : 0;
  windows.at(-1)![1] = HORIZON;
  return { windows, close: Math.min(last, bound), latest: Math.min(last + lateness, bound) };
}

function bind(rows: StopRow[], stops: readonly number[], locked: number, slot: number, boundTo: Int32Array): void {
  const fixed = new Set(stops.slice(0, locked));
  for (const stop of fixed) {
    const row = rows[stop];
    if (!row || row.partner < 0 || fixed.has(row.partner)) continue;
    boundTo[row.partner] = slot;
    rows[row.partner]!.role = roles.drop;
    rows[row.partner]!.partner = -1;
    row.partner = -1;
  }
}
