import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { migrate } from '../src/platform/db/migrate.ts';
import { databaseUrl, maintenanceUrl, withClient } from '../src/platform/engine/ready.ts';

const migrations = join(import.meta.dirname, '..', 'migrations');
/** Any number of our own: whoever holds it builds the template, the others wait. */
const buildingLock = 20_200_123;
const ready = new Map<string, Promise<string>>();

/** The name of the migrated template database on this server, built by whoever needs it first. */
export function templateName(server: string): Promise<string> {
  const known = ready.get(server) ?? withClient(maintenanceUrl(server), (client) => ensureTemplate(client, server));
  ready.set(server, known);
  return known;
}

/** The name follows the migrations' text, so that a changed migration makes a new template. */
async function ensureTemplate(client: Client, server: string): Promise<string> {
  const name = `template_${migrationsChecksum()}`;
  await client.query('select pg_advisory_lock($1)', [buildingLock]);
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname like 'template\\_%' or datname = 'building'`,
  );
  const names = rows.map((row) => row.datname);
  if (!names.includes(name)) await build(client, server, name);
  return name;
}

/** Renamed only when complete: a template never shows half of the migrations. Older ones stay for running tests. */
async function build(client: Client, server: string, name: string): Promise<void> {
  await client.query('drop database if exists building with (force)');
  await client.query(`create database building template template0`);
  await migrate(databaseUrl(server, 'building'));
  await client.query(`alter database building rename to ${name}`);
}

function migrationsChecksum(): string {
  const hash = createHash('sha256');
  for (const file of globSync('**/*', { cwd: migrations, withFileTypes: false }).sort()) {
    if (!/\.(sql|ts)$/.test(file)) continue;
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(migrations, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
