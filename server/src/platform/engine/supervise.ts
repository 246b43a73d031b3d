import { setTimeout as sleep } from 'node:timers/promises';
import { ensureCluster, logFileOf } from './cluster.ts';
import type { Cluster, ClusterOptions } from './cluster.ts';
import { reasonOf } from './failure.ts';
import { boundLog } from './log-file.ts';
import { isAlive } from './postmaster.ts';

/** A watch over a running server. */
export type Watch = {
  /** Ends the watch and gives the server as it is now, for stopping it. */
  end: () => Promise<Cluster>;
};

const lookEveryMs = 100;
const boundLogEveryMs = 60_000;
const longestPauseMs = 5000;

/** Brings the server back whenever its process is gone, at the same address, and keeps its log within bounds. */
export function supervise(first: Cluster, options: ClusterOptions): Watch {
  let cluster = first;
  const ended = new AbortController();
  const watching = watch();
  return { end };

  async function end(): Promise<Cluster> {
    ended.abort();
    await watching;
    return cluster;
  }

  async function watch(): Promise<void> {
    for (let looks = 0; await pause(lookEveryMs, ended.signal); looks += 1) {
      if ((looks * lookEveryMs) % boundLogEveryMs === 0) boundLog(logFileOf(options.dataDir));
      if (isAlive(cluster.pid)) continue;
      options.log(`PostgreSQL (pid ${cluster.pid}) is gone; starting it again`);
      await bringBack();
    }
  }

  async function bringBack(): Promise<void> {
    for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        cluster = await ensureCluster(options);
        if (cluster.url !== first.url) options.log('PostgreSQL came back at another port; restart the server');
        return;
      } catch (error) {
        options.log(`PostgreSQL does not start: ${reasonOf(error)}`);
      }
      if (!(await pause(pauseMs, ended.signal))) return;
    }
  }
}

/** Waits without keeping the process alive; false when the watch has ended. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { signal, ref: false }).catch(() => false);
}
