import { logarithm } from '../arithmetic/index.ts';
import {
  AT,
  BELIEF,
  BELIEFS,
  covarianceAt,
  DAY_COSINE,
  DAY_SINE,
  GROWTH,
  LAST_READING_AT,
  newValues,
  PLANNED_RATE,
  RATE,
  type Speed,
  type StockSettings,
  type StockState,
  UNEXPLAINED_AT,
  UNSEEN_AT,
  USAGE_RATIO,
  WEIGHT,
} from './stock-state.ts';

/** What is known of a site's store before any reading. Quantities in the item's base unit. */
export type StockOptions = {
  /** What the tank or store holds at most; without it (boxes on a shelf) the largest stock seen stands in. */
  capacity?: number | null;
  /** What can't be drawn; the stock counts as empty at this level. 0 by default. */
  deadStock?: number;
  /** Smallest step of the gauge; by default found from the readings (1, 2, 5, 10 % of the capacity), without capacity 1 unit. */
  gaugeStep?: number | null;
  /** The site's usual consumption per hour, if somebody knows; right within a factor of about two. */
  usualPerHour?: number;
};

/**
 * Two ways in which consumption may go on; which is a site's follows from its readings. Steady: it wanders. Surging: it grows, may
 * double within a day or jump, and is as unsteady as few patients are. Fitted on simulated tanks by the mean quantile score
 * (docs/solver-forecast.md).
 */
const steady: Speed = {
  share: 0.75,
  levelVariance: 0.01 ** 2,
  growthMean: 0,
  growthDeviation: 0.0015,
  growthHours: 10,
  burstVariance: 0.06 ** 2,
};
const surging: Speed = {
  share: 0.25,
  levelVariance: 0.05 ** 2,
  growthMean: 0.02,
  growthDeviation: 0.02,
  growthHours: 14,
  burstVariance: 0.3 ** 2,
};
const HOURS_TO_CHANGE = 40;

/** Sites use 0.2 to 1.2 of the planning rates (see `oxygenLitresPerMinute`): ln of the middle, and its deviation. */
const USAGE_RATIO_FIRST = logarithm(0.5);
const USAGE_RATIO_DEVIATION = 0.7;
const DAY_DEVIATION = 0.1;
/** Without any hint a full store is taken to last three days, give or take a factor of four. */
const FIRST_HOURS = 72;
const FIRST_DEVIATION = 1.4;
const USUAL_DEVIATION = 0.7;

/** A site of which nothing has been read yet. Options must be sound: `checkOptions` says what isn't. */
export function newStockState({
  capacity = null,
  deadStock = 0,
  gaugeStep = null,
  usualPerHour,
}: StockOptions): StockState {
  const rate = logarithm(usualPerHour ?? (capacity ?? 100) / FIRST_HOURS);
  const deviation = usualPerHour === undefined ? FIRST_DEVIATION : USUAL_DEVIATION;
  const settings: StockSettings = {
    capacity,
    deadStock,
    gaugeStep,
    speeds: [steady, surging],
    hoursToChange: HOURS_TO_CHANGE,
  };
  const values = newValues();
  for (const place of [AT, LAST_READING_AT, PLANNED_RATE]) values[place] = Number.NaN;
  for (const place of [UNSEEN_AT, UNEXPLAINED_AT]) values[place] = Number.NEGATIVE_INFINITY;
  for (let mode = 0; mode < BELIEFS; mode += 1) {
    const speed = settings.speeds[mode as 0 | 1];
    values[WEIGHT + mode] = speed.share;
    const spread = (place: number, mean: number, around: number) => {
      values[mode * BELIEF + place] = mean;
      values[covarianceAt(mode * BELIEF, place, place)] = around * around;
    };
    spread(RATE, rate, deviation);
    spread(GROWTH, speed.growthMean, speed.growthDeviation);
    spread(USAGE_RATIO, USAGE_RATIO_FIRST, USAGE_RATIO_DEVIATION);
    spread(DAY_COSINE, 0, DAY_DEVIATION);
    spread(DAY_SINE, 0, DAY_DEVIATION);
  }
  return { settings, values };
}
