import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { comesTrue } from './soon.ts';

const settleMs = 60;

/** Waits until the page shows what it read and nothing moves: a dialog that is just fading in has other colours than the one that will be read. */
export async function settled(page: Page): Promise<void> {
  const still = () => page.evaluate<boolean>(`${shown} && !${moving}`);
  await comesTrue(still, `stillness of ${page.url()}`);
  await sleep(settleMs);
  await comesTrue(still, `stillness of ${page.url()}`);
}

const shown = `(document.querySelector('h1, [role=alert]') !== null
  && document.querySelector('.loading, .spinner, .ant-spin-spinning') === null)`;
const moving = `document.getAnimations().some(
  (each) => each.playState === 'running' && each.effect.getComputedTiming().endTime !== Infinity)`;
