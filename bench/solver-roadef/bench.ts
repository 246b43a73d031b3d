import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Progress, readInstance, replenish, writeSolution } from '@baogong/solver/replenishment';
import { type Report, reportOf } from '../shared/report.ts';
import { median } from '../shared/statistics.ts';
import { challengeFolder, type ChallengeInstance, readChallenge } from './challenge.ts';

const usage = `
  --seconds N        wall time of each instance; 60 by default
  --seed N           1 by default
  --instances a,b    such as V2.13,V2.22; all of them by default
  --data FOLDER      the folder with roadef2016/; beside the repository by default
  --out FOLDER       where the solutions are written in the challenge's XML
  --json             the last line is one JSON object
One thread, one instance after the other in this process. The ratio is judged by the package's own checker.`;

/** Shares of the time at which the curve is read. */
const curveAt = [0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1] as const;

/** Replenishment of the ROADEF/EURO challenge 2016 against the best published ratios. */
export async function run(words: readonly string[]): Promise<Report> {
  const options = readOptions(words);
  const instances = readChallenge(options.folder).filter(({ name }) => options.instances?.includes(name) ?? true);
  console.log(
    'instance   valid  first s      ratio  × best  iterations/s  shifts  stops   × best at ' +
      curveAt.map((share) => `${Math.round(share * options.seconds)} s`).join(', '),
  );
  const rows = instances.map((instance) => solve(instance, options));
  const timesBest = rows.map((row) => row.timesBest);
  return reportOf(
    'solver-roadef',
    {
      instances: rows.length,
      valid: rows.filter((row) => row.valid).length,
      secondsEach: options.seconds,
      meanTimesBest: timesBest.reduce((sum, each) => sum + each, 0) / rows.length,
      medianTimesBest: median(timesBest),
      maxTimesBest: Math.max(...timesBest),
      maxFirstValidSeconds: Math.max(...rows.map((row) => row.firstValid)),
      medianIterationsPerSecond: median(rows.map((row) => row.iterationsPerSecond)),
    },
    { valid: { atLeast: rows.length }, meanTimesBest: { atMost: 1.35 }, maxFirstValidSeconds: { atMost: 30 } },
  );
}

type Options = ReturnType<typeof readOptions>;
type Row = { valid: boolean; timesBest: number; firstValid: number; iterationsPerSecond: number };

function readOptions(words: readonly string[]) {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...words],
    options: {
      seconds: option,
      seed: option,
      instances: option,
      data: option,
      out: option,
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const folder = challengeFolder(values.data);
  if (folder === undefined)
    throw new Error('No roadef2016/instances.zip there: name the folder that has it with --data.');
  const seconds = Number(values.seconds ?? 60);
  if (!(seconds > 0)) throw new Error(`--seconds: "${values.seconds}" is no number above 0.`);
  return { seconds, seed: Number(values.seed ?? 1), instances: values.instances?.split(','), folder, out: values.out };
}

/** Solves one instance; the time starts before its text is read. */
function solve({ name, xml, bestRatio }: ChallengeInstance, { seconds, seed, out }: Options): Row {
  const began = performance.now();
  const { problem, faults } = readInstance(xml);
  if (!problem) throw new Error(`${name}: ${faults[0]!.message}`);
  const reading = (performance.now() - began) / 1000;
  const curve: Progress[] = [];
  const { plan, verdict, iterations, firstValid } = replenish(problem, {
    seconds: seconds - reading,
    seed,
    now: () => performance.now(),
    onProgress: (progress) => curve.push(progress),
  });
  if (out !== undefined) {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, `${name}.xml`), writeSolution(plan));
  }
  const row: Row = {
    valid: verdict.valid,
    timesBest: verdict.valid ? verdict.logisticRatio / bestRatio : Number.POSITIVE_INFINITY,
    firstValid: firstValid ? firstValid.seconds + reading : Number.POSITIVE_INFINITY,
    iterationsPerSecond: iterations / seconds,
  };
  const points = curveAt.map(
    (share) => curve.findLast((each) => each.seconds + reading <= share * seconds)?.ratio ?? Number.NaN,
  );
  console.log(
    [
      name.padEnd(9),
      String(row.valid).padStart(6),
      row.firstValid.toFixed(2).padStart(8),
      verdict.logisticRatio.toFixed(6).padStart(10),
      row.timesBest.toFixed(3).padStart(7),
      Math.round(row.iterationsPerSecond).toLocaleString('en').padStart(13),
      String(verdict.shifts).padStart(7),
      String(verdict.operations).padStart(6),
      '  ' + points.map((ratio) => (ratio / bestRatio).toFixed(3)).join(' '),
    ].join(' '),
  );
  return row;
}
