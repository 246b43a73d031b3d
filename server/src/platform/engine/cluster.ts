import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chown, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { locateBinaries } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { EngineFailure, reasonOf } from './failure.ts';
import { chooseIdentity, giveFilesTo } from './identity.ts';
import type { Identity } from './identity.ts';
import { boundLog, sizeOf, tailOf } from './log-file.ts';
import { disarmPidFile, findPostmaster, isAlive } from './postmaster.ts';
import { awaitReady, createDatabase } from './ready.ts';
import { asArguments, settingsFor } from './settings.ts';

export type ClusterOptions = {
  /** Holds everything of this cluster: `postgres/` (data), `postgres.json` (port and password, 0600), `postgres.log`. */
  dataDir: string;
  log: (line: string) => void;
  durability?: 'durable' | 'disposable';
  /** Ways of not being root that may be tried; for tests. */
  identities?: Identity['name'][];
};

/** A server that answers. `child` is absent when it was already running. */
export type Cluster = { url: string; pid: number; dataDir: string; child?: ChildProcess };

/** What must be remembered between starts, so that addresses stay valid. */
type Access = { port: number; password: string };

const databaseName = 'baogong';
const startAttempts = 5;
const run = promisify(execFile);

/** Where PostgreSQL keeps its files, logs and shares its socket. */
export const databaseFolder = (dataDir: string) => join(dataDir, 'postgres');
export const logFileOf = (dataDir: string) => join(dataDir, 'postgres.log');

/** Connects to the cluster that runs in this folder, or creates and starts it. */
export async function ensureCluster(options: ClusterOptions): Promise<Cluster> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const settled = { ...options, dataDir: await realpath(options.dataDir) };
  return (await joinRunning(settled)) ?? startStopped(settled);
}

/** The running cluster of this folder if there is one. */
export async function joinRunning({ dataDir, log }: ClusterOptions): Promise<Cluster | undefined> {
  const folder = databaseFolder(await realpath(dataDir).catch(() => dataDir));
  const postmaster = findPostmaster(folder);
  if (!postmaster) return undefined;
  const access = await readAccess(dataDir);
  if (!access)
    throw new EngineFailure(`PostgreSQL (pid ${postmaster.pid}) runs in ${folder}, but its password is lost.`);
  const url = urlOf({ ...access, port: postmaster.port });
  const isRunning = () => isAlive(postmaster.pid);
  await awaitReady({ url, folder, log, isRunning, problem: () => tailOf(logFileOf(dataDir)) });
  await createDatabase(url, databaseName);
  return { url, pid: postmaster.pid, dataDir };
}

/** Fast shutdown (open transactions roll back), waiting for the end; after 20 s the immediate one. */
export async function stopCluster(cluster: { pid: number; dataDir: string }): Promise<void> {
  if (await ends(cluster.pid, 'SIGINT', 20_000)) return;
  if (await ends(cluster.pid, 'SIGQUIT', 10_000)) return;
  throw new EngineFailure(`PostgreSQL (pid ${cluster.pid}) does not stop.\n${tailOf(logFileOf(cluster.dataDir))}`);
}

async function startStopped(options: ClusterOptions): Promise<Cluster> {
  const { dataDir } = options;
  const identity = await chooseIdentity(options.identities);
  const binaries = await locateBinaries(join(dataDir, 'engine'));
  if (!existsSync(databaseFolder(dataDir))) await createFiles(options, identity, binaries);
  await giveFilesTo(identity.owner, databaseFolder(dataDir));
  for (let attempt = 1; ; attempt += 1) {
    const access = await freshAccess(dataDir);
    try {
      return await startOnce({ options, identity, binaries, access });
    } catch (error) {
      if (attempt === startAttempts || !mayPass(error)) throw error;
      await sleep(200 * attempt);
    }
  }
}

/** The port was taken in between, or orphaned back ends of a killed server are still on their way out. */
function mayPass(error: unknown): boolean {
  return /could not bind|Address already in use|shared memory block|is the postmaster.*running/s.test(reasonOf(error));
}

/** initdb works under a temporary name, so that a killed initdb is never mistaken for a database. */
async function createFiles({ dataDir, durability }: ClusterOptions, identity: Identity, binaries: Binaries) {
  const folder = databaseFolder(dataDir);
  const [part, passwordFile] = [`${folder}.part`, join(dataDir, 'password.part')];
  const password = randomBytes(24).toString('base64url');
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  try {
    if (process.geteuid?.() === 0) await chown(part, identity.owner.uid, identity.owner.gid);
    const [program = '', ...words] = identity.wrap([binaries.initdb, ...initdbWords(part, passwordFile, durability)]);
    await run(program, words, { env: plainEnvironment(), timeout: 120_000 });
    await writeAccess(dataDir, { port: 0, password });
    await rename(part, folder);
  } catch (error) {
    throw new EngineFailure(`PostgreSQL could not create its files in ${folder}.\n${reasonOf(error)}`);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(part, { recursive: true, force: true });
  }
}

function initdbWords(folder: string, passwordFile: string, durability: ClusterOptions['durability']): string[] {
  const locale = process.platform === 'darwin' ? 'C' : 'C.UTF-8';
  const access = ['-U', databaseName, '--pwfile', passwordFile, '-A', 'scram-sha-256'];
  const text = ['--encoding=UTF8', `--locale=${locale}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const sync = durability === 'disposable' ? ['--no-sync'] : [];
  return ['-D', folder, '--data-checksums', ...access, ...text, ...sync];
}

type Start = { options: ClusterOptions; identity: Identity; binaries: Binaries; access: Access };

async function startOnce({ options, identity, binaries, access }: Start): Promise<Cluster> {
  const { dataDir, log } = options;
  const [folder, logFile] = [databaseFolder(dataDir), logFileOf(dataDir)];
  boundLog(logFile);
  const logStart = sizeOf(logFile);
  disarmPidFile(folder);
  const settings = { ...settingsFor(options.durability ?? 'durable'), port: String(access.port), ...socketIn(dataDir) };
  const [program = '', ...words] = identity.wrap([binaries.postgres, '-D', folder, ...asArguments(settings)]);
  const child = launch(program, words, logFile);
  const url = urlOf(access);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  await awaitReady({ url, folder, log, isRunning, problem: () => tailOf(logFile, logStart) });
  await createDatabase(url, databaseName);
  if (child.pid === undefined) throw new EngineFailure(`${program} could not be started.`);
  return { url, pid: child.pid, dataDir, child };
}

/** In a process group of its own: Ctrl-C must reach us first and the server only after the last request. */
function launch(program: string, words: string[], logFile: string): ChildProcess {
  const output = openSync(logFile, 'a', 0o600);
  try {
    const child = spawn(program, words, { detached: true, stdio: ['ignore', output, output], env: plainEnvironment() });
    child.on('error', () => undefined);
    child.unref();
    return child;
  } finally {
    closeSync(output);
  }
}

/** Neither the caller's PG… variables nor its locale may reach the server; the mark of a test run does. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH = '/usr/bin:/bin', BAOGONG_TEST_RUN } = process.env;
  return {
    PATH,
    LC_ALL: process.platform === 'darwin' ? 'C' : 'C.UTF-8',
    ...(BAOGONG_TEST_RUN && { BAOGONG_TEST_RUN }),
  };
}

/** A unix socket beside the data where its path fits into the 107 bytes that systems allow. */
function socketIn(dataDir: string): Record<string, string> {
  const fits = Buffer.byteLength(join(dataDir, '.s.PGSQL.65535.lock')) <= 103 && !/[,'"]/.test(dataDir);
  return { unix_socket_directories: fits ? dataDir : '', unix_socket_permissions: '0700' };
}

async function ends(pid: number, signal: NodeJS.Signals, timeoutMs: number): Promise<boolean> {
  if (isAlive(pid)) process.kill(pid, signal);
  for (const deadline = Date.now() + timeoutMs; isAlive(pid); await sleep(10)) if (Date.now() > deadline) return false;
  return true;
}

const urlOf = ({ port, password }: Access) =>
  `postgresql://${databaseName}:${password}@127.0.0.1:${port}/${databaseName}`;

const accessFile = (dataDir: string) => join(dataDir, 'postgres.json');

async function readAccess(dataDir: string): Promise<Access | undefined> {
  return readFile(accessFile(dataDir), 'utf8').then(
    (text) => JSON.parse(text) as Access,
    () => undefined,
  );
}

async function writeAccess(dataDir: string, access: Access): Promise<void> {
  await writeFile(`${accessFile(dataDir)}.part`, `${JSON.stringify(access)}\n`, { mode: 0o600 });
  await rename(`${accessFile(dataDir)}.part`, accessFile(dataDir));
}

/** The remembered port if it is still free, else another one, which is remembered. */
async function freshAccess(dataDir: string): Promise<Access> {
  const access = await readAccess(dataDir);
  if (!access)
    throw new EngineFailure(`${accessFile(dataDir)} is missing: without it nobody can sign in to the database.`);
  if (access.port > 0 && (await isFree(access.port))) return access;
  const moved = { ...access, port: await freePort() };
  await writeAccess(dataDir, moved);
  return moved;
}

/** Below the range from which systems give out temporary ports, so that none is taken while we are stopped. */
async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
  throw new EngineFailure('No free port between 20000 and 32000 on 127.0.0.1.');
}

async function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = createServer();
  probe.once('error', () => resolve(false));
  probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  return promise;
}
