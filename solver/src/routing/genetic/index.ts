export { createGeneticSearch } from './genetic-search.ts';
export type { GeneticSearch } from './genetic-search.ts';
export type { Fleet, PlainRoutingModel } from './plain-routing-model.ts';
