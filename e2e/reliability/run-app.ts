import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

/** The platform in a process of its own, on data that outlive it. */
export type RunningApp = { url: string; databaseUrl: string; kill(): Promise<void> };

const STARTS_WITHIN_MS = 60_000;

/** A data folder with the platform on it. With the test ends all that runs on it, and the folder goes. */
export type Place = { folder: string; start(): Promise<RunningApp> };

export async function openPlace(t: TestContext): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'baogong-kill-'));
  const apps: ChildProcess[] = [];
  t.after(async () => {
    for (const app of apps) await kill(app);
    await killPostgres(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  return {
    folder,
    start() {
      const child = launch(folder);
      apps.push(child);
      return whenReady(child);
    },
  };
}

/** kill −9 of the postmaster and of every process that it has started. Returns how many were killed. */
export async function killPostgres(folder: string): Promise<number> {
  const text = await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  const postmaster = Number(text.split('\n', 1)[0]);
  if (!(postmaster > 1) || !(await isPostgresOf(postmaster, folder))) return 0;
  const family = [postmaster, ...(await childrenOf(postmaster))];
  for (const pid of family) endAtOnce(pid);
  return family.length;
}

function launch(folder: string): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'app.ts')], {
    env: { ...process.env, BAOGONG_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Waits until the app says where it is. */
async function whenReady(child: ChildProcess): Promise<RunningApp> {
  const late = sleep(STARTS_WITHIN_MS, null, { ref: false });
  const said = await Promise.race([firstLine(child), once(child, 'exit'), late]);
  if (typeof said !== 'string')
    throw new Error(said ? `the app ended while starting: ${String(said)}` : 'it is not up');
  const { url, databaseUrl } = JSON.parse(said) as { url: string; databaseUrl: string };
  return { url, databaseUrl, kill: () => kill(child) };
}

async function firstLine(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  const [line] = (await once(lines, 'line')) as [string];
  lines.close();
  child.stdout!.resume();
  return line;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function isPostgresOf(pid: number, folder: string): Promise<boolean> {
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return words.includes(join(folder, 'postgres'));
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 1);
  const parents = await Promise.all(pids.map(async (pid) => ({ pid, parent: await parentOf(pid) })));
  return parents.filter((each) => each.parent === parent).map(({ pid }) => pid);
}

/** The second field of /proc/<pid>/stat after the name, which may hold blanks and brackets. */
async function parentOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
}

function endAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}
