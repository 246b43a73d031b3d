import type { RoutingProblem, Vehicle } from '../problem.ts';
import { HORIZON, UNLIMITED } from './model.ts';
import type { Places } from './places.ts';
import { type StopRow, fromOrigin, reloadRow } from './stops.ts';
import type { TravelTables } from './travel.ts';

/** Columns of `classInts` and `classFloats`: those of `kernel/ruin-recreate/data.ts`. */
export const column = {
  start: 0,
  end: 1,
  opens: 2,
  closes: 3,
  type: 4,
  durations: 5,
  costs: 6,
  distances: 7,
  mostTasks: 8,
  mostTravel: 9,
  mostDistance: 10,
  mostDuration: 11,
  firstSlot: 12,
  slots: 13,
  firstReload: 14,
  reloads: 15,
  mostReloads: 16,
  firstBreak: 17,
  breaks: 18,
  driving: 19,
  rest: 20,
  plain: 21,
  simulated: 22,
} as const;
export const classInts = 24;
export const rate = { time: 0, cost: 1, fixed: 2, task: 3 } as const;
export const classFloats = 4;

/** Vehicles that a plan can't tell apart, by index in the problem. */
export type VehicleClass = { vehicle: Vehicle; members: number[] };

/** Groups vehicles; one that tasks may be bound to (a price on change) stands alone. */
export function groupVehicles(problem: RoutingProblem): VehicleClass[] {
  const groups = new Map<string, VehicleClass>();
  problem.vehicles.forEach((vehicle, index) => {
    const { id: _id, description: _description, steps, ...rest } = vehicle;
    const isHome = (problem.change_cost ?? 0) > 0 && (steps ?? []).length > 0;
    const key = isHome
      ? `${index}`
      : JSON.stringify(Object.entries(rest).sort(([left], [right]) => (left < right ? -1 : 1)));
    const group = groups.get(key);
    if (group) group.members.push(index);
    else groups.set(key, { vehicle, members: [index] });
  });
  return [...groups.values()];
}

/** Reloads of all classes as stops after the visits; each class knows its own by first index and count. */
export function layReloads(groups: readonly VehicleClass[], places: Places, visits: number) {
  const rows: StopRow[] = [];
  const ranges = groups.map(({ vehicle }) => {
    const first = visits + rows.length;
    for (const [index, reload] of (vehicle.reloads ?? []).entries()) rows.push(reloadRow(reload, index, places));
    return { first, count: visits + rows.length - first };
  });
  const stopOf = (vehicle: number, id: number) => {
    const which = groups.findIndex(({ members }) => members.includes(vehicle));
    const index = (groups[which]?.vehicle.reloads ?? []).findIndex((reload) => reload.id === id);
    return index < 0 ? undefined : ranges[which]!.first + index;
  };
  return { rows, ranges, stopOf };
}

/** Breaks of all classes: opens, closes, service, index of their most loads. A break with several windows is one a window. */
export function layBreaks(groups: readonly VehicleClass[], origin: number, dimensions: number) {
  const breaks: number[] = [];
  const loads: number[] = [];
  const ranges = groups.map(({ vehicle }) => {
    const first = breaks.length / 4;
    for (const pause of vehicle.breaks ?? []) {
      const [from, to] = pause.time_windows?.[0] ?? [origin, origin + HORIZON];
      let most = -1;
      if (pause.max_load) {
        most = loads.length;
        for (let dimension = 0; dimension < dimensions; dimension++) loads.push(pause.max_load[dimension] ?? UNLIMITED);
      }
      breaks.push(fromOrigin(from, origin), fromOrigin(to, origin), pause.service ?? 0, most);
    }
    return { first, count: breaks.length / 4 - first };
  });
  return { breakInts: Int32Array.from(breaks), breakLoads: Int32Array.from(loads), ranges };
}

/** Numbers of one class that follow from its vehicle alone. */
export function classNumbers(
  vehicle: Vehicle,
  places: Places,
  tables: TravelTables,
  types: readonly string[],
  origin: number,
) {
  const ints = new Int32Array(classInts);
  const [from, to] = vehicle.time_window ?? [origin, origin + HORIZON];
  ints[column.start] = places.startOf(vehicle);
  ints[column.end] = places.endOf(vehicle);
  ints[column.opens] = fromOrigin(from, origin);
  ints[column.closes] = fromOrigin(to, origin);
  ints[column.type] = types.indexOf(vehicle.type ?? '');
  ints[column.mostTasks] = vehicle.max_tasks ?? UNLIMITED;
  ints[column.mostTravel] = vehicle.max_travel_time ?? UNLIMITED;
  ints[column.mostDistance] = vehicle.max_distance ?? UNLIMITED;
  ints[column.mostDuration] = vehicle.max_duration ?? UNLIMITED;
  ints[column.mostReloads] = vehicle.max_reloads ?? UNLIMITED;
  ints[column.driving] = vehicle.driving_limit?.driving ?? 0;
  ints[column.rest] = vehicle.driving_limit?.rest ?? 0;
  const use = tables.of(vehicle);
  ints[column.durations] = use.durations;
  ints[column.costs] = use.costRate === 0 ? -1 : use.costs;
  ints[column.distances] = vehicle.max_distance === undefined ? -1 : use.distances;
  const floats = new Float64Array(classFloats);
  floats[rate.time] = use.timeRate;
  floats[rate.cost] = use.costRate;
  floats[rate.fixed] = vehicle.costs?.fixed ?? 0;
  floats[rate.task] = (vehicle.costs?.per_task_hour ?? 0) / 3600;
  return { ints, floats };
}

/** Whether the vehicles of a class may serve a visit, going by skills, size and type. */
export function mayServe(vehicle: Vehicle, row: StopRow): boolean {
  const skills = row.task?.skills ?? [];
  if (skills.some((skill) => !vehicle.skills?.includes(skill))) return false;
  if (!('max_vehicle_size' in row.stop) && !('vehicle_types' in row.stop)) return true;
  const { max_vehicle_size: size, vehicle_types: types } = row.stop;
  if (size !== undefined && (vehicle.size ?? 0) > size) return false;
  return types === undefined || types.includes(vehicle.type ?? '');
}
