import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { newId } from '@baogong/contract';
import { emptyAt, newStockState, updateForecast } from '@baogong/solver/forecast';
import { sql } from 'kysely';
import { createTokenInside } from '../../server/src/identity/index.ts';
import { systemActor } from '../../server/src/platform/actor.ts';
import { type Db, openDatabase } from '../../server/src/platform/db/database.ts';
import { refreshForecasts, takeReadings } from '../../server/src/stock/index.ts';
import { openConnection, requestText } from '../shared/connection.ts';
import { type Report, reportOf } from '../shared/report.ts';
import { type Rig, startServerProcess, withRig } from '../shared/rig.ts';
import { median, percentile } from '../shared/statistics.ts';
import { type BenchSite, fillStocks } from '../shared/stocks.ts';
import { startWorker, type Worker } from '../shared/worker.ts';
import type { StreamsOrder, StreamsReport } from '../needs-live/streams.ts';

const SITES = [312, 1250, 5000] as const;
const ITEMS = 20;
const ROUNDS = 3;
const SINGLE_READINGS = 200;
const LIST_READS = 40;
const LIVE_READINGS = 200;
const LIVE_STREAMS = 50;
const LIVE_PAUSE_MILLISECONDS = 50;

/**
 * All hours to empty of a city of 5,000 sites × 20 items anew, written; what one reading costs its site, and how soon it is on screens;
 * the list itself. At a sixteenth, a quarter and the whole of the city.
 */
export async function run(): Promise<Report> {
  const figures: Record<string, number> = { solverSeconds: solverSeconds(SITES[2] * ITEMS) };
  for (const sites of SITES) {
    const own = await withRig((rig) => measure(rig, sites, sites === SITES[2]));
    for (const [name, value] of Object.entries(own)) figures[`${name}${sites}`] = value;
  }
  const [small, , large] = SITES;
  figures.recomputeGrowth16 = figures[`recomputeSeconds${large}`]! / figures[`recomputeSeconds${small}`]!;
  figures.recomputeGrowth4 = figures[`recomputeSeconds${large}`]! / figures[`recomputeSeconds${SITES[1]}`]!;
  figures.listGrowth16 = figures[`listP50Milliseconds${large}`]! / figures[`listP50Milliseconds${small}`]!;
  figures.ratioToSolverAlone = figures[`recomputeSeconds${large}`]! / figures.solverSeconds!;
  return reportOf('goods-run-dry', figures, {
    [`recomputeSeconds${large}`]: { atMost: 2 },
    [`readingP99Milliseconds${large}`]: { atMost: 50 },
    [`screenP99Milliseconds${large}`]: { atMost: 500 },
    recomputeGrowth16: { atMost: 20 },
  });
}

/** The bare arithmetic, on one core: what the database path is measured against. */
function solverSeconds(count: number): number {
  const state = newStockState({ capacity: 20_000_000, deadStock: 600_000 });
  for (let hour = 0; hour < 24; hour += 1)
    updateForecast(state, { kind: 'reading', at: 27_900_000 + hour * 60, quantity: 19_000_000 - hour * 200_000 }, 28e6);
  const started = performance.now();
  for (let index = 0; index < count; index += 1) emptyAt(state, 27_901_500 + (index % 60));
  return (performance.now() - started) / 1000;
}

async function measure({ databaseUrl }: Rig, sites: number, withScreens: boolean): Promise<Record<string, number>> {
  const database = openDatabase(databaseUrl, 6);
  const { db } = database;
  try {
    const now = Temporal.Now.instant();
    const filled = await fillStocks(db, sites, ITEMS, now.epochMilliseconds);
    await refreshForecasts(db, now, { all: true });
    const seconds: number[] = [];
    const processor: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      await sql`vacuum stock_forecast`.execute(db);
      await sql`checkpoint`.execute(db);
      const [started, before] = [performance.now(), process.cpuUsage()];
      const count = await refreshForecasts(db, now.add({ minutes: 10 * round }), { all: true });
      if (count !== sites * ITEMS) throw new Error(`${count} of ${sites * ITEMS} were looked at`);
      seconds.push((performance.now() - started) / 1000);
      const { user, system } = process.cpuUsage(before);
      processor.push((user + system) / 1e6);
    }
    const singles = await readOneByOne(db, filled);
    return {
      recomputeSeconds: Math.min(...seconds),
      recomputeSecondsMedian: median(seconds),
      recomputeProcessorSeconds: Math.min(...processor),
      readingP50Milliseconds: percentile(singles, 0.5),
      readingP99Milliseconds: percentile(singles, 0.99),
      ...(await onScreens(databaseUrl, db, filled, withScreens)),
    };
  } finally {
    await database.close();
  }
}

/** One reading of one stock, from the call to the commit that holds its new forecast. */
async function readOneByOne(db: Db, sites: readonly BenchSite[]): Promise<number[]> {
  const actor = { ...systemActor, posts: [{ role: 'dispatcher', organisationId: null, areaCode: '4201' } as const] };
  const times: number[] = [];
  for (let index = 0; index < SINGLE_READINGS; index += 1) {
    const stockId = sites[(index * 37) % sites.length]!.stockIds[index % ITEMS]!;
    const started = performance.now();
    await db.transaction().execute((tx) =>
      takeReadings({ tx, actor, now: Temporal.Now.instant(), commandId: newId() }, db, {
        readings: [{ stockId, level: { value: 40 - (index % 20), unit: 'percent' } }],
      }),
    );
    times.push(performance.now() - started);
  }
  return times.slice(20);
}

/** A reading posted over HTTP until it has reached all open screens' streams; and the list that they read then. */
async function onScreens(
  url: string,
  db: Db,
  sites: readonly BenchSite[],
  live: boolean,
): Promise<Record<string, number>> {
  const token = await dispatcherToken(db);
  const server = await startServerProcess(url);
  const streams: Worker<StreamsOrder, StreamsReport> = startWorker(
    join(import.meta.dirname, '..', 'needs-live', 'streams.ts'),
  );
  try {
    const connection = await openConnection(server.url);
    const list = async (path: string) => {
      const started = performance.now();
      const { status, body } = await connection.send(requestText('GET', path, token));
      if (status !== 200) throw new Error(`${status} ${body.toString()}`);
      return performance.now() - started;
    };
    for (let warm = 0; warm < 10; warm += 1) await list('/api/run-dry');
    const pages: number[] = [];
    for (let read = 0; read < LIST_READS; read += 1)
      pages.push(await list(['/api/run-dry', '/api/run-dry?area=420106', '/api/run-dry?withinHours=12'][read % 3]!));
    const figures = { listP50Milliseconds: median(pages), listP95Milliseconds: percentile(pages, 0.95) };
    if (!live) return figures;
    await streams.ask({ do: 'open', url: server.url, tokens: [token], count: LIVE_STREAMS });
    await streams.ask({ do: 'report' });
    const answers: number[] = [];
    for (let index = 0; index < LIVE_READINGS; index += 1) {
      const stockId = sites[(index * 41) % sites.length]!.stockIds[(index * 7) % ITEMS]!;
      const level = { value: 30 - (index % 20), unit: 'percent' };
      const body = JSON.stringify({ commandId: newId(), readings: [{ stockId, level }] });
      const started = performance.now();
      const { status, body: answer } = await connection.send(requestText('POST', '/api/readings', token, body));
      if (status !== 200) throw new Error(`${status} ${answer.toString()}`);
      answers.push(performance.now() - started);
      await sleep(LIVE_PAUSE_MILLISECONDS);
    }
    await sleep(1000);
    const report = await streams.ask({ do: 'close' });
    const arrival = percentile(arrivals(report), 0.99);
    return {
      ...figures,
      postedP99Milliseconds: percentile(answers, 0.99),
      streamP99Milliseconds: arrival,
      lostChanges: LIVE_READINGS - report.fewest,
      // What a person waits for: answered, told on the stream, and the list read anew.
      screenP99Milliseconds: percentile(answers, 0.99) + arrival + percentile(pages, 0.99),
    };
  } finally {
    await streams.stop();
    await server.stop();
  }
}

function arrivals({ byMillisecond }: StreamsReport): number[] {
  return byMillisecond.flatMap((count, milliseconds) => Array.from({ length: count }, () => milliseconds));
}

async function dispatcherToken(db: Db): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const act = { tx, actor: systemActor, now: Temporal.Now.instant(), commandId: newId() };
    const post = { role: 'dispatcher', organisationId: null, areaCode: '4201' } as const;
    return (await createTokenInside(act, { name: 'bench dispatcher', days: 2, ...post })).secret;
  });
}
