import type { DbOrTx } from '../db/database.ts';
import { sql } from 'kysely';
import type { Actor } from '../actor.ts';

/** A fact about to be recorded. `version` is its place in the subject's own history, from 1. */
export type Fact = {
  module: string;
  action: string;
  subjectId: string;
  version: number;
  life?: string;
  from?: string;
  to?: string;
  organisationId?: string | null;
  areaCode?: string | null;
  onBehalf?: boolean;
  happenedAt: string;
  details?: Record<string, unknown>;
};

/**
 * Appends facts in one statement. The log's constraints refuse an illegal step, a gap and a version taken meanwhile
 * (which is how two writers that skipped the row lock would be caught).
 */
export async function recordFacts(
  tx: DbOrTx,
  actor: Actor,
  commandId: string | null,
  facts: readonly Fact[],
): Promise<void> {
  await insertFacts(
    tx,
    facts.map((fact) => factRow(fact, actor, commandId)),
  );
}

/** Appends facts of several actors and commands. */
export async function insertFacts(tx: DbOrTx, rows: readonly FactRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into event (module, action, subject_id, version, life, from_status, to_status, organisation_id, area_code,
                       actor, actor_name, on_behalf, command_id, happened_at, details)
    select module, action, subject_id, version, life, from_status, to_status, organisation_id, area_code,
           actor, actor_name, on_behalf, command_id, happened_at, details
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as fact (
      module text, action text, subject_id uuid, version integer, life text, from_status text, to_status text,
      organisation_id uuid, area_code text, actor text, actor_name text, on_behalf boolean, command_id uuid,
      happened_at timestamptz, details jsonb)`.execute(tx);
}

/** Next version of a subject without a row of its own version column. */
export async function nextVersion(tx: DbOrTx, subjectId: string): Promise<number> {
  const row = await tx
    .selectFrom('event')
    .select((expression) => expression.fn.max('version').as('version'))
    .where('subject_id', '=', subjectId)
    .executeTakeFirst();
  return (row?.version ?? 0) + 1;
}

export type FactRow = ReturnType<typeof factRow>;

/** The fact as a row of the event table, in the database's names. */
export function factRow(fact: Fact, actor: Actor, commandId: string | null) {
  return {
    module: fact.module,
    action: fact.action,
    subject_id: fact.subjectId,
    version: fact.version,
    life: fact.life ?? null,
    from_status: fact.from ?? 'none',
    to_status: fact.to ?? 'none',
    organisation_id: fact.organisationId ?? null,
    area_code: fact.areaCode ?? null,
    actor: actor.id,
    actor_name: actor.name,
    on_behalf: fact.onBehalf ?? false,
    command_id: commandId,
    happened_at: fact.happenedAt,
    details: fact.details ?? {},
  };
}
