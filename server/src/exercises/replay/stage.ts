import { ORPCError } from '@orpc/client';
import type { Books, Entry, Seen } from './books.ts';
import type { Cast } from './cast.ts';
import type { Run } from './run.ts';

/** What every player needs: the run, who plays, the run's own account of its needs. */
export type Stage = {
  readonly run: Run;
  readonly cast: Cast;
  readonly books: Books;
  readonly signal: AbortSignal;
  /** Decisions that the server refused because somebody else had been there. */
  refused: number;
};

/**
 * Takes a decision on a need and notes the answer. When somebody else was faster (a person at the desk may join in), the
 * need is read again and the decision dropped. True when it was done.
 */
export async function decide(stage: Stage, entry: Entry, work: () => Promise<Seen>): Promise<boolean> {
  try {
    stage.books.note(await work());
    return true;
  } catch (error) {
    if (!isOvertaken(error)) throw error;
    stage.refused += 1;
    stage.books.note(await stage.cast.dispatcher.needs.getNeed({ id: entry.id }));
    return false;
  }
}

/** True for what happens when somebody else was faster; such a step is dropped. */
export function isOvertaken(error: unknown): boolean {
  return error instanceof ORPCError && error.code === 'CONFLICT';
}

/** All pages of a list. */
export async function allPages<Row>(
  read: (after: string | undefined) => Promise<{ rows: Row[]; next: string | null }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const page = await read(after);
    rows.push(...page.rows);
    after = page.next ?? undefined;
  } while (after);
  return rows;
}

/** Works through each group in its order, the groups side by side. */
export async function groupwise<Thing>(
  things: readonly Thing[],
  groupOf: (thing: Thing) => string,
  work: (thing: Thing) => Promise<void>,
): Promise<void> {
  const groups = [...Map.groupBy(things, groupOf).values()];
  const outcomes = await Promise.allSettled(
    groups.map(async (group) => {
      for (const thing of group) await work(thing);
    }),
  );
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}
