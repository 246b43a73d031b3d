import { type Report, reportOf, type Target } from '../shared/report.ts';
import { withRig } from '../shared/rig.ts';
import { groupsOf, type Score, scoreOf } from '../solver-forecast/judge.ts';
import { backTestServer } from './back-test.ts';

/** Seeds that neither the model's constants nor the solver's own table were taken from. */
const FIRST_SEED = 40_001;
const TANKS = 36;
const QUESTIONS = 12;
const WITHIN_PERCENT = 80;

/** Hours to empty as the platform answers them: simulated tanks told to it reading by reading and delivery by delivery. */
export async function run(): Promise<Report> {
  const trials = await withRig(({ database: { db } }) => backTestServer(db, FIRST_SEED, TANKS, QUESTIONS));
  const scores = Object.entries(groupsOf(trials)).map(([group, each]) => [group, scoreOf(each)] as const);
  printTable(scores);
  const byGroup = Object.fromEntries(scores);
  const [all, six, surge] = [byGroup['all moments']!, byGroup['six hours left']!, byGroup['within a surge']!];
  const figures: Record<string, number> = {
    tanks: TANKS,
    withinPercent: all.within,
    withinPercentOff: Math.abs(all.within - WITHIN_PERCENT),
    withinPercentAtSixHours: six.within,
    withinPercentInSurge: surge.within,
    error: all.error,
    errorAtSixHours: six.error,
    lastDayRatio: all.lastDayError / all.error,
    lastDayRatioAtSixHours: six.lastDayError / six.error,
    lastDayRatioInSurge: surge.lastDayError / surge.error,
    monthlyMeanRatio: all.monthlyMeanError / all.error,
    monthlyMeanRatioAtSixHours: six.monthlyMeanError / six.error,
    monthlyMeanRatioInSurge: surge.monthlyMeanError / surge.error,
  };
  const targets: Record<string, Target> = {
    withinPercentOff: { atMost: 5 },
    errorAtSixHours: { atMost: 0.15 },
    lastDayRatioAtSixHours: { atLeast: 1 },
    monthlyMeanRatioAtSixHours: { atLeast: 1 },
  };
  return {
    ...reportOf('goods-forecast', figures, targets),
    rows: scores.map(([group, score]) => ({ group, ...score })),
  };
}

function printTable(scores: readonly (readonly [string, Score])[]): void {
  console.log(
    '| moments | n | within p10–p90 % | earlier | later | error % | last 24 h % (ratio) | monthly mean % (ratio) | width % |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const [group, score] of scores) {
    const percent = (share: number) => (100 * share).toFixed(1);
    const against = (error: number) => `${percent(error)} (${(error / score.error).toFixed(1)} ×)`;
    const cells = [
      group,
      score.trials,
      score.within.toFixed(1),
      score.earlier.toFixed(1),
      score.later.toFixed(1),
      percent(score.error),
      against(score.lastDayError),
      against(score.monthlyMeanError),
      percent(score.width),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
