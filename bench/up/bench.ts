import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryFolder } from '../../server/src/platform/config.ts';
import { type Report, reportOf } from '../shared/report.ts';
import { median } from '../shared/statistics.ts';
import { memoryOfTree } from './memory.ts';
import { phonePageBytes } from './phone-page.ts';

const STARTS = 3;
const PATIENCE_MILLISECONDS = 240_000;
/** Long enough for what the start left behind to be given back. */
const REST_MILLISECONDS = 20_000;

/** `./baogong up` as a person types it: a first start fills the demo city, the next ones are timed. */
export async function run(): Promise<Report> {
  const dataDir = await mkdtemp(join(tmpdir(), 'baogong-bench-'));
  try {
    const port = await freePort();
    await withUp(dataDir, port, async () => undefined);
    const seconds: number[] = [];
    let memory = { nodeMegabytes: 0, postgresMegabytes: 0 };
    for (let start = 1; start <= STARTS; start += 1) {
      await withUp(dataDir, port, async (pid, after) => {
        seconds.push(after);
        if (start < STARTS) return;
        await sleep(REST_MILLISECONDS);
        memory = memoryOfTree(pid);
      });
    }
    const figures = {
      secondsToFirstPage: median(seconds),
      ...memory,
      megabytesAtRest: memory.nodeMegabytes + memory.postgresMegabytes,
      phonePageKilobytes: phonePageBytes() / 1000,
    };
    return reportOf('up', figures, {
      secondsToFirstPage: { atMost: 10 },
      megabytesAtRest: { atMost: 400 },
      phonePageKilobytes: { atMost: 250 },
    });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Starts, waits for the first page, does the work with the seconds that it took, and ends it like Ctrl-C. */
async function withUp(dataDir: string, port: number, work: (pid: number, seconds: number) => Promise<unknown>) {
  const started = performance.now();
  const child = spawn(join(repositoryFolder, 'baogong'), ['up'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, BAOGONG_DATA: dataDir, PORT: String(port) },
  });
  const exit = once(child, 'exit');
  try {
    await firstPage(`http://127.0.0.1:${port}/`, child);
    await work(child.pid!, (performance.now() - started) / 1000);
  } finally {
    child.kill('SIGINT');
    await exit;
  }
}

async function firstPage(url: string, child: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MILLISECONDS; Date.now() < deadline; await sleep(20)) {
    if (child.exitCode !== null) throw new Error(`./baogong up ended with ${child.exitCode}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok && (await answer.text()).includes('<html')) return;
  }
  throw new Error('./baogong up gave no page');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address ? address.port : 8080;
}
