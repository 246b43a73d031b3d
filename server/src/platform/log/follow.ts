import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Db, Tx } from '../db/database.ts';
import type { Hints } from './hints.ts';
import { type Batch, type Position, readEvents, readFacts, type RecordedEvent } from './read.ts';

const BATCH = 500;
/** Safety net for hints that were lost. */
const POLL_MILLISECONDS = 1000;
const RETRY_MILLISECONDS = 2000;
/** Facts are gathered this long, so that a busy second costs a few transactions rather than hundreds. */
const GATHER_MILLISECONDS = 60;

export type Follower = {
  /** Stable name: its cursor in the database. */
  name: string;
  /** What it acts on, like `needs.dispatch`; left out: everything. */
  facts?: readonly string[];
  /** Acts on events in the transaction that moves the cursor, so that each event counts once. */
  act(tx: Tx, events: readonly RecordedEvent[]): Promise<void>;
};

/** Runs the follower until `stop()`: woken by hints, polling as a safety net, one process at a time per follower. */
export function follow(db: Db, hints: Hints, logger: Logger, follower: Follower): { stop(): Promise<void> } {
  let stopped = false;
  let wake: () => void = () => {};
  const off = hints.onWake(() => wake());
  const loop = (async () => {
    while (!stopped) {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      const pause = await followOnce(db, follower).then(
        (count) => (count === BATCH ? 0 : POLL_MILLISECONDS),
        (error: unknown) => {
          logger.error({ err: error, follower: follower.name }, 'follower failed; trying again');
          return RETRY_MILLISECONDS;
        },
      );
      if (pause === 0 || stopped) continue;
      await Promise.race([woken, sleep(pause)]);
      if (!stopped) await sleep(GATHER_MILLISECONDS);
    }
  })();
  return {
    async stop() {
      stopped = true;
      off();
      wake();
      await loop;
    },
  };
}

/** One batch. Returns how many events were passed; 0 when another process holds the follower. */
export async function followOnce(db: Db, follower: Follower): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const position = (await lockCursor(tx, follower.name)) ?? (await openCursor(tx, follower.name));
    if (!position) return 0;
    const { events, last, count } = await readBatch(tx, { xid: position.xid, id: position.event_id }, follower);
    if (!last) return 0;
    if (events.length > 0) await follower.act(tx, events);
    await sql`update follower set xid = ${last.xid}::xid8, event_id = ${last.id}, moved_at = now()
      where name = ${follower.name}`.execute(tx);
    return count;
  });
}

async function readBatch(tx: Tx, after: Position, { facts }: Follower): Promise<Batch> {
  if (facts) return readFacts(tx, after, BATCH, facts);
  const events = await readEvents(tx, after, BATCH);
  return { events, last: events.at(-1)?.position ?? null, count: events.length };
}

type Cursor = { xid: string; event_id: number };

async function lockCursor(tx: Tx, name: string): Promise<Cursor | undefined> {
  const { rows } = await sql<Cursor>`
    select xid::text, event_id from follower where name = ${name} for update skip locked`.execute(tx);
  return rows[0];
}

/** Makes the cursor of a follower that never ran; none where it exists and another process holds it. */
async function openCursor(tx: Tx, name: string): Promise<Cursor | undefined> {
  const { rows } = await sql<Cursor>`
    insert into follower (name) values (${name}) on conflict do nothing returning xid::text, event_id`.execute(tx);
  return rows[0];
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
