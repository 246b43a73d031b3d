import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { sql } from 'kysely';
import type { Db } from '../../server/src/platform/db/database.ts';
import { findPgbench } from '../needs-intake/pgbench.ts';
import { type BenchCity, buildCity } from '../shared/city.ts';
import { type Report, reportOf, type Target } from '../shared/report.ts';
import { startServerProcess, withRig } from '../shared/rig.ts';
import { median, percentile } from '../shared/statistics.ts';
import { startWorker, type Worker } from '../shared/worker.ts';
import type { LoadResult, Order } from './load.ts';

const runProgram = promisify(execFile);
const usage = `
  --seconds N   how long each round of postings lasts; 4 by default
  --rounds N    rounds of both sides in turn, of which the median counts; 3 by default
  --races N     rounds in which forty want the last piece; 1000 by default
  --only WORDS  some of contended,spread,race,growth; all by default
  --json        the last line is one JSON object`;

const CLIENTS = 40;
const ITEM = 'surgical-mask';
/** Movements in the ledger before postings are timed. */
const SIZES = [20_000, 80_000, 320_000];

/** The rows that a posting of one line writes: command, fact, movement, and the balance that it moves. */
const peerTable = `
  create table bench_row (id bigint generated always as identity primary key, who bigint not null, item integer not null, quantity bigint not null);
  create table bench_stock (id bigint primary key, quantity bigint not null);
  insert into bench_stock select id, 0 from generate_series(0, 99) id;`;
const inserts = 'insert into bench_row (who, item, quantity) values (:client_id, 7, 20);\n'.repeat(3);
const peers = {
  contended: `begin;\n${inserts}update bench_stock set quantity = quantity + 1 where id = 0;\ncommit;\n`,
  spread: `begin;\n${inserts}update bench_stock set quantity = quantity + 1 where id = :client_id;\ncommit;\n`,
};

type Load = Worker<Order, LoadResult>;
type Part = 'contended' | 'spread' | 'race' | 'growth';
type Options = { seconds: number; rounds: number; races: number; only: readonly string[] };
type Bench = Options & {
  url: string;
  databaseUrl: string;
  city: BenchCity;
  load: Load;
  folder: string;
  program: string;
  db: Db;
};

/** Postings over HTTP (token, rights, command id, fact, balance) against pgbench writing as many bare rows. */
export async function run(words: readonly string[]): Promise<Report> {
  const options = optionsIn(words);
  const program = findPgbench();
  if (!program) throw new Error('pgbench is needed: install the client programs of PostgreSQL');
  const folder = await mkdtemp(join(tmpdir(), 'baogong-bench-scripts-'));
  try {
    return await withRig(async ({ databaseUrl, database }) => {
      await sql.raw(peerTable).execute(database.db);
      const city = await buildCity(database.db, CLIENTS);
      const server = await startServerProcess(databaseUrl);
      const load: Load = startWorker(join(import.meta.dirname, 'load.ts'));
      try {
        return await measure({
          ...options,
          url: server.url,
          databaseUrl,
          city,
          load,
          folder,
          program,
          db: database.db,
        });
      } finally {
        await load.stop();
        await server.stop();
      }
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function optionsIn(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seconds: { type: 'string', default: '4' },
      rounds: { type: 'string', default: '3' },
      races: { type: 'string', default: '1000' },
      only: { type: 'string', default: Object.keys(parts).join(',') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const only = values.only.split(',');
  const unknown = only.find((word) => !Object.hasOwn(parts, word));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}".${usage}`);
  return { seconds: Number(values.seconds), rounds: Number(values.rounds), races: Number(values.races), only };
}

const parts: Record<
  Part,
  { measure(bench: Bench): Promise<Record<string, number>>; held: [figure: string, target: Target] }
> = {
  contended: {
    measure: (bench) => compare(bench, 'contended', contended(bench.city)),
    held: ['contendedRatio', { atLeast: 0.25 }],
  },
  spread: {
    measure: (bench) => compare(bench, 'spread', spread(bench.city)),
    held: ['spreadRatio', { atLeast: 0.25 }],
  },
  race: { measure: race, held: ['raceWrongRounds', { atMost: 0 }] },
  growth: { measure: growth, held: ['growth16', { atMost: 1.5 }] },
};

async function measure(bench: Bench): Promise<Report> {
  await bench.load.ask({ url: bench.url, keepers: spread(bench.city), seconds: 5 });
  const figures: Record<string, number> = { peerIsPgbench: 1 };
  const chosen = Object.entries(parts).filter(([name]) => bench.only.includes(name));
  for (const [, part] of chosen) Object.assign(figures, await part.measure(bench));
  return reportOf('goods-posting', figures, Object.fromEntries(chosen.map(([, { held }]) => held)));
}

/** Rounds of both sides in turn, so that a slow spell hits both. */
async function compare(
  bench: Bench,
  name: keyof typeof peers,
  keepers: Order['keepers'],
): Promise<Record<string, number>> {
  const [ours, theirs, milliseconds]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < bench.rounds; round += 1) {
    const result = await bench.load.ask({ url: bench.url, keepers, seconds: bench.seconds });
    ours.push(result.posted / result.seconds);
    for (const each of result.milliseconds) milliseconds.push(each);
    theirs.push(await pgbench(bench, name));
  }
  return {
    [`${name}PerSecond`]: median(ours),
    [`${name}P50Milliseconds`]: median(milliseconds),
    [`${name}P99Milliseconds`]: percentile(milliseconds, 0.99),
    [`${name}PeerPerSecond`]: median(theirs),
    [`${name}Ratio`]: median(ours) / median(theirs),
  };
}

async function race(bench: Bench): Promise<Record<string, number>> {
  const { url, races } = bench;
  const result = await bench.load.ask({ url, keepers: racers(bench.city), seconds: 0, rounds: races });
  return {
    raceRounds: races,
    raceWrongRounds: result.wrongRounds,
    raceP50Milliseconds: median(result.milliseconds),
  };
}

/** Time of a posting in a ledger of 1, 4 and 16 times as many movements; pgbench in turn shows what the machine did meanwhile. */
async function growth(bench: Bench): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  let filled = 0;
  for (const [index, size] of SIZES.entries()) {
    await fill(bench.db, bench.city, size - filled);
    filled = size;
    const { spreadPerSecond, spreadPeerPerSecond } = await compare(bench, 'spread', spread(bench.city));
    figures[`perSecondAt${4 ** index}`] = spreadPerSecond!;
    figures[`peerPerSecondAt${4 ** index}`] = spreadPeerPerSecond!;
  }
  figures['growth16'] = figures['perSecondAt1']! / figures['perSecondAt16']!;
  return figures;
}

/** Leaves the ledger as one that grew over weeks: what a bulk load leaves to be cleaned up and written out is done before anything is timed. */
async function fill(db: Db, { hospitals }: BenchCity, count: number): Promise<void> {
  await sql`
    insert into movement (posting_id, kind, item_code, from_place_id, to_place_id, quantity, actor, actor_name, happened_at)
    select gen_random_uuid(), 'buy', item.code, '00000000-0000-7000-8000-000000000001', site.id, 5, 'bench', 'bench',
           now() - make_interval(secs => number)
    from generate_series(1, ${count}) number
    join (select id, row_number() over (order by id) - 1 as place from unnest(${hospitals.map(({ id }) => id)}::uuid[]) id) site
      on site.place = number % ${hospitals.length}
    join (select code, row_number() over (order by code) - 1 as place from item limit 50) item on item.place = number % 50`.execute(
    db,
  );
  await sql`vacuum analyze movement, holding`.execute(db);
  await sql`checkpoint`.execute(db);
}

/** Forty dispatchers at one warehouse and one item. */
function contended({ hospitals, dispatcher }: BenchCity): Order['keepers'] {
  return Array.from({ length: CLIENTS }, () => ({ token: dispatcher, placeId: hospitals[0]!.id, item: ITEM }));
}

function spread({ hospitals }: BenchCity): Order['keepers'] {
  return hospitals.map(({ token, id }) => ({ token, placeId: id, item: ITEM }));
}

/** Of an item that nobody has: what comes in is the last piece. */
function racers({ hospitals, dispatcher }: BenchCity): Order['keepers'] {
  return Array.from({ length: CLIENTS }, () => ({ token: dispatcher, placeId: hospitals[1]!.id, item: 'goggles' }));
}

async function pgbench({ program, databaseUrl, folder, seconds }: Bench, name: keyof typeof peers): Promise<number> {
  const file = join(folder, `${name}.sql`);
  await writeFile(file, peers[name]);
  const words = ['-n', '-M', 'prepared', '-c', CLIENTS, '-j', 2, '-T', seconds, '-f', file];
  const { stdout } = await runProgram(program, [...words.map(String), databaseUrl]);
  const tps = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
  if (!tps) throw new Error(`pgbench printed no rate:\n${stdout}`);
  return Number(tps);
}
