import { column, rate } from '../compile/classes.ts';
import { type RoutingModel, UNLIMITED, UNREACHABLE } from '../compile/model.ts';
import type { PlainRoutingModel } from '../genetic/index.ts';

/** A problem that genetic search takes, and what its legs really cost: its own costs are rounded to whole parts. */
export type PlainProblem = { plain: PlainRoutingModel; money: Float64Array };

/** Genetic search adds costs and times of plans in 32 bits. */
const MOST_COST_OF_PLAN = 2 ** 29;
const LONGEST_LEG = UNREACHABLE / 64;
/** Parts of a unit of money that legs are rounded to, where they aren't whole. */
const FINEST_PARTS = 1024;

/**
 * The model as a plain one (one depot, vehicles alike, one window a task, all tasks to be served), or nothing if it has rules
 * that plain problems lack, prices for leaving tasks out, or a plan to start from.
 */
export function plainProblem(model: RoutingModel): PlainProblem | undefined {
  return isPlainProblem(model) ? lay(model) : undefined;
}

function isPlainProblem(model: RoutingModel): boolean {
  const limits = [column.mostTasks, column.mostTravel, column.mostDistance, column.mostDuration];
  const task = (visit: number) => model.problem.jobs?.[model.source[visit]!.index];
  return (
    model.classes === 1 &&
    model.visits > 0 &&
    model.stops === model.visits &&
    model.dimensions <= 1 &&
    !model.positionLoads &&
    !model.severalWindows &&
    !model.setups &&
    model.changePrice === 0 &&
    model.classInts[column.simulated] === 0 &&
    model.classFloats[rate.task] === 0 &&
    limits.every((limit) => model.classInts[limit]! >= UNLIMITED) &&
    model.allowed.every((may) => may === 1) &&
    model.startRoutes.every(({ stops }) => stops.length === 0) &&
    model.source.every((_, visit) => task(visit)?.drop_cost === undefined) &&
    model.boundTo.every((slot) => slot < 0)
  );
}

/** The depot's row begins where vehicles start, its column ends where they end, and a vehicle's fixed cost lies on its first leg. */
function lay(model: RoutingModel): PlainProblem | undefined {
  const width = model.visits + 1;
  const from = Int32Array.from({ length: width }, (_, index) => placeOf(model, index, column.start));
  const to = Int32Array.from({ length: width }, (_, index) => placeOf(model, index, column.end));
  const money = new Float64Array(width * width);
  const durations = new Int32Array(width * width);
  let longest = 0;
  let dearest = 0;
  for (let row = 0; row < width; row++) {
    for (let cell = 0; cell < width; cell++) {
      if (cell === row) continue;
      const leg = from[row]! * model.places + to[cell]!;
      const duration = model.travel[model.classInts[column.durations]! + leg]!;
      const cost = priceOfLeg(model, duration, leg) + (row === 0 ? model.classFloats[rate.fixed]! : 0);
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

function placeOf(model: RoutingModel, index: number, depot: number): number {
  return index === 0 ? model.classInts[depot]! : model.place[index - 1]!;
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
  const width = model.visits + 1;
  const byTask = (depot: number, of: (visit: number) => number) =>
    Int32Array.from({ length: width }, (_, index) => (index === 0 ? depot : of(index - 1)));
  const type = model.classInts[column.type]! * model.stops;
  const loadOf = (visit: number) =>
    model.dimensions === 0 ? 0 : model.delivers[visit]! + Math.max(0, model.gains[visit]! + model.delivers[visit]!);
  return {
    vehicles: model.slots,
    capacity: model.dimensions === 0 ? 0 : model.capacities[0]!,
    loads: byTask(0, loadOf),
    costs,
    durations,
    services: byTask(0, (visit) => model.service[type + visit]!),
    earliest: byTask(model.classInts[column.opens]!, (visit) => model.opens[visit]!),
    latest: byTask(model.classInts[column.closes]!, (visit) => model.closes[visit]!),
  };
}
