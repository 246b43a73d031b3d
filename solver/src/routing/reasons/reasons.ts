import type { RoutingPlan, UnassignedReason, UnassignedTask } from '../plan.ts';
import type { Job, RoutingProblem, Shipment, Vehicle } from '../problem.ts';
import { hasRoomFor } from './room.ts';
import { driveAlone, type TaskStops } from './alone.ts';
import { isWithin, nameOf } from '../verify/tasks.ts';

/**
 * The plan with the reasons why each unassigned task is left out: for each rule, the vehicles that it alone keeps from the task
 * even when they have nothing else to do; then, of vehicles that no rule keeps from it, that their day is full
 * (`fleet-is-busy`), or that they have room and the task costs more than leaving it out (`not-worth-its-cost`).
 * @param problem without faults
 */
export function explainUnassigned(problem: RoutingProblem, plan: RoutingPlan): RoutingPlan {
  if (plan.unassigned.length === 0) return plan;
  const tasks = tasksByName(problem);
  const classes = vehicleClasses(problem);
  const room = hasRoomFor(problem, plan);
  const known = new Map<TaskStops, UnassignedReason[]>();
  const reasonsOf = ({ type, id }: UnassignedTask): UnassignedReason[] => {
    const task = tasks.get(nameOf(type, id));
    if (!task) return [];
    const reasons = known.get(task) ?? findReasons(problem, task, classes, room);
    known.set(task, reasons);
    return reasons;
  };
  return { ...plan, unassigned: plan.unassigned.map((task) => ({ ...task, reasons: reasonsOf(task) })) };
}

type Code = UnassignedReason['code'];
type VehicleClass = { vehicle: Vehicle; members: Vehicle[] };

function findReasons(
  problem: RoutingProblem,
  task: TaskStops,
  classes: VehicleClass[],
  room: (vehicle: Vehicle, task: TaskStops) => boolean,
): UnassignedReason[] {
  const kept = new Map<Code, number[]>();
  const able: Vehicle[] = [];
  for (const { vehicle, members } of classes) {
    const codes = obstacles(problem, vehicle, task);
    if (codes.length === 0) able.push(...members);
    for (const code of codes) {
      const vehicles = kept.get(code) ?? [];
      for (const { id } of members) vehicles.push(id);
      kept.set(code, vehicles);
    }
  }
  const reasons = [...kept].map(([code, vehicles]) => reasonOf(code, vehicles));
  if (able.length === 0) return reasons;
  const withRoom = task.given.drop_cost === undefined ? [] : able.filter((vehicle) => room(vehicle, task));
  const code = withRoom.length > 0 ? 'not-worth-its-cost' : 'fleet-is-busy';
  const vehicles = withRoom.length > 0 ? withRoom : able;
  return [
    ...reasons,
    reasonOf(
      code,
      vehicles.map(({ id }) => id),
    ),
  ];
}

/** Vehicles that one reason names: thousands of tasks before hundreds of vehicles would swell the plan. */
const MOST_VEHICLES_NAMED = 100;

function reasonOf(code: Code, vehicles: number[]): UnassignedReason {
  return { code, vehicles: vehicles.slice(0, MOST_VEHICLES_NAMED) };
}

/** The rules that keep an empty vehicle from a task, each by itself. */
function obstacles(problem: RoutingProblem, vehicle: Vehicle, task: TaskStops): Code[] {
  const codes: Code[] = [];
  const { given, stops } = task;
  const has = (skill: number) => vehicle.skills?.includes(skill) ?? false;
  if (!(given.skills ?? []).every(has)) codes.push('skills');
  if (!task.amounts.every((amount) => isWithin(amount, vehicle.capacity))) codes.push('capacity');
  if (stops.some(({ max_vehicle_size: most }) => most !== undefined && (vehicle.size ?? 0) > most))
    codes.push('vehicle-size');
  if (stops.some(({ vehicle_types: types }) => types && !types.includes(vehicle.type ?? '')))
    codes.push('vehicle-type');
  if (stops.length > (vehicle.max_tasks ?? Infinity)) codes.push('task-limit');
  const tour = driveAlone(problem, vehicle, stops);
  if (tour.isUnreachable) return [...codes, 'unreachable'];
  const isTooFar =
    tour.seconds > (vehicle.max_travel_time ?? Infinity) ||
    tour.metres > (vehicle.max_distance ?? Infinity) ||
    tour.lasts > (vehicle.max_duration ?? Infinity);
  if (isTooFar) codes.push('travel-limit');
  if (!tour.isInTime) codes.push('time-window');
  return codes;
}

function tasksByName(problem: RoutingProblem): Map<string, TaskStops> {
  const tasks = new Map<string, TaskStops>();
  for (const job of problem.jobs ?? []) tasks.set(nameOf('job', job.id), ofJob(job));
  for (const shipment of problem.shipments ?? []) {
    const task = ofShipment(shipment);
    tasks.set(nameOf('pickup', shipment.pickup.id), task);
    tasks.set(nameOf('delivery', shipment.delivery.id), task);
  }
  return tasks;
}

function ofJob(job: Job): TaskStops {
  return { given: job, stops: [job], amounts: [job.delivery ?? [], job.pickup ?? []], brings: job.delivery ?? [] };
}

function ofShipment(shipment: Shipment): TaskStops {
  const { pickup, delivery, amount = [] } = shipment;
  return { given: shipment, stops: [pickup, delivery], amounts: [amount], brings: [] };
}

/** Vehicles that rules can't tell apart, so that each rule is asked once for all of them. */
function vehicleClasses(problem: RoutingProblem): VehicleClass[] {
  const classes = new Map<string, VehicleClass>();
  for (const vehicle of problem.vehicles) {
    const { id: _id, description: _description, steps: _steps, costs: _costs, ...rules } = vehicle;
    const key = JSON.stringify(rules);
    const known = classes.get(key);
    if (known) known.members.push(vehicle);
    else classes.set(key, { vehicle, members: [vehicle] });
  }
  return [...classes.values()];
}
