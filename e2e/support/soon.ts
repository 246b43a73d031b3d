import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';

const liveMs = 2_000;

/** What somebody else did must be seen here without a reload, within two seconds of `since` (milliseconds since 1970). */
export async function seesSoon(locator: Locator, since: number, what: string): Promise<void> {
  await locator.first().waitFor({ state: 'visible' });
  const took = Date.now() - since;
  assert.ok(took <= liveMs, `${what} took ${took} ms to show on the other screen`);
}
