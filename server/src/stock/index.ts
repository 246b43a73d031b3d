/** What other modules may use of stock. */
export { type HoldingKey, lockHoldings, openHoldings } from './ledger/holdings.ts';
export { bringBooksDown } from './forecast/book.ts';
export { refreshForecasts } from './forecast/refresh.ts';
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
export { readingHandlers } from './readings/handlers.ts';
export { lampOf, MARGIN_MINUTES } from './readings/lamp.ts';
export { viewStocks } from './readings/run-dry.ts';
export { takeReadings } from './readings/take-readings.ts';
export { reviseStock, watchStock } from './readings/watch-stock.ts';
export { forgetStockReference } from './reference.ts';
