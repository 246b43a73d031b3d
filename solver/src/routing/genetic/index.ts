export { createGeneticSearch } from './genetic-search.ts';
export type { Annealing, PlanSearch } from './genetic-search.ts';
export { createSearchOfParts } from './parts.ts';
export type { GeneticPlan, Parts } from './parts.ts';
export type { Fleet, PlainRoutingModel, VehicleClass } from './plain-routing-model.ts';
