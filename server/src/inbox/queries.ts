import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../platform/db/database.ts';

export type NewMessage = {
  id: string;
  personId: string;
  key: string;
  fact: string;
  needId: string | null;
  warningId?: string | null;
  aboutKind?: 'transfer' | 'count-conflict';
  aboutId?: string;
  params: object;
  urgent: boolean;
};

/** Adds messages; one with a key that the person has already is left out. */
export async function insertMessages(tx: Tx, messages: readonly NewMessage[]): Promise<string[]> {
  if (messages.length === 0) return [];
  const rows = messages.map((each) => ({
    id: each.id,
    person_id: each.personId,
    key: each.key,
    fact: each.fact,
    need_id: each.needId,
    warning_id: each.warningId ?? null,
    about_kind: each.aboutKind ?? null,
    about_id: each.aboutId ?? null,
    params: each.params,
    urgent: each.urgent,
  }));
  const result = await sql<{ person_id: string }>`
    insert into message (id, person_id, key, fact, need_id, warning_id, about_kind, about_id, params, urgent)
    select id, person_id, key, fact, need_id, warning_id, about_kind, about_id, params, urgent
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      id uuid, person_id uuid, key text, fact text, need_id uuid, warning_id uuid, about_kind text, about_id uuid, params jsonb,
      urgent boolean)
    on conflict (person_id, key) do nothing
    returning person_id`.execute(tx);
  return [...new Set(result.rows.map((row) => row.person_id))];
}

export async function listMessageRows(
  db: DbOrTx,
  personId: string,
  filter: { unread?: boolean | undefined; after?: string | undefined; limit: number },
) {
  let query = db.selectFrom('message').selectAll().where('person_id', '=', personId);
  if (filter.unread) query = query.where('read_at', 'is', null);
  if (filter.after) query = query.where('id', '<', filter.after);
  return query.orderBy('id', 'desc').limit(filter.limit).execute();
}

/** Unread messages of the person; counted up to 1,000. */
export async function countUnread(db: DbOrTx, personId: string): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*) as count from (select 1 from message where person_id = ${personId} and read_at is null limit 1000) unread`.execute(
    db,
  );
  return result.rows[0]!.count;
}

export async function markRead(tx: Tx, personId: string, ids: readonly string[] | null, at: string): Promise<void> {
  let query = tx
    .updateTable('message')
    .set({ read_at: at })
    .where('person_id', '=', personId)
    .where('read_at', 'is', null);
  if (ids) query = query.where('id', 'in', ids.length > 0 ? [...ids] : ['00000000-0000-0000-0000-000000000000']);
  await query.execute();
}
