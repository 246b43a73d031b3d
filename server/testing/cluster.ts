import { createHash } from 'node:crypto';
import { lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { ensureCluster, joinRunning, stopCluster } from '../src/platform/engine/cluster.ts';
import type { ClusterOptions } from '../src/platform/engine/cluster.ts';
import { EngineFailure } from '../src/platform/engine/failure.ts';
import { claimInTurn } from '../src/platform/engine/ownership.ts';
import { isAlive } from '../src/platform/engine/postmaster.ts';
import { maintenanceUrl } from '../src/platform/engine/ready.ts';
import { atEnd } from './at-end.ts';

/** What pg's types leave out: whether the connection keeps the process alive. */
type Guest = Client & { ref: () => void; unref: () => void };

const guestName = 'baogong-test';
const turnMs = 60_000;
const entered = new Map<number, Promise<string>>();

/**
 * A server for tests: so many a checkout and user as run side by side, in the temporary folder, without fsync. Each process
 * that uses it keeps one connection open; whoever leaves last turns off the light. A killed process just loses its connection.
 */
export function enterTestCluster(slot = 0): Promise<string> {
  const known = entered.get(slot) ?? enter(slot);
  entered.set(slot, known);
  return known;
}

async function enter(slot: number): Promise<string> {
  const options = await clusterOptions(slot);
  return inTurn(options.dataDir, async () => {
    const { url } = await ensureCluster(options);
    const guest = new Client({ connectionString: maintenanceUrl(url), application_name: guestName }) as Guest;
    guest.on('error', () => undefined);
    await guest.connect();
    await dropLeftovers(guest);
    guest.unref();
    atEnd(() => leave(options, guest));
    return url;
  });
}

async function leave(options: ClusterOptions, guest: Guest): Promise<void> {
  guest.ref();
  await inTurn(options.dataDir, async () => {
    const others = await guest.query(
      'select 1 from pg_stat_activity where pid <> pg_backend_pid() and application_name = $1',
      [guestName],
    );
    await guest.end();
    const cluster = others.rowCount === 0 ? await joinRunning(options) : undefined;
    if (cluster) await stopCluster(cluster);
  }).catch((error: unknown) => process.emitWarning(`The test database was left running: ${String(error)}`));
}

/** Databases of test processes that were killed before they could drop them. */
async function dropLeftovers(guest: Client): Promise<void> {
  const { rows } = await guest.query<{ datname: string }>(
    `select datname from pg_database where datname like 'test\\_%'`,
  );
  const dead = rows.map((row) => row.datname).filter((name) => !isAlive(Number(name.split('_')[1])));
  for (const name of dead) await guest.query(`drop database if exists ${guest.escapeIdentifier(name)} with (force)`);
}

async function clusterOptions(slot: number): Promise<ClusterOptions> {
  const place = createHash('sha256')
    .update(`${import.meta.dirname} ${process.geteuid?.()}`)
    .digest('hex')
    .slice(0, 12);
  const dataDir = join(tmpdir(), `baogong-test-${place}${slot > 0 ? `-${slot}` : ''}`);
  await mkdir(dataDir, { mode: 0o700 }).catch(() => undefined);
  const found = await lstat(dataDir);
  if (!found.isDirectory() || found.uid !== process.geteuid?.()) throw new EngineFailure(`${dataDir} is not ours.`);
  return { dataDir, durability: 'disposable', log: () => undefined };
}

async function inTurn<Result>(dataDir: string, work: () => Promise<Result>): Promise<Result> {
  const lock = await claimInTurn(join(dataDir, 'turn.lock'), turnMs);
  if ('heldBy' in lock)
    throw new EngineFailure(`Process ${lock.heldBy.pid} has been starting ${dataDir} for a minute.`);
  try {
    return await work();
  } finally {
    lock.release();
  }
}
