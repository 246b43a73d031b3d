import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, matchesGlob } from 'node:path';
import { repositoryFolder } from '../../platform/config.ts';
import { runChild } from './child.ts';
import { ensureChromium, findChromium } from './chromium.ts';
import type { Job } from './jobs.ts';
import type { Outcome } from './reporter.ts';
import type { Step } from './steps.ts';

type Tests = Extract<Step, { kind: 'tests' }>;

const commandMinutes = 10;

/** What a step comes to: one job, or one for each test file, of those given if any are given. */
export function jobsOf(step: Step, databaseUrl: (slot: number) => Promise<string>, given?: string[]): Job<Outcome>[] {
  const { name, heading, after = [] } = step;
  const common = { step: name, after, oneAtATime: step.kind === 'tests' && step.oneAtATime === true };
  if (step.kind !== 'tests') return [{ ...common, work: () => runAsOne(step) }];
  const files = given ?? filesOf(step);
  if (files.length > 0)
    return files.map((file) => ({ ...common, work: (slot) => runFile(step, file, () => databaseUrl(slot)) }));
  const failure = failedWith(heading, `No test file matches ${step.files.join(' ')}`);
  return [{ ...common, work: () => Promise.resolve(failure) }];
}

async function runAsOne(step: Exclude<Step, Tests>): Promise<Outcome> {
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

/** Runs a test file under node:test with our reporter. Without an outcome (a crash, a time limit) it has failed. */
async function runFile(step: Tests, file: string, databaseUrl: () => Promise<string>): Promise<Outcome> {
  const browser = findChromium();
  if (step.needs === 'browser' && !browser)
    return failedWith(file, 'Not run: there is no browser (see the step for it).');
  const folder = await mkdtemp(join(tmpdir(), 'baogong-outcome-'));
  const outcomeFile = join(folder, 'outcome.json');
  try {
    const environment: NodeJS.ProcessEnv = { BAOGONG_TEST_OUTCOME: outcomeFile };
    if (step.needs) environment.BAOGONG_TEST_DATABASE_URL = await databaseUrl();
    if (browser) environment.BAOGONG_CHROMIUM = browser;
    const code = await runChild(testCommand(step, file), { environment, minutes: step.minutes });
    const outcome = await readOutcome(outcomeFile);
    if (!outcome) return failedWith(file, `It broke off (exit code ${code}, limit ${step.minutes} minutes).`);
    if (code !== 0 && outcome.failed === 0) return { ...outcome, ...failedWith(file, `The exit code was ${code}.`) };
    return outcome;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A test that is too slow is told by name a little before its file is ended. */
function testCommand({ minutes }: Tests, file: string): string[] {
  const reporter = join(import.meta.dirname, 'reporter.ts');
  const timeout = Math.round(minutes * 0.9 * 60_000);
  return [process.execPath, '--test', `--test-timeout=${timeout}`, `--test-reporter=${reporter}`, file];
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
