import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './failure.ts';
import { isAlive, startMomentOf } from './postmaster.ts';

/** The process that holds a lock file. */
export type Owner = { pid: number; started: string };

/** Taking a lock: either it is ours, or someone who lives has it. */
export type Claim = { release: () => void } | { heldBy: Owner };

/** Takes the lock file for this process at once, or says who has it. A dead owner's lock is taken from it. */
export function claim(path: string): Claim {
  const mine = `${path}.${process.pid}`;
  const self: Owner = { pid: process.pid, started: startMomentOf(process.pid) };
  writeFileSync(mine, JSON.stringify(self), { mode: 0o600 });
  try {
    for (;;) {
      if (linkIfFree(mine, path)) return { release: () => rmSync(path, { force: true }) };
      const owner = ownerOf(path);
      if (owner) return { heldBy: owner };
      setAside(path);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Like `claim`, waiting for its turn. */
export async function claimInTurn(path: string, timeoutMs: number): Promise<Claim> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const outcome = claim(path);
    if ('release' in outcome || Date.now() > deadline) return outcome;
    await sleep(50);
  }
}

/** The living owner of a lock file, if there is one. */
export function ownerOf(path: string): Owner | undefined {
  const owner = readOwner(path);
  if (!owner || !isAlive(owner.pid) || startMomentOf(owner.pid) !== owner.started) return undefined;
  return owner;
}

/** A link appears whole or not at all, so nobody ever reads a half-written lock. */
function linkIfFree(mine: string, path: string): boolean {
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Renaming decides between two that find the same dead lock; a living one caught by mistake is put back. */
function setAside(path: string): void {
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (ownerOf(aside)) linkIfFree(aside, path);
  rmSync(aside, { force: true });
}

function readOwner(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}
