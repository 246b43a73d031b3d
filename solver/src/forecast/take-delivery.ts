import {
  AT,
  BELIEF,
  BELIEFS,
  covarianceAt,
  DELIVERED,
  READINGS,
  STOCK,
  type StockSettings,
  UNEXPLAINED,
  UNEXPLAINED_AT,
  UNSEEN,
  UNSEEN_AT,
} from './stock-state.ts';
import { expectedStock, placeStock } from './take-reading.ts';

/** A weighed delivery is right within 1 %. */
const DELIVERY_DEVIATION = 0.01;
/** A fill seen so many hours before a delivery of about its amount was booked is that delivery. */
const HOURS_TO_EXPLAIN = 6;
const CLOSE_ENOUGH = 0.35;
/** What one reading leaves open of a fill. */
const FILL_DEVIATION = 0.03;

/** Adds a delivery at the time up to which `values` has been advanced, unless a reading has shown it already. */
export function takeDelivery({ deadStock }: StockSettings, values: Float64Array, quantity: number): void {
  if (explainsFill(values, quantity)) return;
  const expected = expectedStock(values);
  if (values[READINGS]! > 0 && expected < deadStock) placeStock(values, deadStock, (expected - deadStock) ** 2);
  values[DELIVERED]! += quantity;
  for (let mode = 0; mode < BELIEFS; mode += 1)
    values[covarianceAt(mode * BELIEF, STOCK, STOCK)]! += (quantity * DELIVERY_DEVIATION) ** 2;
  values[UNSEEN] = quantity;
  values[UNSEEN_AT] = values[AT]!;
}

/** A fill that was believed half is believed whole once a delivery of about its amount is booked. */
function explainsFill(values: Float64Array, quantity: number): boolean {
  if (values[AT]! - values[UNEXPLAINED_AT]! > HOURS_TO_EXPLAIN * 60) return false;
  values[UNEXPLAINED_AT] = Number.NEGATIVE_INFINITY;
  const half = values[UNEXPLAINED]! / 2;
  if (Math.abs(2 * half - quantity) > CLOSE_ENOUGH * quantity) return false;
  for (let mode = 0; mode < BELIEFS; mode += 1) {
    const variance = covarianceAt(mode * BELIEF, STOCK, STOCK);
    values[mode * BELIEF + STOCK]! += half;
    values[variance] = Math.max(values[variance]! - half * half, (quantity * FILL_DEVIATION) ** 2);
  }
  return true;
}
