import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryFolder } from '../platform/config.ts';
import { UsageFailure } from './command.ts';
import { endChildrenOnSignals, wasInterrupted } from './test/child.ts';
import type { Outcome } from './test/reporter.ts';
import { filesOf, runStep, runTests } from './test/run-step.ts';
import { steps } from './test/steps.ts';
import type { Step } from './test/steps.ts';

type Part = { heading: string; work: (databaseUrl: () => Promise<string>) => Promise<Outcome> };

export const summary = 'check everything that CI checks: format, types, walls, tests, stories in Chromium';

export const usage = [
  './baogong test [--only <step>]… [files…]',
  '',
  'Runs all steps, or those named, or just the given test files. Goes on after a failed step; the last line counts.',
  'BAOGONG_CHROMIUM names the browser to use. BAOGONG_TEST_DATABASE_URL names a PostgreSQL to use for the tests.',
  '',
  'Steps:',
  ...steps.map(({ name, heading }) => `  ${name.padEnd(12)}  ${heading}`),
].join('\n');

/** Runs the steps in order; exit code 1 if anything failed. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { only: { type: 'string', multiple: true } },
    allowPositionals: true,
  });
  const parts = positionals.length > 0 ? partsFor(positionals) : chosen(values.only).map(partOf);
  endChildrenOnSignals();
  const outcomes = [];
  for (const part of parts) if (!wasInterrupted()) outcomes.push(await timed(part));
  return conclude(outcomes);
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
  const sorted = tests.map((step) => ({ step, own: filesOf(step).filter((file) => files.includes(file)) }));
  const strange = files.find((file) => !sorted.some(({ own }) => own.includes(file)));
  if (strange !== undefined) throw new UsageFailure(`${strange} is not a test file of any step.`);
  return sorted
    .filter(({ own }) => own.length > 0)
    .map(({ step, own }) => ({ heading: step.heading, work: (databaseUrl) => runTests(step, own, databaseUrl) }));
}

function partOf(step: Step): Part {
  return { heading: step.heading, work: (databaseUrl) => runStep(step, databaseUrl) };
}

async function timed({ heading, work }: Part): Promise<Outcome> {
  console.log(`\n── ${heading}`);
  const started = performance.now();
  const outcome = await work(testDatabase);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${outcome.failed > 0 ? 'FAILED' : 'ok'}: ${heading}, ${seconds} s`);
  return outcome;
}

/** One server for the whole run, which ends with this process; loaded late, for most commands need none. */
async function testDatabase(): Promise<string> {
  const given = process.env.BAOGONG_TEST_DATABASE_URL;
  if (given) return given;
  const { enterTestCluster } = await import('../../testing/cluster.ts');
  return enterTestCluster();
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
