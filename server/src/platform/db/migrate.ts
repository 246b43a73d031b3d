import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

export const migrationsFolder = new URL('../../../migrations/', import.meta.url);

/** One lock for all processes that start at once: one migrates, the others wait and find nothing to do. */
const MIGRATION_LOCK = 706_001;

type Migration = { name: string; sql: string; checksum: string };

/**
 * Brings the database at `url` to the newest schema, each file in its own transaction, in order of its number.
 * Throws when a file that was applied before has changed since.
 */
export async function migrate(url: string): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(
      'create table if not exists migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    );
    const before = await client.query<{ name: string; checksum: string }>('select name, checksum from migration');
    const known = new Map(before.rows.map((row) => [row.name, row.checksum]));
    const applied: string[] = [];
    for (const migration of await readMigrations()) {
      if (isApplied(known, migration)) continue;
      await apply(client, migration);
      applied.push(migration.name);
    }
    return { applied };
  } finally {
    await client.end();
  }
}

/** All migrations in order, with the checksum that tells a changed file. */
export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(migrationsFolder)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, migrationsFolder), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

function isApplied(known: Map<string, string>, migration: Migration): boolean {
  const checksum = known.get(migration.name);
  if (checksum !== undefined && checksum !== migration.checksum) {
    throw new Error(`${migration.name} was applied with other contents; add a new migration instead of changing it`);
  }
  return checksum !== undefined;
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into migration (name, checksum) values ($1, $2)', [migration.name, migration.checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`${migration.name}: ${(error as Error).message}`, { cause: error });
  }
}
