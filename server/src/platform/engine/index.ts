import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ensureCluster, joinRunning, stopCluster } from './cluster.ts';
import type { ClusterOptions } from './cluster.ts';
import { EngineFailure } from './failure.ts';
import { claim, ownerOf } from './ownership.ts';
import { supervise } from './supervise.ts';

export { EngineFailure } from './failure.ts';
export type { ClusterOptions as EngineOptions } from './cluster.ts';

/** The embedded PostgreSQL, ready, with an empty or filled database `baogong` behind `url`. */
export type Engine = {
  url: string;
  /** Fast shutdown, waiting for the end. A second call does nothing. */
  stop: () => Promise<void>;
  /** `taken-over`: a server left running by a killed process was found and joined. */
  taken: 'started' | 'taken-over';
};

/** Like an engine, but perhaps somebody else's: `stop` leaves that one running. */
export type SharedEngine = { url: string; stop: () => Promise<void> };

const lockFile = (dataDir: string) => join(dataDir, 'owner.lock');

/**
 * Starts the embedded PostgreSQL of a data folder, or takes over the one that a killed process left running, and
 * restarts it at the same address if it dies. One process owns a folder: a second one is refused with an EngineFailure.
 */
export async function startEngine(options: ClusterOptions): Promise<Engine> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = claim(lockFile(dataDir));
  if ('heldBy' in lock) {
    throw new EngineFailure(
      `Another Baogong server (pid ${lock.heldBy.pid}) already works on ${dataDir}. ` +
        'Stop it first, or set BAOGONG_DATA (and PORT) for a second one.',
    );
  }
  try {
    const cluster = await ensureCluster({ ...options, dataDir });
    const watch = supervise(cluster, { ...options, dataDir });
    let stopping: Promise<void> | undefined;
    const stop = () => (stopping ??= watch.end().then(stopCluster).finally(lock.release));
    return { url: cluster.url, stop, taken: cluster.child ? 'started' : 'taken-over' };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** For commands that work beside a running server: joins its engine, or starts one for as long as the command runs. */
export async function shareEngine(options: ClusterOptions): Promise<SharedEngine> {
  const dataDir = resolve(options.dataDir);
  if (!ownerOf(lockFile(dataDir))) return startEngine(options);
  const running = await joinRunning({ ...options, dataDir });
  if (running) return { url: running.url, stop: async () => undefined };
  throw new EngineFailure(`The server that works on ${dataDir} is just starting or stopping. Try again in a moment.`);
}
