import type { DuplicateCandidate, NeedLineInput } from '@baogong/contract';
import type { z } from 'zod';
import type { Db } from '../platform/db/database.ts';
import { linesOf, type LineRow, type NeedRow } from './queries/need-rows.ts';
import { openNeedsOf } from './queries/duplicates.ts';
import { viewSummaries } from './view/summary.ts';

type Draft = { organisationId: string; kind: string; lines: NeedLineInput[]; excluding?: string | undefined };

/** Below it two needs are not worth showing side by side. */
const LEAST_LIKENESS = 0.4;
const MOST_SHOWN = 5;

/**
 * Open needs of the same institution that the draft may repeat: as alike as their items are shared, more when the quantities
 * agree too. A draft without lines is like any open need of the same kind.
 */
export async function findDuplicates(
  db: Db,
  draft: Draft,
  locale: 'zh' | 'en',
  now: Temporal.Instant,
): Promise<z.infer<typeof DuplicateCandidate>[]> {
  const rows = (await openNeedsOf(db, draft.organisationId, draft.kind)).filter((row) => row.id !== draft.excluding);
  const lines = Map.groupBy(
    await linesOf(
      db,
      rows.map((row) => row.id),
    ),
    (line) => line.need_id,
  );
  const ranked = rows
    .map((row) => ({ row, ...likenessOf(draft.lines, lines.get(row.id) ?? []) }))
    .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
    .sort((left, right) => right.likeness - left.likeness)
    .slice(0, MOST_SHOWN);
  const summaries = await viewSummaries(
    db,
    ranked.map(({ row }) => row),
    now,
  );
  return ranked.map(({ likeness, shared, row }, index) => ({
    need: summaries[index]!,
    likeness,
    why: whyAlike(shared, row, locale),
  }));
}

/** Share of items in common (Jaccard), up to 1 when the quantities are the same. */
export function likenessOf(draft: readonly { item: string; quantity: number | null }[], lines: readonly LineRow[]) {
  if (draft.length === 0) return { likeness: lines.length === 0 ? 0.6 : 0, shared: 0 };
  const items = new Set([...draft.map((line) => line.item), ...lines.map((line) => line.item_code)]);
  const pairs = draft.flatMap((line) =>
    lines.filter((each) => each.item_code === line.item).map((each) => ({ line, each })),
  );
  const same = pairs.filter(({ line, each }) => line.quantity === each.requested).length;
  const likeness = pairs.length === 0 ? 0 : (pairs.length / items.size) * (0.8 + 0.2 * (same / pairs.length));
  return { likeness: Math.min(1, Math.round(likeness * 100) / 100), shared: pairs.length };
}

function whyAlike(shared: number, row: NeedRow, locale: 'zh' | 'en'): string {
  const day = row.collected_at.slice(5, 10);
  if (shared === 0)
    return locale === 'zh' ? `同一机构 ${day} 报过同类需求` : `Same kind from the same institution on ${day}`;
  return locale === 'zh'
    ? `同一机构 ${day} 报过其中 ${shared} 种物资`
    : `${shared} of the items asked by the same institution on ${day}`;
}
