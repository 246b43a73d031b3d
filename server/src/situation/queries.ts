import { sql } from 'kysely';
import type { DbOrTx } from '../platform/db/database.ts';
import type { Scope } from '../needs/index.ts';

export type StatusCount = { status: string; count: number; overdue: number; life_critical: number };

/** Needs within the scope by status, with those past their limit and the life-critical ones. */
export async function countByStatus(
  db: DbOrTx,
  scope: Scope,
  area: string | undefined,
  now: string,
): Promise<StatusCount[]> {
  const result = await sql<StatusCount>`
    select status, count(*) as count,
      count(*) filter (where escalation > 0 or due_at <= ${now}) as overdue,
      count(*) filter (where priority = 'life-critical') as life_critical
    from need where ${within(scope, area)} group by status`.execute(db);
  return result.rows;
}

export type FlowRow = {
  at: string;
  collected: number;
  dispatched: number;
  fulfilled: number;
  closed: number;
  ended: number;
};

/** Facts by hour or day in the city's time, the last `points` of them that hold any. */
export async function countFlow(
  db: DbOrTx,
  scope: Scope,
  area: string | undefined,
  by: 'hour' | 'day',
  points: number,
): Promise<FlowRow[]> {
  const result = await sql<FlowRow>`
    select date_trunc(${by}, recorded_at, 'Asia/Shanghai') as at,
      count(*) filter (where action in ('collect', 'reopen')) as collected,
      count(*) filter (where to_status = 'dispatched' and from_status <> 'dispatched') as dispatched,
      count(*) filter (where to_status = 'fulfilled' and from_status <> 'fulfilled') as fulfilled,
      count(*) filter (where to_status = 'closed' and from_status <> 'closed') as closed,
      count(*) filter (where to_status in ('closed', 'withdrawn', 'merged') and from_status not in ('closed', 'withdrawn', 'merged'))
        - count(*) filter (where action = 'undo' and from_status in ('closed', 'withdrawn', 'merged')) as ended
    from event
    where module = 'needs' and ${within(scope, area)}
      and recorded_at >= now() - make_interval(hours => ${by === 'hour' ? points : points * 24})
    group by 1 order by 1 desc limit ${points}`.execute(db);
  return result.rows.reverse();
}

/** The scope as a condition on `organisation_id` and `area_code`; what a supplier serves is no figure of the city's. */
function within({ everywhere, areas, own }: Scope, area: string | undefined) {
  const allowed = everywhere
    ? sql`true`
    : sql`(area_code like any(${areas.map((each) => `${each}%`)}::text[]) or organisation_id = any(${own}::uuid[]))`;
  return area ? sql`${allowed} and area_code like ${`${area}%`}` : allowed;
}
