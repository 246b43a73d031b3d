import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, type TestContext } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { atEnding } from './ending.ts';
import { type Citizen, password, type Platform } from './platform.ts';

export type Locale = 'zh' | 'en';
export const wide = { width: 1366, height: 768 };
export const phone = { width: 390, height: 844 };

type EnterOptions = { phone?: boolean; locale?: Locale };

const program = process.env.BAOGONG_CHROMIUM ?? '/usr/bin/chromium';
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const patienceMs = 10_000;
const failures = join(import.meta.dirname, '..', 'failures');

let browser: Promise<Browser> | undefined;
after(async () => (await browser)?.close());

/** A browser of one's own (cookies, storage) with a first page, nobody signed in. What failed is kept as a picture and as text. */
export async function openPage(t: TestContext, platform: Pick<Platform, 'url'>, options: EnterOptions = {}) {
  browser ??= chromium.launch({ executablePath: program, args: flags });
  const { locale = 'zh' } = options;
  const context = await (
    await browser
  ).newContext({
    baseURL: platform.url,
    locale: locale === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    viewport: options.phone ? phone : wide,
    ...(options.phone ? { isMobile: true, hasTouch: true } : {}),
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const said = listen(page);
  atEnding(t, async () => {
    if (!t.passed) await keepFailure(t, page, said);
    await context.close();
  });
  return page;
}

/** Signs in through the page, as a person would, and waits for their first page. */
export async function enter(
  t: TestContext,
  platform: Pick<Platform, 'url'>,
  citizen: Citizen,
  options: EnterOptions = {},
): Promise<Page> {
  const page = await openPage(t, platform, options);
  await signIn(page, citizen);
  return page;
}

export async function signIn(page: Page, who: { account: string; password?: string }): Promise<void> {
  if (!page.url().includes('/sign-in')) await page.goto('/sign-in');
  await page.getByLabel(/^(账号|Account)$/).fill(who.account);
  await page.getByLabel(/^(密码|Password)$/).fill(who.password ?? password);
  await page.getByRole('button', { name: /^(登录|Sign in)$/ }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in') && url.pathname !== '/');
}

/** What the page complained of, for those who look into a failure. */
function listen(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => said.push(`error: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) said.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
  });
  return said;
}

let kept = 0;

async function keepFailure(t: TestContext, page: Page, said: readonly string[]): Promise<void> {
  kept += 1;
  const file = join(failures, `${t.name.replace(/[^\p{Letter}\p{Number}]+/gu, '-').slice(0, 60)}-${kept}`);
  await mkdir(failures, { recursive: true });
  await page.screenshot({ path: `${file}.png` }).catch(() => undefined);
  const text = await page.evaluate<string>('document.body.innerText').catch(() => '');
  await writeFile(`${file}.txt`, [page.url(), ...said, '', text].join('\n'));
}
