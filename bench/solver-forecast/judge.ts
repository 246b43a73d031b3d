import { median } from '../shared/statistics.ts';
import type { Trial } from './back-test.ts';

/** Half a step of the simulation: no forecast can be finer. */
const TOLERANCE_HOURS = 0.05;

/** How well a set of trials was answered. Errors are medians of |answer − truth| / truth. */
export type Score = {
  trials: number;
  /** Per cent of trials whose truth lies within p10 … p90, before it, after it. */
  within: number;
  earlier: number;
  later: number;
  error: number;
  lastDayError: number;
  monthlyMeanError: number;
  /** Median of (p90 − p10) / p50. */
  width: number;
};

export function scoreOf(trials: readonly Trial[]): Score {
  const percent = (holds: (trial: Trial) => boolean) => (100 * trials.filter(holds).length) / trials.length;
  const earlier = percent(({ truth, p10 }) => truth < p10 - TOLERANCE_HOURS);
  const later = percent(({ truth, p90 }) => truth > p90 + TOLERANCE_HOURS);
  const error = (answer: (trial: Trial) => number) =>
    median(trials.map((trial) => Math.abs(answer(trial) - trial.truth) / trial.truth));
  return {
    trials: trials.length,
    within: 100 - earlier - later,
    earlier,
    later,
    error: error(({ p50 }) => p50),
    lastDayError: error(({ lastDay }) => lastDay),
    monthlyMeanError: error(({ monthlyMean }) => monthlyMean),
    width: median(trials.map(({ p10, p50, p90 }) => (p90 - p10) / p50)),
  };
}

/** Trials by what makes a forecast easy or hard. */
export function groupsOf(trials: readonly Trial[]): Record<string, readonly Trial[]> {
  const random = trials.filter(({ atSixHours }) => !atSixHours);
  return {
    'all moments': random,
    'six hours left': trials.filter(({ atSixHours }) => atSixHours),
    'no surge': random.filter(({ surging }) => !surging),
    'within a surge': random.filter(({ surging }) => surging),
    telemetry: random.filter(({ gauge }) => gauge === 'telemetry'),
    'read by people by day': random.filter(({ gauge }) => gauge === 'hours'),
    'read at change of shift': random.filter(({ gauge }) => gauge === 'shifts'),
    'gauge of 0.1 %': random.filter(({ rounding }) => rounding === 0.001),
    'gauge of 1 %': random.filter(({ rounding }) => rounding === 0.01),
    'gauge of 5 %': random.filter(({ rounding }) => rounding === 0.05),
    'less than 12 h left': random.filter(({ truth }) => truth < 12),
    '12 to 48 h left': random.filter(({ truth }) => truth >= 12 && truth < 48),
    'more than 48 h left': random.filter(({ truth }) => truth >= 48),
  };
}
