import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../src/platform/db/database.ts';
import { type Follower, followOnce } from '../src/platform/log/follow.ts';

/**
 * The follower acts on everything that the log holds now. Transactions of other tests on the same server hold the horizon back for
 * a moment: a round that passes nothing doesn't mean that nothing is left.
 */
export async function catchUp(db: Db, follower: Follower): Promise<void> {
  const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0)::int as id from event`.execute(db);
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(20)) {
    await followOnce(db, follower);
    const at = await sql<{ id: number }>`select event_id as id from follower where name = ${follower.name}`.execute(db);
    if ((at.rows[0]?.id ?? -1) >= rows[0]!.id) return;
  }
  throw new Error(`${follower.name} has not caught up within 20 s`);
}

/** Everything that the log holds now can be read: nothing of it stands above the horizon any more. */
export async function untilReadable(db: Db): Promise<void> {
  const { rows } = await sql<{ xid: string }>`select coalesce(max(xid), '0'::xid8)::text as xid from event`.execute(db);
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(20)) {
    const horizon = await sql<{ passed: boolean }>`
      select ${rows[0]!.xid}::xid8 < pg_snapshot_xmin(pg_current_snapshot()) as passed`.execute(db);
    if (horizon.rows[0]!.passed) return;
  }
  throw new Error('the log has not become readable within 20 s');
}
