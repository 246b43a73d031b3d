import type { RawBuilder } from 'kysely';
import pg from 'pg';
import { type Db, poolOf } from './database.ts';

/** `PGCOPY\n\377\r\n\0`, flags, length of an extension that there is none of. */
const HEAD = Buffer.from('PGCOPY\n');
const HEAD_BYTES = 19;

/** As PostgreSQL keeps them, null where there is none; only good until `take` returns. */
export type Fields = readonly (Buffer | null)[];

/**
 * Gives the fields of a query's only row as bytes. Results of ordinary queries come as text: for a block of two megabytes the database
 * takes as long to write that as to find the block. Parameters become literals, since COPY takes none; texts and numbers only.
 */
export async function copyOut<Result>(
  db: Db,
  query: RawBuilder<unknown>,
  take: (fields: Fields) => Result,
): Promise<Result> {
  const { sql, parameters } = query.compile(db);
  const text = sql.replace(/\$(\d+)/g, (_, place: string) => literalOf(parameters[Number(place) - 1]));
  const client = await poolOf(db).connect();
  try {
    return await new Promise<Result>((resolve, reject) => {
      client.query(new CopyOut(`copy (${text}) to stdout (format binary)`, take, { resolve, reject }));
    });
  } finally {
    client.release();
  }
}

function literalOf(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') throw new TypeError('COPY takes texts and numbers only.');
  return pg.escapeLiteral(String(value));
}

type Waiting<Result> = { resolve(result: Result): void; reject(error: unknown): void };

/** A query as the driver sends it, and what it calls as answers come. */
class CopyOut<Result> implements pg.Submittable {
  readonly #text: string;
  readonly #take: (fields: Fields) => Result;
  readonly #waiting: Waiting<Result>;
  #taken: { result: Result } | undefined;
  #error: unknown = new Error('a query for one row has given none');

  constructor(text: string, take: (fields: Fields) => Result, waiting: Waiting<Result>) {
    this.#text = text;
    this.#take = take;
    this.#waiting = waiting;
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#text);
  }

  /** A message is one row; the first begins with the head of all, the last is an end without a row. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    const row = chunk.subarray(chunk.subarray(0, HEAD.length).equals(HEAD) ? HEAD_BYTES : 0);
    if (row.length < 2 || row.readInt16BE(0) < 0) return;
    try {
      this.#taken = { result: this.#take(fieldsOf(row)) };
    } catch (error) {
      this.#error = error;
    }
  }

  handleCommandComplete(): void {}

  /** Also where the connection is lost: nothing more comes then. */
  handleError(error: unknown): void {
    this.#taken = undefined;
    this.#error = error;
    this.#waiting.reject(error);
  }

  handleReadyForQuery(): void {
    if (this.#taken) this.#waiting.resolve(this.#taken.result);
    else this.#waiting.reject(this.#error);
  }
}

/** How many there are, then of each its length, −1 for null, and its bytes. */
function fieldsOf(row: Buffer): Fields {
  let at = 2;
  return Array.from({ length: row.readInt16BE(0) }, () => {
    const length = row.readInt32BE(at);
    at += 4 + Math.max(0, length);
    return length < 0 ? null : row.subarray(at - length, at);
  });
}
