import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { codeOf, EngineFailure, reasonOf } from './failure.ts';

export type Waiting = {
  url: string;
  /** The data folder that the server behind the url must have: another server may own the port. */
  folder: string;
  log: (line: string) => void;
  isRunning: () => boolean;
  /** What the server wrote, for the message when it does not come up. */
  problem: () => string;
};

const answerWithinMs = 60_000;
/** Replaying the log after a crash can take minutes on a slow disk; the server says so while it does. */
const recoverWithinMs = 15 * 60_000;
const recovering = '57P03';

/** Waits until the server answers a query and is the right one. */
export async function awaitReady(waiting: Waiting): Promise<void> {
  const started = Date.now();
  for (let saidRecovering = false; ; await sleep(20)) {
    const error = await attempt(waiting);
    if (!error) return;
    if (error instanceof EngineFailure) throw error;
    const isRecovering = codeOf(error) === recovering;
    if (!waiting.isRunning()) throw failure('stopped while starting', waiting, error);
    const patienceMs = isRecovering ? recoverWithinMs : answerWithinMs;
    if (Date.now() - started > patienceMs)
      throw failure(`does not answer after ${patienceMs / 1000} s`, waiting, error);
    if (isRecovering && !saidRecovering && Date.now() - started > 3000) {
      waiting.log('PostgreSQL is recovering its data after a hard stop …');
      saidRecovering = true;
    }
  }
}

/** Creates a database unless it exists. `name` is a word of ours, never input. */
export async function createDatabase(url: string, name: string): Promise<void> {
  await withClient(maintenanceUrl(url), async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}

/** The same server's `postgres` database, from which others are created and dropped. */
export function maintenanceUrl(url: string): string {
  return databaseUrl(url, 'postgres');
}

/** The same server, another database. */
export function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** Runs work on one connection and closes it whatever happens. */
export async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function attempt({ url, folder }: Waiting): Promise<unknown> {
  try {
    const shown = await withClient(maintenanceUrl(url), (client) => client.query('show data_directory'));
    if (shown.rows[0].data_directory === folder) return undefined;
    return new EngineFailure(`Another PostgreSQL (${shown.rows[0].data_directory}) answers at the port of ${folder}.`);
  } catch (error) {
    return error;
  }
}

function failure(what: string, waiting: Waiting, error: unknown): EngineFailure {
  return new EngineFailure(`PostgreSQL ${what} (${waiting.folder}): ${reasonOf(error)}\n${waiting.problem()}`);
}
