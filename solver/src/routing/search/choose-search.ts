import type { RoutingModel } from '../compile/model.ts';
import { type PlainProblem, plainProblem } from './plain-model.ts';
import { createPlainSearch, differsInVehiclesOnly } from './plain-search.ts';
import { type Search, createSearch } from './search.ts';

/** Tasks up to which genetic search goes on: at Homberger 1,000 in a minute, one plan cooled slowly is ahead of a population. */
const MOST_TASKS_OF_POPULATION = 600;
/**
 * Where vehicles differ, many are left over and nothing else binds, its own ruin and recreate is ahead further on: measured on 640 and
 * 1,000 tasks. On 800 tasks of a fleet that is all needed it was behind.
 */
const MOST_TASKS_OF_CLASSES = 1000;
const AMPLE_ROOM = 2;

/** The search that suits a model: genetic for plain problems, ruin and recreate for all others. */
export function chooseSearch(model: RoutingModel, seed: number): Search {
  const most = differsInVehiclesOnly(model) ? MOST_TASKS_OF_CLASSES : MOST_TASKS_OF_POPULATION;
  const plain = model.visits <= most && plainProblem(model);
  if (!plain || (model.visits > MOST_TASKS_OF_POPULATION && !hasAmpleRoom(plain))) return createSearch(model, seed);
  return createPlainSearch(model, plain, seed);
}

/** Whether all vehicles together take some times what there is. */
function hasAmpleRoom({ plain }: PlainProblem): boolean {
  const room = plain.fleets
    .flatMap(({ classes }) => classes)
    .reduce((sum, each) => sum + each.vehicles * each.capacity, 0);
  return room >= AMPLE_ROOM * plain.loads.reduce((sum, load) => sum + load, 0);
}
