import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';

const liveMs = 2_000;
const patienceMs = 10_000;
const lookEveryMs = 40;

/** What somebody else did must be seen here without a reload, within two seconds of `since` (milliseconds since 1970). */
export async function seesSoon(locator: Locator, since: number, what: string, mostMs = liveMs): Promise<void> {
  await locator.first().waitFor({ state: 'visible' });
  const took = Date.now() - since;
  assert.ok(took <= mostMs, `${what} took ${took} ms to show on the other screen`);
}

/** Waits until it holds, at most ten seconds. */
export async function comesTrue(holds: () => Promise<boolean>, what = 'what was waited for'): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(lookEveryMs)) {
    if (await holds()) return;
  }
  assert.fail(`${what} did not come true within ${patienceMs / 1000} s`);
}
