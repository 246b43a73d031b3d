import { parseArgs } from 'node:util';
import { newId } from '@baogong/contract';
import { sql } from 'kysely';
import { createTokenInside } from '../../server/src/identity/index.ts';
import { systemActor } from '../../server/src/platform/actor.ts';
import type { Db } from '../../server/src/platform/db/database.ts';
import { type Connection, openConnection, requestText } from '../shared/connection.ts';
import { type Report, reportOf } from '../shared/report.ts';
import { startServerProcess, withRig } from '../shared/rig.ts';
import { median, percentile } from '../shared/statistics.ts';
import { type BenchSite, fillStocks } from '../shared/stocks.ts';

const usage = `
  --seconds N   how long readings come in; 60 by default, 300 for the figure in docs
  --json        the last line is one JSON object`;

const PER_MINUTE = 20_000;
const SITES = 1000;
const ITEMS = 20;
/** Telemetry sends so many in a request; four of five readings come so, the others one by one from phones. */
const TOGETHER = 400;
const TELEMETRY_SHARE = 0.8;
/** Phones share no connection: one that waits keeps no other from sending. */
const CONNECTIONS = 100;
const TICK_MILLISECONDS = 5;
const SIZES = [312, 1250, 5000] as const;
const SIZE_ROUNDS = 4;

type Load = { connections: Connection[]; token: string; stocks: string[] };
type Paced = { taken: number; seconds: number; single: number[]; together: number[]; behind: number };

/** 20,000 readings a minute at an even pace, whether or not the ones before are answered; then requests of growing size. */
export async function run(options: readonly string[]): Promise<Report> {
  const { values } = parseArgs({
    args: [...options],
    options: { seconds: { type: 'string', default: '60' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const seconds = Number(values.seconds);
  return withRig(async ({ databaseUrl, database: { db } }) => {
    const sites = await fillStocks(db, SITES, ITEMS, Date.now());
    const token = await tokenOf(db);
    const server = await startServerProcess(databaseUrl);
    try {
      const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => openConnection(server.url)));
      const load: Load = { connections, token, stocks: stocksOf(sites) };
      await pace(load, 5, 0);
      const bare = await bareRows(db);
      const paced = await pace(load, seconds, 1);
      const growth = await sizes(load);
      const rows = await countRows(db);
      for (const connection of connections) connection.close();
      return report(paced, seconds, growth, bare, rows);
    } finally {
      await server.stop();
    }
  });
}

function report(paced: Paced, seconds: number, growth: number[], bare: number, rows: number): Report {
  const [small, middle, large] = growth as [number, number, number];
  const figures = {
    readingsPerMinute: (paced.taken / paced.seconds) * 60,
    secondsOfLoad: seconds,
    secondsBehindAtTheEnd: paced.behind,
    singleP50Milliseconds: median(paced.single),
    singleP99Milliseconds: percentile(paced.single, 0.99),
    togetherP50Milliseconds: median(paced.together),
    togetherP99Milliseconds: percentile(paced.together, 0.99),
    microsecondsPerReadingOf5000: (large / SIZES[2]) * 1000,
    requestGrowth4: middle / small,
    requestGrowth16: large / small,
    bareInsertMicroseconds: bare,
    ratioToBareInsert: bare / ((large / SIZES[2]) * 1000),
    rowsInTable: rows,
  };
  return reportOf('goods-readings', figures, {
    readingsPerMinute: { atLeast: PER_MINUTE * 0.99 },
    secondsBehindAtTheEnd: { atMost: 1 },
    singleP99Milliseconds: { atMost: 500 },
    requestGrowth16: { atMost: 20 },
  });
}

/** Sends readings when they are due; what can't be sent because all connections are busy waits and counts as being behind. */
async function pace({ connections, token, stocks }: Load, seconds: number, round: number): Promise<Paced> {
  const free = [...connections];
  const total = Math.round((PER_MINUTE / 60) * seconds);
  const result: Paced = { taken: 0, seconds: 0, single: [], together: [], behind: 0 };
  const started = performance.now();
  const sending = new Set<Promise<void>>();
  let sent = 0;
  const send = async (connection: Connection, count: number, from: number, due: number) => {
    const readings = Array.from({ length: count }, (_, index) => readingOf(stocks, from + index, round));
    const body = JSON.stringify({ commandId: newId(), source: count > 1 ? 'telemetry' : 'phone', readings });
    const { status, body: answer } = await connection.send(requestText('POST', '/api/readings', token, body));
    if (status !== 200) throw new Error(`${status} ${answer.toString().slice(0, 500)}`);
    result.taken += (JSON.parse(answer.toString()) as { taken: number }).taken;
    (count > 1 ? result.together : result.single).push(performance.now() - started - due);
    free.push(connection);
  };
  while (sent < total) {
    const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * (PER_MINUTE / 60)));
    while (due > sent && free.length > 0) {
      const cycle = sent % (TOGETHER / TELEMETRY_SHARE);
      const count = cycle < TOGETHER * (1 / TELEMETRY_SHARE - 1) ? 1 : Math.min(TOGETHER, total - sent);
      if (due < sent + count && due < total) break;
      const sentAt = ((sent + count) / (PER_MINUTE / 60)) * 1000;
      const task = send(free.shift()!, count, sent, sentAt).finally(() => sending.delete(task));
      sending.add(task);
      sent += count;
    }
    result.behind = Math.max(0, (due - sent) / (PER_MINUTE / 60));
    await new Promise((resolve) => setTimeout(resolve, TICK_MILLISECONDS));
  }
  await Promise.all(sending);
  result.seconds = (performance.now() - started) / 1000;
  result.behind = Math.max(0, result.seconds - seconds);
  return result;
}

/** Each stock in its turn falls by half a per cent. */
function readingOf(stocks: readonly string[], index: number, round: number) {
  const turn = Math.floor(index / stocks.length);
  const value = Math.max(4, 40 - 0.5 * turn - 0.25 * round + (index % 7) * 0.1);
  return { stockId: stocks[index % stocks.length]!, level: { value, unit: 'percent' }, at: new Date().toISOString() };
}

/** Milliseconds of a request with so many readings, the best of some. */
async function sizes({ connections: [connection], token, stocks }: Load): Promise<number[]> {
  const best: number[] = [];
  for (const size of SIZES) {
    const times: number[] = [];
    for (let round = 0; round < SIZE_ROUNDS; round += 1) {
      const readings = Array.from({ length: size }, (_, index) => readingOf(stocks, index + round * size, 2));
      const body = JSON.stringify({ commandId: newId(), source: 'telemetry', readings });
      const started = performance.now();
      const { status } = await connection!.send(requestText('POST', '/api/readings', token, body));
      if (status !== 200) throw new Error(`a request of ${size} was answered with ${status}`);
      times.push(performance.now() - started);
    }
    best.push(Math.min(...times));
  }
  return best;
}

/** The peer: 5,000 bare rows in one insert, microseconds each. */
async function bareRows(db: Db): Promise<number> {
  await sql`create unlogged table bare_reading (stock_id uuid, at timestamptz, quantity bigint, primary key (stock_id, at))`.execute(
    db,
  );
  await sql`alter table bare_reading set logged`.execute(db);
  const times: number[] = [];
  for (let round = 0; round < SIZE_ROUNDS; round += 1) {
    const rows = Array.from({ length: SIZES[2] }, (_, index) => ({
      stock_id: newId(),
      at: new Date().toISOString(),
      quantity: index,
    }));
    const started = performance.now();
    await sql`insert into bare_reading select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
      stock_id uuid, at timestamptz, quantity bigint)`.execute(db);
    times.push(performance.now() - started);
  }
  return (Math.min(...times) / SIZES[2]) * 1000;
}

async function countRows(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from reading`.execute(db);
  return rows[0]!.count;
}

function stocksOf(sites: readonly BenchSite[]): string[] {
  return sites.flatMap(({ stockIds }) => stockIds);
}

async function tokenOf(db: Db): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const act = { tx, actor: systemActor, now: Temporal.Now.instant(), commandId: newId() };
    const post = { role: 'dispatcher', organisationId: null, areaCode: '4201' } as const;
    return (await createTokenInside(act, { name: 'bench dispatcher', days: 2, ...post })).secret;
  });
}
