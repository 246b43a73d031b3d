import { verifyPlan } from '@baogong/solver/routing';
import { type Report, reportOf, type Target } from './report.ts';
import { worthOf } from './solver-cost.ts';
import type { BenchInstance } from './solver-instance.ts';
import type { SolverOptions } from './solver-options.ts';
import { solveInProcess, solveWithPeer } from './solver-process.ts';
import { type BenchSet, hasInstance, readInstance, secondsOf, type SetName, sets } from './solver-sets.ts';
import { median } from './statistics.ts';

/** One solve of one instance. Costs are the problem's, recomputed from the plan's steps. */
export type Row = {
  set: SetName;
  instance: string;
  seed: number;
  cost: number;
  vehicles: number;
  bestKnown: number;
  bestVehicles: number;
  gapPercent: number;
  seconds: number;
  iterationsPerSecond: number;
  peakMegabytes: number;
  /** Faults that the independent checker names; tasks left out count as one each. */
  faults: number;
  peer?: { cost: number; vehicles: number; gapPercent: number; seconds: number; unserved: number };
};

/** Solves every instance with every seed, prints a line for each, sums up by set. */
export async function benchSets(name: string, options: SolverOptions): Promise<Report> {
  console.log(heading(options.peer !== undefined));
  const rows: Row[] = [];
  let failures = 0;
  for (const set of options.sets)
    for (const instance of instancesOf(set, options))
      for (const [turn, seed] of options.seeds.entries()) {
        const row = await attempt(set, instance, seed, turn, options);
        if (row === undefined) failures += 1;
        else rows.push(row);
      }
  const figures: Record<string, number> = { failures, faults: rows.reduce((sum, row) => sum + row.faults, 0) };
  const targets: Record<string, Target> = { failures: { atMost: 0 }, faults: { atMost: 0 } };
  for (const set of options.sets) {
    const own = rows.filter((row) => row.set === set);
    if (own.length === 0) continue;
    Object.assign(figures, figuresOf(set, own));
    const bound = boundOf(set, options);
    if (bound !== undefined) targets[`${set}MeanGapPercent`] = { atMost: bound };
  }
  return { ...reportOf(name, figures, targets), rows };
}

/** Undefined, and told, where the solve or the peer fails: one instance must not cost the table. */
async function attempt(
  set: SetName,
  name: string,
  seed: number,
  turn: number,
  options: SolverOptions,
): Promise<Row | undefined> {
  try {
    const row = await solveOne(set, readInstance(options.data, set, name), seed, turn, options);
    console.log(lineOf(row));
    return row;
  } catch (error) {
    console.log(
      `${name.padStart(widths[0]!)} FAILED ${error instanceof Error ? error.message.slice(0, 1000) : String(error)}`,
    );
    return undefined;
  }
}

async function solveOne(
  set: SetName,
  instance: BenchInstance,
  seed: number,
  turn: number,
  { seconds: asked, data, peer, threads }: SolverOptions,
): Promise<Row> {
  const seconds = asked ?? secondsOf(set, instance);
  const comparable = peer !== undefined && instance.extensions.length === 0 ? peer : undefined;
  const ask = async () => solveInProcess({ source: { data, set, instance: instance.name }, seconds, seed, threads });
  const askPeer = async () => (comparable === undefined ? undefined : peerOf(instance, comparable, seconds));
  // In turns, and who comes first changes: the machine's moods meet both.
  const early = turn % 2 === 1 ? await askPeer() : undefined;
  const answer = await ask();
  const rival = turn % 2 === 1 ? early : await askPeer();
  const worth = worthOf(instance.problem, answer.plan);
  return {
    set,
    instance: instance.name,
    seed,
    cost: worth.cost,
    vehicles: worth.vehicles,
    bestKnown: instance.bestKnown,
    bestVehicles: instance.bestVehicles,
    gapPercent: gapOf(worth.cost, instance),
    seconds: answer.seconds,
    iterationsPerSecond: (answer.plan.summary.iterations ?? 0) / answer.solveSeconds,
    peakMegabytes: answer.peakMegabytes,
    faults: verifyPlan(instance.problem, answer.plan).violations.length + worth.unserved,
    peer: rival,
  };
}

async function peerOf(instance: BenchInstance, command: string, asked: number): Promise<Row['peer']> {
  const { plan, seconds } = await solveWithPeer(command, instance.problem, asked);
  const worth = worthOf(instance.problem, plan);
  return { ...worth, gapPercent: worth.unserved > 0 ? Number.NaN : gapOf(worth.cost, instance), seconds };
}

function figuresOf(set: SetName, rows: readonly Row[]): Record<string, number> {
  const gaps = [...Map.groupBy(rows, (row) => row.instance).values()].map((own) =>
    mean(own.map((row) => row.gapPercent)),
  );
  const compared = rows.flatMap((row) =>
    row.peer && !Number.isNaN(row.peer.gapPercent) ? [{ ...row, peer: row.peer }] : [],
  );
  const figures: Record<string, number> = {
    [`${set}MeanGapPercent`]: mean(gaps),
    [`${set}MedianGapPercent`]: median(gaps),
    [`${set}MaxGapPercent`]: Math.max(...gaps),
    [`${set}MeanSeconds`]: mean(rows.map((row) => row.seconds)),
    [`${set}MedianIterationsPerSecond`]: median(rows.map((row) => row.iterationsPerSecond)),
  };
  if (compared.length === 0) return figures;
  return {
    ...figures,
    [`${set}PeerMeanGapPercent`]: mean(compared.map(({ peer }) => peer.gapPercent)),
    [`${set}PeerMaxGapPercent`]: Math.max(...compared.map(({ peer }) => peer.gapPercent)),
    [`${set}PeerMeanSeconds`]: mean(compared.map(({ peer }) => peer.seconds)),
    [`${set}CostOverPeer`]: Math.exp(mean(compared.map(({ cost, peer }) => Math.log(cost / peer.cost)))),
    [`${set}PeerGapOverGap`]:
      mean(compared.map(({ peer }) => peer.gapPercent)) / mean(compared.map((row) => row.gapPercent)),
  };
}

function instancesOf(set: SetName, { data, instances, full }: SolverOptions): readonly string[] {
  if (instances !== undefined) return instances.filter((name) => hasInstance(data, set, name));
  return full ? sets[set].full : sets[set].quick;
}

/** None where instances are named, or another time than the table's is asked for. */
function boundOf(set: SetName, { instances, seconds }: SolverOptions): number | undefined {
  const { targets, seconds: own, per100Stops }: BenchSet = sets[set];
  if (instances !== undefined || (per100Stops && seconds !== undefined)) return undefined;
  return targets[seconds ?? own];
}

function gapOf(cost: number, { bestKnown }: BenchInstance): number {
  return (cost / bestKnown - 1) * 100;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const columns = [
  'instance',
  'seed',
  'cost',
  'vehicles',
  'best known',
  'gap %',
  'seconds',
  'iterations/s',
  'MB',
  'faults',
];
const widths = [12, 5, 12, 13, 12, 8, 8, 13, 6, 7];

function heading(withPeer: boolean): string {
  const peer = withPeer ? '   peer: cost   vehicles    gap %  seconds' : '';
  return columns.map((name, index) => name.padStart(widths[index]!)).join('') + peer;
}

function lineOf(row: Row): string {
  const cells = [
    row.instance,
    row.seed,
    Math.round(row.cost),
    row.bestVehicles > 0 ? `${row.vehicles} (${row.bestVehicles})` : row.vehicles,
    Math.round(row.bestKnown),
    row.gapPercent.toFixed(3),
    row.seconds.toFixed(2),
    Math.round(row.iterationsPerSecond),
    Math.round(row.peakMegabytes),
    row.faults,
  ];
  const own = cells.map((cell, index) => String(cell).padStart(widths[index]!)).join('');
  return row.peer === undefined ? own : own + peerLine(row.peer);
}

function peerLine({ cost, vehicles, gapPercent, seconds, unserved }: NonNullable<Row['peer']>): string {
  const gap = unserved > 0 ? `${unserved} left` : gapPercent.toFixed(3);
  const cells: [string, number][] = [
    [String(Math.round(cost)), 13],
    [String(vehicles), 11],
    [gap, 9],
    [seconds.toFixed(2), 9],
  ];
  return cells.map(([cell, width]) => cell.padStart(width)).join('');
}
