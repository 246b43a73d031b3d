import { buildForecast, emptyAt, type StockFact } from '@baogong/solver/forecast';
import { lastDayHours, monthlyMeanHours } from './naive.ts';
import { type Habits, randomFrom, simulateTank, STEP_MINUTES, type Tank } from './tank.ts';

/** One question to the forecast, and what came true. All in hours from the moment of asking; infinite: no answer in 14 days. */
export type Trial = {
  tank: number;
  gauge: Habits['gauge'];
  /** The gauge's step as a share of the capacity. */
  rounding: number;
  /** Asked within five days from the start of a surge. */
  surging: boolean;
  /** Asked just when six hours were left. */
  atSixHours: boolean;
  truth: number;
  p10: number;
  p50: number;
  p90: number;
  lastDay: number;
  monthlyMean: number;
};

const gauges = ['telemetry', 'hours', 'shifts'] as const;
const roundings = [0.001, 0.01, 0.05] as const;
/** Of four tanks two see a sixfold surge, one a twofold, one none. */
const surges = [1, 6, 6, 2] as const;
const DAYS = 21;
export const LONGEST_TRUTH = 240;
export const SURGE_DAYS = 5;
const SIX_HOURS = 6;
/** Moments at six hours are taken at least so many hours apart. */
const APART = 18;

/** Asks `questions` times per tank at random moments, and whenever a tank has six hours left without a delivery. */
export function backTest(firstSeed: number, tanks: number, questions: number): Trial[] {
  const trials: Trial[] = [];
  for (let index = 0; index < tanks; index += 1) {
    const habits = habitsOf(index);
    const seed = firstSeed + index;
    const tank = simulateTank(seed, habits);
    const left = hoursLeft(tank);
    const random = randomFrom(seed * 7919);
    const asked = Array.from({ length: questions }, () => Math.floor((0.2 + 0.7 * random()) * tank.stock.length));
    for (const moment of asked) addTrial(trials, tank, habits, { moment, truth: left[moment]!, atSixHours: false });
    for (const moment of momentsAtSixHours(left))
      addTrial(trials, tank, habits, { moment, truth: left[moment]!, atSixHours: true });
  }
  return trials;
}

/** Every gauge with every rounding and every surge. */
export function habitsOf(index: number): Habits {
  return {
    gauge: gauges[index % 3]!,
    rounding: roundings[Math.floor(index / 3) % 3]!,
    surge: surges[Math.floor(index / 9) % 4]!,
    days: DAYS,
  };
}

/** True hours until the stock of each step would be used up without a delivery; NaN where the simulation ends before. */
export function hoursLeft({ stock, used, deadStock }: Tank): Float64Array {
  const left = new Float64Array(stock.length).fill(Number.NaN);
  let end = 0;
  let within = 0;
  for (let index = 0; index < stock.length; index += 1) {
    if (end < index) [end, within] = [index, 0];
    while (end + 1 < stock.length && within < stock[index]! - deadStock) within += used[++end]!;
    if (within < stock[index]! - deadStock) break;
    left[index] = ((end - index) * STEP_MINUTES) / 60;
    within -= used[index + 1] ?? 0;
  }
  return left;
}

/** Steps at which just six hours were left. */
export function momentsAtSixHours(left: Float64Array): number[] {
  const moments: number[] = [];
  for (let index = Math.floor(left.length * 0.2); index < left.length; index += 1) {
    const since = index - (moments.at(-1) ?? Number.NEGATIVE_INFINITY);
    if (Math.abs(left[index]! - SIX_HOURS) < 0.05 && since * STEP_MINUTES > APART * 60) moments.push(index);
  }
  return moments;
}

function addTrial(
  trials: Trial[],
  tank: Tank,
  { gauge, rounding }: Habits,
  { moment, truth, atSixHours }: { moment: number; truth: number; atSixHours: boolean },
): void {
  if (!(truth > 0 && truth <= LONGEST_TRUTH)) return;
  const now = tank.start + moment * STEP_MINUTES;
  const { state } = buildForecast(tank, factsKnownAt(tank, now), now);
  const band = emptyAt(state, now);
  if (band === null) return;
  const hours = (at: number | null) => (at === null ? Number.POSITIVE_INFINITY : (at - now) / 60);
  trials.push({
    tank: tank.seed,
    gauge,
    rounding,
    surging: tank.surgeAt !== null && now > tank.surgeAt && now < tank.surgeAt + SURGE_DAYS * 1440,
    atSixHours,
    truth,
    p10: hours(band.p10),
    p50: hours(band.p50),
    p90: hours(band.p90),
    lastDay: lastDayHours(tank, now),
    monthlyMean: monthlyMeanHours(tank, now),
  });
}

/** What a server knows at that moment: deliveries count from when they are booked. */
export function factsKnownAt({ readings, deliveries, usage }: Tank, now: number): StockFact[] {
  return [
    ...readings.filter(({ at }) => at <= now).map((reading) => ({ kind: 'reading', ...reading }) as const),
    ...deliveries
      .filter(({ bookedAt }) => bookedAt <= now)
      .map(({ at, quantity }) => ({ kind: 'delivery', at, quantity }) as const),
    ...usage.filter(({ at }) => at <= now).map((report) => ({ kind: 'usage', ...report }) as const),
  ];
}
