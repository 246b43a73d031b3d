import type { NeedSummary } from '@baogong/contract';

export type HurtCause = 'runs-dry' | 'needed-by' | 'limit';

/** Which clock the queue put this need in its place by: runs dry, needed by, or the limit for its age. */
export function hurtCause(need: Pick<NeedSummary, 'hurtsAt' | 'runsDryAt' | 'neededBy'>): HurtCause {
  const hurts = Date.parse(need.hurtsAt);
  if (need.runsDryAt && Date.parse(need.runsDryAt) === hurts) return 'runs-dry';
  if (need.neededBy && Date.parse(need.neededBy) === hurts) return 'needed-by';
  return 'limit';
}

/** How close it is: past, within two hours, or later. */
export function hurtNearness(hurtsAt: string, now: number): 'past' | 'soon' | 'later' {
  const left = Date.parse(hurtsAt) - now;
  if (left < 0) return 'past';
  return left < 2 * 3_600_000 ? 'soon' : 'later';
}
