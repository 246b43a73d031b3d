import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Transactions that write three bare rows: as three statements (what the target speaks of), or as one. */
export const peerScripts = {
  threeStatements: `begin;\n${'insert into bench_line (need, item, quantity) values (:client_id, 7, 20);\n'.repeat(3)}commit;\n`,
  oneStatement: `insert into bench_line (need, item, quantity) values ${Array(3).fill('(:client_id, 7, 20)').join(', ')};\n`,
};
export type PeerScript = keyof typeof peerScripts;

/** A plain table: a key made by the database, no foreign key, no other index. */
export const peerTable = `create table if not exists bench_line
  (id bigint generated always as identity primary key, need bigint not null, item integer not null, quantity bigint not null)`;

/** Path of pgbench, or undefined where no PostgreSQL client programs are installed. */
export function findPgbench(): string | undefined {
  return ['/usr/bin/pgbench', ...globSync('/usr/lib/postgresql/*/bin/pgbench')].find((path) => existsSync(path));
}

/** Transactions per second of so many clients. */
export async function pgbench(
  program: string,
  databaseUrl: string,
  script: PeerScript,
  { clients, seconds, folder }: { clients: number; seconds: number; folder: string },
): Promise<number> {
  const file = `${folder}/${script}.sql`;
  await writeFile(file, peerScripts[script]);
  const words = ['-n', '-M', 'prepared', '-c', clients, '-j', Math.min(2, clients), '-T', seconds, '-f', file];
  const { stdout } = await run(program, [...words.map(String), databaseUrl]);
  const tps = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
  if (!tps) throw new Error(`pgbench printed no rate:\n${stdout}`);
  return Number(tps);
}
