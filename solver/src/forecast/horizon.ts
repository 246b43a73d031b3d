import { advance, blend, measureDay, measureStep, step } from './drift.ts';
import {
  BELIEF,
  DAY_COSINE,
  DAY_SINE,
  DELIVERED,
  GROWTH,
  HOURS,
  MEAN_RATE,
  RATE,
  SIZE,
  STOCK,
  type Speed,
  type StockSettings,
  type StockState,
  VALUES,
  WEIGHT,
} from './stock-state.ts';

/** Farthest look ahead, hours. */
export const LONGEST_HOURS = 336;

/**
 * The use since the last reading, seen from a time ahead: total used is e^L with L Gaussian, jointly with the stock at the anchor.
 * One look ahead at a time; `startAhead` fills it, `stepAhead` moves it on. No allocation.
 */
export const ahead = {
  hours: 0,
  /** Stock at the anchor plus deliveries, base units, and its variance. */
  stock: 0,
  stockVariance: 0,
  /** Sums over time of expected use: itself, its variance terms, its covariances with stock, level, growth, daily course. */
  used: 0,
  usedLevels: 0,
  usedVariance: 0,
  usedStock: 0,
  usedLevel: 0,
  usedGrowth: 0,
  usedCosine: 0,
  usedSine: 0,
  /** Mean and variance of ln(consumption per hour), daily course included, within the last step. */
  rate: 0,
  rateVariance: 0,
};

const moved = new Float64Array(VALUES);
const belief = new Float64Array(BELIEF);
/** The drift's speed between calm and surge, by the present chance of each, which fades to the long-run one. */
const between: { -readonly [Key in keyof Speed]: Speed[Key] } = {
  levelVariance: 0,
  growthMean: 0,
  growthDeviation: 0,
  growthHours: 1,
  burstVariance: 0,
  hoursToSwitch: 1,
};
let startMinutes = 0;
let surgeChance = 0;

/** Starts a look ahead at `now`, which must not be before the state's last fact. The state itself is not changed. */
export function startAhead({ settings, values }: StockState, now: number): void {
  moved.set(values);
  advance(settings, moved, now);
  blend(moved, 0, BELIEF, moved[WEIGHT + 1]!, belief, 0);
  startMinutes = now;
  surgeChance = moved[WEIGHT + 1]!;
  const used = moved[HOURS]! * Math.exp(belief[MEAN_RATE]!);
  const row = SIZE + MEAN_RATE * SIZE;
  ahead.hours = 0;
  ahead.stock = belief[STOCK]! + moved[DELIVERED]!;
  ahead.stockVariance = belief[SIZE]!;
  ahead.used = used;
  ahead.usedLevels = used * belief[row + MEAN_RATE]!;
  ahead.usedVariance = used * used * belief[row + MEAN_RATE]!;
  ahead.usedStock = used * belief[row + STOCK]!;
  ahead.usedLevel = used * belief[row + RATE]!;
  ahead.usedGrowth = used * belief[row + GROWTH]!;
  ahead.usedCosine = used * belief[row + DAY_COSINE]!;
  ahead.usedSine = used * belief[row + DAY_SINE]!;
}

/** Looks `hours` further ahead. */
export function stepAhead(settings: StockSettings, hours: number): void {
  measureDay(startMinutes + ahead.hours * 60, hours);
  measureStep(hours, speedBetween(settings, ahead.hours + hours / 2));
  const { cosine, sine, growthToMean, growthToEnd, growthKept } = step;
  const level = SIZE + RATE * SIZE;
  const growth = SIZE + GROWTH * SIZE;
  const day = SIZE + DAY_COSINE * SIZE;
  const night = SIZE + DAY_SINE * SIZE;
  const mean = (column: number) =>
    belief[level + column]! +
    growthToMean * belief[growth + column]! +
    cosine * belief[day + column]! +
    sine * belief[night + column]!;
  const withLevel = mean(RATE);
  const withGrowth = mean(GROWTH);
  const withDay = mean(DAY_COSINE);
  const withNight = mean(DAY_SINE);
  const variance = withLevel + growthToMean * withGrowth + cosine * withDay + sine * withNight + step.meanVariance;
  const rate =
    belief[RATE]! +
    growthToMean * belief[GROWTH]! +
    step.ownToMean +
    cosine * belief[DAY_COSINE]! +
    sine * belief[DAY_SINE]!;
  const used = hours * Math.exp(rate);
  const withUsed =
    ahead.usedLevel + growthToMean * ahead.usedGrowth + cosine * ahead.usedCosine + sine * ahead.usedSine;
  ahead.usedVariance += used * (2 * withUsed + used * variance);
  ahead.usedLevels += used * variance;
  ahead.used += used;
  ahead.usedStock += used * mean(STOCK);
  ahead.usedLevel += growthToEnd * ahead.usedGrowth + used * (withLevel + growthToEnd * withGrowth + step.meanEnd);
  ahead.usedGrowth = growthKept * (ahead.usedGrowth + used * withGrowth) + used * step.meanGrowth;
  ahead.usedCosine += used * withDay;
  ahead.usedSine += used * withNight;
  ahead.rate = rate;
  ahead.rateVariance = variance;
  ahead.hours += hours;
  driftBelief();
}

/** The belief's level and growth at the end of the step, and their covariances with what stays. */
function driftBelief(): void {
  const { growthToEnd, growthKept } = step;
  const level = SIZE + RATE * SIZE;
  const growth = SIZE + GROWTH * SIZE;
  belief[RATE]! += growthToEnd * belief[GROWTH]! + step.ownToEnd;
  belief[GROWTH] = growthKept * belief[GROWTH]! + step.ownGrowth;
  for (let column = 0; column < SIZE; column += 1) {
    belief[level + column]! += growthToEnd * belief[growth + column]!;
    belief[growth + column]! *= growthKept;
  }
  for (let row = 0; row < SIZE; row += 1) {
    const at = SIZE + row * SIZE;
    belief[at + RATE]! += growthToEnd * belief[at + GROWTH]!;
    belief[at + GROWTH]! *= growthKept;
  }
  belief[level + RATE]! += step.endVariance;
  belief[growth + GROWTH]! += step.growthVariance;
  belief[level + GROWTH]! += step.endGrowth;
  belief[growth + RATE]! += step.endGrowth;
}

function speedBetween({ speeds: [calm, surging] }: StockSettings, hours: number): Speed {
  const rise = 1 / calm.hoursToSwitch;
  const fall = 1 / surging.hoursToSwitch;
  const longRun = rise / (rise + fall);
  const chance = longRun + (surgeChance - longRun) * Math.exp(-(rise + fall) * hours);
  const mixed = (quiet: number, loud: number) => quiet + chance * (loud - quiet);
  between.levelVariance = mixed(calm.levelVariance, surging.levelVariance);
  between.burstVariance = mixed(calm.burstVariance, surging.burstVariance);
  between.growthDeviation = Math.sqrt(mixed(calm.growthDeviation ** 2, surging.growthDeviation ** 2));
  between.growthMean = mixed(calm.growthMean, surging.growthMean);
  between.growthHours = mixed(calm.growthHours, surging.growthHours);
  return between;
}

/**
 * How many deviations the stock stands beyond `level` at the look ahead: −∞ surely above it, 0 as likely above as below. Use and
 * stock are matched by log-normals (Fenton, IRE Trans. Commun. Syst. 8(1), 1960, for the sum of the hours' use).
 */
export function deviationsPast(level: number, expected = 0): number {
  const margin = ahead.stock + expected - level;
  if (margin <= 0) return Number.POSITIVE_INFINITY;
  if (ahead.used <= 0) return Number.NEGATIVE_INFINITY;
  const usedVariance = ahead.usedVariance / (ahead.used * ahead.used);
  const logarithm = Math.log(ahead.used) + 0.5 * (ahead.usedLevels / ahead.used - usedVariance);
  const marginVariance = Math.log1p(ahead.stockVariance / (margin * margin));
  const together = ahead.usedStock / (ahead.used * margin);
  const variance = Math.max(1e-9, usedVariance + marginVariance - 2 * together);
  return (logarithm - Math.log(margin) + marginVariance / 2) / Math.sqrt(variance);
}
