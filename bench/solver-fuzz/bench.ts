import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz, type FuzzResult } from '../../solver/testing/fuzz.ts';
import { type Report, reportOf, type Target } from '../shared/report.ts';

const targets: Record<string, Target> = {
  optimalPercent: { atLeast: 99 },
  infeasible: { atMost: 0 },
  betterThanOptimum: { atMost: 0 },
  crashes: { atMost: 0 },
};

type Tally = { next: number; outcomes: Record<FuzzResult['outcome'], number>; rows: object[] };

/**
 * Random small problems against their proven optimum; `--out FOLDER` keeps those that went wrong. With `--state FILE` a run goes on where
 * the last one stopped, and sums up.
 */
export async function run(words: readonly string[]): Promise<Report> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      count: { type: 'string', default: '2000' },
      first: { type: 'string', default: '1' },
      iterations: { type: 'string', default: '3000' },
      seconds: { type: 'string', default: 'Infinity' },
      state: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return usage();
  const [count, first, iterations] = [Number(values.count), Number(values.first), Number(values.iterations)];
  const tally = tallyOf(values.state, first);
  const began = performance.now();
  const isTimeLeft = () => performance.now() - began < 1000 * Number(values.seconds);
  for (; tally.next < first + count && isTimeLeft(); tally.next += 1)
    note(tally, fuzz(tally.next, iterations), values.out);
  if (values.state !== undefined) writeFileSync(values.state, JSON.stringify(tally));
  const { outcomes, rows } = tally;
  const problems = tally.next - first;
  const figures = {
    problems,
    optimalPercent: (100 * outcomes.optimal) / problems,
    worse: outcomes.worse,
    infeasible: outcomes.infeasible,
    betterThanOptimum: outcomes.better,
    crashes: outcomes.crash,
  };
  return { ...reportOf('solver-fuzz', figures, targets), rows };
}

function tallyOf(file: string | undefined, first: number): Tally {
  if (file !== undefined && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Tally;
  return { next: first, outcomes: { optimal: 0, worse: 0, infeasible: 0, better: 0, crash: 0 }, rows: [] };
}

function note({ outcomes, rows }: Tally, result: FuzzResult, folder: string | undefined): void {
  const { seed, outcome, detail, worth, optimum } = result;
  outcomes[outcome] += 1;
  if (outcome === 'optimal') return;
  rows.push({ seed, outcome, detail });
  console.log(`  ${seed} ${outcome} ${JSON.stringify(detail ?? [worth, optimum]).slice(0, 200)}`);
  if (folder !== undefined) keep(folder, result);
}

function usage(): never {
  console.log(`  --count N        problems, 2,000 by default
  --first N        seed of the first one, 1 by default; the others follow
  --iterations N   of each solve, 3,000 by default
  --seconds N      stops after so long, at any number
  --state FILE     goes on from what earlier runs with this file did, and sums up
  --out FOLDER     keeps the problems that went wrong, with plan and optimum`);
  process.exit(0);
}

function keep(folder: string, result: FuzzResult): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${result.outcome}-${result.seed}.json`), JSON.stringify(result, null, 1));
}
