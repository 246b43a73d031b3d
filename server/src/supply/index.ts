/** What other modules may use of supply. */
export { supplyHandlers } from './handlers.ts';
export {
  giveBack,
  type Hold,
  holdAgain,
  type Part,
  releaseParts,
  releaseReservations,
  reserve,
  takeForShipment,
} from './ledger.ts';
export {
  type CandidateSource,
  candidateSources,
  findExpiredReservations,
  findReservations,
  openReservations,
  type ReservationRow,
  reservationsOfNeed,
  reservationsOfNeeds,
  suppliersOfNeeds,
} from './queries.ts';
export { addSource, createSource } from './supply.ts';
