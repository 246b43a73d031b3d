import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzip } from './zip.ts';

/** One instance of the challenge: its text, the best published ratio, and a published solution. */
export type ChallengeInstance = { name: string; xml: string; bestRatio: number; solutionXml: string | undefined };

/** Where the benchmark's data is looked for when no folder is named: beside the repository. */
const beside = join(import.meta.dirname, '../../../shared/data/bench');

/** The folder with `roadef2016/`, or nothing when it isn't there: the licence keeps the challenge's files out of the repository. */
export function challengeFolder(named?: string): string | undefined {
  const folder = join(named ?? process.env.BENCH_DATA ?? beside, 'roadef2016');
  return existsSync(join(folder, 'instances.zip')) ? folder : undefined;
}

export function readChallenge(folder: string): ChallengeInstance[] {
  const instances = unzip(readFileSync(join(folder, 'instances.zip')));
  const solutions = unzip(readFileSync(join(folder, 'published_solutions.zip')));
  const best = bestRatios(readFileSync(join(folder, 'published_best_ratios.csv'), 'utf8'));
  return [...instances]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([file, content]) => {
      const name = nameOf(file);
      const solution = [...solutions].find(([each]) => nameOf(each) === name)?.[1];
      return {
        name,
        xml: content.toString('utf8'),
        bestRatio: best.get(name) ?? Number.NaN,
        solutionXml: solution?.toString('utf8'),
      };
    });
}

/** `V2.16.2.xml` is instance V2.16. */
function nameOf(file: string): string {
  return /V2\.\d+/.exec(file)?.[0] ?? file;
}

function bestRatios(csv: string): Map<string, number> {
  const rows = csv
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  return new Map(rows.filter((row) => row.length > 4).map((row) => [row[2]!.replace('_', ''), Number(row[4])]));
}
