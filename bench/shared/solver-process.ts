import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { RoutingPlan, RoutingProblem } from '@baogong/solver/routing';
import type { CityOrder } from './solver-city.ts';
import type { SetName } from './solver-sets.ts';

/** What a fresh process is to solve; `seconds` counts from `startedAt` (wall clock, milliseconds), reading included. */
export type SolveOrder = {
  source: { data: string; set: SetName; instance: string } | { file: string } | { city: CityOrder };
  seconds: number;
  iterations?: number;
  seed: number;
  /** 1 by default. */
  threads?: number;
  startedAt: number;
  answer: string;
};

export type SolveAnswer = {
  plan: RoutingPlan;
  /** Least cost so far, tasks left out priced; seconds since the solve began. */
  curve: { seconds: number; cost: number; iterations: number }[];
  /** From the start of the process to the start of the solve. */
  readSeconds: number;
  solveSeconds: number;
  peakMegabytes: number;
};

export type Timed<Answer> = Answer & {
  /** Wall time from before the process starts until it has ended. */
  seconds: number;
};

/** Solves in a fresh process, which runs on the cores that this one may use. */
export async function solveInProcess(order: Omit<SolveOrder, 'startedAt' | 'answer'>): Promise<Timed<SolveAnswer>> {
  return withFolder(async (folder) => {
    const answer = join(folder, 'answer.json');
    const startedAt = Date.now();
    const full: SolveOrder = { ...order, startedAt, answer };
    const seconds = await run(process.execPath, [join(import.meta.dirname, 'solver-child.ts'), JSON.stringify(full)]);
    return { ...(JSON.parse(readFileSync(answer, 'utf8')) as SolveAnswer), seconds };
  });
}

/**
 * Solves with another program: `{file}` and `{seconds}` in its command stand for the problem (VROOM's JSON) and the time; without
 * `{file}` the problem goes to standard input. The plan (VROOM's JSON) comes from standard output.
 */
export async function solveWithPeer(
  command: string,
  problem: RoutingProblem,
  seconds: number,
): Promise<Timed<{ plan: RoutingPlan }>> {
  return withFolder(async (folder) => {
    const file = join(folder, 'problem.json');
    const plan = join(folder, 'plan.json');
    writeFileSync(file, vroomText(problem));
    const filled = command.replaceAll('{file}', file).replaceAll('{seconds}', String(seconds));
    const shell = command.includes('{file}') ? `${filled} > ${plan}` : `${filled} < ${file} > ${plan}`;
    const taken = await run('/bin/sh', ['-c', `exec ${shell}`]);
    return { plan: JSON.parse(readFileSync(plan, 'utf8')) as RoutingPlan, seconds: taken };
  });
}

/** The problem as VROOM reads it: matrices as rows. */
export function vroomText(problem: RoutingProblem): string {
  return JSON.stringify(problem, (_, value: unknown) => {
    if (!(value instanceof Int32Array)) return value;
    const size = Math.sqrt(value.length);
    return Array.from({ length: size }, (_row, row) => [...value.subarray(row * size, (row + 1) * size)]);
  });
}

/** Where `./baogong` too keeps compiled code between runs; the first run of a set fills it. */
const compiledCode = join(import.meta.dirname, '../../node_modules/.cache/node');

async function run(command: string, words: readonly string[]): Promise<number> {
  const began = performance.now();
  const env = { NODE_COMPILE_CACHE: compiledCode, ...process.env };
  const child = spawn(command, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number | null]>]);
  if (code !== 0)
    throw new Error(`${command} ${words.join(' ').slice(0, 200)} ended with ${code}: ${errors.slice(-2000)}`);
  return (performance.now() - began) / 1000;
}

async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'baogong-solver-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
