import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { migrate } from '../src/platform/db/migrate.ts';
import { databaseUrl, maintenanceUrl, withClient } from '../src/platform/engine/ready.ts';

const repository = join(import.meta.dirname, '..', '..');
/** Any number of our own: whoever holds it builds a template, the others wait. */
const buildingLock = 20_200_123;

/** `migrated`: the schema alone. `prepared`: with the reference data that every city starts with, as `up` makes it. */
export type Stage = 'migrated' | 'prepared';

/** What a template follows from: when one of these changes, it is built anew. */
const sources: Record<Stage, string> = {
  migrated: 'server/migrations/*.sql',
  prepared: '{server/migrations/*.sql,server/src/**/*.{ts,json},contract/src/**/*.ts}',
};
const builders: Record<Stage, (url: string) => Promise<unknown>> = {
  migrated: migrate,
  prepared: async (url) => (await import('../src/main.ts')).prepareDatabase(url),
};
const ready = new Map<string, Promise<string>>();

/** The name of the template database on this server, built by whoever needs it first. */
export function templateName(server: string, stage: Stage): Promise<string> {
  const key = `${stage} ${server}`;
  const known = ready.get(key) ?? withClient(maintenanceUrl(server), (client) => ensureTemplate(client, server, stage));
  ready.set(key, known);
  return known;
}

async function ensureTemplate(client: Client, server: string, stage: Stage): Promise<string> {
  const name = `template_${stage}_${checksumOf(sources[stage])}`;
  await client.query('select pg_advisory_lock($1)', [buildingLock]);
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 0) await build(client, server, stage, name);
  return name;
}

/** Renamed only when complete: a template never shows half of its contents. Older ones stay for running tests. */
async function build(client: Client, server: string, stage: Stage, name: string): Promise<void> {
  await client.query('drop database if exists building with (force)');
  await client.query(`create database building template template0`);
  await builders[stage](databaseUrl(server, 'building'));
  await client.query(`alter database building rename to ${name}`);
}

function checksumOf(pattern: string): string {
  const hash = createHash('sha256');
  for (const file of globSync(pattern, { cwd: repository }).sort()) {
    if (file.endsWith('.test.ts')) continue;
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(repository, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
