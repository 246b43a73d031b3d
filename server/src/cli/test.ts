import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryFolder } from '../platform/config.ts';
import { UsageFailure } from './command.ts';
import { endChildrenOnSignals, wasInterrupted } from './test/child.ts';
import { type Job, runJobs } from './test/jobs.ts';
import type { Outcome } from './test/reporter.ts';
import { filesOf, jobsOf } from './test/run-step.ts';
import { steps } from './test/steps.ts';
import type { Step } from './test/steps.ts';

/** A step of this run, and the only files of it that are wanted. */
type Part = { step: Step; files?: string[] };

export const summary = 'check everything that CI checks: format, types, walls, tests, stories in Chromium';

export const usage = [
  './baogong test [--only <step>]… [files…]',
  '',
  'Runs all steps, or those named, or just the given test files, side by side, a job for each processor (four at most).',
  'Goes on after a failed step; the last line counts.',
  'BAOGONG_CHROMIUM names the browser to use. BAOGONG_TEST_DATABASE_URL names a PostgreSQL to use for the tests.',
  '',
  'Steps:',
  ...steps.map(({ name, heading }) => `  ${name.padEnd(12)}  ${heading}`),
].join('\n');

const mostAtOnce = 4;
const empty: Outcome = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** Runs the steps; exit code 1 if anything failed. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { only: { type: 'string', multiple: true } },
    allowPositionals: true,
  });
  const parts = positionals.length > 0 ? partsFor(positionals) : chosen(values.only).map((step) => ({ step }));
  endChildrenOnSignals();
  const jobs = parts.flatMap(toldJobs);
  return conclude(await runJobs(jobs, Math.min(availableParallelism(), mostAtOnce)));
}

function chosen(names: string[] | undefined): Step[] {
  const unknown = (names ?? []).find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined) throw new UsageFailure(`There is no step "${unknown}".`);
  return names ? steps.filter((step) => names.includes(step.name)) : steps;
}

/** Files run under the limits of the step that they belong to. */
function partsFor(given: string[]): Part[] {
  const files = given.map((path) => relative(repositoryFolder, resolve(path)));
  const missing = files.find((file) => !existsSync(resolve(repositoryFolder, file)));
  if (missing !== undefined) throw new UsageFailure(`There is no file ${missing}.`);
  const tests = steps.filter((step) => step.kind === 'tests');
  const sorted = tests.map((step) => ({ step, files: filesOf(step).filter((file) => files.includes(file)) }));
  const strange = files.find((file) => !sorted.some((part) => part.files.includes(file)));
  if (strange !== undefined) throw new UsageFailure(`${strange} is not a test file of any step.`);
  return sorted.filter((part) => part.files.length > 0);
}

/** The jobs of a step; the first says that it has begun, the last what it came to and how long its jobs took in all. */
function toldJobs({ step, files }: Part): Job<Outcome>[] {
  const jobs = jobsOf(step, testDatabase, files);
  const outcomes: Outcome[] = [];
  let begun = 0;
  let milliseconds = 0;
  return jobs.map((job) => ({
    ...job,
    async work(slot) {
      if (wasInterrupted()) return empty;
      begun += 1;
      if (begun === 1) console.log(`── ${step.heading}`);
      const started = performance.now();
      const outcome = await job.work(slot);
      outcomes.push(outcome);
      milliseconds += performance.now() - started;
      if (outcomes.length === jobs.length) tell(step, outcomes, milliseconds);
      return outcome;
    },
  }));
}

function tell({ heading }: Step, outcomes: Outcome[], milliseconds: number): void {
  const failed = outcomes.some((outcome) => outcome.failed > 0);
  console.log(`${failed ? 'FAILED' : 'ok'}: ${heading}, ${(milliseconds / 1000).toFixed(1)} s`);
}

/** A server for each slot, until this process ends: tests that run side by side share none. Loaded late, for few commands need one. */
async function testDatabase(slot: number): Promise<string> {
  const given = process.env.BAOGONG_TEST_DATABASE_URL;
  if (given) return given;
  const { enterTestCluster } = await import('../../testing/cluster.ts');
  return enterTestCluster(slot);
}

function conclude(outcomes: Outcome[]): number {
  const failures = outcomes.flatMap((outcome) => outcome.failures);
  const sum = (key: 'passed' | 'failed' | 'skipped') => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  console.log(failures.length > 0 ? '\n── What failed' : '');
  for (const { name, place, message } of failures) {
    console.log(
      `✖ ${name}${place && ` (${place})`}\n${message.split('\n').slice(0, 6).join('\n').replace(/^/gm, '    ')}`,
    );
  }
  if (sum('skipped') > 0) console.log(`${sum('skipped')} skipped`);
  const failed = sum('failed') + (wasInterrupted() ? 1 : 0);
  console.log(`${sum('passed')} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}
