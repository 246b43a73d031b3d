import { Ints, newInts, toFloat } from '../base/memory.ts';
import { randomBelow } from '../base/random.ts';
import { bestCost, noteBest } from './best-plan.ts';
import { insertAnywhere, insertInTime } from './insertion.ts';
import { clients, cost, mixed, width } from './problem.ts';
import { clearRoutes, totalCost, totalExcess, totalWarp } from './routes.ts';
import { ruinAndRecreate } from './ruin-recreate.ts';

/**
 * The first plans of a large problem are made by simulated annealing with ruin and recreate: measured at 1,000 clients and a
 * minute, it is far ahead of the genetic search; at 200, behind. So the share of the time it gets grows with the clients.
 */
const CLIENTS_WITHOUT: f64 = 150;
const CLIENTS_FOR_ALL: f64 = 1150;
const MOST_SHARE: f64 = 0.85;
const CHAINS: i32 = 4;
const CLIENTS_OF_ONE_CHAIN: i32 = 600;
/** Temperatures, in mean costs from place to place: the paper's 100 and 1 on a map of some hundred, cooler for shorter runs. */
const FIRST_TEMPERATURE: f64 = 0.2;
const LAST_TEMPERATURE: f64 = 0.002;
/** Clients taken out at a time. */
const REMOVED: f64 = 10;

let order: Ints = newInts(1);
let chain: i32 = 0;
let chains: i32 = 0;
let share: f64 = 0;
let begun: bool = false;
let currentCost: f64 = 0;
let meanCost: f64 = 0;

export function createAnnealing(): void {
  order = newInts(clients);
  chain = 0;
  begun = false;
  let sum: f64 = 0;
  for (let i: i32 = 0; i < width * width; i++) sum += toFloat(cost[i]);
  meanCost = sum / (toFloat(width) * toFloat(width));
  share = (toFloat(clients) - CLIENTS_WITHOUT) / (CLIENTS_FOR_ALL - CLIENTS_WITHOUT);
  if (share > MOST_SHARE) share = MOST_SHARE;
  chains = share <= 0 || mixed ? 0 : clients < CLIENTS_OF_ONE_CHAIN ? CHAINS : 1;
}

/** Whether a chain is still to be begun or gone on with. */
export function isAnnealing(): bool {
  return chain < chains;
}

export function stopAnnealing(): void {
  chain = chains;
}

/**
 * One ruin and recreate of the chain at hand.
 * @param progress share of all time that has passed, 0 … 1
 * @returns whether the chain has ended; its plan is the one being worked on
 */
export function anneal(progress: f64): bool {
  if (!begun) begin();
  const length = share / toFloat(chains);
  const left: f64 = toFloat(chain + 1) - progress / length;
  if (totalExcess() + totalWarp() > 0 || left <= 0) {
    begun = false;
    chain += 1;
    return true;
  }
  const square: f64 = left < 1 ? left * left : 1;
  const factor: f64 = LAST_TEMPERATURE + (FIRST_TEMPERATURE - LAST_TEMPERATURE) * square * square;
  currentCost += ruinAndRecreate(REMOVED, meanCost * factor);
  if (currentCost < bestCost) noteBest();
  return false;
}

function begin(): void {
  begun = true;
  buildPlan();
  noteBest();
  currentCost = totalCost();
}

/** Inserts clients in an order drawn at random, each where it costs least. */
export function buildPlan(): void {
  clearRoutes();
  for (let i: i32 = 0; i < clients; i++) {
    const other = randomBelow(i + 1);
    order[i] = order[other];
    order[other] = i + 1;
  }
  for (let i: i32 = 0; i < clients; i++) {
    if (mixed || !insertInTime(order[i], true)) insertAnywhere(order[i]);
  }
}
