/** What other modules may use of supply. */
export { supplyHandlers } from './handlers.ts';
export { type Hold, holdSources } from './hold.ts';
export { type CandidateSource, candidateSources } from './queries.ts';
export { addSource, createSource } from './supply.ts';
