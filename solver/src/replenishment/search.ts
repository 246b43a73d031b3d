import { logarithm } from '../arithmetic/index.ts';
import { evaluate } from './evaluate.ts';
import * as shifts from './moves-shifts.ts';
import * as stops from './moves-stops.ts';
import type { Model } from './model.ts';
import type { Usable } from './examine.ts';
import type { Plan } from './problem.ts';
import { addFrozen, addPlan } from './seed-plan.ts';
import { nextUnit, type Random, seededRandom } from './random.ts';
import { begin, commit, emptySchedule, type Figures, rollback, type Schedule } from './schedule.ts';

/** Moves, and how often each is tried: where nothing is short, and where something is. */
const moves: readonly (readonly [move: stops.Move, weight: number, weightShort: number])[] = [
  [stops.insertNear, 10, 10],
  [stops.insertShort, 8, 24],
  [stops.removeStop, 8, 8],
  [stops.relocate, 18, 18],
  [stops.replaceByNear, 8, 10],
  [stops.swapStops, 8, 8],
  [stops.reverse, 4, 4],
  [stops.insertSource, 4, 6],
  [stops.insertTrip, 5, 7],
  [stops.removeSome, 3, 3],
  [shifts.shiftStart, 18, 18],
  [shifts.recrew, 4, 5],
  [shifts.openShift, 5, 14],
  [shifts.hasten, 1, 10],
  [shifts.mendDrop, 1, 8],
  [shifts.closeShift, 2, 3],
  [shifts.exchangeTails, 8, 8],
  [shifts.split, 3, 4],
  [shifts.merge, 3, 4],
  [shifts.swapCrews, 2, 3],
];

export type Search = {
  schedule: Schedule;
  random: Random;
  /** What a delivered kilogram is worth: the ratio to beat (Dinkelbach, Management Science 13(7), 1967). */
  worth: number;
  /** As long as no valid plan is known, the worth is a guess. */
  worthGuessed: boolean;
  /** What is short costs this times its base price. */
  weight: number;
  shortKgPrice: number;
  shortCasePrice: number;
  /** Accepted or kept plans since the weight was last adapted, and those of them that were valid. */
  checked: number;
  validSteps: number;
  /** How many times in a row none of them was. */
  lost: number;
  /** Figures of the current plan: `schedule.figures` are those of the last change, taken or not. */
  currentFigures: Figures;
  current: number;
  temperature: number;
  iterations: number;
  accepted: number;
};

/** A search from nothing but what is frozen, or from an earlier plan. */
export function startSearch(model: Model, seed: number, usable: Usable, earlier?: Plan): Search {
  const schedule = emptySchedule(model);
  const scale = typicalTrip(model);
  const capacity =
    model.trailerCapacity.reduce((sum, each) => sum + each, 0) / Math.max(1, model.trailerCapacity.length);
  const search: Search = {
    schedule,
    random: seededRandom(seed),
    worth: (1.5 * scale) / Math.max(1, capacity),
    worthGuessed: true,
    weight: 4,
    shortKgPrice: (10 * scale) / Math.max(1, capacity),
    shortCasePrice: scale,
    checked: 0,
    validSteps: 0,
    lost: 0,
    currentFigures: { ...schedule.figures },
    current: 0,
    temperature: 0,
    iterations: 0,
    accepted: 0,
  };
  addFrozen(schedule, usable.frozen);
  if (earlier) addPlan(schedule, earlier);
  keepFigures(search);
  search.current = objective(search);
  return search;
}

/** Tries one move; takes it when it is better, or by chance when it is not much worse. */
export function step(search: Search): boolean {
  const { schedule, random } = search;
  search.iterations += 1;
  search.checked += 1;
  if (search.currentFigures.shortCases === 0) search.validSteps += 1;
  begin(schedule);
  const move = pick(random, search.currentFigures.shortCases === 0 ? usual : urgent);
  if (!move(schedule, random) || !evaluate(schedule)) {
    rollback(schedule);
    return false;
  }
  const value = valueOf(search, schedule.figures);
  if (value > search.current && value - search.current > -search.temperature * logarithm(nextUnit(random) + 1e-300)) {
    rollback(schedule);
    return false;
  }
  commit(schedule);
  keepFigures(search);
  search.current = value;
  search.accepted += 1;
  return true;
}

/** The value of the current plan, by the prices and the worth of now: the lower, the better. */
export function objective(search: Search): number {
  return valueOf(search, search.currentFigures);
}

/**
 * What is still short weighs more from now on, what isn't less: so the search leaves plans that would stay a little short
 * for ever (breakout, Morris, AAAI 1993). Works the current plan out anew, which the weights are part of.
 */
export function reweighSinks(search: Search): void {
  const { schedule } = search;
  begin(schedule);
  evaluate(schedule);
  const { sinkWeight, scratch, stop } = schedule;
  for (const node of schedule.model.sinkList) {
    const short = scratch.shortFrom[node]! >= 0 || (scratch.smallDrop >= 0 && stop[scratch.smallDrop] === node);
    sinkWeight[node] = short ? Math.min(30, sinkWeight[node]! * 1.2) : Math.max(1, sinkWeight[node]! * 0.97);
  }
  evaluate(schedule);
  commit(schedule);
  keepFigures(search);
  search.current = objective(search);
}

function valueOf({ worth, weight, shortKgPrice, shortCasePrice }: Search, figures: Figures): number {
  const { cost, deliveredKg, weightedKg, weightedCases } = figures;
  return cost - worth * deliveredKg + weight * (shortKgPrice * weightedKg + shortCasePrice * weightedCases);
}

function keepFigures({ currentFigures, schedule: { figures } }: Search): void {
  currentFigures.cost = figures.cost;
  currentFigures.deliveredKg = figures.deliveredKg;
  currentFigures.shortKg = figures.shortKg;
  currentFigures.shortCases = figures.shortCases;
  currentFigures.weightedKg = figures.weightedKg;
  currentFigures.weightedCases = figures.weightedCases;
}

/** Cost of a way from the base to a sink and back, on average over sinks and crews. */
export function typicalTrip(model: Model): number {
  const { sinkList, nodePlace, places, travel, distance, pairDriver, pairTrailer } = model;
  let [minutes, kilometres] = [0, 0];
  for (const node of sinkList) {
    const there = nodePlace[node]!;
    minutes += travel[there]! + travel[there * places]!;
    kilometres += distance[there]! + distance[there * places]!;
  }
  let [perMinute, perKilometre] = [0, 0];
  for (const driver of pairDriver) perMinute += model.driverCostPerMinute[driver]!;
  for (const trailer of pairTrailer) perKilometre += model.trailerCostPerKm[trailer]!;
  const sum = (minutes * perMinute + kilometres * perKilometre) / Math.max(1, sinkList.length * pairDriver.length);
  return Math.max(1e-6, sum);
}

const usual = cumulative(1);
const urgent = cumulative(2);

function cumulative(column: 1 | 2): Float64Array {
  const sums = new Float64Array(moves.length);
  let sum = 0;
  for (const [at, move] of moves.entries()) sums[at] = sum += move[column];
  return sums.map((each) => each / sum);
}

function pick(random: Random, table: Float64Array): stops.Move {
  const u = nextUnit(random);
  let at = 0;
  while (table[at]! < u) at += 1;
  return moves[at]![0];
}
