import { sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';

export type LastStep = {
  subjectId: string;
  version: number;
  action: string;
  actor: string;
  happenedAt: string;
  details: Record<string, unknown>;
};

/** The newest fact of a warning. */
export async function lastStep(db: DbOrTx, id: string): Promise<LastStep | undefined> {
  return (await lastSteps(db, [id])).get(id);
}

/** The newest fact of each. */
export async function lastSteps(db: DbOrTx, ids: readonly string[]): Promise<Map<string, LastStep>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<LastStep>`
    select event.subject_id as "subjectId", event.version, action, actor, happened_at as "happenedAt", event.details
    from unnest(${[...ids]}::uuid[]) as wanted (id) join warning on warning.id = wanted.id
    join event on event.subject_id = warning.id and event.version = warning.version`.execute(db);
  return new Map(rows.map((row) => [row.subjectId, row]));
}

export type Step = { version: number; action: string; happenedAt: string; details: Record<string, unknown> };

/** All facts of a warning in their order; a warning has few. */
export async function stepsOf(db: DbOrTx, ids: readonly string[]): Promise<Map<string, Step[]>> {
  const { rows } = await sql<Step & { subjectId: string }>`
    select subject_id as "subjectId", version, action, happened_at as "happenedAt", details
    from event where subject_id = any(${[...ids]}::uuid[]) order by subject_id, version`.execute(db);
  return Map.groupBy(rows, ({ subjectId }) => subjectId);
}
