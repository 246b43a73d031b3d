import { spawn } from 'node:child_process';
import { repositoryFolder } from '../../platform/config.ts';
import { endStrays, newMark } from './strays.ts';

const running = new Set<number>();
let interrupted = false;

/** Starts a program in a process group of its own, with our input and output, and gives its exit code (1 if killed). */
export async function runChild(
  command: string[],
  options: { folder?: string; environment?: NodeJS.ProcessEnv; minutes: number },
): Promise<number> {
  if (interrupted) return 1;
  const [program = '', ...words] = command;
  const mark = newMark();
  const child = spawn(program, words, {
    cwd: options.folder ?? repositoryFolder,
    env: { ...process.env, ...options.environment, ...mark },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const { promise, resolve } = Promise.withResolvers<number>();
  child.once('error', (error) => {
    console.error(`${program}: ${error.message}`);
    resolve(1);
  });
  child.once('exit', (code) => resolve(code ?? 1));
  const group = child.pid;
  if (group !== undefined) running.add(group);
  const limit = setTimeout(() => group !== undefined && endGroup(group), options.minutes * 60_000);
  const code = await promise;
  clearTimeout(limit);
  if (group !== undefined) clear(group);
  await endStrays(mark);
  return code;
}

/** On Ctrl-C and its like every child is asked to end, and after two seconds made to; later children don't start. */
export function endChildrenOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!interrupted) console.error('\nInterrupted: ending what runs …');
      interrupted = true;
      for (const group of running) endGroup(group);
    });
  }
}

/** True after a signal asked us to end. */
export function wasInterrupted(): boolean {
  return interrupted;
}

function endGroup(group: number): void {
  signalGroup(group, 'SIGTERM');
  setTimeout(() => signalGroup(group, 'SIGKILL'), 2000);
}

/** What a child left behind in its group has no parent any more and is not missed. */
function clear(group: number): void {
  signalGroup(group, 'SIGKILL');
  running.delete(group);
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    if (running.has(group)) process.kill(-group, signal);
  } catch {
    // The group is already empty.
  }
}
