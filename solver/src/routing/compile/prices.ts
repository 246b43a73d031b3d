import { classFloats, rate } from './classes.ts';
import { type RoutingModel, UNREACHABLE } from './model.ts';
import type { StopRow } from './stops.ts';
import { hasMatrices } from '../travel/travel.ts';

/** Weights beyond this would swallow the last digits of costs that a double carries. */
const MOST_WEIGHT = 1e14;

/**
 * What leaving a task out costs, so that the least sum serves the highest sum of priorities first, then the most tasks, then
 * costs least, as VROOM does. A task with a drop cost just costs that.
 */
export function absencePrices(model: RoutingModel, rows: readonly StopRow[]): Float64Array {
  const prices = new Float64Array(model.visits);
  const tasks = rows.filter((row) => row.role !== 2);
  const prioritySum = tasks.reduce((sum, row) => sum + (row.task?.priority ?? 0), 0);
  const number = Math.min(costBound(model), MOST_WEIGHT / (1 + tasks.length));
  const priority = prioritySum > 0 ? Math.min(number * (tasks.length + 1), MOST_WEIGHT / prioritySum) : 0;
  rows.forEach((row, visit) => {
    if (model.boundTo[visit]! >= 0) {
      // It is on board: whatever else has to give way.
      prices[visit] = number * (tasks.length + 1) + 100 * priority;
      return;
    }
    prices[visit] = row.task?.drop_cost ?? number + (row.task?.priority ?? 0) * priority;
  });
  return prices;
}

/** More than any plan costs: each visit and each vehicle's end reached over its longest leg. */
function costBound(model: RoutingModel): number {
  let legs = 0;
  for (let which = 0; which < model.classes; which++) {
    const base = which * classFloats;
    const rates = model.classFloats[base + rate.time]! + model.classFloats[base + rate.cost]!;
    legs = Math.max(legs, rates);
  }
  const fixed = model.classFloats.reduce(
    (sum, value, index) => sum + (index % classFloats === rate.fixed ? value : 0),
    0,
  );
  const serving = model.classFloats.reduce(
    (most, value, index) => (index % classFloats === rate.task ? Math.max(most, value) : most),
    0,
  );
  const longest = longestLeg(model);
  const seconds =
    model.service.reduce((most, value) => Math.max(most, value), 0) +
    model.setup.reduce((most, value) => Math.max(most, value), 0);
  return 1000 + fixed * model.slots + (model.visits + 2) * (2 * longest * legs + seconds * serving + model.changePrice);
}

/** Great circles keep the triangle inequality: no leg is longer than two from the farthest place's start. */
function longestLeg(model: RoutingModel): number {
  const isGiven = hasMatrices(model.problem);
  const first = isGiven ? 0 : (model.place[0] ?? 0) * model.places;
  let longest = 0;
  for (let matrix = 0; matrix < model.travel.length; matrix += model.places ** 2) {
    const from = matrix + first;
    const to = isGiven ? matrix + model.places ** 2 : from + model.places;
    for (let cell = from; cell < to; cell++) {
      const leg = model.travel[cell]!;
      if (leg < UNREACHABLE && leg > longest) longest = leg;
    }
  }
  return isGiven ? longest : 2 * longest;
}
