import { ahead, AHEAD_HOURS, deviationsPast, LONGEST_HOURS, startAhead, stepAhead } from './horizon.ts';
import { AT, READINGS, type StockState } from './stock-state.ts';

/** Tenth, half, nine tenths of the cases lie before; what is asked for is between the outer two four times out of five. */
export type Band<Value = number> = { p10: Value; p50: Value; p90: Value };

/** Standard normal deviations of 10, 50 and 90 %. */
export const bandDeviations = [-1.2815515655446004, 0, 1.2815515655446004] as const;

/** A delivery to come. Minutes since 1970-01-01T00:00Z, base units. */
export type ExpectedDelivery = { at: number; quantity: number };

const SHORTEST_STEP = 0.5;
const STEP_SHARE = 0.15;
/** Steps shorter than this don't move the sum of hours. */
const ROUNDING_HOURS = 1e-6;

const reached = new Float64Array(3);

/**
 * When the stock gets down to its dead stock: minutes since the epoch; `null` within the band: later than 14 days after `now`.
 * `null` altogether: no reading yet, so nothing is known.
 * @param now minutes since the epoch; before the last fact it counts as the time of that
 * @param expected deliveries to be counted on, by time; none by default, so that the answer is the time without help
 * @param level base units: the time of getting down to this level instead
 */
export function emptyAt(
  state: StockState,
  now: number,
  expected: readonly ExpectedDelivery[] = [],
  level = state.settings.deadStock,
): Band<number | null> | null {
  if (state.values[READINGS] === 0 || !Number.isFinite(now)) return null;
  const start = Math.max(now, state.values[AT]!);
  startAhead(state, start);
  const found = walk(state, start, expected, level);
  const minutes = (index: number) => (index < found ? Math.round(start + reached[index]! * 60) : null);
  return { p10: minutes(0), p50: minutes(1), p90: minutes(2) };
}

/** Fills `reached` with hours ahead, answers how many of the three lie within the horizon. */
function walk({ settings }: StockState, start: number, expected: readonly ExpectedDelivery[], level: number): number {
  let coming = 0;
  let arrived = 0;
  let found = 0;
  let before = deviationsPast(level, 0);
  while (found < 3 && before >= bandDeviations[found]!) reached[found++] = 0;
  while (found < 3 && ahead[AHEAD_HOURS]! < LONGEST_HOURS) {
    const from = ahead[AHEAD_HOURS]!;
    const next = coming < expected.length ? (expected[coming]!.at - start) / 60 - from : Number.POSITIVE_INFINITY;
    if (next <= ROUNDING_HOURS) {
      arrived += expected[coming++]!.quantity;
      before = deviationsPast(level, arrived);
      continue;
    }
    stepAhead(settings, Math.min(next, hoursOfStep(from)));
    const past = deviationsPast(level, arrived);
    while (found < 3 && past >= bandDeviations[found]!) {
      const known = Number.isFinite(before) && Number.isFinite(past) && past > before;
      const share = known ? Math.max(0, (bandDeviations[found]! - before) / (past - before)) : 1;
      reached[found++] = from + share * (ahead[AHEAD_HOURS]! - from);
    }
    before = past;
  }
  return found;
}

/** Fine where minutes count, coarse where days do; the daily course is averaged over a step, whatever its length. */
function hoursOfStep(from: number): number {
  return Math.max(SHORTEST_STEP, from * STEP_SHARE);
}
