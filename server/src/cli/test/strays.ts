import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stands in the environment of every process that a child of ours starts, however deep and detached: servers, browsers, databases. */
export type Mark = { BAOGONG_TEST_RUN: string };

const patienceMs = 3000;
let marks = 0;

/** A mark for one child: what it leaves behind is told from what runs beside it. */
export function newMark(): Mark {
  marks += 1;
  return { BAOGONG_TEST_RUN: `${process.pid}-${Date.now()}-${marks}` };
}

/** Ends what a child left behind in process groups of its own, asking first. Linux only: it reads /proc. */
export async function endStrays(mark: Mark): Promise<void> {
  if (process.platform !== 'linux') return;
  signalAll(strays(mark), 'SIGTERM');
  for (const deadline = Date.now() + patienceMs; strays(mark).length > 0 && Date.now() < deadline;) await sleep(50);
  signalAll(strays(mark), 'SIGKILL');
}

function strays({ BAOGONG_TEST_RUN: value }: Mark): number[] {
  const entry = `BAOGONG_TEST_RUN=${value}`;
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids.filter((pid) => pid !== process.pid && environmentOf(pid).includes(entry));
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function signalAll(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself in between.
    }
  }
}
