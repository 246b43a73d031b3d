/** What other modules may use of stock. */
export { assetHandlers } from './assets/handlers.ts';
export { type KnownAsset, type KnownStep, takeOverAssets } from './assets/take-over.ts';
export { linkRepairNeed, repairsToAsk, type RepairToAsk } from './assets/write-queries.ts';
export { communityHandlers } from './community/handlers.ts';
export { recordRefill } from './community/refills.ts';
export { checkReorders, createReorderRule, linkReorderNeed, ordersToAsk } from './community/reorder.ts';
export { kitHandlers } from './kits/handlers.ts';
export { declareMaking, setFitting } from './kits/makings.ts';
export { type HoldingKey, keyOf, lockHoldings, lotsAt, openHoldings, wordsFor } from './ledger/holdings.ts';
export { bringBooksDown } from './forecast/book.ts';
export { refreshForecasts } from './forecast/refresh.ts';
export { type PostedPart, takeBackReserved } from './ledger/correct.ts';
export { type ConflictForMessage, conflictsForMessages } from './ledger/count-queries.ts';
export { stockHandlers } from './ledger/handlers.ts';
export { consumeDownTo, moveInLots } from './ledger/lots.ts';
export { openPlace } from './ledger/own-places.ts';
export { goodsWords } from './ledger/goods-words.ts';
export { isExpired } from './ledger/parts-out.ts';
export { baseQuantity } from './ledger/quantity.ts';
export { type NewMovement, postMovements } from './ledger/movements.ts';
export { addPlace, edges, ensureSites, type OwnedPlace, transitPlaces } from './ledger/places.ts';
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
  unship,
} from './ledger/reservations.ts';
export { placeJson, seen, type Scope } from './ledger/visible.ts';
export { stockMapHandlers } from './map/handlers.ts';
export { readSitesAhead } from './map/memory.ts';
export { readingHandlers } from './readings/handlers.ts';
export { lampOf, MARGIN_MINUTES } from './readings/lamp.ts';
export { viewStocks } from './readings/run-dry.ts';
export { takeReadings } from './readings/take-readings.ts';
export { reviseStock, watchStock } from './readings/watch-stock.ts';
export { askOverdueTrips } from './shipments/ask.ts';
export { tripHandlers } from './shipments/handlers.ts';
export { findTrips, tripInIso } from './shipments/queries.ts';
export { forgetStockReference } from './reference.ts';
export { escalateWarnings } from './warnings/escalate.ts';
export { warningHandlers } from './warnings/handlers.ts';
export { linkNeed, needEnded, needsWanted, type NeedWanted, takeByNeed, waitForArrival } from './warnings/need-link.ts';
export { reportCame, reportMissing } from './warnings/reports.ts';
export { postQuotes } from './warnings/staples/quotes.ts';
export { stapleHandlers } from './warnings/staples/handlers.ts';
export { watchStaples } from './warnings/staples/watch.ts';
export { type WarningForMessage, warningsForMessages } from './warnings/messages.ts';
export { watchStocks } from './warnings/watch.ts';
