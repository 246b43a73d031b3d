import type { DbOrTx } from '../../platform/db/database.ts';

/** A line of a need that exists, as a template had it filled in. */
export type KnownLine = { organisationId: string; item: string; requested: number | null };

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const BATCH = 5000;

/** The lines with these ids; words that are no ids are left out. */
export async function findKnownLines(db: DbOrTx, words: readonly string[]): Promise<Map<string, KnownLine>> {
  const ids = [...new Set(words.map((word) => word.toLowerCase()))].filter((word) => ID.test(word));
  const found = new Map<string, KnownLine>();
  for (let at = 0; at < ids.length; at += BATCH) {
    const rows = await db
      .selectFrom('need_line')
      .innerJoin('need', 'need.id', 'need_line.need_id')
      .select(['need_line.id', 'need.organisation_id', 'need_line.item_code', 'need_line.requested'])
      .where('need_line.id', 'in', ids.slice(at, at + BATCH))
      .execute();
    for (const row of rows) {
      found.set(row.id, { organisationId: row.organisation_id, item: row.item_code, requested: row.requested });
    }
  }
  return found;
}
