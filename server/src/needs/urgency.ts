import type { Kind, Priority } from '@baogong/contract';
import { iso, minutesAfter } from '../platform/clock.ts';

type Clocked = { kind: Kind; priority: Priority; status: string; since: Temporal.Instant };

/** When the need climbs if it is still in this status: the kind's limit for status and priority. null: no limit. */
export function dueAt({ kind, priority, status, since }: Clocked): string | null {
  const limit = kind.limits.find((each) => each.status === status && each.priority === priority);
  return limit ? minutesAfter(since, limit.minutes) : null;
}

/** Fallback order for needs without any time of their own: how long each priority may wait, in minutes. */
const WAIT_MINUTES: Record<Priority, number> = { 'life-critical': 30, urgent: 240, normal: 1440 };

/**
 * What the queue is ordered by: the soonest of running dry, needed by, and the limit of the status it is in. An old need
 * without any stated time therefore rises by itself.
 */
export function hurtsAt(need: Clocked & { neededBy: string | null; runsDryAt: string | null }): string {
  const age = dueAt(need) ?? minutesAfter(need.since, WAIT_MINUTES[need.priority]);
  const times = [need.runsDryAt, need.neededBy, age].filter((time) => time !== null);
  return times.map((time) => iso(Temporal.Instant.from(time))).sort()[0]!;
}
