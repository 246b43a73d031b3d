import { exponential } from '../arithmetic/index.ts';
import {
  BELIEF,
  BELIEFS,
  HOURS,
  MEAN_RATE,
  MULTIPLES,
  rangeOf,
  READINGS,
  type StockSettings,
  WEIGHT,
} from './stock-state.ts';

/** Deviation of a gauge beside its rounding, as a share of the range. */
const GAUGE_DEVIATION = 0.006;
/** Steps of gauges, as shares of the capacity, that are looked for; readings in a row that prove one. */
const STEPS = [0.01, 0.02, 0.05, 0.1] as const;
const READINGS_TO_PROVE = 6;
/** Of a gauge that keeps to none of them. */
const FINEST_STEP = 0.001;
/** A slow tank shows the same mark again and again: at most so many readings count as one. */
const MOST_REPEATS = 60;

/** Counts for how many readings in a row each known step has fitted. */
export function noteStep({ capacity }: StockSettings, values: Float64Array, quantity: number): void {
  if (capacity === null) return;
  for (let index = 0; index < STEPS.length; index += 1) {
    const step = STEPS[index]! * capacity;
    const off = Math.abs(quantity - Math.round(quantity / step) * step);
    values[MULTIPLES + index] = off <= Math.max(1, capacity * 1e-4) ? values[MULTIPLES + index]! + 1 : 0;
  }
}

/** The gauge's step, base units: as told, else the largest that the last readings have kept to. */
export function gaugeStep({ capacity, gaugeStep: told }: StockSettings, values: Float64Array): number {
  if (told !== null) return told;
  if (capacity === null) return 1;
  for (let index = STEPS.length - 1; index >= 0; index -= 1)
    if (values[MULTIPLES + index]! >= READINGS_TO_PROVE) return STEPS[index]! * capacity;
  return (values[READINGS]! < READINGS_TO_PROVE ? STEPS[0] : FINEST_STEP) * capacity;
}

/**
 * Variance of one reading, base units². Rounding is no fresh noise each time: while less than a step is used between readings,
 * their errors are the same error, so readings share the weight of one.
 * @param deviation beside the rounding, base units; `undefined`: the gauge's usual one
 */
export function readingVariance(settings: StockSettings, values: Float64Array, deviation: number | undefined): number {
  const step = gaugeStep(settings, values);
  const own = deviation ?? GAUGE_DEVIATION * rangeOf(settings, values);
  const used = values[HOURS]! * likelyRate(values);
  const repeats = Math.min(MOST_REPEATS, Math.max(1, step / Math.max(used, step / MOST_REPEATS)));
  return (step * step * repeats) / 12 + own * own;
}

function likelyRate(values: Float64Array): number {
  let rate = 0;
  for (let mode = 0; mode < BELIEFS; mode += 1) rate += values[WEIGHT + mode]! * values[mode * BELIEF + MEAN_RATE]!;
  return exponential(rate);
}
