import { exponential, logarithm, logarithmOfOnePlus } from '../arithmetic/index.ts';
import { advance, collapse, flatteningOf, measureDay, measureStep, step } from './drift.ts';
import {
  BELIEF,
  covarianceAt,
  DAY_COSINE,
  DAY_SINE,
  DELIVERED,
  GROWTH,
  HOURS,
  MEAN_RATE,
  RATE,
  type Speed,
  STOCK,
  type StockSettings,
  type StockState,
  VALUES,
  WEIGHT,
} from './stock-state.ts';

/** Farthest look ahead, hours. */
export const LONGEST_HOURS = 336;

/**
 * The use since the last reading, seen from a time ahead: the total used is e^L with L Gaussian, jointly with the stock at the
 * anchor. One look ahead at a time; `startAhead` fills it, `stepAhead` moves it on. No allocation.
 */
export const ahead = new Float64Array(27);
export const AHEAD_HOURS = 0;
/** Stock at the anchor plus deliveries since, base units, and its variance. */
export const AHEAD_STOCK = 1;
export const STOCK_VARIANCE = 2;
/** Expected use since the anchor: its sum over time, that of its levels' variances, its own variance. */
export const USED = 3;
const USED_LEVELS = 4;
export const USED_VARIANCE = 5;
/** Mean and variance of ln(consumption per hour), daily course included, within the last step. */
export const STEP_RATE = 6;
export const STEP_VARIANCE = 7;
/** Covariances of the use with stock, level, growth and the two of the daily course. */
const USED_STOCK = 8;
const USED_RATE = 9;
const USED_GROWTH = 10;
const USED_COSINE = 11;
const USED_SINE = 12;
/** The belief, as far as it matters: means, then covariances. */
const MEAN_OF_RATE = 13;
const MEAN_OF_GROWTH = 14;
const MEAN_OF_COSINE = 15;
const MEAN_OF_SINE = 16;
const RATE_RATE = 17;
const RATE_GROWTH = 18;
const GROWTH_GROWTH = 19;
const RATE_COSINE = 20;
const RATE_SINE = 21;
const GROWTH_COSINE = 22;
const GROWTH_SINE = 23;
const RATE_STOCK = 24;
const GROWTH_STOCK = 25;
const START_MINUTES = 26;
/** Constant within a look ahead. */
const fixed = { cosineCosine: 0, cosineSine: 0, sineSine: 0, cosineStock: 0, sineStock: 0 };

const started = new Float64Array(ahead.length);
const moved = new Float64Array(VALUES + BELIEF);
const ALL = VALUES;
/** The speed between the two, by the present chance of each, which fades to its share; a surge yet to begin has no growth. */
const between: { -readonly [Key in keyof Speed]: Speed[Key] } = {
  share: 1,
  levelVariance: 0,
  growthMean: 0,
  growthDeviation: 0,
  growthHours: 1,
  burstVariance: 0,
};

/** Starts a look ahead at `now`, which must not be before the state's last fact. The state itself is not changed. */
export function startAhead({ settings, values }: StockState, now: number): void {
  moved.set(values);
  advance(settings, moved, now);
  collapse(moved, moved, ALL);
  const used = moved[HOURS]! * exponential(moved[ALL + MEAN_RATE]!);
  const withUsed = (place: number) => used * moved[covarianceAt(ALL, MEAN_RATE, place)]!;
  ahead[START_MINUTES] = now;
  ahead[AHEAD_HOURS] = 0;
  ahead[AHEAD_STOCK] = moved[ALL + STOCK]! + moved[DELIVERED]!;
  ahead[STOCK_VARIANCE] = moved[covarianceAt(ALL, STOCK, STOCK)]!;
  ahead[USED] = used;
  ahead[USED_LEVELS] = withUsed(MEAN_RATE);
  ahead[USED_VARIANCE] = used * withUsed(MEAN_RATE);
  ahead[USED_STOCK] = withUsed(STOCK);
  ahead[USED_RATE] = withUsed(RATE);
  ahead[USED_GROWTH] = withUsed(GROWTH);
  ahead[USED_COSINE] = withUsed(DAY_COSINE);
  ahead[USED_SINE] = withUsed(DAY_SINE);
  copyBelief();
  started.set(ahead);
  steps = 0;
}

/** Goes back to the start of the look ahead, for another of the same belief. */
export function restartAhead(): void {
  ahead.set(started);
  steps = 0;
}

function copyBelief(): void {
  const covariance = (row: number, column: number) => moved[covarianceAt(ALL, row, column)]!;
  ahead[MEAN_OF_RATE] = moved[ALL + RATE]!;
  ahead[MEAN_OF_GROWTH] = moved[ALL + GROWTH]!;
  ahead[MEAN_OF_COSINE] = moved[ALL + DAY_COSINE]!;
  ahead[MEAN_OF_SINE] = moved[ALL + DAY_SINE]!;
  ahead[RATE_RATE] = covariance(RATE, RATE);
  ahead[RATE_GROWTH] = covariance(RATE, GROWTH);
  ahead[GROWTH_GROWTH] = covariance(GROWTH, GROWTH);
  ahead[RATE_COSINE] = covariance(RATE, DAY_COSINE);
  ahead[RATE_SINE] = covariance(RATE, DAY_SINE);
  ahead[GROWTH_COSINE] = covariance(GROWTH, DAY_COSINE);
  ahead[GROWTH_SINE] = covariance(GROWTH, DAY_SINE);
  ahead[RATE_STOCK] = covariance(RATE, STOCK);
  ahead[GROWTH_STOCK] = covariance(GROWTH, STOCK);
  fixed.cosineCosine = covariance(DAY_COSINE, DAY_COSINE);
  fixed.cosineSine = covariance(DAY_COSINE, DAY_SINE);
  fixed.sineSine = covariance(DAY_SINE, DAY_SINE);
  fixed.cosineStock = covariance(DAY_COSINE, STOCK);
  fixed.sineStock = covariance(DAY_SINE, STOCK);
}

/** Looks `hours` further ahead: adds the step's use, whose ln has the mean `rate` and moves with level, growth and daily course. */
export function stepAhead(settings: StockSettings, hours: number): void {
  const place = placeOfStep(ahead[AHEAD_HOURS]!, hours, settings.hoursToChange);
  measureDay(ahead[START_MINUTES]! + ahead[AHEAD_HOURS]! * 60, hours, flattenings[place]!);
  measureStep(hours, speedBetween(settings, unchanged[place]!), 1);
  const { cosine, sine, growthToMean: part, growthToEnd: whole, growthKept: kept } = step;
  const rate =
    ahead[MEAN_OF_RATE]! +
    part * ahead[MEAN_OF_GROWTH]! +
    step.ownToMean +
    cosine * ahead[MEAN_OF_COSINE]! +
    sine * ahead[MEAN_OF_SINE]!;
  const used = hours * exponential(rate);
  const rateCosine = ahead[RATE_COSINE]!;
  const rateSine = ahead[RATE_SINE]!;
  const growthCosine = ahead[GROWTH_COSINE]!;
  const growthSine = ahead[GROWTH_SINE]!;
  const rateGrowth = ahead[RATE_GROWTH]!;
  const withRate = ahead[RATE_RATE]! + part * rateGrowth + cosine * rateCosine + sine * rateSine;
  const withGrowth = rateGrowth + part * ahead[GROWTH_GROWTH]! + cosine * growthCosine + sine * growthSine;
  const withCosine = rateCosine + part * growthCosine + cosine * fixed.cosineCosine + sine * fixed.cosineSine;
  const withSine = rateSine + part * growthSine + cosine * fixed.cosineSine + sine * fixed.sineSine;
  const withStock =
    ahead[RATE_STOCK]! + part * ahead[GROWTH_STOCK]! + cosine * fixed.cosineStock + sine * fixed.sineStock;
  const variance = withRate + part * withGrowth + cosine * withCosine + sine * withSine + step.meanVariance;
  const withUsed =
    ahead[USED_RATE]! + part * ahead[USED_GROWTH]! + cosine * ahead[USED_COSINE]! + sine * ahead[USED_SINE]!;
  ahead[USED_VARIANCE]! += used * (2 * withUsed + used * variance);
  ahead[USED_LEVELS]! += used * variance;
  ahead[USED]! += used;
  ahead[USED_STOCK]! += used * withStock;
  ahead[USED_RATE]! += whole * ahead[USED_GROWTH]! + used * (withRate + whole * withGrowth + step.meanEnd);
  ahead[USED_GROWTH] = kept * (ahead[USED_GROWTH]! + used * withGrowth) + used * step.meanGrowth;
  ahead[USED_COSINE]! += used * withCosine;
  ahead[USED_SINE]! += used * withSine;
  ahead[STEP_RATE] = rate;
  ahead[STEP_VARIANCE] = variance;
  ahead[AHEAD_HOURS]! += hours;
  driftBelief(whole, kept);
}

/** Level and growth at the end of the step, and how they go with what stays. */
function driftBelief(whole: number, kept: number): void {
  const growth = ahead[GROWTH_GROWTH]!;
  const both = ahead[RATE_GROWTH]!;
  ahead[MEAN_OF_RATE]! += whole * ahead[MEAN_OF_GROWTH]! + step.ownToEnd;
  ahead[MEAN_OF_GROWTH] = kept * ahead[MEAN_OF_GROWTH]! + step.ownGrowth;
  ahead[RATE_RATE]! += whole * (2 * both + whole * growth) + step.endVariance;
  ahead[RATE_GROWTH] = kept * (both + whole * growth) + step.endGrowth;
  ahead[GROWTH_GROWTH] = kept * kept * growth + step.growthVariance;
  ahead[RATE_COSINE]! += whole * ahead[GROWTH_COSINE]!;
  ahead[RATE_SINE]! += whole * ahead[GROWTH_SINE]!;
  ahead[RATE_STOCK]! += whole * ahead[GROWTH_STOCK]!;
  ahead[GROWTH_COSINE]! *= kept;
  ahead[GROWTH_SINE]! *= kept;
  ahead[GROWTH_STOCK]! *= kept;
}

const STEPS = 64;
/** Steps taken since the start. */
let steps = 0;
const fromHours = new Float64Array(STEPS).fill(Number.NaN);
const lengths = new Float64Array(STEPS);
const changeHours = new Float64Array(STEPS);
const flattenings = new Float64Array(STEPS);
/** The chance that a site has not changed its way by the middle of the step. */
const unchanged = new Float64Array(STEPS);

/** What follows from a step's start and length alone is kept: without deliveries every look ahead takes the same steps. */
function placeOfStep(from: number, hours: number, hoursToChange: number): number {
  const place = Math.min(STEPS - 1, steps);
  steps += 1;
  if (fromHours[place] === from && lengths[place] === hours && changeHours[place] === hoursToChange) return place;
  fromHours[place] = from;
  lengths[place] = hours;
  changeHours[place] = hoursToChange;
  flattenings[place] = flatteningOf(hours);
  unchanged[place] = exponential(-(from + hours / 2) / hoursToChange);
  return place;
}

function speedBetween({ speeds: [steady, surging] }: StockSettings, kept: number): Speed {
  const surge = surging.share + (moved[WEIGHT + 1]! - surging.share) * kept;
  const rest = 1 - surge;
  const growthVariance = rest * steady.growthDeviation ** 2 + surge * surging.growthDeviation ** 2;
  between.levelVariance = rest * steady.levelVariance + surge * surging.levelVariance;
  between.growthMean = moved[WEIGHT + 1]! * kept * surging.growthMean;
  between.growthDeviation = Math.sqrt(growthVariance);
  between.growthHours = rest * steady.growthHours + surge * surging.growthHours;
  between.burstVariance = rest * steady.burstVariance + surge * surging.burstVariance;
  return between;
}

/** A stock as unsure as this share of itself, as variances, is still matched by a log-normal; beyond the second one by a normal. */
const SURE_ENOUGH = 0.1;
const TOO_UNSURE = 0.4;

/**
 * How many deviations the stock stands beyond `level` at the look ahead: −∞ surely above it, 0 as likely above as below. Use and
 * stock are matched by log-normals (Fenton, IRE Trans. Commun. Syst. 8(1), 1960, for the sum of the hours' use); a stock in doubt,
 * which may as well be none, by a normal.
 */
export function deviationsPast(level: number, arrived: number): number {
  const margin = ahead[AHEAD_STOCK]! + arrived - level;
  const used = ahead[USED]!;
  const unsure = ahead[STOCK_VARIANCE]! / (margin * margin);
  if (margin <= 0 || unsure >= TOO_UNSURE) return normalDeviations(margin, used);
  if (used <= 0) return Number.NEGATIVE_INFINITY;
  const usedVariance = ahead[USED_VARIANCE]! / (used * used);
  const marginVariance = logarithmOfOnePlus(unsure);
  const together = ahead[USED_STOCK]! / (used * margin);
  const variance = Math.max(1e-9, usedVariance + marginVariance - 2 * together);
  const shift = (ahead[USED_LEVELS]! / used - usedVariance + marginVariance) / 2;
  const deviations = (logarithm(used / margin) + shift) / Math.sqrt(variance);
  if (unsure <= SURE_ENOUGH) return deviations;
  const share = (unsure - SURE_ENOUGH) / (TOO_UNSURE - SURE_ENOUGH);
  return deviations + share * (normalDeviations(margin, used) - deviations);
}

/** The stock at the look ahead matched by a normal, base units; good where little was used since the last reading. */
export function stockAsNormal(): { mean: number; deviation: number } {
  const used = ahead[USED]!;
  const mean = used <= 0 ? 0 : used * exponential(Math.min(1, ahead[USED_LEVELS]! / used / 2));
  const variance = ahead[STOCK_VARIANCE]! + ahead[USED_VARIANCE]! - 2 * ahead[USED_STOCK]!;
  return { mean: ahead[AHEAD_STOCK]! - mean, deviation: Math.sqrt(Math.max(0, variance)) };
}

function normalDeviations(margin: number, used: number): number {
  const mean = used <= 0 ? 0 : used * exponential(Math.min(1, ahead[USED_LEVELS]! / used / 2));
  const variance = ahead[STOCK_VARIANCE]! + ahead[USED_VARIANCE]! - 2 * ahead[USED_STOCK]!;
  return (mean - margin) / Math.sqrt(Math.max(1e-9, variance));
}
