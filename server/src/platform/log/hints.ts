import { EventEmitter } from 'node:events';
import pg from 'pg';

const CHANNEL = 'baogong_log';
/** Cross-process hints are merged: at most one in this many milliseconds. */
const NOTIFY_EVERY = 10;

/**
 * "Something was committed": wakes followers in this process at once and in the others through one connection of its
 * own, outside every writing transaction (a NOTIFY inside them costs seven eighths of the throughput). A lost hint is
 * harmless: followers poll as well.
 */
export type Hints = { wake(): void; onWake(listener: () => void): () => void; close(): Promise<void> };

export function localHints(): Hints {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    wake: () => void emitter.emit('wake'),
    onWake(listener) {
      emitter.on('wake', listener);
      return () => emitter.off('wake', listener);
    },
    close: async () => void emitter.removeAllListeners(),
  };
}

/** Hints between processes. Reconnects by itself; while it cannot, hints stay local. */
export async function sharedHints(url: string): Promise<Hints> {
  const local = localHints();
  let connection: pg.Client | null = null;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let telling = false;
  let again = false;

  async function connect(): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    client.on('notification', () => local.wake());
    client.on('error', () => {});
    client.on('end', () => {
      connection = null;
      if (!closed) setTimeout(() => void connect().catch(() => {}), 500).unref();
    });
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    connection = client;
  }

  /** One at a time: what is committed while it is on its way is told by the next one. */
  async function notify(): Promise<void> {
    timer = undefined;
    again = telling;
    if (telling) return;
    telling = true;
    await connection?.query(`notify ${CHANNEL}`).catch(() => {});
    telling = false;
    if (again) tellSoon();
  }

  function tellSoon(): void {
    timer ??= setTimeout(() => void notify(), NOTIFY_EVERY);
  }

  await connect();
  return {
    ...local,
    wake() {
      local.wake();
      tellSoon();
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await local.close();
      await connection?.end().catch(() => {});
    },
  };
}
