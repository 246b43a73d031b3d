import { classFloats, classInts, column, rate } from '../compile/classes.ts';
import { type RoutingModel, UNLIMITED, UNREACHABLE } from '../compile/model.ts';
import type { PlainRoutingModel } from '../genetic/index.ts';
import { hasSeveralDepots } from './temperature.ts';

/** A problem that genetic search takes, and what its legs really cost: its own costs are rounded to whole parts. */
export type PlainProblem = { plain: PlainRoutingModel; money: Float64Array };

/** Genetic search adds costs and times of plans in 32 bits. */
const MOST_COST_OF_PLAN = 2 ** 29;
const LONGEST_LEG = UNREACHABLE / 64;
/** Parts of a unit of money that legs are rounded to, where they aren't whole. */
const FINEST_PARTS = 1024;
/** More classes of vehicles than this were not measured: each one's empty route is tried for each task. */
const MOST_FLEETS = 16;

/**
 * The model as a plain one (vehicles alike or, of several depots, alike but for shifts, fixed costs and limits of duration, one window a task, all tasks
 * to be served), or nothing if it has rules that plain problems lack, prices for leaving tasks out, or a plan to start from.
 */
export function plainProblem(model: RoutingModel): PlainProblem | undefined {
  return isPlainProblem(model) ? lay(model) : undefined;
}

function isPlainProblem(model: RoutingModel): boolean {
  const task = (visit: number) => model.problem.jobs?.[model.source[visit]!.index];
  return (
    model.classes <= MOST_FLEETS &&
    areAlike(model) &&
    model.visits > 0 &&
    model.stops === model.visits &&
    model.dimensions <= 1 &&
    !model.positionLoads &&
    !model.severalWindows &&
    !model.setups &&
    model.changePrice === 0 &&
    model.allowed.every((may) => may === 1) &&
    model.startRoutes.every(({ stops }) => stops.length === 0) &&
    model.source.every((_, visit) => task(visit)?.drop_cost === undefined) &&
    model.boundTo.every((slot) => slot < 0)
  );
}

/** Whether classes have no other rules, and differ in nothing but depots, shifts, fixed costs and limits of duration. */
function areAlike(model: RoutingModel): boolean {
  // Of one depot, other shifts, costs and limits were not measured: ruin and recreate keeps them.
  if (!hasSeveralDepots(model) && (model.classes > 1 || model.durationLimits)) return false;
  const same = [column.durations, column.costs, column.type];
  const rates = [rate.time, rate.cost];
  const limits = [column.mostTasks, column.mostTravel, column.mostDistance];
  for (let which = 0; which < model.classes; which++) {
    const ints = which * classInts;
    const floats = which * classFloats;
    if (same.some((key) => model.classInts[ints + key] !== model.classInts[key])) return false;
    if (limits.some((limit) => model.classInts[ints + limit]! < UNLIMITED)) return false;
    if (model.classInts[ints + column.simulated] !== 0 || model.classFloats[floats + rate.task] !== 0) return false;
    if (rates.some((key) => model.classFloats[floats + key] !== model.classFloats[key])) return false;
    if (model.dimensions > 0 && model.capacities[which * model.dimensions] !== model.capacities[0]) return false;
  }
  return true;
}

/** A depot's row begins where its vehicles start, its column ends where they end, and a vehicle's fixed cost lies on its first leg. */
function lay(model: RoutingModel): PlainProblem | undefined {
  const width = model.visits + model.classes;
  const from = Int32Array.from({ length: width }, (_, index) => placeOf(model, index, column.start));
  const to = Int32Array.from({ length: width }, (_, index) => placeOf(model, index, column.end));
  const money = new Float64Array(width * width);
  const durations = new Int32Array(width * width);
  let longest = 0;
  let dearest = 0;
  for (let row = 0; row < width; row++) {
    const which = fleetOf(model, row);
    const fixed = which < 0 ? 0 : model.classFloats[which * classFloats + rate.fixed]!;
    for (let cell = 0; cell < width; cell++) {
      if (cell === row) continue;
      const leg = from[row]! * model.places + to[cell]!;
      const duration = model.travel[model.classInts[column.durations]! + leg]!;
      const cost = priceOfLeg(model, duration, leg) + fixed;
      durations[row * width + cell] = duration;
      money[row * width + cell] = cost;
      longest = Math.max(longest, duration);
      dearest = Math.max(dearest, cost);
    }
  }
  const parts = partsOfMoney(money, dearest * 2 * width);
  if (parts < 1 || longest > LONGEST_LEG) return undefined;
  const costs = Int32Array.from(money, (cost) => Math.round(cost * parts));
  return { plain: plainModel(model, costs, durations), money };
}

/** The class whose depot a place of the plain model is, or −1 of tasks. */
function fleetOf(model: RoutingModel, index: number): number {
  return index === 0 ? 0 : index > model.visits ? index - model.visits : -1;
}

function placeOf(model: RoutingModel, index: number, depot: number): number {
  const which = fleetOf(model, index);
  return which < 0 ? model.place[index - 1]! : model.classInts[which * classInts + depot]!;
}

function priceOfLeg(model: RoutingModel, duration: number, leg: number): number {
  const costs = model.classInts[column.costs]!;
  const priced = costs < 0 ? 0 : model.classFloats[rate.cost]! * model.travel[costs + leg]!;
  return model.classFloats[rate.time]! * duration + priced;
}

/** Whole money stays as it is; else as fine as a plan's sum allows. */
function partsOfMoney(money: Float64Array, mostOfPlan: number): number {
  if (mostOfPlan > MOST_COST_OF_PLAN) return 0;
  if (money.every(Number.isInteger)) return 1;
  return Math.min(FINEST_PARTS, Math.floor(MOST_COST_OF_PLAN / mostOfPlan));
}

function plainModel(model: RoutingModel, costs: Int32Array, durations: Int32Array): PlainRoutingModel {
  const width = model.visits + model.classes;
  const byPlace = (ofDepot: (ints: number) => number, ofTask: (visit: number) => number) =>
    Int32Array.from({ length: width }, (_, index) => {
      const which = fleetOf(model, index);
      return which < 0 ? ofTask(index - 1) : ofDepot(which * classInts);
    });
  const none = () => 0;
  const type = model.classInts[column.type]! * model.stops;
  const loadOf = (visit: number) =>
    model.dimensions === 0 ? 0 : model.delivers[visit]! + Math.max(0, model.gains[visit]! + model.delivers[visit]!);
  return {
    fleets: Array.from({ length: model.classes }, (_, which) => ({
      vehicles: model.classInts[which * classInts + column.slots]!,
      mostDuration: Math.min(UNLIMITED, model.classInts[which * classInts + column.mostDuration]!),
    })),
    capacity: model.dimensions === 0 ? 0 : model.capacities[0]!,
    loads: byPlace(none, loadOf),
    costs,
    durations,
    services: byPlace(none, (visit) => model.service[type + visit]!),
    earliest: byPlace(
      (ints) => model.classInts[ints + column.opens]!,
      (visit) => model.opens[visit]!,
    ),
    latest: byPlace(
      (ints) => model.classInts[ints + column.closes]!,
      (visit) => model.closes[visit]!,
    ),
  };
}
