import { exponential } from '../arithmetic/index.ts';
import { type Band, bandDeviations, emptyFromHere, type ExpectedDelivery } from './empty-at.ts';
import {
  ahead,
  AHEAD_STOCK,
  deviationsPast,
  restartAhead,
  startAhead,
  stepAhead,
  STEP_RATE,
  STEP_VARIANCE,
  STOCK_VARIANCE,
  stockAsNormal,
  USED,
} from './horizon.ts';
import { AT, READINGS, type StockState } from './stock-state.ts';

/** One hour ahead: the stock at its end and what is used within it, base units. */
export type ForecastHour = { at: number; stock: Band; used: Band };

/** Each halving of the search for a quantile adds a binary digit. */
const HALVINGS = 40;

/**
 * The stock now and hour by hour, for a curve: it gets down to the dead stock where `emptyAt` says so. Quantities are rounded to
 * base units; none is below 0.
 * @param now minutes since the epoch, not before the last fact
 */
export function hourlyBands(
  state: StockState,
  now: number,
  hours: number,
  expected: readonly ExpectedDelivery[],
): { stock: Band; hours: ForecastHour[] } {
  startAhead(state, now);
  const stock = stockBand(0);
  const curve = [];
  for (let hour = 1; hour <= hours; hour += 1) {
    stepAhead(state.settings, 1);
    const at = now + hour * 60;
    curve.push({ at, stock: stockBand(arrivedBy(expected, at)), used: usedBand() });
  }
  return { stock, hours: curve };
}

/**
 * The stock now and what is used within the next hour, base units, for a fraction of the time that `hourlyBands` takes.
 * @param now minutes since the epoch; before the last fact it counts as the time of that
 */
export function bandsNow(state: StockState, now: number): { stock: Band; used: Band } {
  startAhead(state, Math.max(now, state.values[AT]!));
  return bandsFromHere(state);
}

/**
 * `emptyAt` and `bandsNow` in one look ahead; `null`: no reading yet, so nothing is known.
 * @param now minutes since the epoch; before the last fact it counts as the time of that
 */
export function lookAhead(
  state: StockState,
  now: number,
): { empty: Band<number | null>; stock: Band; used: Band } | null {
  if (state.values[READINGS] === 0 || !Number.isFinite(now)) return null;
  const start = Math.max(now, state.values[AT]!);
  startAhead(state, start);
  const bands = bandsFromHere(state);
  restartAhead();
  return { empty: emptyFromHere(state, start, [], state.settings.deadStock), ...bands };
}

function bandsFromHere({ settings }: StockState): { stock: Band; used: Band } {
  const stock = presentBand();
  stepAhead(settings, 1);
  return { stock, used: usedBand() };
}

/** Used since the last reading below this share of the stock: the normal match is as good as the search. */
const LITTLE_USED = 0.2;

/** The stock at the start. Just after a reading its uncertainty is the gauge's, so the quantiles need no search. */
function presentBand(): Band {
  const stock = ahead[AHEAD_STOCK]!;
  const used = ahead[USED]!;
  if (used > LITTLE_USED * stock) return stockBand(0);
  const { mean, deviation } = stockAsNormal();
  return bandOf((deviations) => Math.max(0, Math.round(mean + deviations * deviation)));
}

function arrivedBy(expected: readonly ExpectedDelivery[], at: number): number {
  return expected.reduce((sum, delivery) => sum + (delivery.at <= at ? delivery.quantity : 0), 0);
}

function usedBand(): Band {
  const deviation = Math.sqrt(ahead[STEP_VARIANCE]!);
  return bandOf((deviations) => Math.round(exponential(ahead[STEP_RATE]! + deviations * deviation)));
}

function stockBand(arrived: number): Band {
  return bandOf((deviations) => Math.round(stockAt(arrived, deviations)));
}

function bandOf(quantile: (deviations: number) => number): Band {
  const [low, middle, high] = bandDeviations;
  return { p10: quantile(low), p50: quantile(middle), p90: quantile(high) };
}

/** The level below which the stock is with the chance of so many deviations. */
function stockAt(arrived: number, deviations: number): number {
  const deviation = Math.sqrt(ahead[STOCK_VARIANCE]!);
  let low = 0;
  let high = Math.max(0, ahead[AHEAD_STOCK]! + arrived) + 4 * deviation;
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (deviationsPast(middle, arrived) < deviations) low = middle;
    else high = middle;
  }
  return low;
}
