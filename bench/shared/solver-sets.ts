import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BenchInstance, type Convention, dimacs, problemOf, statedCost, thousandths } from './solver-instance.ts';
import { readLiLim } from './solver-li-lim.ts';
import { readSolution, readVrplib } from './solver-vrplib.ts';

/** A set of instances: where its files are, and what is solved of it by default. */
export type BenchSet = {
  folder: string;
  convention: Convention;
  /** Solved without `--full`: one or two of each class. */
  quick: readonly string[];
  /** Solved with `--full`: the set's table. */
  full: readonly string[];
  /** Of each solve, of 100 stops where `per100Stops`. */
  seconds: number;
  per100Stops?: boolean;
  /** Mean gap in percent that the set is held to, by seconds. */
  targets: Readonly<Record<number, number>>;
  /** Best known total distances, in thousandths, where `best_known.json` puts vehicles first. */
  bestKnown?: Readonly<Record<string, number>>;
};

const each = (classes: string, numbers: readonly (number | string)[]) =>
  classes.split(' ').flatMap((name) => numbers.map((number) => `${name}${number}`));

export const sets = {
  solomon: {
    folder: 'vrptw/solomon',
    convention: dimacs,
    quick: ['C103', 'C203', 'R103', 'R207', 'RC105', 'RC207'],
    full: [
      ...each('C1', ['01', '03', '05', '07', '09']),
      ...each('C2 RC1 RC2', ['01', '03', '05', '07']),
      ...each('R1 R2', ['01', '03', '05', '07', '09', '11']),
    ],
    seconds: 2,
    targets: { 2: 0.15 },
  },
  gh200: {
    folder: 'vrptw/gh200',
    convention: dimacs,
    quick: ['C1_2_4', 'C2_2_7', 'R1_2_4', 'R2_2_1', 'RC1_2_7', 'RC2_2_4'],
    full: each('C1 C2 R1 R2 RC1 RC2', ['_2_1', '_2_4', '_2_7']),
    seconds: 3,
    targets: { 3: 0.6, 15: 0.3 },
  },
  gh400: {
    folder: 'vrptw/gh400',
    convention: dimacs,
    quick: ['R1_4_4', 'RC2_4_4'],
    full: ['R1_4_1', 'R1_4_4', 'RC1_4_1', 'RC1_4_4', 'C1_4_4', 'R2_4_4', 'RC2_4_4'],
    seconds: 60,
    targets: { 60: 0.6 },
  },
  gh1000: {
    folder: 'vrptw/gh1000',
    convention: dimacs,
    quick: ['R1_10_1', 'RC2_10_4'],
    full: ['R1_10_1', 'R1_10_4', 'RC1_10_4', 'RC2_10_4'],
    seconds: 60,
    targets: { 60: 1.8 },
  },
  'li-lim': {
    folder: 'pdptw',
    convention: thousandths,
    quick: ['lrc101', 'lr104', 'LR1_2_1', 'LC1_2_4'],
    full: ['lrc101', 'lr104', 'LR1_2_1', 'LRC1_2_4', 'LR2_2_4', 'LC1_2_4', 'LRC2_2_1'],
    seconds: 3,
    targets: { 3: 0.45, 10: 0.14 },
    bestKnown: {
      lrc101: 1703209,
      lr104: 1013386,
      LR1_2_1: 4819129,
      LRC1_2_4: 2525034,
      LR2_2_4: 2090247,
      LC1_2_4: 2661391,
      LRC2_2_1: 2997054,
    },
  },
  sdvrptw: {
    folder: 'sdvrptw',
    convention: thousandths,
    quick: ['PR01', 'PR13'],
    full: ['PR01', 'PR03', 'PR05', 'PR07', 'PR09', 'PR11', 'PR13', 'PR11B', 'PR13B'],
    seconds: 10,
    per100Stops: true,
    targets: { 10: 0.8 },
  },
  mdvrptw: {
    folder: 'mdvrptw',
    convention: thousandths,
    quick: ['PR11A'],
    full: each('PR', ['11A', '12A', '13A', '17A', '18A', '21A', '22A']),
    seconds: 10,
    per100Stops: true,
    targets: { 10: 0.8 },
  },
  hfvrp: {
    folder: 'hfvrp',
    convention: thousandths,
    quick: ['X143-FSMF', 'X513-HVRP'],
    full: ['X143-FSMF', 'X190-FSMF', 'X237-FSMF', 'X284-FSMFD', 'X331-FSMF', 'X411-FSMD', 'X513-HVRP', 'X641-FSMFD'],
    seconds: 10,
    per100Stops: true,
    targets: { 10: 0.8 },
  },
} satisfies Record<string, BenchSet>;

export type SetName = keyof typeof sets;

/** The folder of instances: `--data`, else the one that is shipped. */
export function dataFolder(option: string | undefined): string {
  return resolve(option ?? join(import.meta.dirname, '../../data/bench'));
}

export function hasInstance(data: string, setName: SetName, name: string): boolean {
  const { folder }: BenchSet = sets[setName];
  return existsSync(setName === 'li-lim' ? liLimPath(data, folder, name) : join(data, folder, `${name}.vrp`));
}

/** @throws Error if the data has no such instance, or nobody knows its best cost */
export function readInstance(data: string, setName: SetName, name: string): BenchInstance {
  const set: BenchSet = sets[setName];
  return setName === 'li-lim' ? readPickupDelivery(data, set, name) : readRouting(data, set, name);
}

/** How long the set's table gives the instance. */
export function secondsOf(setName: SetName, { problem }: BenchInstance): number {
  const { seconds, per100Stops }: BenchSet = sets[setName];
  return per100Stops ? (seconds * (problem.jobs?.length ?? 0)) / 100 : seconds;
}

function readRouting(data: string, { folder, convention }: BenchSet, name: string): BenchInstance {
  const file = readVrplib(readFileSync(join(data, folder, `${name}.vrp`), 'utf8'));
  const problem = problemOf(file, convention);
  const extensions = problem.vehicles.some((vehicle) => vehicle.max_duration !== undefined) ? ['max_duration'] : [];
  const solution = join(data, folder, `${name}.sol`);
  if (existsSync(solution)) {
    const published = readSolution(readFileSync(solution, 'utf8'));
    const bestVehicles = published.routes.filter((route) => route.length > 0).length;
    return { name, problem, bestKnown: statedCost(file, published, convention), bestVehicles, extensions };
  }
  const listed = readFileSync(join(data, folder, '../best_known.csv'), 'utf8').split('\n');
  const row = listed.map((line) => line.split(',')).find(([instance]) => instance === name);
  if (row === undefined) throw new Error(`best_known.csv has no ${name}.`);
  const bestKnown = Math.round(Number(row[1]) * convention.scale);
  return { name, problem, bestKnown, bestVehicles: Number(row[2]), extensions };
}

function liLimPath(data: string, folder: string, name: string): string {
  return join(data, folder, /_2_/.test(name) ? 'li_lim_200' : 'li_lim_100', `${name}.txt`);
}

type BestKnown = Record<string, { solved_with_vehicles: number; best_known_cost: number }>;

/** The listed distance comes with the listed number of vehicles; where more vehicles drive less, `bestKnown` overrides it. */
function readPickupDelivery(data: string, { folder, bestKnown }: BenchSet, name: string): BenchInstance {
  const problem = readLiLim(readFileSync(liLimPath(data, folder, name), 'utf8'));
  const listed = (JSON.parse(readFileSync(join(data, folder, 'best_known.json'), 'utf8')) as BestKnown)[name];
  const best = bestKnown?.[name] ?? (listed && Math.round(listed.best_known_cost * 1000));
  if (best === undefined) throw new Error(`best_known.json has no ${name}.`);
  const vehiclesFirst =
    bestKnown?.[name] === undefined || bestKnown[name] === Math.round((listed?.best_known_cost ?? 0) * 1000);
  return {
    name,
    problem,
    bestKnown: best,
    bestVehicles: vehiclesFirst ? (listed?.solved_with_vehicles ?? 0) : 0,
    extensions: [],
  };
}
