import { type Figures, needStatuses } from '@baogong/contract';
import type { z } from 'zod';
import type { Counts } from './books.ts';
import { allPages, type Stage } from './stage.ts';
import { HUBEI } from './stream.ts';

export type AreaFigures = z.output<typeof Figures>;

/** Where the province's needs stand, as the server counts them. */
export function figuresOf(stage: Stage): Promise<AreaFigures> {
  return stage.cast.dispatcher.situation.figures({ area: HUBEI });
}

/**
 * Takes over what people did to needs of this run while nobody of the run looked. Returns how many were not as the run's
 * own account had them.
 */
export async function adoptChanges(stage: Stage): Promise<number> {
  const { dispatcher } = stage.cast;
  const needs = await allPages((after) =>
    dispatcher.needs.listNeeds({ area: HUBEI, order: 'newest', limit: 200, after }),
  );
  let changed = 0;
  for (const need of needs) {
    const entry = stage.books.of(need.id);
    if (entry && entry.status !== need.status) changed += 1;
    stage.books.note(need);
  }
  return changed;
}

/** What does not add up, in words: within the counts, and against how the server's own figures have grown. Empty when all does. */
export function disagreements(counts: Counts, before: AreaFigures, after: AreaFigures): string[] {
  const { collected, open, closed, withdrawn, merged, currentByStatus } = counts;
  const sums = [
    {
      what: 'open + closed + withdrawn + merged = collected',
      ours: open + closed + withdrawn + merged,
      theirs: collected,
    },
    { what: 'needs in all', ours: collected, theirs: after.total - before.total },
    { what: 'open', ours: open, theirs: after.open - before.open },
    ...needStatuses.map((status) => ({
      what: status,
      ours: currentByStatus[status],
      theirs: after[status] - before[status],
    })),
  ];
  return sums
    .filter(({ ours, theirs }) => ours !== theirs)
    .map(({ what, ours, theirs }) => `${what}: ${ours} ≠ ${theirs}`);
}
