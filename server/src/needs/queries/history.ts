import type { Selectable } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';
import type { DB } from '../../platform/db/generated.ts';

type EventRow = Selectable<DB['event']>;
export type StepRow = Omit<EventRow, 'details'> & { details: Record<string, unknown> };

/** The need's newest fact. */
export async function lastStep(db: DbOrTx, needId: string): Promise<StepRow | undefined> {
  const row = await db
    .selectFrom('event')
    .selectAll()
    .where('subject_id', '=', needId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row as StepRow | undefined;
}

/** The need's whole history, oldest first, at most 1,000 steps. */
export async function historyOf(db: DbOrTx, needId: string): Promise<StepRow[]> {
  const rows = await db
    .selectFrom('event')
    .selectAll()
    .where('subject_id', '=', needId)
    .orderBy('version', 'desc')
    .limit(1000)
    .execute();
  return rows.reverse() as StepRow[];
}
