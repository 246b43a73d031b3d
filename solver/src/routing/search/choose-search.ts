import type { RoutingModel } from '../compile/model.ts';
import { plainProblem } from './plain-model.ts';
import { createPlainSearch } from './plain-search.ts';
import { type Search, createSearch } from './search.ts';

/** Tasks up to which genetic search goes on: at Homberger 1,000 in a minute, one plan cooled slowly is ahead of a population. */
const MOST_TASKS_OF_POPULATION = 600;

/** The search that suits a model: genetic for plain problems, ruin and recreate for all others. */
export function chooseSearch(model: RoutingModel, seed: number): Search {
  const plain = model.visits <= MOST_TASKS_OF_POPULATION ? plainProblem(model) : undefined;
  return plain ? createPlainSearch(model, plain, seed) : createSearch(model, seed);
}
