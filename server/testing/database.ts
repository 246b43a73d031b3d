import { setTimeout as sleep } from 'node:timers/promises';
import { basename } from 'node:path';
import { databaseUrl, maintenanceUrl, withClient } from '../src/platform/engine/ready.ts';
import { atEnd, holdEnd } from './at-end.ts';
import { enterTestCluster } from './cluster.ts';
import { type Stage, templateName } from './template.ts';

/** A migrated, empty database of its own. `url` is good for any PostgreSQL client. */
export type TestDatabase = { url: string; name: string };

/** What offers an end to hang the clean-up on: a test's context. */
export type Scope = { after: (cleanUp: () => void) => void };

const patienceMs = 5000;
let databases = 0;

/**
 * Gives a fresh database, cloned from the template of the stage, and drops it after the test, or without a scope at the
 * end of the process. The server is the one of BAOGONG_TEST_DATABASE_URL (set by `./baogong test`), else one shared by the test files running at this moment, which
 * the last of them stops.
 */
export async function openTestDatabase(scope?: Scope, stage: Stage = 'migrated', own?: string): Promise<TestDatabase> {
  const server = own ?? process.env.BAOGONG_TEST_DATABASE_URL ?? (await enterTestCluster());
  const template = await templateName(server, stage);
  databases += 1;
  const name = `test_${process.pid}_${fileWord()}_${databases}`;
  await withClient(maintenanceUrl(server), (client) => client.query(`create database ${name} template ${template}`));
  if (scope) scope.after(dropInBackground(server, name));
  else atEnd(() => dropWhenLeft(server, name));
  return { url: databaseUrl(server, name), name };
}

/** The test file's name as far as it is good for a database name. */
function fileWord(): string {
  const word = basename(process.argv[1] ?? 'file', '.test.ts');
  return word
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 30);
}

/**
 * Hooks run in the order of their registration, so those that close the test's own connections
 * come after ours, and cutting a pool's connections would make it fail.
 */
function dropInBackground(server: string, name: string): () => void {
  const release = holdEnd();
  return () => void dropWhenLeft(server, name).finally(release);
}

/** Only who never leaves is cut off. */
async function dropWhenLeft(server: string, name: string): Promise<void> {
  await withClient(maintenanceUrl(server), async (client) => {
    const inUse = 'select 1 from pg_stat_activity where datname = $1';
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(20)) {
      if ((await client.query(inUse, [name])).rowCount === 0) break;
    }
    await client.query(`drop database if exists ${name} with (force)`);
  }).catch((error: unknown) => process.emitWarning(`${name} was not dropped: ${String(error)}`));
}
