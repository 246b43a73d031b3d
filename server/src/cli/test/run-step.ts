import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, matchesGlob } from 'node:path';
import { repositoryFolder } from '../../platform/config.ts';
import { runChild } from './child.ts';
import { ensureChromium, findChromium } from './chromium.ts';
import type { Outcome } from './reporter.ts';
import type { Step } from './steps.ts';

type Tests = Extract<Step, { kind: 'tests' }>;

const commandMinutes = 10;
const testMilliseconds = 10 * 60_000;

/** Runs one step; only the given files if any are given. `databaseUrl` starts the test database when it is called. */
export async function runStep(step: Step, databaseUrl: () => Promise<string>): Promise<Outcome> {
  if (step.kind === 'tests') return runTests(step, filesOf(step), databaseUrl);
  if (step.kind === 'browser') return asOne(step.heading, await ensureChromium());
  const folder = join(repositoryFolder, step.folder ?? '.');
  return asOne(step.heading, (await runChild(step.command, { folder, minutes: commandMinutes })) === 0);
}

/** The test files of a step, relative to the repository. */
export function filesOf(step: Tests): string[] {
  const isLeftOut = (path: string) =>
    /(^|\/)node_modules\//.test(path) || (step.except ?? []).some((each) => matchesGlob(path, each));
  return globSync(step.files, { cwd: repositoryFolder, exclude: ['**/node_modules'] })
    .filter((path) => !isLeftOut(path))
    .sort();
}

/** Runs test files under node:test with our reporter. Without an outcome (a crash, a time limit) the run has failed. */
export async function runTests(step: Tests, files: string[], databaseUrl: () => Promise<string>): Promise<Outcome> {
  if (files.length === 0) return failedWith(step.heading, `No test file matches ${step.files.join(' ')}`);
  const browser = findChromium();
  if (step.needs === 'browser' && !browser)
    return failedWith(step.heading, 'Not run: there is no browser (see the first step).');
  const folder = await mkdtemp(join(tmpdir(), 'baogong-outcome-'));
  const outcomeFile = join(folder, 'outcome.json');
  try {
    const environment: NodeJS.ProcessEnv = { BAOGONG_TEST_OUTCOME: outcomeFile };
    if (step.needs) environment.BAOGONG_TEST_DATABASE_URL = await databaseUrl();
    if (browser) environment.BAOGONG_CHROMIUM = browser;
    const code = await runChild(testCommand(step, files), { environment, minutes: step.minutes });
    const outcome = await readOutcome(outcomeFile);
    if (!outcome)
      return failedWith(step.heading, `The test run broke off (exit code ${code}, limit ${step.minutes} minutes).`);
    if (code !== 0 && outcome.failed === 0)
      return { ...outcome, ...failedWith(step.heading, `The exit code was ${code}.`) };
    return outcome;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function testCommand(step: Tests, files: string[]): string[] {
  const reporter = join(import.meta.dirname, 'reporter.ts');
  const options = [
    `--test-concurrency=${step.atOnce}`,
    `--test-timeout=${testMilliseconds}`,
    `--test-reporter=${reporter}`,
  ];
  return [process.execPath, '--test', ...options, ...files];
}

async function readOutcome(file: string): Promise<Outcome | undefined> {
  return readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Outcome,
    () => undefined,
  );
}

function asOne(heading: string, isFine: boolean): Outcome {
  return isFine ? { passed: 1, failed: 0, skipped: 0, failures: [] } : failedWith(heading, 'See its output above.');
}

function failedWith(heading: string, message: string): Outcome {
  return { passed: 0, failed: 1, skipped: 0, failures: [{ name: heading, place: '', message }] };
}
