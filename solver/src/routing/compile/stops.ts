import type { Job, Reload, RoutingProblem, Shipment, Stop, TimeWindow } from '../problem.ts';
import { HORIZON, type StopSource } from './model.ts';
import type { Places } from './places.ts';
import type { LockedWindows } from './start.ts';

/** Roles of stops: those of `kernel/ruin-recreate/data.ts`. */
export const roles = { job: 0, pickup: 1, delivery: 2, reload: 3, drop: 4 } as const;

/** One row of the table of stops, before it is laid out in arrays. */
export type StopRow = {
  source: StopSource;
  role: number;
  place: number;
  stop: Stop | Reload;
  task: Job | Shipment | undefined;
  partner: number;
  delivers: readonly number[];
  gains: readonly number[];
};

/** Jobs first, then pickup and delivery of each shipment. */
export function visitRows(problem: RoutingProblem, places: Places): StopRow[] {
  const rows: StopRow[] = (problem.jobs ?? []).map((job, index) => jobRow(job, index, places));
  (problem.shipments ?? []).forEach((shipment, index) => {
    const first = rows.length;
    rows.push(shipmentRow(shipment, index, 'pickup', first + 1, places));
    rows.push(shipmentRow(shipment, index, 'delivery', first, places));
  });
  return rows;
}

function jobRow(job: Job, index: number, places: Places): StopRow {
  const delivers = job.delivery ?? [];
  const pickup = job.pickup ?? [];
  const length = Math.max(delivers.length, pickup.length);
  const gains = Array.from({ length }, (_, dimension) => (pickup[dimension] ?? 0) - (delivers[dimension] ?? 0));
  const source: StopSource = { type: 'job', index };
  return { source, role: roles.job, place: places.of(job), stop: job, task: job, partner: -1, delivers, gains };
}

function shipmentRow(
  shipment: Shipment,
  index: number,
  type: 'pickup' | 'delivery',
  partner: number,
  places: Places,
): StopRow {
  const stop = shipment[type];
  const amount = shipment.amount ?? [];
  const gains = type === 'pickup' ? amount : amount.map((quantity) => -quantity);
  const place = places.of(stop);
  return { source: { type, index }, role: roles[type], place, stop, task: shipment, partner, delivers: [], gains };
}

export function reloadRow(reload: Reload, index: number, places: Places): StopRow {
  const place = places.of(reload);
  const source: StopSource = { type: 'reload', index };
  return {
    source,
    role: roles.reload,
    place,
    stop: reload,
    task: undefined,
    partner: -1,
    delivers: [],
    gains: [],
  };
}

/** Windows of all stops in one array, from the origin, sorted, with the lateness that each stop allows after its last one. */
export function layWindows(rows: readonly StopRow[], origin: number, locked: ReadonlyMap<number, LockedWindows>) {
  const firstWindow = new Int32Array(rows.length + 1);
  const all: number[] = [];
  const opens = new Int32Array(rows.length);
  const closes = new Int32Array(rows.length);
  const softCloses = new Int32Array(rows.length);
  rows.forEach((row, index) => {
    firstWindow[index] = all.length / 2;
    const fixed = locked.get(index);
    for (const [from, to] of fixed ? fixed.windows : sortedWindows(row.stop, origin)) all.push(from, to);
    opens[index] = all[2 * firstWindow[index]!]!;
    closes[index] = all.at(-1)!;
    softCloses[index] = fixed ? fixed.close : softClose(row.stop, origin, closes[index]!);
  });
  firstWindow[rows.length] = all.length / 2;
  return { firstWindow, windows: Int32Array.from(all), opens, closes, softCloses };
}

function softClose(stop: Stop | Reload, origin: number, close: number): number {
  const last = (stop.time_windows ?? []).reduce((latest, [, to]) => Math.max(latest, to), -Infinity);
  return last === -Infinity ? close : fromOrigin(last, origin);
}

function sortedWindows(stop: Stop | Reload, origin: number): TimeWindow[] {
  const given = stop.time_windows ?? [];
  if (given.length === 0) return [[0, HORIZON]];
  const sorted = given
    .map(([from, to]): TimeWindow => [fromOrigin(from, origin), fromOrigin(to, origin)])
    .sort((left, right) => left[0] - right[0]);
  const last = sorted.at(-1)!;
  const lateness = 'lateness' in stop ? (stop.lateness?.most ?? 0) : 0;
  last[1] = Math.min(HORIZON, last[1] + lateness);
  return sorted;
}

export function fromOrigin(time: number, origin: number): number {
  return Math.max(0, Math.min(HORIZON, time - origin));
}

/** Rows of quantities as one array, `width` a row. */
export function layQuantities(rows: readonly (readonly number[])[], width: number, missing: number): Int32Array {
  const cells = new Int32Array(rows.length * width);
  rows.forEach((row, index) => {
    for (let column = 0; column < width; column++) cells[index * width + column] = row[column] ?? missing;
  });
  return cells;
}

/** Seconds by vehicle type (rows) and stop (columns). */
export function layTimes(rows: readonly StopRow[], types: readonly string[], key: 'service' | 'setup'): Int32Array {
  const cells = new Int32Array(types.length * rows.length);
  types.forEach((type, typeIndex) => {
    rows.forEach(({ stop }, index) => {
      const byType =
        'setup' in stop || 'service_per_type' in stop || 'setup_per_type' in stop ? (stop as Stop) : undefined;
      const special = key === 'service' ? byType?.service_per_type?.[type] : byType?.setup_per_type?.[type];
      const usual = key === 'service' ? stop.service : (stop as Stop).setup;
      cells[typeIndex * rows.length + index] = Math.min(HORIZON / 4, special ?? usual ?? 0);
    });
  });
  return cells;
}
