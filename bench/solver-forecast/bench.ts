import { backTest } from './back-test.ts';
import { groupsOf, type Score, scoreOf } from './judge.ts';
import { measureSpeed } from './speed.ts';
import { type Report, reportOf, type Target } from '../shared/report.ts';

/** Seeds that the model's constants were not fitted on. */
const FIRST_SEED = 20_001;
const TANKS = 216;
const QUESTIONS = 20;
const WITHIN_PERCENT = 80;

/** Bands and errors of hours to empty on simulated tanks, against two naive rules; then the time to recompute a city. */
export async function run(): Promise<Report> {
  const scores = Object.entries(groupsOf(backTest(FIRST_SEED, TANKS, QUESTIONS))).map(
    ([group, trials]) => [group, scoreOf(trials)] as const,
  );
  printTable(scores);
  const byGroup = Object.fromEntries(scores);
  const [all, six, surge] = [byGroup['all moments']!, byGroup['six hours left']!, byGroup['within a surge']!];
  const figures: Record<string, number> = {
    withinPercent: all.within,
    withinPercentOff: Math.abs(all.within - WITHIN_PERCENT),
    withinPercentAtSixHours: six.within,
    withinPercentInSurge: surge.within,
    errorAtSixHours: six.error,
    error: all.error,
    errorInSurge: surge.error,
    lastDayRatioAtSixHours: six.lastDayError / six.error,
    lastDayRatio: all.lastDayError / all.error,
    lastDayRatioInSurge: surge.lastDayError / surge.error,
    monthlyMeanRatioAtSixHours: six.monthlyMeanError / six.error,
    monthlyMeanRatio: all.monthlyMeanError / all.error,
    monthlyMeanRatioInSurge: surge.monthlyMeanError / surge.error,
    ...measureSpeed(),
  };
  const targets: Record<string, Target> = {
    withinPercentOff: { atMost: 5 },
    errorAtSixHours: { atMost: 0.15 },
    lastDayRatioAtSixHours: { atLeast: 1 },
    monthlyMeanRatioAtSixHours: { atLeast: 1 },
    citySeconds: { atMost: 2 },
  };
  return {
    ...reportOf('solver-forecast', figures, targets),
    rows: scores.map(([group, score]) => ({ group, ...score })),
  };
}

function printTable(scores: readonly (readonly [string, Score])[]): void {
  console.log(
    '| moments | n | within p10–p90 % | earlier | later | error % | last 24 h % | monthly mean % | width % |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const [group, score] of scores) {
    const percents = [score.error, score.lastDayError, score.monthlyMeanError, score.width].map((share) => share * 100);
    const cells = [score.within, score.earlier, score.later, ...percents].map((value) => value.toFixed(1));
    console.log(`| ${[group, score.trials, ...cells].join(' | ')} |`);
  }
}
