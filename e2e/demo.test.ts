import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seedDemo } from '@baogong/server/testing';
import type { Page } from 'playwright-core';
import { checkAccessibility } from './support/accessibility.ts';
import { openPage, signIn } from './support/browser.ts';
import { openPlatform } from './support/platform.ts';
import { picture } from './support/screenshots.ts';

/** The first day's needs and part of the first round; the whole fortnight is `./baogong replay`, and checks itself. */
const ENOUGH_DISPATCHED = 100;
const replayMs = 300_000;

const sum = /收集 .+ = 销账 .+ \+ 撤回 .+ \+ 未结 /;

test('the demo offers February 2020 first, plays it, and stops where told with counts that add up', async (t) => {
  const platform = await openPlatform(t);
  const dispatcher = (await seedDemo(platform.db)).find(({ account }) => account === 'dispatcher');
  assert.ok(dispatcher);
  const page = await openPage(t, platform);
  await signIn(page, dispatcher);
  await page.waitForURL(/\/demo$/);
  await page.getByRole('heading', { name: '演示城市' }).waitFor();
  await checkAccessibility(page);
  await page.getByText('最快', { exact: true }).click();
  await page.getByRole('button', { name: '开始回放' }).click();
  await page.getByRole('heading', { name: '正在回放' }).waitFor();
  await page.getByText(sum).waitFor();
  await picture(page, 'demo-replay');
  for (const deadline = Date.now() + replayMs; ((await countsOn(page))['派发'] ?? 0) < ENOUGH_DISPATCHED;) {
    assert.ok(Date.now() < deadline, 'the replay goes on');
    await page.waitForTimeout(500);
  }
  await page.getByRole('button', { name: '停止' }).click();
  await page.getByRole('heading', { name: '已停止' }).waitFor();
  await page.getByText(sum).waitFor();
  const counts = await countsOn(page);
  assert.ok(counts['收集']! > 1000, `${counts['收集']} needs collected`);
  assert.ok(counts['派发']! >= ENOUGH_DISPATCHED && counts['派发']! >= counts['解决']!);
  assert.equal(counts['收集'], counts['销账']! + counts['撤回']! + counts['未结']!);
  await checkAccessibility(page);
  await picture(page, 'demo-replay');
});

async function countsOn(page: Page): Promise<Record<string, number>> {
  const texts = await page.locator('.demo-counters > div').allInnerTexts();
  return Object.fromEntries(
    texts
      .map((text) => text.trim().split(/\s+/))
      .map(([name = '', count = '']) => [name, Number(count.replaceAll(',', ''))]),
  );
}
