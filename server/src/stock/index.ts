/** What other modules may use of stock. */
export { type HoldingKey, lockHoldings, openHoldings } from './ledger/holdings.ts';
export { moveInLots } from './ledger/lots.ts';
export { type NewMovement, postMovements } from './ledger/movements.ts';
export { addPlace, edges, ensureSites, transitPlaces } from './ledger/places.ts';
export {
  findExpiredReservations,
  findReservations,
  openReservations,
  type ReservationRow,
  reservationsFor,
  suppliersOfNeeds,
} from './ledger/reservation-queries.ts';
export {
  type Hold,
  holdAgain,
  type Part,
  releaseReservations,
  reserve,
  takeForShipment,
} from './ledger/reservations.ts';
