import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';

type Transition = { life: string; action: string; from: string; to: string };

/** Writes the legal steps of every life, so that the log's foreign key knows them. Steps are only ever added. */
export async function syncTransitions(tx: Tx, transitions: readonly Transition[]): Promise<void> {
  const rows = transitions.map((each) => ({
    life: each.life,
    action: each.action,
    from_status: each.from,
    to_status: each.to,
  }));
  await sql`insert into life_transition (life, action, from_status, to_status)
    select life, action, from_status, to_status from jsonb_populate_recordset(null::life_transition, ${JSON.stringify(rows)}::jsonb)
    on conflict do nothing`.execute(tx);
}
