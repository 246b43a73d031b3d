import { exponential } from '../arithmetic/index.ts';
import { helpFor, lookWithArrivals, startArrivals } from './arrivals-ahead.ts';
import { type Band, bandDeviations, emptyFromHere, type ExpectedDelivery } from './empty-at.ts';
import {
  ahead,
  AHEAD_HOURS,
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
 * The stock now and hour by hour, for a curve: it gets down to the dead stock where `emptyAt` says so, and after deliveries where
 * `emptyAfter` does. Quantities are rounded to base units; none is below 0.
 * @param now minutes since the epoch, not before the last fact
 */
export function hourlyBands(
  state: StockState,
  now: number,
  hours: number,
  expected: readonly ExpectedDelivery[],
): { stock: Band; hours: ForecastHour[] } {
  startAhead(state, now);
  startArrivals();
  const stock = stockBand();
  const curve = [];
  let arrived = 0;
  for (let hour = 1; hour <= hours; hour += 1) {
    if (arrived < expected.length)
      arrived = lookWithArrivals(state.settings, hour, expected, { start: now, arrived, step: 1 });
    else stepAhead(state.settings, hour - ahead[AHEAD_HOURS]!);
    curve.push({ at: now + hour * 60, stock: stockBand(), used: usedBand() });
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
  if (used > LITTLE_USED * stock) {
    startArrivals();
    return stockBand();
  }
  const { mean, deviation } = stockAsNormal();
  return bandOf((deviations) => Math.max(0, Math.round(mean + deviations * deviation)));
}

function usedBand(): Band {
  const deviation = Math.sqrt(ahead[STEP_VARIANCE]!);
  return bandOf((deviations) => Math.round(exponential(ahead[STEP_RATE]! + deviations * deviation)));
}

function stockBand(): Band {
  const [p10, p50, p90] = bandDeviations.map((deviations, index) => Math.round(stockAt(helpFor(index), deviations)));
  return { p10: p10!, p50: Math.max(p10!, p50!), p90: Math.max(p10!, p50!, p90!) };
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
