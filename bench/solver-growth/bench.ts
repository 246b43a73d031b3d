import { parseArgs } from 'node:util';
import { verifyPlan } from '@baogong/solver/routing';
import { type Report, reportOf, type Target } from '../shared/report.ts';
import { cityProblem, type CityOrder, fleetOf } from '../shared/solver-city.ts';
import { solveInProcess } from '../shared/solver-process.ts';
import { replanFigures } from './replan.ts';

const SIZES = [100, 200, 400, 1000, 5000, 10_000];
const LARGEST = 10_000;

/** Time per iteration by size, the first plan for 10,000 stops, how plans improve, and repair after an event. */
export async function run(words: readonly string[]): Promise<Report> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seconds: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return usage();
  const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
  const figures: Record<string, number> = {};
  const rows: object[] = [];
  for (const stops of SIZES) rows.push(await grow({ stops, vehicles: fleetOf(stops), seed }, seconds, figures));
  Object.assign(figures, await firstPlan(seed), await replanFigures(seed));
  return { ...reportOf('solver-growth', figures, targets), rows };
}

function usage(): never {
  console.log(
    '  --seconds N   of each size, 10 by default\n  --seed N      of the city and of the search, 1 by default',
  );
  process.exit(0);
}

const targets: Record<string, Target> = {
  firstPlanSeconds: { atMost: 3 },
  firstPlanUnserved: { atMost: 0 },
  firstPlanFaults: { atMost: 0 },
  peakMegabytes10000: { atMost: 1024 },
  replanFirstMilliseconds: { atMost: 50 },
  replanFirstUnserved: { atMost: 0 },
  replanOneSecondGapPercent: { atMost: 1 },
  faults: { atMost: 0 },
};

async function grow(order: CityOrder, seconds: number, figures: Record<string, number>): Promise<object> {
  const { stops } = order;
  const answer = await solveInProcess({ source: { city: order }, seconds, seed: order.seed });
  const { plan, curve, solveSeconds, peakMegabytes } = answer;
  figures[`microsecondsPerIteration${stops}`] = (solveSeconds * 1e6) / plan.summary.iterations!;
  figures[`unserved${stops}`] = plan.unassigned.length;
  figures[`peakMegabytes${stops}`] = peakMegabytes;
  figures.faults = (figures.faults ?? 0) + verifyPlan(cityProblem(order), plan).violations.length;
  console.log(`  ${stops} stops: ${improvement(curve)}`);
  return { ...order, cost: plan.summary.cost, seconds: answer.seconds, iterations: plan.summary.iterations, curve };
}

/** What the cost was after tenths of the time, as a multiple of the last. */
function improvement(curve: readonly { seconds: number; cost: number }[]): string {
  const last = curve.at(-1);
  if (last === undefined) return 'too short for a curve';
  const times = Array.from({ length: 10 }, (_, index) => ((index + 1) * last.seconds) / 10);
  const points = times.map((time) => {
    const { cost } = curve.findLast((each) => each.seconds <= time + 1e-9) ?? curve[0]!;
    return `${time.toFixed(1)} s ${(cost / last.cost).toFixed(3)}`;
  });
  return points.join(', ');
}

/** Wall time from before the process starts until the first plan for 10,000 stops is written: no time for bettering it. */
async function firstPlan(seed: number): Promise<Record<string, number>> {
  const order = { stops: LARGEST, vehicles: fleetOf(LARGEST), seed };
  const { seconds, plan } = await solveInProcess({ source: { city: order }, seconds: 0, iterations: 0, seed });
  const faults = verifyPlan(cityProblem(order), plan).violations.length;
  return { firstPlanSeconds: seconds, firstPlanUnserved: plan.unassigned.length, firstPlanFaults: faults };
}
