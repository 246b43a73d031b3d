import type { Actor } from '../../platform/actor.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { numberNeeds } from '../collect/queue.ts';
import { type PreparedNeed, prepareNeed } from '../collect/prepare.ts';
import { insertCollected } from '../queries/collect.ts';
import type { CatalogueItem } from '../../catalogue/index.ts';
import { type Group, needOf } from './group.ts';
import { assignRows, claimRows, type RowClaim } from './queries.ts';

export type WriteContext = {
  db: Db;
  importId: string;
  actor: Actor;
  items: ReadonlyMap<string, CatalogueItem>;
  now: Temporal.Instant;
};

export type Written = { taken: number; repeated: number; needs: number };

/**
 * Writes a batch of needs in one transaction with the hashes of their rows: after a crash either all of it is there or
 * nothing, and rows that somebody else took meanwhile are left alone.
 */
export async function writeGroups(context: WriteContext, groups: readonly Group[]): Promise<Written> {
  const prepared = groups.map((group) => prepare(context, group));
  const numbered = await numberNeeds(context.db, prepared);
  return context.db.transaction().execute(async (tx) => {
    const claims = groups.flatMap((group, index) => claimsOf(group, prepared[index]!.id));
    const free = await claimRows(tx, context.importId, claims);
    const whole = groups.map((group) => group.rows.every((row) => free.has(row.key)));
    const rows = numbered.filter((_, index) => whole[index]).map(({ row }) => ({ ...row, command: null }));
    await insertCollected(tx, rows);
    const parts = groups.filter((_, index) => !whole[index]);
    const partly = await writeParts(context, tx, parts, free);
    return { taken: free.size, repeated: claims.length - free.size, needs: rows.length + partly };
  });
}

/** Needs some of whose rows another import took in this very moment: what is left of them. */
async function writeParts(
  context: WriteContext,
  tx: Tx,
  groups: readonly Group[],
  free: ReadonlySet<string>,
): Promise<number> {
  const left = groups
    .map((group) => ({ rows: group.rows.filter((row) => free.has(row.key)) }))
    .filter((group) => group.rows.length > 0);
  if (left.length === 0) return 0;
  const prepared = left.map((group) => prepare(context, group));
  const numbered = await numberNeeds(context.db, prepared);
  for (const [index, group] of left.entries()) {
    await assignRows(
      tx,
      group.rows.map((row) => row.hash),
      prepared[index]!.id,
    );
  }
  await insertCollected(
    tx,
    numbered.map(({ row }) => ({ ...row, command: null })),
  );
  return left.length;
}

function prepare({ actor, items, now }: WriteContext, group: Group): PreparedNeed {
  const { kind, organisation } = group.rows[0]!;
  return prepareNeed(needOf(group), { kind, organisation, items }, actor, now, null);
}

function claimsOf(group: Group, needId: string): RowClaim[] {
  return group.rows.map((row) => ({ hash: row.hash, needId }));
}
