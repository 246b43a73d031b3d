export { buildForecast } from './build-forecast.ts';
export { type Band, emptyAt, type ExpectedDelivery } from './empty-at.ts';
export { type OxygenDevice, oxygenLitresPerMinute, plannedOxygenGramsPerHour } from './oxygen-use.ts';
export { newStockState, type StockOptions } from './stock-options.ts';
export type { StockState } from './stock-state.ts';
export { type FactVerdict, isUsed, type StockFact, updateForecast } from './update-forecast.ts';
