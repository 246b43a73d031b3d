import { type Band, bandDeviations, between, type ExpectedDelivery, hoursOfStep, ROUNDING_HOURS } from './empty-at.ts';
import {
  ahead,
  AHEAD_HOURS,
  AHEAD_STOCK,
  deviationsPast,
  LONGEST_HOURS,
  startAhead,
  stepAhead,
  STOCK_VARIANCE,
  USED,
  USED_VARIANCE,
} from './horizon.ts';
import { AT, READINGS, type StockSettings, type StockState } from './stock-state.ts';

/**
 * Base units for each of the three cases of a band: what has arrived by the look ahead, and the use that could not be met while nothing
 * was there. Whoever breathes air meanwhile doesn't breathe the missing oxygen later: an empty tank starts anew from what arrives.
 */
const helped = new Float64Array(3);

/**
 * When the stock is down to its dead stock again after all these deliveries: minutes since the epoch; `null` within the band: later than
 * 14 days after `now`. Where it runs dry before one arrives, the use that could not be met until then is lost, not made up for.
 * `null` altogether: no reading yet.
 * @param now minutes since the epoch; before the last fact it counts as the time of that
 * @param expected by time; those due before `now` count as arriving now
 */
export function emptyAfter(
  state: StockState,
  now: number,
  expected: readonly ExpectedDelivery[],
): Band<number | null> | null {
  if (state.values[READINGS] === 0 || !Number.isFinite(now)) return null;
  const start = Math.max(now, state.values[AT]!);
  const last = expected.reduce((latest, { at }) => Math.max(latest, (at - start) / 60), 0);
  startAhead(state, start);
  startArrivals();
  lookWithArrivals(state.settings, Math.min(last, LONGEST_HOURS), expected, { start, arrived: 0 });
  const [p10, p50, p90] = reachedFromHere(state.settings).map((hours) =>
    hours === null ? null : Math.round(start + hours * 60),
  ) as [number | null, number | null, number | null];
  return inOrder({ p10, p50, p90 });
}

/** Hours ahead at which each of the three cases is down to the dead stock. */
function reachedFromHere(settings: StockSettings): (number | null)[] {
  const past = (index: number) => deviationsPast(settings.deadStock, helped[index]!);
  const before = bandDeviations.map((_, index) => past(index));
  const found = bandDeviations.map((deviations, index) => (before[index]! >= deviations ? ahead[AHEAD_HOURS]! : null));
  while (found.includes(null) && ahead[AHEAD_HOURS]! < LONGEST_HOURS) {
    const from = ahead[AHEAD_HOURS]!;
    stepAhead(settings, hoursOfStep(from));
    bandDeviations.forEach((deviations, index) => {
      const now = past(index);
      if (found[index] === null && now >= deviations) {
        const known = Number.isFinite(before[index]!) && now > before[index]!;
        const share = known ? (deviations - before[index]!) / (now - before[index]!) : 1;
        found[index] = between(from, ahead[AHEAD_HOURS]!, Math.max(0, share));
      }
      before[index] = now;
    });
  }
  return found;
}

/** The cases are reckoned apart; none overtakes the one before it. */
function inOrder({ p10, p50, p90 }: Band<number | null>): Band<number | null> {
  const later = (one: number | null, other: number | null) =>
    one === null || other === null ? null : Math.max(one, other);
  return { p10, p50: later(p10, p50), p90: later(later(p10, p50), p90) };
}

export function startArrivals(): void {
  helped.fill(0);
}

export function helpFor(index: number): number {
  return helped[index]!;
}

/** A delivery reaches the site at the look ahead; what does not fit in is of no use. Base units. */
export function takeArrival({ capacity, deadStock }: StockSettings, quantity: number): void {
  bandDeviations.forEach((deviations, index) => {
    const level = ahead[AHEAD_STOCK]! + helped[index]! - marginAt(deviations);
    const missed = Math.max(0, deadStock - level);
    const room = capacity === null ? quantity : Math.max(0, capacity - level - missed);
    helped[index]! += missed + Math.min(quantity, room);
  });
}

/**
 * Looks so many hours ahead, in steps of `step` at most, taking in what arrives until then; answers how many deliveries have arrived.
 * @param start minutes since the epoch, when the look ahead started
 */
export function lookWithArrivals(
  settings: StockSettings,
  until: number,
  expected: readonly ExpectedDelivery[],
  { start, arrived, step }: { start: number; arrived: number; step?: number },
): number {
  for (let count = arrived; ; count += 1) {
    const delivery = expected[count];
    const due = delivery === undefined ? Number.POSITIVE_INFINITY : (delivery.at - start) / 60;
    const stop = Math.min(until, due);
    while (stop - ahead[AHEAD_HOURS]! > ROUNDING_HOURS)
      stepAhead(settings, Math.min(stop - ahead[AHEAD_HOURS]!, step ?? hoursOfStep(ahead[AHEAD_HOURS]!)));
    if (delivery === undefined || due > until + ROUNDING_HOURS) return count;
    takeArrival(settings, delivery.quantity);
  }
}

/** The bounds of the search below, in deviations, and how often it halves. */
const FARTHEST = 6;
const HALVINGS = 50;

/** How far the stock, without anything that arrived, is from the level that it is below with the chance of so many deviations. */
function marginAt(deviations: number): number {
  const spread = Math.sqrt(ahead[STOCK_VARIANCE]! + ahead[USED_VARIANCE]!) + 1;
  let low = -FARTHEST * spread;
  let high = ahead[USED]! + FARTHEST * spread;
  while (deviationsPast(ahead[AHEAD_STOCK]! - high, 0) > deviations) high += high - low;
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (deviationsPast(ahead[AHEAD_STOCK]! - middle, 0) > deviations) low = middle;
    else high = middle;
  }
  return high;
}
