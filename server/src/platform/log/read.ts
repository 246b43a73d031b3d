import { sql } from 'kysely';
import type { DbOrTx } from '../db/database.ts';

/** A place in the log. Ordered by transaction, then by id: commit order is not id order. */
export type Position = { xid: string; id: number };
export const START: Position = { xid: '0', id: 0 };

export type RecordedEvent = {
  position: Position;
  module: string;
  action: string;
  subjectId: string;
  version: number;
  from: string;
  to: string;
  organisationId: string | null;
  areaCode: string | null;
  actor: string;
  actorName: string;
  commandId: string | null;
  happenedAt: string;
  recordedAt: string;
  details: Record<string, unknown>;
};

type EventRow = {
  id: number;
  xid: string;
  module: string;
  action: string;
  subject_id: string;
  version: number;
  from_status: string;
  to_status: string;
  organisation_id: string | null;
  area_code: string | null;
  actor: string;
  actor_name: string;
  command_id: string | null;
  happened_at: string;
  recorded_at: string;
  details: Record<string, unknown>;
};

const columns =
  sql.raw(`id, xid::text, module, action, subject_id, version, from_status, to_status, organisation_id, area_code,
           actor, actor_name, command_id, happened_at, recorded_at, details`);

/**
 * Events after the position, in the log's order, only those below the snapshot horizon: every transaction that could
 * still add an event before them has ended. An event that commits late is therefore read later, never skipped.
 * `order by event.xid`, not `xid`: the latter would mean the text that is read out, in which 1000 stands before 999.
 */
export async function readEvents(db: DbOrTx, after: Position, limit: number): Promise<RecordedEvent[]> {
  const result = await sql<EventRow>`
    select ${columns}
    from event
    where (xid, id) > (${after.xid}::xid8, ${after.id}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by event.xid, event.id
    limit ${limit}`.execute(db);
  return result.rows.map(toEvent);
}

/** What was gone through: `events` are those of it that were asked for, `last` and `count` of all of it. */
export type Batch = { events: RecordedEvent[]; last: Position | null; count: number };

/** The same for a reader of a few facts (`needs.dispatch`): the others are passed over within the database. */
export async function readFacts(db: DbOrTx, after: Position, limit: number, facts: readonly string[]): Promise<Batch> {
  const { rows } = await sql<EventRow & { asked: boolean; count: number }>`
    with batch as (
      select *, row_number() over (order by event.xid, event.id) as place
      from event
      where (xid, id) > (${after.xid}::xid8, ${after.id}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by event.xid, event.id
      limit ${limit}
    ), passed as (
      select *, module || '.' || action = any(${[...facts]}::text[]) as asked, count(*) over () as count from batch
    )
    select ${columns}, asked, count from passed where asked or place = count order by place`.execute(db);
  const last = rows.at(-1);
  const events = rows.filter(({ asked }) => asked).map(toEvent);
  return { events, last: last ? toEvent(last).position : null, count: last?.count ?? 0 };
}

/** The end of what may be read now: where a new stream starts. */
export async function currentPosition(db: DbOrTx): Promise<Position> {
  const result = await sql<{ xid: string; id: number }>`
    select xid::text, id from event where xid < pg_snapshot_xmin(pg_current_snapshot())
    order by event.xid desc, event.id desc limit 1`.execute(db);
  return result.rows[0] ?? START;
}

export function formatPosition(position: Position): string {
  return `${position.xid}-${position.id}`;
}

/** null when the text is no position. */
export function parsePosition(text: string): Position | null {
  const match = /^(\d{1,19})-(\d{1,15})$/.exec(text);
  return match ? { xid: match[1]!, id: Number(match[2]) } : null;
}

export function comparePositions(left: Position, right: Position): number {
  const byTransaction = BigInt(left.xid) - BigInt(right.xid);
  return byTransaction === 0n ? left.id - right.id : byTransaction < 0n ? -1 : 1;
}

function toEvent(row: EventRow): RecordedEvent {
  return {
    position: { xid: row.xid, id: row.id },
    module: row.module,
    action: row.action,
    subjectId: row.subject_id,
    version: row.version,
    from: row.from_status,
    to: row.to_status,
    organisationId: row.organisation_id,
    areaCode: row.area_code,
    actor: row.actor,
    actorName: row.actor_name,
    commandId: row.command_id,
    happenedAt: row.happened_at,
    recordedAt: row.recorded_at,
    details: row.details,
  };
}

/** Newest facts first, of one subject or of all, in these areas; facts of no area (people, catalogue) are included. */
export async function readNewestEvents(
  db: DbOrTx,
  filter: { before: Position | null; subject: string | null; areas: string[]; limit: number },
): Promise<RecordedEvent[]> {
  const { before, subject, areas, limit } = filter;
  const result = await sql<EventRow>`
    select ${columns}
    from event
    where ${before ? sql`(xid, id) < (${before.xid}::xid8, ${before.id}::bigint)` : sql`true`}
      and ${subject ? sql`subject_id = ${subject}` : sql`true`}
      and (area_code is null or area_code like any(${areas.map((area) => `${area}%`)}::text[]))
    order by event.xid desc, event.id desc
    limit ${limit}`.execute(db);
  return result.rows.map(toEvent);
}
