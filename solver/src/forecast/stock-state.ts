/**
 * What is known of one item at one site, as numbers in one array: Gaussian beliefs (one for each way that consumption may go
 * on, each with its probability) over seven quantities, and what is needed to take the next fact in constant time.
 *
 * Time is minutes since 1970-01-01T00:00Z outside, hours inside. Quantities are in the item's base unit (g, piece, mL).
 */
export type StockState = { readonly settings: StockSettings; readonly values: Float64Array };

export type StockSettings = {
  /** What the tank or store holds at most, base units; `null`: no fixed bound (then the largest stock seen stands in). */
  readonly capacity: number | null;
  /** What can't be drawn: the stock counts as empty at this level. Base units. */
  readonly deadStock: number;
  /** Smallest step of the gauge or count, base units; `null`: found from the readings (1, 2, 5 or 10 % of the capacity). */
  readonly gaugeStep: number | null;
  /** Mean hours until a site may change its way. */
  readonly hoursToChange: number;
  readonly speeds: readonly [Speed, Speed];
};

/** One way in which consumption may go on. All of ln(consumption per hour). */
export type Speed = {
  /** How often a site is found this way. They add up to 1. */
  readonly share: number;
  /** Variance that the level gains in an hour. */
  readonly levelVariance: number;
  /** Growth per hour: its mean, its stationary deviation, and the hours within which it returns to that mean. */
  readonly growthMean: number;
  readonly growthDeviation: number;
  readonly growthHours: number;
  /** Variance × hours of the mean over an hour around the level: patients come and go. */
  readonly burstVariance: number;
};

/** The seven quantities of a belief, in this order. The daily course is `DAY_COSINE`·cos + `DAY_SINE`·sin of the time of day. */
export const STOCK = 0;
/** Mean of ln(consumption per hour), daily course included, since the anchor: stock then is `STOCK` + delivered − hours·e^this. */
export const MEAN_RATE = 1;
/** Ln(consumption per hour) now, without the daily course. */
export const RATE = 2;
/** Growth of `RATE` per hour. */
export const GROWTH = 3;
/** Ln(consumption / consumption by planning rates): how this site differs from the plan. */
export const USAGE_RATIO = 4;
export const DAY_COSINE = 5;
export const DAY_SINE = 6;
export const SIZE = 7;

/** A belief: `SIZE` means, then `SIZE`² covariances by rows. */
export const BELIEF = SIZE + SIZE * SIZE;
/** Steady, surging. */
export const BELIEFS = 2;

const after = BELIEFS * BELIEF;
/** Probability of each belief. */
export const WEIGHT = after;
/** Minutes since the epoch up to which the state has been advanced; NaN before the first fact. */
export const AT = after + 2;
/** Hours since the anchor: the last reading that was taken. */
export const HOURS = after + 3;
/** Delivered since the anchor, base units. */
export const DELIVERED = after + 4;
/** Minutes of the last reading that was taken; NaN before the first. */
export const LAST_READING_AT = after + 5;
export const READINGS = after + 6;
/** A delivery that no reading has shown yet, and its minutes. */
export const UNSEEN = after + 7;
export const UNSEEN_AT = after + 8;
/** A fill that no delivery has explained yet, and its minutes. */
export const UNEXPLAINED = after + 9;
export const UNEXPLAINED_AT = after + 10;
/** The last usage report by planning rates (base units per hour); NaN before the first. */
export const PLANNED_RATE = after + 11;
/** The largest stock seen. */
export const LARGEST = after + 12;
/** How many of the last readings in a row were multiples of 1, 2, 5 and 10 % of the capacity. */
export const MULTIPLES = after + 13;
export const VALUES = after + 17;

export function newValues(): Float64Array {
  return new Float64Array(VALUES);
}

/** What the stock is measured against, base units: the capacity, else the largest stock seen, at least 1. */
export function rangeOf(settings: StockSettings, values: Float64Array): number {
  return settings.capacity ?? Math.max(1, values[LARGEST]!);
}

/** Place of the covariance of two quantities in a belief that starts at `offset`. */
export function covarianceAt(offset: number, row: number, column: number): number {
  return offset + SIZE + row * SIZE + column;
}
