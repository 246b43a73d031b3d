import { Ints, newInts, toFloat, toInt } from '../base/memory.ts';
import { random, randomBelow, seedRandom } from '../base/random.ts';
import { bestCost, createBest, noteBest } from './best-plan.ts';
import { createCrossover, exchangeRoutes } from './crossover.ts';
import { createInsertion, insertAnywhere, insertInTime } from './insertion.ts';
import { createSearch, search, startSearch } from './local-search.ts';
import { addPlan, clearPopulation, createPopulation, selectParent } from './population.ts';
import { clients, cost, load, setAdjacent, setNeighbours, travel, width } from './problem.ts';
import {
  clearRoutes,
  createRoutes,
  markUnchanged,
  refreshPenalties,
  setPenalties,
  totalCost,
  totalExcess,
  totalWarp,
} from './routes.ts';
import { createRuin, ruinAndRecreate } from './ruin-recreate.ts';

export let p0: f64 = 0;
export let p1: f64 = 0;
export let p2: f64 = 0;
export let p3: f64 = 0;
export function tune(i: i32, value: f64): void {
  if (i === 0) p0 = value;
  if (i === 1) p1 = value;
  if (i === 2) p2 = value;
  if (i === 3) p3 = value;
}

const IDLE: i32 = 0;
const SEARCH: i32 = 1;
const REPAIR: i32 = 2;
const RUIN: i32 = 3;
const AGAIN: i32 = 4;

let shuffled: Ints = newInts(1);
let currentCost: i32 = 0;
let scale: f64 = 0;
let phase: i32 = 0;
let built: i32 = 0;
let ruinsLeft: i32 = 0;
let sinceImproved: i32 = 0;
export let offspring: i32 = 0;
let keptLoadPenalty: f64 = 1;
let keptWarpPenalty: f64 = 1;
let window: i32 = 0;
let inLoad: i32 = 0;
let inTime: i32 = 0;

export function createEvolution(seed: i32): void {
  seedRandom(seed);
  setNeighbours(40);
  setAdjacent(100);
  createRoutes();
  shuffled = newInts(clients);
  createInsertion();
  createSearch();
  createCrossover();
  createRuin();
  createBest();
  createPopulation();
  setFirstPenalties();
  phase = IDLE;
  built = 0;
  sinceImproved = 0;
  offspring = 0;
}

function setFirstPenalties(): void {
  let costs: f64 = 0;
  let times: f64 = 0;
  let loads: f64 = 0;
  let dearest: i32 = 0;
  for (let i: i32 = 0; i < width * width; i++) {
    costs += toFloat(cost[i]);
    times += toFloat(travel[i]);
    if (cost[i] > dearest) dearest = cost[i];
  }
  for (let i: i32 = 1; i < width; i++) if (toFloat(load[i]) > loads) loads = toFloat(load[i]);
  keptWarpPenalty = times > 0 ? costs / times : 1;
  keptLoadPenalty = loads > 0 ? toFloat(dearest) / loads : 1;
  setPenalties(keptLoadPenalty, keptWarpPenalty);
  window = 0;
  inLoad = 0;
  inTime = 0;
}

export function run(budget: i32, progress: f64): void {
  let left = budget;
  if (p0 >= 2) {
    if (built === 0) {
      built = 1;
      buildPlan();
      noteBest();
      currentCost = totalCost();
      scale = toFloat(currentCost) / toFloat(clients);
    }
    const remaining: f64 = 1 - progress;
    const cube: f64 = remaining * remaining * remaining * remaining;
    const temperature: f64 = scale * (p2 + (p1 - p2) * cube);
    for (let i: i32 = 0; i < 100; i++) {
      offspring += 1;
      currentCost += ruinAndRecreate(p3, temperature);
      if (currentCost < bestCost) noteBest();
    }
    return;
  }
  while (left > 0) {
    if (phase === IDLE) {
      beginPlan();
      left -= 10;
    } else if (phase === RUIN) {
      ruinAndRecreate(10, p3);
      left -= 1;
      ruinsLeft -= 1;
      if (ruinsLeft === 0) {
        noteBest();
        startSearch(random() < 0.15);
        phase = AGAIN;
      }
    } else {
      left = search(left);
      if (left > 0) endPlan();
    }
  }
}

function beginPlan(): void {
  phase = SEARCH;
  const most: i32 = 1000;
  if (built < 25) {
    built += 1;
    buildPlan();
  } else {
    offspring += 1;
    let different = false;
    for (let attempt: i32 = 0; attempt < 10 && !different; attempt++) {
      const first = selectParent();
      let second = selectParent();
      for (let i: i32 = 0; i < 10 && second === first; i++) second = selectParent();
      different = exchangeRoutes(first, second, most);
    }
    if (!different) buildPlan();
  }
  startSearch(random() < 0.15);
}

function buildPlan(): void {
  clearRoutes();
  const order = shuffled;
  for (let i: i32 = 0; i < clients; i++) {
    const other = randomBelow(i + 1);
    order[i] = order[other];
    order[other] = i + 1;
  }
  for (let i: i32 = 0; i < clients; i++) {
    if (!insertInTime(order[i], true)) insertAnywhere(order[i]);
  }
}

function endPlan(): void {
  if (phase === REPAIR) setPenalties(keptLoadPenalty, keptWarpPenalty);
  const feasible = totalExcess() + totalWarp() === 0;
  if (phase === SEARCH) {
    countFeasible();
    if (feasible && random() < p0) {
      ruinsLeft = toInt(p1);
      phase = RUIN;
      markUnchanged();
      return;
    }
  }
  const improved = noteBest();
  addPlan();
  sinceImproved = improved ? 0 : sinceImproved + 1;
  if (phase === SEARCH && !feasible && random() < 0.5) {
    setPenalties(keptLoadPenalty * 10, keptWarpPenalty * 10);
    refreshPenalties();
    startSearch(random() < 0.15);
    phase = REPAIR;
    return;
  }
  phase = IDLE;
  if (sinceImproved > 20000) restart();
}

function restart(): void {
  clearPopulation();
  built = 0;
  sinceImproved = 0;
}

function countFeasible(): void {
  window += 1;
  if (totalExcess() === 0) inLoad += 1;
  if (totalWarp() === 0) inTime += 1;
  if (window < 50) return;
  keptLoadPenalty = adapted(keptLoadPenalty, inLoad);
  keptWarpPenalty = adapted(keptWarpPenalty, inTime);
  setPenalties(keptLoadPenalty, keptWarpPenalty);
  window = 0;
  inLoad = 0;
  inTime = 0;
}

function adapted(penalty: f64, within: i32): f64 {
  const share = toFloat(within) / toFloat(window);
  let value: f64 = penalty;
  if (share < 0.35) value *= 1.2;
  else if (share > 0.45) value *= 0.85;
  if (value < 0.01) value = 0.01;
  return value > 100000 ? 100000 : value;
}
