import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchCity, buildCity } from '../shared/city.ts';
import { type Report, reportOf } from '../shared/report.ts';
import { startServerProcess, withRig } from '../shared/rig.ts';
import { startWorker, type Worker } from '../shared/worker.ts';
import type { PaceOrder, PaceResult } from './pace.ts';
import type { StreamsOrder, StreamsReport } from './streams.ts';

const BUSY_STREAMS = 1000;
const IDLE_STREAMS = 10_000;
const PER_SECOND = 100;
const SECONDS = 20;
const HOSPITALS = 48;
/** What is still under way when the last need is answered. */
const SETTLE_MILLISECONDS = 3000;

type Streams = Worker<StreamsOrder, StreamsReport>;
type Pace = Worker<PaceOrder, PaceResult>;
type Stage = { url: string; pid: number; city: BenchCity; streams: Streams; pace: Pace };

/** How soon changes reach many open streams, each of which sees all of them; and what ten thousand idle ones cost. */
export async function run(): Promise<Report> {
  return withRig(async ({ databaseUrl, database }) => {
    const city = await buildCity(database.db, HOSPITALS);
    const figures: Record<string, number> = {};
    for (const part of [busy, idle]) {
      const server = await startServerProcess(databaseUrl);
      const streams: Streams = startWorker(join(import.meta.dirname, 'streams.ts'));
      const pace: Pace = startWorker(join(import.meta.dirname, 'pace.ts'));
      try {
        Object.assign(figures, await part({ url: server.url, pid: server.pid, city, streams, pace }));
      } finally {
        await Promise.all([streams.stop(), pace.stop()]);
        await server.stop();
      }
    }
    return reportOf('needs-live', figures, {
      busyP99Milliseconds: { atMost: 500 },
      busyLostChanges: { atMost: 0 },
      idleStreams: { atLeast: IDLE_STREAMS },
      idleReached: { atLeast: IDLE_STREAMS },
    });
  });
}

async function busy({ url, city, streams, pace }: Stage): Promise<Record<string, number>> {
  await streams.ask({ do: 'open', url, tokens: [city.dispatcher], count: BUSY_STREAMS });
  await pace.ask({ url, hospitals: city.hospitals, perSecond: PER_SECOND, seconds: 2 });
  await sleep(SETTLE_MILLISECONDS);
  await streams.ask({ do: 'report' });
  const { accepted, seconds } = await pace.ask({
    url,
    hospitals: city.hospitals,
    perSecond: PER_SECOND,
    seconds: SECONDS,
  });
  await sleep(SETTLE_MILLISECONDS);
  const report = await streams.ask({ do: 'close' });
  return {
    busyStreams: report.open,
    busyNeedsPerSecond: accepted / seconds,
    busyP50Milliseconds: share(report, 0.5),
    busyP99Milliseconds: share(report, 0.99),
    busyLostChanges: accepted - report.fewest,
  };
}

async function idle({ url, pid, city, streams, pace }: Stage): Promise<Record<string, number>> {
  const before = memoryMegabytes(pid);
  const started = performance.now();
  await streams.ask({ do: 'open', url, tokens: [city.dispatcher], count: IDLE_STREAMS });
  const opening = (performance.now() - started) / 1000;
  await sleep(SETTLE_MILLISECONDS);
  await streams.ask({ do: 'report' });
  await pace.ask({ url, hospitals: city.hospitals, perSecond: 1, seconds: 1 });
  await sleep(SETTLE_MILLISECONDS);
  const megabytes = memoryMegabytes(pid);
  const report = await streams.ask({ do: 'close' });
  return {
    idleStreams: report.open,
    idleOpeningSeconds: opening,
    idleReached: report.byMillisecond.reduce((sum, count) => sum + count, 0),
    idleP50Milliseconds: share(report, 0.5),
    idleP99Milliseconds: share(report, 0.99),
    idleServerMegabytesBefore: before,
    idleServerMegabytes: megabytes,
    idleKilobytesPerStream: ((megabytes - before) * 1024) / report.open,
  };
}

/** Milliseconds within which the share of all arrivals came; NaN when none did. */
function share({ byMillisecond }: StreamsReport, part: number): number {
  const total = byMillisecond.reduce((sum, count) => sum + count, 0);
  let reached = 0;
  for (const [milliseconds, count] of byMillisecond.entries()) {
    reached += count;
    if (total > 0 && reached >= total * part) return milliseconds;
  }
  return Number.NaN;
}

/** Resident memory of a process, as the system counts it. */
function memoryMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}
