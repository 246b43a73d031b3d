import { classFloats, classInts, column, rate } from '../compile/classes.ts';
import { type RoutingModel, UNLIMITED, UNREACHABLE } from '../compile/model.ts';
import type { PlainRoutingModel } from '../genetic/index.ts';

/** A problem that genetic search takes, and what is needed to read its plans. */
export type PlainProblem = {
  plain: PlainRoutingModel;
  /** What legs really cost at a rate of 1: genetic search has them rounded to whole parts. */
  money: Float64Array;
  /** Of each class of the plain model: the model's, what sending a vehicle costs in money, and the row of its depot. */
  classes: readonly PlainClass[];
};

export type PlainClass = { which: number; fixedCost: number; rate: number; depot: number };

/** Genetic search adds costs and times of plans in 32 bits. */
const MOST_COST_OF_PLAN = 2 ** 29;
const LONGEST_LEG = UNREACHABLE / 64;
/** Parts of a unit of money that legs are rounded to, where they aren't whole. */
const FINEST_PARTS = 1024;
/** Parts that a vehicle may cost: beyond, gains of a plan's sum are lost in rounding. */
const MOST_FIXED_COST = 2 ** 36;
/** Parts that the dearest leg must have at least, for rounding not to matter. */
const LEAST_OF_DEAREST_LEG = 1024;
/** More classes of vehicles than this were not measured: each is tried for each route that a move changes. */
const MOST_CLASSES = 16;
/** Rates are in proportion if they differ by no more than rounding. */
const ROUNDING = 1e-9;

/**
 * The model as a plain one (vehicles that differ in nothing but depots, shifts, limits of duration, capacities, costs in proportion and
 * whom they may serve; one window a task, all tasks to be served), or nothing if it has rules that plain problems lack, prices for
 * leaving tasks out, or a plan to start from.
 */
export function plainProblem(model: RoutingModel): PlainProblem | undefined {
  if (!isPlainProblem(model)) return undefined;
  const rates = ratesOf(model);
  return rates && lay(model, rates);
}

function isPlainProblem(model: RoutingModel): boolean {
  const task = (visit: number) => model.problem.jobs?.[model.source[visit]!.index];
  return (
    model.classes <= MOST_CLASSES &&
    areAlike(model) &&
    model.visits > 0 &&
    model.stops === model.visits &&
    model.dimensions <= 1 &&
    !model.positionLoads &&
    !model.severalWindows &&
    !model.setups &&
    model.changePrice === 0 &&
    canAllBeServed(model) &&
    model.startRoutes.every(({ stops }) => stops.length === 0) &&
    model.source.every((_, visit) => task(visit)?.drop_cost === undefined) &&
    model.boundTo.every((slot) => slot < 0)
  );
}

function canAllBeServed(model: RoutingModel): boolean {
  const classes = Array.from({ length: model.classes }, (_, which) => which);
  return model.source.every((_, visit) => classes.some((which) => model.allowed[which * model.visits + visit] === 1));
}

/** Whether classes have no rules that plain problems lack, and drive and work at the same pace. */
function areAlike(model: RoutingModel): boolean {
  const same = [column.durations, column.type];
  const limits = [column.mostTasks, column.mostTravel, column.mostDistance];
  for (let which = 0; which < model.classes; which++) {
    const ints = which * classInts;
    if (same.some((key) => model.classInts[ints + key] !== model.classInts[key])) return false;
    if (limits.some((limit) => model.classInts[ints + limit]! < UNLIMITED)) return false;
    if (model.classInts[ints + column.simulated] !== 0) return false;
    if (model.classFloats[which * classFloats + rate.task] !== 0) return false;
  }
  return true;
}

/** The dearest class, and by class how its costs of travel compare with that one's; nothing if they are not in proportion. */
function ratesOf(model: RoutingModel): { base: number; rates: number[] } | undefined {
  const classes = Array.from({ length: model.classes }, (_, which) => ({
    time: model.classFloats[which * classFloats + rate.time]!,
    cost: model.classFloats[which * classFloats + rate.cost]!,
    table: model.classInts[which * classInts + column.costs]!,
  }));
  const base = classes.reduce((best, each, which) => {
    const dearest = classes[best]!;
    return each.time + each.cost > dearest.time + dearest.cost ? which : best;
  }, 0);
  const { time, cost, table } = classes[base]!;
  const rates = classes.map((each) => {
    if (time + cost === 0) return 1;
    const share = time > 0 ? each.time / time : each.cost / cost;
    const isSame = each.cost === 0 || each.table === table;
    return isSame && Math.abs(each.cost - share * cost) <= ROUNDING * cost ? share : NaN;
  });
  return rates.some(Number.isNaN) ? undefined : { base, rates };
}

/** Classes of the model that share depot, shift and limit of duration, fleet by fleet. */
function fleetsOf(model: RoutingModel): number[][] {
  const shared = [column.start, column.end, column.opens, column.closes, column.mostDuration];
  const classes = Array.from({ length: model.classes }, (_, which) => which);
  const keyOf = (which: number) => shared.map((key) => model.classInts[which * classInts + key]).join();
  return [...Map.groupBy(classes, keyOf).values()];
}

/** A depot's row begins where its vehicles start, its column ends where they end. */
function lay(model: RoutingModel, { base, rates }: { base: number; rates: number[] }): PlainProblem | undefined {
  const fleets = fleetsOf(model);
  const width = model.visits + fleets.length;
  const from = Int32Array.from({ length: width }, (_, index) => placeOf(model, fleets, index, column.start));
  const to = Int32Array.from({ length: width }, (_, index) => placeOf(model, fleets, index, column.end));
  const money = new Float64Array(width * width);
  const durations = new Int32Array(width * width);
  let longest = 0;
  let dearest = 0;
  for (let row = 0; row < width; row++) {
    for (let cell = 0; cell < width; cell++) {
      if (cell === row) continue;
      const leg = from[row]! * model.places + to[cell]!;
      const duration = model.travel[model.classInts[column.durations]! + leg]!;
      const cost = priceOfLeg(model, base, duration, leg);
      durations[row * width + cell] = duration;
      money[row * width + cell] = cost;
      longest = Math.max(longest, duration);
      dearest = Math.max(dearest, cost);
    }
  }
  const parts = partsOfMoney(money, dearest * 2 * width);
  if (parts < 1 && dearest * parts < LEAST_OF_DEAREST_LEG) return undefined;
  const dearestVehicle = Math.max(
    ...fleets.flat().map((which) => model.classFloats[which * classFloats + rate.fixed]!),
  );
  if (longest > LONGEST_LEG || dearestVehicle * parts > MOST_FIXED_COST) return undefined;
  const costs = Int32Array.from(money, (cost) => Math.round(cost * parts));
  const classes = fleets.flatMap((members, fleet) =>
    members.map((which) => ({
      which,
      fixedCost: model.classFloats[which * classFloats + rate.fixed]!,
      rate: rates[which]!,
      depot: depotOf(model, fleet),
    })),
  );
  return { plain: plainModel(model, fleets, classes, parts, costs, durations), money, classes };
}

/** The place of a fleet's depot in the plain model. */
function depotOf(model: RoutingModel, fleet: number): number {
  return fleet === 0 ? 0 : model.visits + fleet;
}

/** The fleet whose depot a place of the plain model is, or −1 of tasks. */
function fleetAt(model: RoutingModel, index: number): number {
  return index === 0 ? 0 : index > model.visits ? index - model.visits : -1;
}

function placeOf(model: RoutingModel, fleets: number[][], index: number, depot: number): number {
  const fleet = fleetAt(model, index);
  return fleet < 0 ? model.place[index - 1]! : model.classInts[fleets[fleet]![0]! * classInts + depot]!;
}

function priceOfLeg(model: RoutingModel, which: number, duration: number, leg: number): number {
  const costs = model.classInts[which * classInts + column.costs]!;
  const priced = costs < 0 ? 0 : model.classFloats[which * classFloats + rate.cost]! * model.travel[costs + leg]!;
  return model.classFloats[which * classFloats + rate.time]! * duration + priced;
}

/** Whole money stays as it is where a plan's sum allows; else as fine as that allows. */
function partsOfMoney(money: Float64Array, mostOfPlan: number): number {
  if (mostOfPlan <= MOST_COST_OF_PLAN && money.every(Number.isInteger)) return 1;
  return Math.min(FINEST_PARTS, MOST_COST_OF_PLAN / mostOfPlan);
}

function plainModel(
  model: RoutingModel,
  fleets: number[][],
  classes: readonly PlainClass[],
  parts: number,
  costs: Int32Array,
  durations: Int32Array,
): PlainRoutingModel {
  const width = model.visits + fleets.length;
  const byPlace = (ofDepot: (ints: number) => number, ofTask: (visit: number) => number) =>
    Int32Array.from({ length: width }, (_, index) => {
      const fleet = fleetAt(model, index);
      return fleet < 0 ? ofTask(index - 1) : ofDepot(fleets[fleet]![0]! * classInts);
    });
  const none = () => 0;
  const type = model.classInts[column.type]! * model.stops;
  const loadOf = (visit: number) =>
    model.dimensions === 0 ? 0 : model.delivers[visit]! + Math.max(0, model.gains[visit]! + model.delivers[visit]!);
  const classOf = ({ which, fixedCost, rate: share }: PlainClass) => ({
    vehicles: model.classInts[which * classInts + column.slots]!,
    capacity: model.dimensions === 0 ? 0 : model.capacities[which]!,
    fixedCost: fixedCost * parts,
    rate: share,
  });
  const isForAll = model.allowed.every((may) => may === 1);
  const servedBy = (visit: number) =>
    classes.reduce((bits, { which }, bit) => bits | (model.allowed[which * model.visits + visit]! << bit), NO_CLASS);
  return {
    fleets: fleets.map((members) => ({
      classes: classes.filter(({ which }) => members.includes(which)).map(classOf),
      mostDuration: Math.min(UNLIMITED, model.classInts[members[0]! * classInts + column.mostDuration]!),
    })),
    ...(isForAll ? {} : { mayServe: byPlace(() => ANY_CLASS, servedBy) }),
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

const ANY_CLASS = -1;
const NO_CLASS = 0;
