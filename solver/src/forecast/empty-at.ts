import { exponential, logarithm } from '../arithmetic/index.ts';
import { ahead, AHEAD_HOURS, deviationsPast, LONGEST_HOURS, startAhead, stepAhead } from './horizon.ts';
import { AT, READINGS, type StockState } from './stock-state.ts';

/** Tenth, half, nine tenths of the cases lie before; what is asked for is between the outer two four times out of five. */
export type Band<Value = number> = { p10: Value; p50: Value; p90: Value };

/** Standard normal deviations of 10, 50 and 90 %. */
export const bandDeviations = [-1.2815515655446004, 0, 1.2815515655446004] as const;

/** A delivery to come. Minutes since 1970-01-01T00:00Z, base units. */
export type ExpectedDelivery = { at: number; quantity: number };

const SHORTEST_STEP = 0.5;
const STEP_SHARE = 0.2;
const LONGEST_STEP = 16;
/** Steps shorter than this don't move the sum of hours. */
export const ROUNDING_HOURS = 1e-6;

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
  return emptyFromHere(state, start, expected, level);
}

/** The same from a look ahead that has just been started at `start`. */
export function emptyFromHere(
  state: StockState,
  start: number,
  expected: readonly ExpectedDelivery[],
  level: number,
): Band<number | null> {
  const found = walk(state, start, expected, level);
  const minutes = (index: number) => (index < found ? Math.round(start + reached[index]! * 60) : null);
  return { p10: minutes(0), p50: minutes(1), p90: minutes(2) };
}

/**
 * The chance that the stock gets down to its dead stock by a time, 0 … 1; `null`: no reading yet.
 * @param at minutes since the epoch; beyond 14 days after `now` it counts as that
 */
export function chanceEmptyBy(
  state: StockState,
  now: number,
  at: number,
  expected: readonly ExpectedDelivery[] = [],
): number | null {
  if (state.values[READINGS] === 0 || !Number.isFinite(now) || Number.isNaN(at)) return null;
  const { deadStock } = state.settings;
  const start = Math.max(now, state.values[AT]!);
  const until = Math.min(LONGEST_HOURS, Math.max(0, (at - start) / 60));
  const stops = expected.map((delivery) => ({ ...delivery, hours: (delivery.at - start) / 60 }));
  startAhead(state, start);
  let farthest = deviationsPast(deadStock, arrivedBefore(stops, 0));
  while (until - ahead[AHEAD_HOURS]! > ROUNDING_HOURS) {
    const from = ahead[AHEAD_HOURS]!;
    const next = stops.find(({ hours }) => hours > from + ROUNDING_HOURS)?.hours ?? until;
    stepAhead(state.settings, Math.min(hoursOfStep(from), until - from, next - from));
    farthest = Math.max(farthest, deviationsPast(deadStock, arrivedBefore(stops, ahead[AHEAD_HOURS]!)));
  }
  return normalShare(farthest);
}

function arrivedBefore(stops: readonly { hours: number; quantity: number }[], hours: number): number {
  return stops.reduce((sum, stop) => sum + (stop.hours < hours - ROUNDING_HOURS ? stop.quantity : 0), 0);
}

/** Share of a normal distribution below so many deviations, within 1e-7 (Abramowitz & Stegun 26.2.17). */
function normalShare(deviations: number): number {
  const away = Math.abs(deviations);
  const term = 1 / (1 + 0.2316419 * away);
  const series =
    term * (0.31938153 + term * (-0.356563782 + term * (1.781477937 + term * (-1.821255978 + term * 1.330274429))));
  const beyond = Number.isFinite(away) ? (exponential((-away * away) / 2) / Math.sqrt(2 * Math.PI)) * series : 0;
  return deviations > 0 ? 1 - beyond : beyond;
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
      reached[found++] = between(from, ahead[AHEAD_HOURS]!, share);
    }
    before = past;
  }
  return found;
}

/** Deviations grow about with ln time. */
export function between(from: number, to: number, share: number): number {
  return from === 0 ? share * to : from * exponential(share * logarithm(to / from));
}

/** Fine where minutes count, coarse where days do; the daily course is averaged over a step, whatever its length. */
export function hoursOfStep(from: number): number {
  return Math.min(LONGEST_STEP, Math.max(SHORTEST_STEP, from * STEP_SHARE));
}
