import { type BrowserContext, chromium, type Page, type Request } from 'playwright-core';

/** Somebody who can sign in. */
export type Account = { account: string; password: string };
type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;
export type Viewer = {
  /** Opens the run-dry page in a browser that has loaded nothing yet and turns to the map; `again`: then once more, from its cache. */
  open(url: string, again?: boolean): Promise<OpenMap>;
  close(): Promise<void>;
};
/** `milliseconds`: from the opening of the page until the map has drawn all that there is. Bytes as they crossed the wire. */
export type OpenMap = { page: Page; milliseconds: number; mapBytes: number; allBytes: number; close(): Promise<void> };

const program = process.env.BAOGONG_CHROMIUM ?? '/usr/bin/chromium';
const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];
export const view = { width: 1366, height: 900 };
const PATIENCE_MILLISECONDS = 60_000;

/** Turns to the map as soon as there is a switch, and notes when the map has drawn; keeps the picture readable, see `dots.ts`. */
const watchful = `
  const first = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, settings) {
    return first.call(this, kind, kind === 'webgl2' ? { ...settings, preserveDrawingBuffer: true } : settings);
  };
  new MutationObserver(() => {
    const turn = document.querySelector('.desk-head .ant-segmented-item:nth-child(2)');
    if (turn && !window.mapAsked) { window.mapAsked = true; turn.click(); }
    if (!window.mapDrawnAt && document.querySelector('.stock-map-canvas[data-drawings]')) window.mapDrawnAt = performance.now();
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-drawings'] });`;

/** A real Chromium with that person signed in. */
export async function startViewer(url: string, who: Account): Promise<Viewer> {
  const browser = await chromium.launch({ executablePath: program, args: flags });
  const fresh = (storageState?: SignedIn) =>
    browser.newContext({
      locale: 'zh-CN',
      reducedMotion: 'reduce',
      viewport: view,
      ...(storageState && { storageState }),
    });
  const signedIn = await signIn(await fresh(), url, who);
  return {
    async open(address, again = false) {
      const context = await fresh(signedIn);
      context.setDefaultTimeout(PATIENCE_MILLISECONDS);
      await context.addInitScript({ content: watchful });
      const page = await context.newPage();
      if (again) await timeOpening(page, address);
      return { page, ...(await timeOpening(page, address)), close: () => context.close() };
    },
    close: () => browser.close(),
  };
}

async function signIn(context: BrowserContext, url: string, { account, password }: Account): Promise<SignedIn> {
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in') && at.pathname !== '/');
  const state = await context.storageState();
  await context.close();
  return state;
}

async function timeOpening(page: Page, url: string): Promise<Omit<OpenMap, 'page' | 'close'>> {
  const sizes: Promise<{ isMap: boolean; bytes: number }>[] = [];
  const note = (request: Request) =>
    void sizes.push(
      request.sizes().then(({ responseBodySize, responseHeadersSize }) => ({
        isMap: request.url().includes('/api/stock-map'),
        bytes: responseBodySize + responseHeadersSize,
      })),
    );
  page.on('requestfinished', note);
  await page.goto(`${url}/run-dry`);
  await page.locator('.stock-map-canvas[data-drawings]').waitFor();
  const milliseconds = await page.evaluate<number>('window.mapDrawnAt');
  page.off('requestfinished', note);
  const all = await Promise.all(sizes);
  const sum = (some: typeof all) => some.reduce((total, { bytes }) => total + bytes, 0);
  return { milliseconds, mapBytes: sum(all.filter(({ isMap }) => isMap)), allBytes: sum(all) };
}
