import type { RoutingModel } from '../compile/model.ts';
import { type PlainProblem, plainProblem } from './plain-model.ts';
import { createPlainSearch, differsInVehiclesOnly } from './plain-search.ts';
import { type Search, createSearch } from './search.ts';
import { hasSeveralDepots } from './temperature.ts';

/** Tasks up to which genetic search goes on: at Homberger 1,000 in a minute, one plan cooled slowly is ahead of a population. */
const MOST_TASKS_OF_POPULATION = 600;
/**
 * With several depots it takes parts, which is ahead further on: measured on 720 and 960 tasks. So is its own ruin and recreate where
 * vehicles differ, many are left over and nothing else binds: measured on 640 and 1,000 tasks. On 800 tasks of a fleet that is all needed it
 * was behind.
 */
const MOST_TASKS = 1000;
const AMPLE_ROOM = 2;

/** The search that suits a model: genetic for plain problems, ruin and recreate for all others. */
export function chooseSearch(model: RoutingModel, seed: number): Search {
  const goesFurther = hasSeveralDepots(model) || differsInVehiclesOnly(model);
  const plain = model.visits <= (goesFurther ? MOST_TASKS : MOST_TASKS_OF_POPULATION) && plainProblem(model);
  return plain && suitsGenetic(model, plain) ? createPlainSearch(model, plain, seed) : createSearch(model, seed);
}

function suitsGenetic(model: RoutingModel, plain: PlainProblem): boolean {
  return model.visits <= MOST_TASKS_OF_POPULATION || hasSeveralDepots(model) || hasAmpleRoom(plain);
}

/** Whether all vehicles together take some times what there is. */
function hasAmpleRoom({ plain }: PlainProblem): boolean {
  const room = plain.fleets
    .flatMap(({ classes }) => classes)
    .reduce((sum, each) => sum + each.vehicles * each.capacity, 0);
  return room >= AMPLE_ROOM * plain.loads.reduce((sum, load) => sum + load, 0);
}
