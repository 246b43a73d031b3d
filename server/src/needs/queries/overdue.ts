import type { Tx } from '../../platform/db/database.ts';

/** Needs whose limit has passed, locked in order; those under decision right now are left for the next look. */
export async function overdueNeeds(tx: Tx, now: string, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('need')
    .select('id')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => row.id).sort();
}
