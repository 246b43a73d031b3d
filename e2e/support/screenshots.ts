import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { settled } from './settled.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');

/** Renews a picture of the docs, only when BAOGONG_SCREENSHOTS=1 asks for it. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.BAOGONG_SCREENSHOTS !== '1') return;
  await settled(page);
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
