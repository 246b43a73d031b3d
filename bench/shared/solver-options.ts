import { parseArgs } from 'node:util';
import { dataFolder, type SetName, sets } from './solver-sets.ts';

export type SolverOptions = {
  sets: SetName[];
  /** Of each solve, in place of the set's own. */
  seconds?: number;
  seeds: number[];
  /** Searches that exchange their best, as `./baogong solve --threads 2` has them. */
  threads: number;
  /** In place of the set's own selection. */
  instances?: string[];
  full: boolean;
  data: string;
  peer?: string;
};

const usage = (own: readonly SetName[]) => `
  --set ${own.join('|')}    all of them by default
  --seconds N             wall time of each solve, start of the process included; a set's own by default
  --seeds 1,2,3           1 by default
  --threads 1|2           2: two searches that exchange their best, on two cores; pin nothing then
  --instances a,b         in place of the quick selection
  --full                  the whole table in place of the quick selection
  --data FOLDER           where the instances are; data/bench by default
  --peer '<command>'      a program that speaks VROOM's JSON, run in turns: '… -i {file} -l {seconds}', or problem on standard input
  --json                  the last line is one JSON object
Each solve is a fresh process on the cores that this one may use: put \`taskset -c 0\` before it to pin it.`;

/** Reads the options of a bench of the solver; `--help` prints them and ends the process. */
export function readOptions(words: readonly string[], own: readonly SetName[]): SolverOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      set: { type: 'string' },
      seconds: { type: 'string' },
      seeds: { type: 'string', default: '1' },
      threads: { type: 'string', default: '1' },
      instances: { type: 'string' },
      full: { type: 'boolean', default: false },
      data: { type: 'string' },
      peer: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage(own));
    process.exit(0);
  }
  return {
    sets: values.set === undefined ? [...own] : values.set.split(',').map((name) => setOf(name, own)),
    seconds: values.seconds === undefined ? undefined : positive(values.seconds, '--seconds'),
    seeds: values.seeds.split(',').map((seed) => positive(seed, '--seeds')),
    threads: positive(values.threads, '--threads') >= 2 ? 2 : 1,
    instances: values.instances?.split(','),
    full: values.full,
    data: dataFolder(values.data),
    peer: values.peer,
  };
}

function setOf(name: string, own: readonly SetName[]): SetName {
  if (!Object.hasOwn(sets, name) || !own.includes(name as SetName))
    throw new Error(`--set: there is no "${name}"; there are ${own.join(', ')}.`);
  return name as SetName;
}

function positive(text: string, option: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${option}: "${text}" is no number above 0.`);
  return value;
}
