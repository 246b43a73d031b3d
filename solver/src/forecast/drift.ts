import { exponential, sine } from '../arithmetic/index.ts';
import {
  AT,
  BELIEF,
  BELIEFS,
  covarianceAt,
  DAY_COSINE,
  DAY_SINE,
  GROWTH,
  HOURS,
  MEAN_RATE,
  RATE,
  SIZE,
  type Speed,
  type StockSettings,
  USAGE_RATIO,
  VALUES,
  WEIGHT,
} from './stock-state.ts';

/** Time shorter than this (a second) does nothing: it would be lost in rounding, and made a full tank look empty at once. */
const SHORTEST_HOURS = 1 / 3600;
const TURN_PER_HOUR = (2 * Math.PI) / 24;
/** How quickly a site's ratio to the planning rates and its daily course may change, as variance per hour. */
const USAGE_RATIO_VARIANCE = 0.02 ** 2;
const DAY_VARIANCE = 0.004 ** 2;

/** What time does within `hours` to one belief; filled by `measureStep`, read by whoever advances. One at a time, no allocation. */
export const step = {
  hours: 0,
  /** Mean cosine and sine of the time of day within the step. */
  cosine: 0,
  sine: 0,
  /** What remains of the growth, what it adds to the level at the end, and to its mean within the step. */
  growthKept: 0,
  growthToEnd: 0,
  growthToMean: 0,
  /** What the speed's own mean growth adds to the growth, the level at the end, and its mean within the step. */
  ownGrowth: 0,
  ownToEnd: 0,
  ownToMean: 0,
  /** Variances and covariances that arise within the step: of the level's mean, its end, the growth. */
  meanVariance: 0,
  endVariance: 0,
  meanEnd: 0,
  growthVariance: 0,
  meanGrowth: 0,
  endGrowth: 0,
};

const MINUTES_OF_DAY = 1440;
/** Sine by minute of the day, a quarter more for the cosine: the daily course is no finer than that. */
const sines = Float64Array.from({ length: MINUTES_OF_DAY * 1.25 }, (_, minute) =>
  sine((2 * Math.PI * minute) / MINUTES_OF_DAY),
);

/** By how much the daily course is flattened within a step of so many hours. */
export function flatteningOf(hours: number): number {
  const half = hours * (TURN_PER_HOUR / 2);
  const square = half * half;
  return half < 0.5 ? 1 - (square / 6) * (1 - square / 20) : sine(half) / half;
}

/** The mean cosine and sine of the time of day over a step: those of its middle, flattened by its length. */
export function measureDay(fromMinutes: number, hours: number, flattening: number): void {
  const middle = Math.floor(fromMinutes + hours * 30);
  const minute = middle - MINUTES_OF_DAY * Math.floor(middle / MINUTES_OF_DAY);
  step.cosine = sines[minute + MINUTES_OF_DAY / 4]! * flattening;
  step.sine = sines[minute]! * flattening;
}

/**
 * The level is a random walk plus the integral of an Ornstein–Uhlenbeck growth. The moments at the end are exact (Gardiner,
 * Handbook of Stochastic Methods, §3.8.4); those of the mean within a step are the limits for steps shorter than `growthHours`.
 * @param ownShare how much of the speed's own mean growth still counts within the step
 */
export function measureStep(hours: number, speed: Speed, ownShare: number): void {
  const own = speed.growthMean * ownShare;
  const { growthHours, growthDeviation, levelVariance, burstVariance } = speed;
  const kept = exponential(-hours / growthHours);
  const variance = growthDeviation * growthDeviation;
  const walk = levelVariance * hours;
  const grown = variance * growthHours * Math.max(0, 2 * hours - growthHours * (3 - 4 * kept + kept * kept));
  step.hours = hours;
  step.growthKept = kept;
  step.growthToEnd = growthHours * (1 - kept);
  step.growthToMean = growthHours * (1 - step.growthToEnd / hours);
  step.ownGrowth = own * (1 - kept);
  step.ownToEnd = own * (hours - step.growthToEnd);
  step.ownToMean = own * (hours / 2 - step.growthToMean);
  step.endVariance = walk + grown;
  step.meanVariance = walk / 3 + grown * 0.15 + burstVariance / hours;
  step.meanEnd = walk / 2 + grown * 0.375;
  step.growthVariance = variance * (1 - kept * kept);
  step.endGrowth = variance * growthHours * (1 - kept) * (1 - kept);
  step.meanGrowth = step.endGrowth / 3;
}

/**
 * Lets time pass: everything between two readings is linear, so the beliefs stay exactly Gaussian, however long the gap. A surge
 * doesn't go on for ever: unseen, its growth fades within the time in which sites change their way.
 */
export function advance(settings: StockSettings, values: Float64Array, toMinutes: number): void {
  const hours = (toMinutes - values[AT]!) / 60;
  if (!(hours > SHORTEST_HOURS)) return;
  const { hoursToChange } = settings;
  const changed = 1 - exponential(-hours / hoursToChange);
  measureDay(values[AT]!, hours, flatteningOf(hours));
  mixBeliefs(settings, values, changed);
  const share = hours / (values[HOURS]! + hours);
  const ownShare = (hoursToChange / hours) * changed;
  for (let mode = 0; mode < BELIEFS; mode += 1) {
    measureStep(hours, settings.speeds[mode as 0 | 1], ownShare);
    advanceBelief(values, mode * BELIEF, share);
  }
  values[HOURS]! += hours;
  values[AT] = toMinutes;
}

function advanceBelief(values: Float64Array, offset: number, share: number): void {
  advanceLine(values, offset, 1, share);
  values[offset + MEAN_RATE]! += share * step.ownToMean;
  values[offset + RATE]! += step.ownToEnd;
  values[offset + GROWTH]! += step.ownGrowth;
  const covariances = offset + SIZE;
  for (let column = 0; column < SIZE; column += 1) advanceLine(values, covariances + column, SIZE, share);
  for (let row = 0; row < SIZE; row += 1) advanceLine(values, covariances + row * SIZE, 1, share);
  addNoise(values, offset, share);
}

/** One column or row of the covariances, or the means: the seven quantities `stride` apart. */
function advanceLine(values: Float64Array, start: number, stride: number, share: number): void {
  const level = start + RATE * stride;
  const growth = start + GROWTH * stride;
  const mean = start + MEAN_RATE * stride;
  const within =
    values[level]! +
    step.growthToMean * values[growth]! +
    step.cosine * values[start + DAY_COSINE * stride]! +
    step.sine * values[start + DAY_SINE * stride]!;
  values[mean] = (1 - share) * values[mean]! + share * within;
  values[level]! += step.growthToEnd * values[growth]!;
  values[growth]! *= step.growthKept;
}

function addNoise(values: Float64Array, offset: number, share: number): void {
  addCovariance(values, offset, MEAN_RATE, MEAN_RATE, share * share * step.meanVariance);
  addCovariance(values, offset, MEAN_RATE, RATE, share * step.meanEnd);
  addCovariance(values, offset, MEAN_RATE, GROWTH, share * step.meanGrowth);
  addCovariance(values, offset, RATE, RATE, step.endVariance);
  addCovariance(values, offset, RATE, GROWTH, step.endGrowth);
  addCovariance(values, offset, GROWTH, GROWTH, step.growthVariance);
  addCovariance(values, offset, USAGE_RATIO, USAGE_RATIO, USAGE_RATIO_VARIANCE * step.hours);
  addCovariance(values, offset, DAY_COSINE, DAY_COSINE, DAY_VARIANCE * step.hours);
  addCovariance(values, offset, DAY_SINE, DAY_SINE, DAY_VARIANCE * step.hours);
}

function addCovariance(values: Float64Array, offset: number, row: number, column: number, by: number): void {
  values[covarianceAt(offset, row, column)]! += by;
  if (row !== column) values[covarianceAt(offset, column, row)]! += by;
}

/** Room for a state's numbers and one more belief. */
const mixed = new Float64Array(VALUES + BELIEF);
const ALL = BELIEFS * BELIEF;

/**
 * Interacting multiple models (Blom & Bar-Shalom, IEEE TAC 33(8), 1988): a site may change its way, and then goes on in either
 * by their shares; so each belief becomes the mixture of itself and of both. `changed`: the chance that it did.
 */
function mixBeliefs({ speeds }: StockSettings, values: Float64Array, changed: number): void {
  // All the numbers: a view of the beliefs alone would cost more than the copy.
  mixed.set(values);
  collapse(values, mixed, ALL);
  for (let mode = 0; mode < BELIEFS; mode += 1) {
    const coming = changed * speeds[mode as 0 | 1].share;
    const weight = (1 - changed) * values[WEIGHT + mode]! + coming;
    blend(mixed, mode * BELIEF, ALL, coming / weight, values, mode * BELIEF);
    values[WEIGHT + mode] = weight;
  }
}

/** The Gaussian with the mean and covariance of all beliefs together; `into` holds a copy of the beliefs. */
export function collapse(values: Float64Array, into: Float64Array, place: number): void {
  blend(into, 0, BELIEF, values[WEIGHT + 1]!, into, place);
}

/** The Gaussian with the mean and covariance of a mixture of two; `share` is the weight of the second. */
export function blend(
  values: Float64Array,
  first: number,
  second: number,
  share: number,
  into: Float64Array,
  place: number,
): void {
  const rest = 1 - share;
  const spread = share * rest;
  for (let row = 0; row < SIZE; row += 1) {
    const apart = spread * (values[second + row]! - values[first + row]!);
    for (let column = 0; column <= row; column += 1) {
      const at = SIZE + row * SIZE + column;
      const both =
        rest * values[first + at]! +
        share * values[second + at]! +
        apart * (values[second + column]! - values[first + column]!);
      into[place + at] = both;
      into[place + SIZE + column * SIZE + row] = both;
    }
  }
  for (let row = 0; row < SIZE; row += 1)
    into[place + row] = rest * values[first + row]! + share * values[second + row]!;
}
