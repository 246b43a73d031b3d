import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { newId, type StockMap } from '@baogong/contract';
import { sql } from 'kysely';
import { createPersonInside, createTokenInside } from '../../server/src/identity/index.ts';
import { systemActor } from '../../server/src/platform/actor.ts';
import type { Db } from '../../server/src/platform/db/database.ts';
import { refreshForecasts } from '../../server/src/stock/index.ts';
import { openConnection, requestText } from '../shared/connection.ts';
import { type Report, reportOf } from '../shared/report.ts';
import { type Rig, startServerProcess, withRig } from '../shared/rig.ts';
import { median, percentile } from '../shared/statistics.ts';
import { fillStocks } from '../shared/stocks.ts';
import { type Account, startViewer, type Viewer } from './browser.ts';
import { goWhereMostAre, isGreen, makeReady, type Ready, turned } from './dots.ts';

const usage = `
  --sites N  one city of so many sites only
  --json     the last line is one JSON object`;

const SITES = [1250, 5000];
const GROWING = ['firstQuestionMilliseconds', 'laterWholeP50Milliseconds', 'openedColdMilliseconds', 'mapKilobytes'];
const ITEMS = 20;
const LATER_QUESTIONS = 40;
const OPENINGS = 5;
const POSTINGS = 40;
/** Longer than the server takes to read all sites ahead. */
const WARM_MILLISECONDS = 8000;
/** Between two postings, so that each meets a screen at rest. */
const PAUSE_MILLISECONDS = 1000;
const who: Account = { account: 'bench-desk', password: '汉阳门 灯笼 2020' };

type City = { url: string; token: string; ready: Ready[] };
type Figures = Record<string, number>;

/** The map of a city of 5,000 sites × 20 items, and of a quarter of it: asked for, opened in Chromium, and repainted after a reading. */
export async function run(options: readonly string[]): Promise<Report> {
  const { values } = parseArgs({
    args: [...options],
    options: { sites: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const sizes = values.sites ? [Number(values.sites)] : SITES;
  const largest = sizes.at(-1)!;
  const figures: Figures = {};
  for (const sites of sizes) {
    const own = await withRig((rig) => measure(rig, sites, sites === largest));
    for (const [name, value] of Object.entries(own)) figures[`${name}${sites}`] = value;
  }
  if (sizes.length > 1)
    for (const name of GROWING)
      figures[`${name}Growth4`] = figures[`${name}${largest}`]! / figures[`${name}${sizes[0]}`]!;
  return reportOf('goods-map', figures, {
    [`firstQuestionMilliseconds${largest}`]: { atMost: 1000 },
    [`repaintP99Milliseconds${largest}`]: { atMost: 500 },
    ...(sizes.length > 1 ? { firstQuestionMillisecondsGrowth4: { atMost: 5 } } : {}),
  });
}

async function measure({ databaseUrl, database: { db } }: Rig, sites: number, withReadings: boolean): Promise<Figures> {
  const now = Temporal.Now.instant();
  await fillStocks(db, sites, ITEMS, now.epochMilliseconds);
  await refreshForecasts(db, now, { all: true });
  const city: City = { url: databaseUrl, token: await hire(db), ready: await makeReady(db) };
  await sql`vacuum analyze`.execute(db);
  await sql`checkpoint`.execute(db);
  return { ...(await questions(city)), ...(await openings(city, withReadings)) };
}

/** The first question to a server that has just started, to one that has had time to read ahead, and later ones. */
async function questions({ url, token }: City): Promise<Figures> {
  const first: number[] = [];
  const later = { whole: [] as number[], part: [] as number[] };
  let readAhead = Number.NaN;
  for (const wait of [0, 0, 0, WARM_MILLISECONDS]) {
    const server = await startServerProcess(url);
    const connection = await openConnection(server.url);
    const ask = async (path: string): Promise<[number, StockMap]> => {
      const started = performance.now();
      const { status, body } = await connection.send(requestText('GET', path, token));
      if (status !== 200) throw new Error(`${status} ${body.toString()}`);
      return [performance.now() - started, JSON.parse(body.toString()) as StockMap];
    };
    await sleep(wait);
    const [milliseconds, { version }] = await ask('/api/stock-map');
    if (wait === 0) first.push(milliseconds);
    else readAhead = milliseconds;
    for (let index = 0; wait > 0 && index < LATER_QUESTIONS; index += 1) {
      later.whole.push((await ask('/api/stock-map'))[0]);
      later.part.push((await ask(`/api/stock-map?after=${encodeURIComponent(version)}`))[0]);
    }
    connection.close();
    await server.stop();
  }
  return {
    firstQuestionMilliseconds: median(first),
    firstQuestionAfterRestMilliseconds: readAhead,
    laterWholeP50Milliseconds: median(later.whole),
    laterWholeP99Milliseconds: percentile(later.whole, 0.99),
    laterPartP50Milliseconds: median(later.part),
    laterPartP99Milliseconds: percentile(later.part, 0.99),
  };
}

/** In Chromium: opened as the server has just started, then again and again; and a posted reading until its dot changes its colour. */
async function openings(city: City, withReadings: boolean): Promise<Figures> {
  const before = await startServerProcess(city.url);
  const viewer = await startViewer(before.url, who).finally(() => before.stop());
  const server = await startServerProcess(city.url);
  try {
    const cold = await viewer.open(server.url);
    await cold.close();
    const [warm, cached] = [[] as number[], [] as number[]];
    for (let opening = 0; opening < OPENINGS; opening += 1)
      for (const times of [warm, cached]) {
        const map = await viewer.open(server.url, times === cached);
        times.push(map.milliseconds);
        await map.close();
      }
    return {
      openedColdMilliseconds: cold.milliseconds,
      openedMilliseconds: median(warm),
      openedFromCacheMilliseconds: median(cached),
      mapKilobytes: cold.mapBytes / 1000,
      pageKilobytes: cold.allBytes / 1000,
      ...(withReadings ? await repaints(city, server.url, viewer) : {}),
    };
  } finally {
    await viewer.close();
    await server.stop();
  }
}

async function repaints({ token, ready }: City, url: string, viewer: Viewer): Promise<Figures> {
  const { page } = await viewer.open(url);
  const dots = await goWhereMostAre(page, await readMap(url, token), ready);
  const connection = await openConnection(url);
  const parts: number[] = [];
  let toldAt = 0;
  page.on('requestfinished', (request) => {
    if (!request.url().includes('after=')) return;
    toldAt = Date.now();
    void request.sizes().then((sizes) => parts.push(sizes.responseBodySize));
  });
  const [told, times] = [[] as number[], [] as number[]];
  for (const dot of dots) {
    if (times.length === POSTINGS) break;
    if (!(await isGreen(page, dot))) continue;
    await sleep(PAUSE_MILLISECONDS);
    const level = { value: Math.max(3.5, dot.percent * 0.84), unit: 'percent' };
    const reading = { commandId: newId(), readings: [{ stockId: dot.stockId, level }] };
    const seen = turned(page, dot);
    const posted = Date.now();
    const { status, body } = await connection.send(
      requestText('POST', '/api/readings', token, JSON.stringify(reading)),
    );
    if (status !== 200) throw new Error(`${status} ${body.toString()}`);
    times.push((await seen) - posted);
    told.push(toldAt - posted);
  }
  connection.close();
  return {
    repaints: times.length,
    // Until what changed is in the page; from there on it is the browser's drawing.
    toldP50Milliseconds: median(told),
    toldP99Milliseconds: percentile(told, 0.99),
    repaintP50Milliseconds: median(times),
    repaintP99Milliseconds: percentile(times, 0.99),
    repaintBytes: median(parts),
  };
}

async function readMap(url: string, token: string): Promise<StockMap> {
  const answer = await fetch(`${url}/api/stock-map`, { headers: { authorization: `Bearer ${token}` } });
  return (await answer.json()) as StockMap;
}

/** A dispatcher of the city who can sign in, and their program's token. Administrator too: else the pages ask for the first one. */
async function hire(db: Db): Promise<string> {
  const post = { role: 'dispatcher', areaCode: '4201' } as const;
  return db.transaction().execute(async (tx) => {
    const act = { tx, actor: systemActor, now: Temporal.Now.instant(), commandId: newId() };
    const posts = [post, { role: 'administrator', areaCode: '4201' } as const];
    await createPersonInside(act, { ...who, name: '基准调度', posts });
    return (await createTokenInside(act, { name: 'bench desk', days: 2, organisationId: null, ...post })).secret;
  });
}
