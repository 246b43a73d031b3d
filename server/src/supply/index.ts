/** What other modules may use of supply. */
export { supplyHandlers } from './handlers.ts';
export { type Hold, holdSources } from './hold.ts';
export { type CandidateSource, candidateSources } from './queries.ts';
export { addSource, createSource } from './supply.ts';
export { productionHandlers } from './production/handlers.ts';
export { type LineFigures, lineFigures } from './production/line-figures.ts';
export { addLine, setLineRunning } from './production/lines.ts';
export { yieldBetween } from './production/ramp.ts';
export { reportShift } from './production/report.ts';
export { roundHandlers } from './rounds/handlers.ts';
export { type GapHour, keepGapHour, writeGapHour } from './rounds/hours.ts';
export type { Figure } from './rounds/queries.ts';
export { type Drawn, freezeDueRound, freezeRound, narrowed } from './rounds/rounds.ts';
export { lastDueRound, roundAtHand, type RoundOnDay, roundTimes } from './rounds/schedule.ts';
export { gapOf, itemsOf, lineOf } from './rounds/view.ts';
export { releaseHandlers } from './releases/handlers.ts';
export { expireTransfers } from './transfers/expiry.ts';
export { transferHandlers } from './transfers/handlers.ts';
