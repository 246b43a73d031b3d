import { sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';

export type CountKey = { organisationId: string; day: string };

/**
 * Takes the next numbers of institutions' days; returns the first of each run. Its commit need not reach the disk by
 * itself: the needs' own commit, later in the same log, carries it along.
 */
export async function takeNumbers(
  db: DbOrTx,
  runs: readonly (CountKey & { count: number })[],
): Promise<Map<string, number>> {
  const rows = runs.map((run) => ({ organisation_id: run.organisationId, day: run.day, count: run.count }));
  const result = await sql<{ organisation_id: string; day: string; last: number }>`
    with quick as (select set_config('synchronous_commit', 'off', true) as off)
    insert into need_day_count as counted (organisation_id, day, count)
    select organisation_id, day, count
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as run (organisation_id uuid, day date, count integer), quick
    order by organisation_id, day
    on conflict (organisation_id, day) do update set count = counted.count + excluded.count
    returning organisation_id, day::text, count as last`.execute(db);
  const counts = new Map(runs.map((run) => [keyOf(run), run.count]));
  return new Map(
    result.rows.map((row) => {
      const key = keyOf({ organisationId: row.organisation_id, day: row.day });
      return [key, row.last - counts.get(key)! + 1];
    }),
  );
}

export function keyOf(key: CountKey): string {
  return `${key.organisationId} ${key.day}`;
}

/** A need ready to be written: rows in the database's names. */
export type CollectedRow = {
  command: { id: string; actor: string; operation: string; body_hash: string; answer: unknown } | null;
  need: Record<string, unknown> & { id: string };
  lines: Record<string, unknown>[];
  event: Record<string, unknown>;
};

/**
 * Writes many needs with their commands, facts and lines in one statement. Those whose command id was used before are left
 * out; returns the ids of the needs written.
 */
export async function insertCollected(db: DbOrTx, rows: readonly CollectedRow[]): Promise<Set<string>> {
  const result = await sql<{ need_id: string }>`
    with input as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (command jsonb, need jsonb, lines jsonb, event jsonb)
    ), claimed as (
      insert into command (id, actor, operation, body_hash, answer)
      select (command->>'id')::uuid, command->>'actor', command->>'operation', decode(command->>'body_hash', 'hex'), command->'answer'
      from input where jsonb_typeof(command) = 'object'
      on conflict (id) do nothing
      returning id
    ), fresh as (
      select need, lines, event from input
      where command is null or jsonb_typeof(command) <> 'object' or (command->>'id')::uuid in (select id from claimed)
    ), facts as (
      insert into event (module, action, subject_id, version, life, from_status, to_status, organisation_id, area_code,
                         actor, actor_name, on_behalf, command_id, happened_at, details)
      select fact.* from fresh, jsonb_to_record(event) as fact (
        module text, action text, subject_id uuid, version integer, life text, from_status text, to_status text,
        organisation_id uuid, area_code text, actor text, actor_name text, on_behalf boolean, command_id uuid,
        happened_at timestamptz, details jsonb)
    ), needs as (
      insert into need (id, day, day_number, kind_code, kind_version, life, status, organisation_id, area_code, entered_by,
                        entered_by_name, on_behalf, channel, priority, priority_reason, headline, description, contact, form,
                        needed_by, runs_dry_at, hurts_at, due_at, desk, collected_at, search_text, version)
      select row.* from fresh, jsonb_to_record(need) as row (
        id uuid, day date, day_number integer, kind_code text, kind_version integer, life text, status text,
        organisation_id uuid, area_code text, entered_by text, entered_by_name text, on_behalf boolean, channel text,
        priority text, priority_reason text, headline text, description text, contact text, form jsonb,
        needed_by timestamptz, runs_dry_at timestamptz, hurts_at timestamptz, due_at timestamptz, desk text,
        collected_at timestamptz, search_text text, version integer)
    ), lines as (
      insert into need_line (id, need_id, position, item_code, specification, said, requested)
      select line.* from fresh, jsonb_to_recordset(fresh.lines) as line (
        id uuid, need_id uuid, position smallint, item_code text, specification text, said text, requested bigint)
    )
    select need->>'id' as need_id from fresh`.execute(db);
  return new Set(result.rows.map((row) => row.need_id));
}

/** Stored commands, to answer repeated ones. */
export async function findCommands(db: DbOrTx, ids: readonly string[]) {
  return db
    .selectFrom('command')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}
