import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Marks every process that a test run starts, however deep and detached: servers, browsers, databases. */
export const runMark = { name: 'BAOGONG_TEST_RUN', value: `${process.pid}-${Date.now()}` };

const patienceMs = 3000;

/** Ends what a step left behind in process groups of its own, asking first. Linux only: it reads /proc. */
export async function endStrays(): Promise<void> {
  if (process.platform !== 'linux') return;
  signalAll(strays(), 'SIGTERM');
  for (const deadline = Date.now() + patienceMs; strays().length > 0 && Date.now() < deadline;) await sleep(50);
  signalAll(strays(), 'SIGKILL');
}

function strays(): number[] {
  const mark = `${runMark.name}=${runMark.value}`;
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids.filter((pid) => pid !== process.pid && environmentOf(pid).includes(mark));
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
