import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { createGate, type Gate } from '../gate.ts';
import type { DB } from './generated.ts';

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;
/** What a query needs: the database or an open transaction. */
export type DbOrTx = Db | Tx;

export type Database = { db: Db; pool: pg.Pool; url: string; close(): Promise<void> };

/** Quantities stay below 2^53 (checked at the door), so bigint columns are plain numbers here. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === pg.types.builtins.INT8) return Number;
    if (oid === pg.types.builtins.TIMESTAMPTZ) return isoInstant;
    if (oid === pg.types.builtins.DATE) return String;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

/** Opens a pool of at most `connections`. Instants cross the driver as ISO 8601 text in UTC. */
export function openDatabase(url: string, connections = 20): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections, types, options: '-c timezone=UTC' });
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // A connection lost between two statements of a transaction has nobody waiting for its error; the next statement fails.
  pool.on('connect', (client) => void client.on('error', () => {}));
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  gates.set(db, createGate(Math.max(1, Math.floor(connections / 2))));
  bulkGates.set(db, createGate(BULK_AT_ONCE));
  const closers: (() => Promise<void>)[] = [];
  known.set(db, { url, pool, closers });
  let closing: Promise<void> | undefined;
  const closeAll = async () => {
    await Promise.all(closers.map((close) => close()));
    await db.destroy();
  };
  return { db, pool, url, close: () => (closing ??= closeAll()) };
}

type Known = { url: string; pool: pg.Pool; closers: (() => Promise<void>)[] };
const known = new WeakMap<Db, Known>();

/** Where the database is, for threads that open connections of their own. */
export function urlOf(db: Db): string {
  return knownOf(db).url;
}

/** The driver's connections, for what Kysely has no words for. */
export function poolOf(db: Db): pg.Pool {
  return knownOf(db).pool;
}

function knownOf(db: Db): Known {
  const found = known.get(db);
  if (!found) throw new TypeError('Only what openDatabase gave has an address and connections.');
  return found;
}

/** What must be over before the database is closed. */
export function onClose(db: Db, close: () => Promise<void>): void {
  known.get(db)?.closers.push(close);
}

const gates = new WeakMap<Db, Gate>();
const bulkGates = new WeakMap<Db, Gate>();
/** One is read and reckoned with while the database writes the other. */
const BULK_AT_ONCE = 2;
const open: Gate = (work) => work();

/**
 * Through it go the transactions that look things up outside of themselves (in what is held in memory) on the way. They
 * take half of the pool at most: were they to take all of it, one that must look something up and those that wait for its
 * locks would wait for each other.
 */
export function commandGate(db: Db): Gate {
  return gates.get(db) ?? open;
}

/** Through it go requests of thousands of rows, a few at a time, so that people's small ones find room beside them. */
export function bulkGate(db: Db): Gate {
  return bulkGates.get(db) ?? open;
}

/** `2026-02-01 10:00:00.5+00`, as the server writes instants in UTC; the pattern spares it the parser of dates. */
const utc = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?\+00$/;

function isoInstant(text: string): string {
  const plain = utc.exec(text);
  if (plain) return `${plain[1]}T${plain[2]}.${(plain[3] ?? '').padEnd(3, '0')}Z`;
  return text === 'infinity' || text === '-infinity' ? text : new Date(text).toISOString();
}
