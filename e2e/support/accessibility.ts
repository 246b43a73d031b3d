import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { settled } from './settled.ts';

type Violation = { id: string; help: string; nodes: { html: string; failureSummary: string }[] };

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails with every breach of WCAG 2.0–2.2, A and AA, that axe finds in the page as it is now. */
export async function checkAccessibility(page: Page, where = page.url()): Promise<void> {
  assert.deepEqual(await violationsOn(page), [], where);
}

/** The same as a list, for tables of pages. */
export async function violationsOn(page: Page): Promise<string[]> {
  await settled(page);
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(await source);
  const found = await page.evaluate<Violation[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] }).then((result) => result.violations)`,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary.split('\n')[1]?.trim() ?? ''}`,
    ),
  );
}
