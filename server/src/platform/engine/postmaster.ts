import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The running server as its own pid file tells it. */
export type Postmaster = { pid: number; port: number };

/** The live postmaster of exactly this folder; undefined if none runs or the pid was given to another process. */
export function findPostmaster(folder: string): Postmaster | undefined {
  const written = readPidFile(folder);
  return written && servesFolder(written.pid, folder) ? written : undefined;
}

/** True while the process lives; a zombie that nobody has reaped yet counts as gone. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return stateOf(pid) !== 'Z';
}

/**
 * A moment that tells two processes with the same pid apart: clock ticks since boot on Linux, the start date elsewhere.
 */
export function startMomentOf(pid: number): string {
  if (process.platform === 'linux') return fieldsOf(pid)[19] ?? '';
  return processStatus(pid, 'lstart=');
}

/**
 * Makes a left-over pid file harmless. PostgreSQL refuses to start while the pid in it lives, even when that is another
 * program by now, but ignores its own parent's pid. The rest of the file stays, so that PostgreSQL still checks whether
 * orphaned back ends hold the shared memory: simply deleting the file would be dangerous.
 */
export function disarmPidFile(folder: string): void {
  const path = join(folder, 'postmaster.pid');
  const text = readText(path);
  if (text === '') return;
  writeFileSync(path, text.replace(/^[^\n]*/, String(process.pid)));
}

function readPidFile(folder: string): Postmaster | undefined {
  const lines = readText(join(folder, 'postmaster.pid')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return Number.isInteger(pid) && pid > 1 && port > 0 ? { pid, port } : undefined;
}

function servesFolder(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return processStatus(pid, 'command=').includes(`-D ${folder}`);
  const words = readText(`/proc/${pid}/cmdline`).split('\0');
  return (words[0] ?? '').endsWith('postgres') && words[words.indexOf('-D') + 1] === folder;
}

function stateOf(pid: number): string | undefined {
  return process.platform === 'linux' ? fieldsOf(pid)[0] : processStatus(pid, 'state=')[0];
}

/** The fields of /proc/<pid>/stat after the name, which may itself hold blanks and brackets: state first. */
function fieldsOf(pid: number): string[] {
  const text = readText(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function processStatus(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', column], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
