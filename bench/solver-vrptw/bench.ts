import type { Report } from '../shared/report.ts';
import { benchSets } from '../shared/solver-sets-bench.ts';
import { readOptions } from '../shared/solver-options.ts';

export async function run(words: readonly string[]): Promise<Report> {
  return benchSets('solver-vrptw', readOptions(words, ['solomon', 'gh200', 'gh400', 'gh1000']));
}
