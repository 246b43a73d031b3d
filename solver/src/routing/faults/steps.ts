import { type FaultList, rowsOf } from './shape.ts';

type Row = Record<string, unknown>;
/** A step's task as `job 7`, `pickup 3`. */
type TaskName = string;

const taskTypes = new Set<unknown>(['job', 'pickup', 'delivery']);
const typesWithId = new Set<unknown>([...taskTypes, 'break', 'reload']);

/** Steps that name what does not exist, name a task twice, or lock a shipment in a way that can't be driven. */
export function findStepFaults(problem: Row, faults: FaultList): void {
  const known = namesOfTasks(problem);
  const named = new Map<TaskName, string>();
  rowsOf(problem.vehicles).forEach((vehicle, at) => {
    const breaks = new Set(rowsOf(vehicle.breaks).map((pause) => pause.id));
    const reloads = new Set(rowsOf(vehicle.reloads).map((reload) => reload.id));
    const pauses = new Set<unknown>();
    rowsOf(vehicle.steps).forEach((step, row) => {
      const path = `$.vehicles[${at}].steps[${row}]`;
      if (!typesWithId.has(step.type)) return;
      if (step.id === undefined) faults.add(`${path}.id`, 'missing');
      else if (taskTypes.has(step.type)) checkTask(`${step.type} ${String(step.id)}`, path, known, named, faults);
      else if (step.type === 'break') checkBreak(step, path, breaks, pauses, faults);
      else if (step.type === 'reload' && !reloads.has(step.id))
        faults.add(`${path}.id`, 'unknown-reload', { id: String(step.id) });
    });
  });
  findLockedShipmentFaults(problem, faults);
}

function namesOfTasks(problem: Row): Set<TaskName> {
  const names = new Set(rowsOf(problem.jobs).map(({ id }) => `job ${String(id)}`));
  for (const shipment of rowsOf(problem.shipments))
    for (const type of ['pickup', 'delivery']) names.add(`${type} ${String(rowsOf([shipment[type]])[0]!.id)}`);
  return names;
}

function checkTask(
  name: TaskName,
  path: string,
  known: Set<TaskName>,
  named: Map<TaskName, string>,
  faults: FaultList,
): void {
  const earlier = named.get(name);
  if (!known.has(name)) faults.add(`${path}.id`, 'unknown-task', { task: name });
  else if (earlier !== undefined) faults.add(`${path}.id`, 'task-named-twice', { task: name, first: earlier });
  else named.set(name, path);
}

function checkBreak(step: Row, path: string, known: Set<unknown>, named: Set<unknown>, faults: FaultList): void {
  if (!known.has(step.id)) faults.add(`${path}.id`, 'unknown-break', { id: String(step.id) });
  else if (named.has(step.id)) faults.add(`${path}.id`, 'break-named-twice', { id: String(step.id) });
  named.add(step.id);
}

type LockedStep = { vehicle: number; rank: number; trip: number; path: string };

/** Locked steps come before all others, so a locked delivery needs its pickup locked before it, in the same trip. */
function findLockedShipmentFaults(problem: Row, faults: FaultList): void {
  const locked = lockedSteps(problem);
  for (const shipment of rowsOf(problem.shipments)) {
    const [pickup, delivery] = ['pickup', 'delivery'].map((type) =>
      locked.get(`${type} ${String(rowsOf([shipment[type]])[0]!.id)}`),
    );
    if (pickup && delivery && pickup.vehicle !== delivery.vehicle)
      faults.add(delivery.path, 'shipment-split', { pickup: pickup.path });
    else if (delivery && (!pickup || pickup.rank > delivery.rank)) faults.add(delivery.path, 'delivery-before-pickup');
    else if (pickup && delivery && pickup.trip !== delivery.trip)
      faults.add(delivery.path, 'reload-within-shipment', { pickup: pickup.path });
    else if (pickup && !delivery && locked.get(`trips ${pickup.vehicle}`)!.trip > pickup.trip)
      faults.add(pickup.path, 'reload-within-shipment', { pickup: pickup.path });
  }
}

/** Locked steps by task; and by `trips <vehicle>` how many reloads the vehicle has among them. */
function lockedSteps(problem: Row): Map<TaskName, LockedStep> {
  const steps = new Map<TaskName, LockedStep>();
  rowsOf(problem.vehicles).forEach((vehicle, at) => {
    let trip = 0;
    rowsOf(vehicle.steps).forEach((step, rank) => {
      if (step.locked !== true) return;
      const path = `$.vehicles[${at}].steps[${rank}]`;
      if (step.type === 'reload') trip += 1;
      else steps.set(`${String(step.type)} ${String(step.id)}`, { vehicle: at, rank, trip, path });
    });
    steps.set(`trips ${at}`, { vehicle: at, rank: -1, trip, path: '' });
  });
  return steps;
}
