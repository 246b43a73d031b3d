import { Ints, newInts, toFloat } from '../base/memory.ts';
import { random, randomBelow } from '../base/random.ts';
import { bestCost, bestCount, noteBest, readBest } from './best-plan.ts';
import { insertAnywhere, insertInTime } from './insertion.ts';
import { insertWithClass, setGrowth } from './class-insertion.ts';
import { nodes, ROUTE } from './nodes.ts';
import { offeredCount, readOffer } from './offered.ts';
import { clients, cost, mixed, width } from './problem.ts';
import { clearRoutes, totalCost, totalExcess, totalWarp } from './routes.ts';
import { absentCount, chooseStaying, noteAbsent, ruinAndRecreate } from './ruin-recreate.ts';

// The first plans of a problem may be made by simulated annealing with ruin and recreate; its users say how many, and how long.

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

/** @param shareOfAll the share of all time that the chains have together, from its beginning */
export function createAnnealing(count: i32, shareOfAll: f64): void {
  order = newInts(clients);
  chain = 0;
  begun = false;
  let sum: f64 = 0;
  for (let i: i32 = 0; i < width * width; i++) sum += toFloat(cost[i]);
  meanCost = sum / (toFloat(width) * toFloat(width));
  chains = count;
  share = shareOfAll;
}

/** Whether a chain is still to be begun or gone on with. */
export function isAnnealing(): bool {
  return chain < chains;
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
  if (left <= 0) {
    insertAbsent();
    begun = false;
    chain += 1;
    return true;
  }
  const square: f64 = left < 1 ? left * left : 1;
  const factor: f64 = LAST_TEMPERATURE + (FIRST_TEMPERATURE - LAST_TEMPERATURE) * square * square;
  currentCost += ruinAndRecreate(REMOVED, meanCost * factor);
  if (currentCost < bestCost && absentCount === 0) noteBest();
  return false;
}

/** From the plan offered, if one waits that keeps the limits; else from nothing, or from the best plan if that leaves somebody out. */
function begin(): void {
  begun = true;
  chooseStaying(chain);
  if (offeredCount > 0) readOffer(false);
  else buildPlan(false);
  if (totalExcess() + totalWarp() > 0) buildPlan(false);
  noteAbsent();
  if (absentCount > 0 && bestCount > 0) {
    readBest();
    noteAbsent();
  }
  if (absentCount === 0) noteBest();
  currentCost = totalCost();
}

function insertAbsent(): void {
  for (let client: i32 = 1; client <= clients; client++) if (nodes[(client << 4) + ROUTE] < 0) insertAnywhere(client);
}

/**
 * Inserts clients in an order drawn at random, each where it costs least within the limits.
 * @param insertsAll whether those that then have no place are put where their penalised cost is least
 */
export function buildPlan(insertsAll: bool): void {
  clearRoutes();
  if (mixed) setGrowth(random(), true);
  for (let i: i32 = 0; i < clients; i++) {
    const other = randomBelow(i + 1);
    order[i] = order[other];
    order[other] = i + 1;
  }
  for (let i: i32 = 0; i < clients; i++) {
    if (mixed ? insertWithClass(order[i]) : insertInTime(order[i], true)) continue;
    if (insertsAll) insertAnywhere(order[i]);
  }
}
