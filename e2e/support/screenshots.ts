import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { settled } from './settled.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');
const wanted = process.env.BAOGONG_SCREENSHOTS === '1';

/** Renews a picture of the docs, only when BAOGONG_SCREENSHOTS=1 asks for it. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!wanted) return;
  await settled(page);
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

/** The same in both languages; the page, which was Chinese, is Chinese again afterwards. */
export async function pictures(page: Page, name: string): Promise<void> {
  if (!wanted) return;
  await picture(page, name);
  await page.getByRole('button', { name: 'English' }).click();
  await page.locator('html[lang=en]').waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await picture(page, `${name}-en`);
  await page.getByRole('button', { name: '中文' }).click();
  await page.locator('html[lang^=zh]').waitFor();
}
