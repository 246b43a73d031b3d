import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';

/** What a run of node:test came to; written as JSON to the file of BAOGONG_TEST_OUTCOME. */
export type Outcome = { passed: number; failed: number; skipped: number; failures: Failure[] };
export type Failure = { name: string; place: string; message: string };

type Ended = Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>['data'];

/**
 * A reporter for node:test: a line a test file while it runs, the failures in full, and an outcome file at the end.
 * A parent of failed subtests is left out of the failures, for it says nothing new.
 */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const outcome: Outcome = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for await (const event of events) {
    if (event.type === 'test:fail') {
      const failure = failureOf(event.data);
      if (failure) yield* told(outcome, failure);
    } else if (event.type === 'test:stdout' || event.type === 'test:stderr') {
      yield event.data.message;
    } else if (event.type === 'test:summary') {
      yield summaryLine(event.data, outcome);
    }
  }
  const file = process.env.BAOGONG_TEST_OUTCOME;
  if (file) writeFileSync(file, JSON.stringify(outcome));
}

function* told(outcome: Outcome, failure: Failure): Generator<string> {
  outcome.failures.push(failure);
  yield `✖ ${failure.name} (${failure.place})\n${indent(failure.message)}\n`;
}

/** The summary of one file has its name; the last one, of the whole run, has none and holds the figures that count. */
function summaryLine(
  { file, counts, duration_ms }: Extract<TestEvent, { type: 'test:summary' }>['data'],
  outcome: Outcome,
) {
  const failed = counts.tests - counts.passed - counts.skipped - counts.todo;
  if (file === undefined) {
    Object.assign(outcome, { passed: counts.passed, failed, skipped: counts.skipped + counts.todo });
    return '';
  }
  const seconds = (duration_ms / 1000).toFixed(1);
  return `${failed > 0 ? '✖' : '✔'} ${relative(process.cwd(), file)}: ${counts.passed} of ${counts.tests} (${seconds} s)\n`;
}

function failureOf({ name, file, line, details }: Ended): Failure | undefined {
  const error = 'error' in details ? details.error : undefined;
  if (error && 'failureType' in error && error.failureType === 'subtestsFailed') return undefined;
  const cause = error?.cause instanceof Error ? error.cause : error;
  const place = file === undefined ? '' : `${relative(process.cwd(), file)}${line === undefined ? '' : `:${line}`}`;
  return { name, place, message: cause?.stack ?? String(cause?.message ?? error?.cause ?? 'failed') };
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}
