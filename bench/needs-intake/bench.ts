import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type BenchCity, buildCity } from '../shared/city.ts';
import { type Report, reportOf } from '../shared/report.ts';
import { startServerProcess, withRig } from '../shared/rig.ts';
import { median, percentile } from '../shared/statistics.ts';
import { startWorker, type Worker } from '../shared/worker.ts';
import { driverPeer } from './driver-peer.ts';
import type { LoadResult } from './load.ts';
import { findPgbench, type PeerScript, peerTable, pgbench } from './pgbench.ts';

/** Clients, rounds of each side and seconds of a round; rounds alternate A B A B, so that a slow spell hits both. */
const stages = [
  { clients: 1, rounds: 2, seconds: 3 },
  { clients: 16, rounds: 2, seconds: 3 },
  { clients: 64, rounds: 3, seconds: 5 },
];
const HOSPITALS = 48;

type Load = Worker<object, LoadResult>;
type Peer = (script: PeerScript, stage: { clients: number; seconds: number }) => Promise<number>;

/** Intake over HTTP against what the same PostgreSQL takes as bare rows. */
export async function run(): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'baogong-bench-scripts-'));
  try {
    return await withRig(async ({ databaseUrl, database }) => {
      await sql.raw(peerTable).execute(database.db);
      const city = await buildCity(database.db, HOSPITALS);
      const server = await startServerProcess(databaseUrl);
      const load: Load = startWorker(join(import.meta.dirname, 'load.ts'));
      try {
        return await compare(server.url, city, load, peerOf(databaseUrl, folder));
      } finally {
        await load.stop();
        await server.stop();
      }
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(url: string, city: BenchCity, load: Load, peer: Peer): Promise<Report> {
  const figures: Record<string, number> = { peerIsPgbench: findPgbench() ? 1 : 0 };
  await load.ask({ url, hospitals: city.hospitals, clients: 64, seconds: 3 });
  for (const stage of stages) Object.assign(figures, await runStage(url, city, load, peer, stage));
  return reportOf('needs-intake', figures, { ratio64: { atLeast: 0.25 } });
}

async function runStage(
  url: string,
  { hospitals }: BenchCity,
  load: Load,
  peer: Peer,
  { clients, rounds, seconds }: (typeof stages)[number],
): Promise<Record<string, number>> {
  const [ours, theirs, theirsInOne]: [number[], number[], number[]] = [[], [], []];
  const milliseconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const result = await load.ask({ url, hospitals, clients, seconds });
    ours.push(result.accepted / result.seconds);
    for (const each of result.milliseconds) milliseconds.push(each);
    theirs.push(await peer('threeStatements', { clients, seconds }));
    if (clients === 64) theirsInOne.push(await peer('oneStatement', { clients, seconds: 2 }));
  }
  return {
    [`needsPerSecond${clients}`]: median(ours),
    [`p50Milliseconds${clients}`]: median(milliseconds),
    [`p99Milliseconds${clients}`]: percentile(milliseconds, 0.99),
    [`peerPerSecond${clients}`]: median(theirs),
    [`ratio${clients}`]: median(ours) / median(theirs),
    ...(clients === 64 && { ratioToOneStatement64: median(ours) / median(theirsInOne) }),
  };
}

function peerOf(databaseUrl: string, folder: string): Peer {
  const program = findPgbench();
  if (!program) return (script, stage) => driverPeer(databaseUrl, script, stage);
  return (script, stage) => pgbench(program, databaseUrl, script, { ...stage, folder });
}
