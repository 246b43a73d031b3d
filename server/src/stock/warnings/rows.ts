import type { WarningKind, WarningLamp, WarningStatusCode } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';

/** A warning as verbs need it, with the times of its rule (minutes). */
export type WarningRow = {
  id: string;
  kind: WarningKind;
  status: WarningStatusCode;
  lamp: WarningLamp;
  organisationId: string | null;
  areaCode: string;
  item: string;
  stockId: string | null;
  lampSince: string;
  takenBy: string | null;
  takenByName: string | null;
  takenAt: string | null;
  escalation: number;
  dueAt: string | null;
  needDueAt: string | null;
  needId: string | null;
  betterSince: string | null;
  version: number;
  takeMinutes: number;
  climbMinutes: number;
  needMinutes: number | null;
  quietMinutes: number;
};

/** Columns that verbs change, in the database's names. */
export type WarningChange = Partial<{
  lamp: WarningLamp;
  lamp_since: string;
  better_since: string | null;
  taken_by: string | null;
  taken_by_name: string | null;
  taken_at: string | null;
  escalation: number;
  due_at: string | null;
  need_due_at: string | null;
  need_id: string | null;
  need_number: string | null;
  cleared_at: string | null;
  cleared_because: string | null;
  quiet_until: string | null;
}>;

const columns = sql`
  warning.id, kind, status, lamp, organisation_id as "organisationId", area_code as "areaCode", item_code as item,
  stock_id as "stockId", lamp_since as "lampSince", taken_by as "takenBy", taken_by_name as "takenByName",
  taken_at as "takenAt", escalation, due_at as "dueAt", need_due_at as "needDueAt", need_id as "needId",
  better_since as "betterSince", warning.version, take_minutes as "takeMinutes", climb_minutes as "climbMinutes",
  need_minutes as "needMinutes", quiet_minutes as "quietMinutes"
  from warning join warning_rule rule on rule.scope = warning.rule_scope`;

/** Locks these in the order of their ids; `skipLocked` leaves out those under decision right now. */
export async function lockWarnings(tx: Tx, ids: readonly string[], skipLocked = false): Promise<WarningRow[]> {
  if (ids.length === 0) return [];
  const wait = skipLocked ? sql`skip locked` : sql``;
  const { rows } = await sql<WarningRow>`
    select ${columns} where warning.id = any(${[...ids]}::uuid[])
    order by warning.id for no key update of warning ${wait}`.execute(tx);
  return rows;
}

/** Open ones whose limit has passed, the longest overdue first. */
export async function overdueWarnings(db: DbOrTx, now: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from warning where due_at <= ${now} and status <> 'cleared' order by due_at limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

export async function updateWarning(
  tx: Tx,
  id: string,
  change: WarningChange & { status: WarningStatusCode; version: number },
): Promise<void> {
  await tx.updateTable('warning').set(change).where('id', '=', id).execute();
}

export type NewWarning = {
  id: string;
  kind: WarningKind;
  lamp: WarningLamp;
  organisation_id: string | null;
  area_code: string;
  item_code: string;
  stock_id: string | null;
  rule_scope: string;
  details: object;
  raised_at: string;
  lamp_since: string;
  due_at: string;
  need_due_at: string | null;
};

/** Raises warnings; one that is open already (whoever raised it meanwhile) is left alone. Returns the ids of the new. */
export async function insertWarnings(tx: Tx, rows: readonly NewWarning[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const { rows: fresh } = await sql<{ id: string }>`
    insert into warning (id, kind, status, lamp, organisation_id, area_code, item_code, stock_id, rule_scope, details,
                         raised_at, lamp_since, due_at, need_due_at)
    select id, kind, 'raised', lamp, organisation_id, area_code, item_code, stock_id, rule_scope, details, raised_at,
           lamp_since, due_at, need_due_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
      id uuid, kind text, lamp text, organisation_id uuid, area_code text, item_code text, stock_id uuid, rule_scope text,
      details jsonb, raised_at timestamptz, lamp_since timestamptz, due_at timestamptz, need_due_at timestamptz)
    on conflict do nothing returning id`.execute(tx);
  return new Set(fresh.map(({ id }) => id));
}

/** The rule that holds for an item. */
export async function ruleOf(db: DbOrTx, item: string): Promise<{ scope: string; takeMinutes: number }> {
  const { rows } = await sql<{ scope: string; takeMinutes: number }>`
    select scope, take_minutes as "takeMinutes" from item
    join warning_rule on scope = case when life_critical then 'life-critical' else class end
    where code = ${item}`.execute(db);
  if (!rows[0]) throw new Error(`no warning rule for ${item}`);
  return rows[0];
}
