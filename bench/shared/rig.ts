import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDatabase } from '../../server/src/main.ts';
import { type Database, openDatabase } from '../../server/src/platform/db/database.ts';
import { startEngine } from '../../server/src/platform/engine/index.ts';

/** A durable PostgreSQL (fsync on) of the bench's own in a temporary folder, with a prepared database. */
export type Rig = { databaseUrl: string; database: Database };
export type ServerProcess = { url: string; pid: number; stop(): Promise<void> };

/** Runs the work on a rig of its own and clears everything away, whatever happens. */
export async function withRig<Result>(work: (rig: Rig) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'baogong-bench-'));
  const engine = await startEngine({ dataDir: folder, log: () => undefined });
  const clear = () => engine.stop().finally(() => rm(folder, { recursive: true, force: true }));
  const endEarly = () => void clear().finally(() => process.exit(130));
  process.once('SIGINT', endEarly).once('SIGTERM', endEarly);
  try {
    await prepareDatabase(engine.url);
    const database = openDatabase(engine.url, 4);
    try {
      return await work({ databaseUrl: engine.url, database });
    } finally {
      await database.close();
    }
  } finally {
    await clear();
    process.off('SIGINT', endEarly).off('SIGTERM', endEarly);
  }
}

/** The whole platform in a process of its own on a free loopback port, as `up` runs it. */
export async function startServerProcess(databaseUrl: string, nodeOptions: string[] = []): Promise<ServerProcess> {
  const child = fork(join(import.meta.dirname, 'server-process.ts'), [databaseUrl], {
    execArgv: ['--max-semi-space-size=64', ...nodeOptions, ...profiling()],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit');
  const [message] = (await Promise.race([
    once(child, 'message'),
    exit.then(([code]) => Promise.reject(new Error(`the server process ended with ${code}`))),
  ])) as [{ url: string }];
  return {
    url: message.url,
    pid: child.pid!,
    async stop() {
      if (child.exitCode === null) child.disconnect();
      await exit;
    },
  };
}

/** `BENCH_PROFILE=<folder>` writes a CPU profile of each server process. */
function profiling(): string[] {
  const folder = process.env.BENCH_PROFILE;
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}
