import {
  AT,
  BELIEF,
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
  WEIGHT,
} from './stock-state.ts';

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

/** The mean cosine and sine of the time of day over a step. */
export function measureDay(fromMinutes: number, hours: number): void {
  const start = (fromMinutes / 60) * TURN_PER_HOUR;
  const turn = hours * TURN_PER_HOUR;
  const middle = start + turn / 2;
  const flattening = turn < 1e-6 ? 1 : Math.sin(turn / 2) / (turn / 2);
  step.cosine = Math.cos(middle) * flattening;
  step.sine = Math.sin(middle) * flattening;
}

/**
 * The level is a random walk plus the integral of an Ornstein–Uhlenbeck growth. The moments at the end are exact (Gardiner,
 * Handbook of Stochastic Methods, §3.8.4); those of the mean within a step are the limits for steps shorter than `growthHours`.
 */
export function measureStep(hours: number, speed: Speed): void {
  const { growthHours, growthDeviation, levelVariance, burstVariance } = speed;
  const kept = Math.exp(-hours / growthHours);
  const variance = growthDeviation * growthDeviation;
  const walk = levelVariance * hours;
  const grown = variance * growthHours * Math.max(0, 2 * hours - growthHours * (3 - 4 * kept + kept * kept));
  step.hours = hours;
  step.growthKept = kept;
  step.growthToEnd = growthHours * (1 - kept);
  step.growthToMean = growthHours * (1 - step.growthToEnd / hours);
  step.ownGrowth = speed.growthMean * (1 - kept);
  step.ownToEnd = speed.growthMean * (hours - step.growthToEnd);
  step.ownToMean = speed.growthMean * (hours / 2 - step.growthToMean);
  step.endVariance = walk + grown;
  step.meanVariance = walk / 3 + grown * 0.15 + burstVariance / hours;
  step.meanEnd = walk / 2 + grown * 0.375;
  step.growthVariance = variance * (1 - kept * kept);
  step.endGrowth = variance * growthHours * (1 - kept) * (1 - kept);
  step.meanGrowth = step.endGrowth / 3;
}

/** Lets time pass: everything between two readings is linear, so the beliefs stay exactly Gaussian, however long the gap. */
export function advance(settings: StockSettings, values: Float64Array, toMinutes: number): void {
  const hours = (toMinutes - values[AT]!) / 60;
  if (!(hours > 0)) return;
  measureDay(values[AT]!, hours);
  mixBeliefs(settings, values, hours);
  const share = hours / (values[HOURS]! + hours);
  for (let mode = 0; mode < 2; mode += 1) {
    measureStep(hours, settings.speeds[mode as 0 | 1]);
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

const mixed = new Float64Array(2 * BELIEF);

/**
 * Interacting multiple models (Blom & Bar-Shalom, IEEE TAC 33(8), 1988): each belief goes on from the mixture of both, weighted by
 * the chance that it has just taken over.
 */
function mixBeliefs(settings: StockSettings, values: Float64Array, hours: number): void {
  const [calm, surging] = settings.speeds;
  const rise = 1 / calm.hoursToSwitch;
  const fall = 1 / surging.hoursToSwitch;
  const moved = 1 - Math.exp(-(rise + fall) * hours);
  const toSurge = (values[WEIGHT]! * moved * rise) / (rise + fall);
  const toCalm = (values[WEIGHT + 1]! * moved * fall) / (rise + fall);
  const weight0 = values[WEIGHT]! - toSurge + toCalm;
  const weight1 = values[WEIGHT + 1]! - toCalm + toSurge;
  blend(values, 0, BELIEF, toCalm / weight0, mixed, 0);
  blend(values, 0, BELIEF, 1 - toSurge / weight1, mixed, BELIEF);
  values.set(mixed);
  values[WEIGHT] = weight0;
  values[WEIGHT + 1] = weight1;
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
    const apart = values[second + row]! - values[first + row]!;
    into[place + row] = values[first + row]! + share * apart;
    for (let column = 0; column <= row; column += 1) {
      const at = SIZE + row * SIZE + column;
      const both =
        rest * values[first + at]! +
        share * values[second + at]! +
        spread * apart * (values[second + column]! - values[first + column]!);
      into[place + at] = both;
      into[place + SIZE + column * SIZE + row] = both;
    }
  }
}
