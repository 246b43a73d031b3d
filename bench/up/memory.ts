import { readdirSync, readFileSync } from 'node:fs';

export type Memory = { nodeMegabytes: number; postgresMegabytes: number };

/**
 * Memory of a process and all below it as proportional set size: pages that several processes share (PostgreSQL's
 * buffers above all) are counted once. Linux only.
 */
export function memoryOfTree(root: number): Memory {
  const parents = new Map(allPids().map((pid) => [pid, parentOf(pid)]));
  const pids = [...parents.keys()].filter((pid) => isBelow(pid, root, parents));
  const sum = (wanted: boolean) =>
    pids.filter((pid) => isPostgres(pid) === wanted).reduce((total, pid) => total + pssKilobytes(pid), 0) / 1024;
  return { nodeMegabytes: sum(false), postgresMegabytes: sum(true) };
}

function allPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function isBelow(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let each: number | undefined = pid; each; each = parents.get(each)) if (each === root) return true;
  return false;
}

function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function isPostgres(pid: number): boolean {
  return /postgres/.test(read(`/proc/${pid}/cmdline`).split('\0')[0] ?? '');
}

function pssKilobytes(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

/** A process may end while it is being looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
