import { exponential } from '../arithmetic/index.ts';
import { blend } from './drift.ts';
import { gaugeStep, noteStep, readingVariance } from './gauge.ts';
import {
  AT,
  BELIEF,
  BELIEFS,
  covarianceAt,
  DELIVERED,
  HOURS,
  LARGEST,
  LAST_READING_AT,
  MEAN_RATE,
  rangeOf,
  READINGS,
  SIZE,
  STOCK,
  type StockSettings,
  UNEXPLAINED,
  UNEXPLAINED_AT,
  UNSEEN,
  UNSEEN_AT,
  WEIGHT,
} from './stock-state.ts';

/** What a reading turned out to be in the light of all before it. */
export type ReadingKind = 'plain' | 'fills-without-delivery' | 'drops-unexplained' | 'delivery-not-seen';

/** Chance that a reading has little to do with the forecast: misread, mistyped, another tank, an unrecorded movement. */
const STRANGE = 0.02;
/** Chance that a delivery on the books is not in the tank yet. */
const NOT_YET_IN = 0.1;
const HOURS_UNTIL_DELIVERY_SHOWS = 12;
/** How far one iteration may move ln(rate), and how many there are. */
const LONGEST_MOVE = 1.5;
const ITERATIONS = 6;

/** One belief's fit to a reading: its most likely place and the linearisation there. */
type Fit = { rate: number; used: number; surprise: number; variance: number; density: number };
const fits: readonly [Fit, Fit] = [newFit(), newFit()];
/** Two beliefs side by side: the reading as plain, and as strange. */
const explained = new Float64Array(2 * BELIEF);
const crossed = new Float64Array(SIZE);

/**
 * Takes one reading at the time up to which `values` has been advanced, and makes it the new anchor.
 *
 * A reading is stock − hours·e^rate with both unknown, so each belief is updated at its most likely place (iterated extended
 * Kalman filter, Bell & Cathey, IEEE TAC 38(2), 1993). A second explanation competes: the reading is strange and says nothing
 * about consumption. It then either is wrong or tells of goods that came or went unrecorded; both stay possible in a wide stock
 * until the next reading decides (collapsed mixture as in probabilistic data association, Bar-Shalom & Tse, Automatica 11, 1975).
 * @param deviation of this reading beside the gauge's rounding, base units; `undefined`: the gauge's usual one
 */
export function takeReading(
  settings: StockSettings,
  values: Float64Array,
  quantity: number,
  deviation: number | undefined,
): ReadingKind {
  noteStep(settings, values, quantity);
  if (values[READINGS] === 0) values[LARGEST] = quantity;
  const variance = readingVariance(settings, values, deviation);
  const range = rangeOf(settings, values);
  let kind: ReadingKind = 'plain';
  if (values[READINGS] === 0) placeStock(values, quantity, variance);
  else if (ranDryMeanwhile(settings, values, quantity)) placeStock(values, quantity, variance);
  else kind = weighExplanations(values, quantity, variance, range);
  if (kind === 'plain') values[LARGEST] = Math.max(values[LARGEST]!, quantity);
  values[READINGS]! += 1;
  values[LAST_READING_AT] = values[AT]!;
  return kind;
}

/** The stock that the beliefs expect now, base units; may be below 0 where more was wanted than was there. */
export function expectedStock(values: Float64Array): number {
  let stock = 0;
  for (let mode = 0; mode < BELIEFS; mode += 1) stock += values[WEIGHT + mode]! * expectedOf(values, mode * BELIEF);
  return stock;
}

/**
 * Starts anew from a stock that says nothing about consumption since the anchor: the first reading, or a tank that ran dry.
 * @param variance of the stock, base units²
 */
export function placeStock(values: Float64Array, quantity: number, variance: number): void {
  for (let mode = 0; mode < BELIEFS; mode += 1) {
    const offset = mode * BELIEF;
    clear(values, offset, STOCK);
    clear(values, offset, MEAN_RATE);
    values[offset + STOCK] = quantity;
    values[covarianceAt(offset, STOCK, STOCK)] = variance;
  }
  values[HOURS] = 0;
  values[DELIVERED] = 0;
}

/** An empty tank shows 0 whatever is wanted: such a reading is no measure of consumption. */
function ranDryMeanwhile(settings: StockSettings, values: Float64Array, quantity: number): boolean {
  return quantity <= settings.deadStock + gaugeStep(settings, values) && expectedStock(values) <= quantity;
}

function weighExplanations(values: Float64Array, quantity: number, variance: number, range: number): ReadingKind {
  const shifted = shiftDelivery(values, quantity, variance, range);
  const likelihood = fitBeliefs(values, quantity, variance, range);
  const plausible = ((1 - STRANGE) * likelihood) / ((1 - STRANGE) * likelihood + STRANGE);
  const jump = quantity - expectedStock(values);
  for (let mode = 0; mode < BELIEFS; mode += 1) settle(values, mode, quantity, variance, plausible);
  weighBeliefs(values);
  values[HOURS] = 0;
  values[DELIVERED] = 0;
  values[UNSEEN] = shifted < 0 ? shifted : 0;
  if (shifted < 0) return 'delivery-not-seen';
  if (plausible >= 0.5) return 'plain';
  if (jump < 0) return 'drops-unexplained';
  values[UNEXPLAINED] = jump;
  values[UNEXPLAINED_AT] = values[AT]!;
  return 'fills-without-delivery';
}

/**
 * A delivery on the books may not be in the tank yet, and one that was missed may be in by now: takes it out of the stock or puts
 * it in if the reading is likelier so. Answers what was put in; negative: taken out.
 */
function shiftDelivery(values: Float64Array, quantity: number, variance: number, range: number): number {
  const unseen = values[AT]! - values[UNSEEN_AT]! <= HOURS_UNTIL_DELIVERY_SHOWS * 60 ? values[UNSEEN]! : 0;
  if (unseen === 0) return 0;
  const asBooked = fitBeliefs(values, quantity, variance, range);
  values[DELIVERED]! -= unseen;
  const otherwise = fitBeliefs(values, quantity, variance, range) * (unseen > 0 ? NOT_YET_IN : 1);
  if (otherwise > asBooked && otherwise > STRANGE) return -unseen;
  values[DELIVERED]! += unseen;
  return unseen < 0 ? unseen : 0;
}

function newFit(): Fit {
  return { rate: 0, used: 0, surprise: 0, variance: 1, density: 0 };
}

/** Fits all beliefs; answers how likely the reading is, against one anywhere in the range. */
function fitBeliefs(values: Float64Array, quantity: number, variance: number, range: number): number {
  let likelihood = 0;
  for (let mode = 0; mode < BELIEFS; mode += 1) {
    const fit = fits[mode as 0 | 1];
    fitBelief(values, mode * BELIEF, quantity - values[DELIVERED]!, variance, fit);
    fit.density =
      (range * exponential((-0.5 * fit.surprise * fit.surprise) / fit.variance)) /
      Math.sqrt(2 * Math.PI * fit.variance);
    likelihood += values[WEIGHT + mode]! * fit.density;
  }
  return likelihood;
}

/** Gauss–Newton to the most likely stock and rate; only these two enter the reading, the others follow by their covariances. */
function fitBelief(values: Float64Array, offset: number, remaining: number, variance: number, fit: Fit): void {
  const stock = values[offset + STOCK]!;
  const rate = values[offset + MEAN_RATE]!;
  const stockVariance = values[covarianceAt(offset, STOCK, STOCK)]!;
  const both = values[covarianceAt(offset, STOCK, MEAN_RATE)]!;
  const rateVariance = values[covarianceAt(offset, MEAN_RATE, MEAN_RATE)]!;
  fit.rate = rate;
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const used = values[HOURS]! * exponential(fit.rate);
    const crossedRate = both - used * rateVariance;
    fit.used = used;
    fit.variance = stockVariance - used * (both + crossedRate) + variance;
    fit.surprise = remaining - (stock - used - used * (rate - fit.rate));
    const move = rate + (crossedRate / fit.variance) * fit.surprise - fit.rate;
    fit.rate += Math.max(-LONGEST_MOVE, Math.min(LONGEST_MOVE, move));
    if (Math.abs(move) < 1e-4) break;
  }
}

/** Replaces a belief by the mixture of what it would be if the reading is plain, and if it is strange. */
function settle(values: Float64Array, mode: number, quantity: number, variance: number, plausible: number): void {
  const offset = mode * BELIEF;
  const fit = fits[mode as 0 | 1];
  const share = (1 - STRANGE) * fit.density;
  const own = plausible > 0.98 ? 1 : share / (share + STRANGE);
  explained.set(values.subarray(offset, offset + BELIEF), 0);
  if (own < 1) {
    explained.set(values.subarray(offset, offset + BELIEF), BELIEF);
    doubtStock(explained, BELIEF, quantity, variance, values);
  }
  correct(explained, fit);
  moveStock(
    explained,
    0,
    fit.used,
    explained[STOCK]! + values[DELIVERED]! - values[HOURS]! * exponential(explained[MEAN_RATE]!),
  );
  if (own < 1) blend(explained, 0, BELIEF, 1 - own, values, offset);
  else values.set(explained.subarray(0, BELIEF), offset);
}

/** The Kalman correction of all seven at the fit's linearisation. */
function correct(belief: Float64Array, { used, surprise, variance }: Fit): void {
  for (let row = 0; row < SIZE; row += 1)
    crossed[row] = belief[covarianceAt(0, row, STOCK)]! - used * belief[covarianceAt(0, row, MEAN_RATE)]!;
  for (let row = 0; row < SIZE; row += 1) {
    const gain = crossed[row]! / variance;
    belief[row]! += gain * surprise;
    for (let column = 0; column < SIZE; column += 1) belief[covarianceAt(0, row, column)]! -= gain * crossed[column]!;
  }
}

/** Stock at the anchor becomes stock now; the mean rate since the anchor is spent. */
function moveStock(belief: Float64Array, offset: number, used: number, stock: number): void {
  const covariances = offset + SIZE;
  for (let column = 0; column < SIZE; column += 1)
    belief[covariances + column]! -= used * belief[covariances + MEAN_RATE * SIZE + column]!;
  for (let row = 0; row < SIZE; row += 1)
    belief[covariances + row * SIZE]! -= used * belief[covariances + row * SIZE + MEAN_RATE]!;
  belief[offset + STOCK] = stock;
  clear(belief, offset, MEAN_RATE);
}

/** Half way between the reading and what was expected, as unsure as they are apart. */
function doubtStock(
  belief: Float64Array,
  offset: number,
  quantity: number,
  variance: number,
  values: Float64Array,
): void {
  const used = values[HOURS]! * exponential(belief[offset + MEAN_RATE]!);
  const expected = Math.max(0, belief[offset + STOCK]! + values[DELIVERED]! - used);
  moveStock(belief, offset, used, (expected + quantity) / 2);
  for (let other = 0; other < SIZE; other += 1) {
    belief[covarianceAt(offset, STOCK, other)]! /= 2;
    belief[covarianceAt(offset, other, STOCK)]! /= 2;
  }
  belief[covarianceAt(offset, STOCK, STOCK)]! += variance / 2 + ((quantity - expected) / 2) ** 2;
}

function weighBeliefs(values: Float64Array): void {
  let sum = 0;
  for (let mode = 0; mode < BELIEFS; mode += 1) {
    values[WEIGHT + mode]! *= (1 - STRANGE) * fits[mode as 0 | 1].density + STRANGE;
    sum += values[WEIGHT + mode]!;
  }
  for (let mode = 0; mode < BELIEFS; mode += 1) values[WEIGHT + mode]! /= sum;
}

function expectedOf(values: Float64Array, offset: number): number {
  return values[offset + STOCK]! + values[DELIVERED]! - values[HOURS]! * exponential(values[offset + MEAN_RATE]!);
}

function clear(values: Float64Array, offset: number, row: number): void {
  values[offset + row] = 0;
  for (let other = 0; other < SIZE; other += 1) {
    values[covarianceAt(offset, row, other)] = 0;
    values[covarianceAt(offset, other, row)] = 0;
  }
}
