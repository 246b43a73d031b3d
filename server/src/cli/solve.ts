import { parseArgs } from 'node:util';
import { UsageFailure } from './command.ts';
import type { Assumptions } from './solve/assumptions.ts';
import { languageOf, numberOf, withInput } from './solve/input.ts';
import { solveReplenishment } from './solve/replenishment.ts';
import { solveRouting } from './solve/routing.ts';

export const summary = 'plan routes for a problem in VROOM’s JSON, or replenishment in the ROADEF challenge’s XML';

export const usage = [
  './baogong solve FILE [--seconds 10 | --iterations N] [--seed 1] [--threads 1|2] [--out FILE] [--svg FILE]',
  '',
  'Reads a routing problem in VROOM’s JSON (docs/solver-command.md) from FILE, or from standard input for - or no FILE, and',
  'writes the plan in VROOM’s JSON. A FILE that ends in .xml is an instance of the ROADEF/EURO challenge 2016; its solution',
  'is written in the challenge’s XML. Needs no database.',
  'Exit code 0: there is a plan (tasks that nobody can serve are in it, with reasons); 2: the call, the file or the problem',
  'is wrong, and each fault is told by its path; 3: Ctrl-C or SIGTERM ended the search, its best plan so far is written.',
  '',
  '  -l, --seconds N      time to use, fractions allowed (10; 60 for .xml)',
  '  --iterations N       steps instead of seconds: the same number, seed and threads give the same plan',
  '  --seed N             another run of luck (1)',
  '  -t, --threads 1|2    two searches that exchange their best (1); more count as 2',
  '  -o, --out FILE       write the plan there instead of standard output',
  '  --svg FILE           draw the plan',
  '  -c, --choose-times   plan nothing: times for the routes that the vehicles’ steps describe, and which rules they break',
  '  -i, --input FILE     as FILE, for those who know vroom; -g and -x N are taken and change nothing',
  '  --speed KMH          of vehicles between coordinates when there are no matrices (30)',
  '  --detour FACTOR      road distance ÷ straight distance between coordinates (1.3)',
  '  --language zh|en     language of messages and the drawing (zh)',
].join('\n');

const options = {
  seconds: { type: 'string', short: 'l' },
  limit: { type: 'string' },
  iterations: { type: 'string' },
  seed: { type: 'string', default: '1' },
  threads: { type: 'string', short: 't', default: '1' },
  out: { type: 'string', short: 'o' },
  output: { type: 'string' },
  svg: { type: 'string' },
  input: { type: 'string', short: 'i' },
  'choose-times': { type: 'boolean', short: 'c', default: false },
  geometry: { type: 'boolean', short: 'g' },
  explore: { type: 'string', short: 'x' },
  speed: { type: 'string' },
  detour: { type: 'string' },
  language: { type: 'string', default: 'zh' },
} as const;

/** What both kinds of problems are solved with. */
export type SolveCall = {
  path: string;
  seconds: number | undefined;
  iterations: number | undefined;
  seed: number;
  threads: 1 | 2;
  out: string | undefined;
  svg: string | undefined;
  choosesTimes: boolean;
  language: 'zh' | 'en';
} & Assumptions;

export async function run(args: string[]): Promise<number> {
  const call = readCall(args);
  return withInput(() => (call.path.toLowerCase().endsWith('.xml') ? solveReplenishment(call) : solveRouting(call)));
}

function readCall(args: string[]): SolveCall {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [path = values.input, ...rest] = positionals;
  if (rest.length > 0 || (positionals.length > 0 && values.input !== undefined))
    throw new UsageFailure('Give one file.');
  if (path === undefined && process.stdin.isTTY) throw new UsageFailure('Give a file, or - for standard input.');
  const number = (name: 'seconds' | 'limit' | 'iterations' | 'seed' | 'threads' | 'speed' | 'detour', least: number) =>
    numberOf(name, values[name], least);
  const iterations = number('iterations', 0);
  const seconds = number('seconds', 0) ?? number('limit', 0);
  if (iterations !== undefined && seconds !== undefined)
    throw new UsageFailure('Give --seconds or --iterations, not both.');
  return {
    path: path ?? '-',
    seconds,
    iterations: iterations === undefined ? undefined : Math.floor(iterations),
    seed: Math.floor(number('seed', -(2 ** 31))!),
    threads: number('threads', 1)! >= 2 ? 2 : 1,
    out: values.out ?? values.output,
    svg: values.svg,
    choosesTimes: values['choose-times'],
    speedKmh: number('speed', 0.1),
    detour: number('detour', 1),
    language: languageOf(values.language),
  };
}
