import { mkdirSync, writeFileSync } from 'node:fs';
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

/** Random small problems against their proven optimum; `--out FOLDER` keeps those that went wrong. */
export async function run(words: readonly string[]): Promise<Report> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      count: { type: 'string', default: '2000' },
      first: { type: 'string', default: '1' },
      iterations: { type: 'string', default: '3000' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return usage();
  const [count, first, iterations] = [Number(values.count), Number(values.first), Number(values.iterations)];
  const outcomes: Record<FuzzResult['outcome'], number> = { optimal: 0, worse: 0, infeasible: 0, better: 0, crash: 0 };
  const rows: object[] = [];
  for (let seed = first; seed < first + count; seed += 1) {
    const result = fuzz(seed, iterations);
    outcomes[result.outcome] += 1;
    if (result.outcome === 'optimal') continue;
    rows.push({ seed, outcome: result.outcome, detail: result.detail });
    console.log(
      `  ${seed} ${result.outcome} ${JSON.stringify(result.detail ?? [result.worth, result.optimum]).slice(0, 200)}`,
    );
    if (values.out !== undefined) keep(values.out, result);
  }
  const figures = {
    problems: count,
    optimalPercent: (100 * outcomes.optimal) / count,
    worse: outcomes.worse,
    infeasible: outcomes.infeasible,
    betterThanOptimum: outcomes.better,
    crashes: outcomes.crash,
  };
  return { ...reportOf('solver-fuzz', figures, targets), rows };
}

function usage(): never {
  console.log(`  --count N        problems, 2,000 by default
  --first N        seed of the first one, 1 by default; the others follow
  --iterations N   of each solve, 3,000 by default
  --out FOLDER     keeps the problems that went wrong, with plan and optimum`);
  process.exit(0);
}

function keep(folder: string, result: FuzzResult): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${result.outcome}-${result.seed}.json`), JSON.stringify(result, null, 1));
}
