import { CLAIM_MINUTES, type Priority } from '@baogong/contract';
import type { Actor } from '../../platform/actor.ts';
import { cityTime, iso, minutesAfter } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict } from '../../platform/refusal.ts';
import type { NeedRow } from '../queries/need-rows.ts';
import { dueAt, hurtsAt } from '../urgency.ts';
import { decide } from './decide.ts';

/** Takes the need on for ten minutes: others see who works on it and cannot decide over their head. */
export async function claimNeed(act: Act, input: { id: string; version: number }): Promise<void> {
  await decide(act, input, 'claim', ({ need }) => {
    requireUnclaimed(act, need);
    const until = minutesAfter(act.now, CLAIM_MINUTES);
    return {
      set: { claimed_by: act.actor.id, claimed_by_name: act.actor.name, claimed_until: until },
      details: { until },
    };
  });
}

export async function releaseNeed(act: Act, input: { id: string; version: number }): Promise<void> {
  await decide(act, input, 'release', ({ need }) => {
    requireUnclaimed(act, need);
    return { set: { claimed_by: null, claimed_by_name: null, claimed_until: null } };
  });
}

export async function prioritiseNeed(
  act: Act,
  input: { id: string; version: number; priority: Priority; reason: string },
): Promise<void> {
  await decide(act, input, 'prioritise', ({ need, kind }) => {
    requireUnclaimed(act, need);
    const { priority, reason } = input;
    const since = need.status === 'collected' ? Temporal.Instant.from(need.collected_at) : act.now;
    const clock = { kind, priority, status: need.status, since };
    return {
      set: {
        priority,
        priority_reason: reason,
        hurts_at: hurtsAt({ ...clock, neededBy: need.needed_by, runsDryAt: need.runs_dry_at }),
        due_at: dueAt({ ...clock, since: act.now }),
      },
      details: { priority, reason },
    };
  });
}

/** Refuses while somebody else holds the claim; a supervisor may step in. */
export function requireUnclaimed(act: Act, need: NeedRow): void {
  if (!isClaimedByOther(need, act.actor, act.now)) return;
  throw conflict('claimed-by-another', {
    params: { name: need.claimed_by_name!, until: cityTime(need.claimed_until!) },
  });
}

export function isClaimedByOther(need: NeedRow, actor: Actor, now: Temporal.Instant): boolean {
  if (need.claimed_by === null || need.claimed_by === actor.id || need.claimed_until! <= iso(now)) return false;
  return !actor.posts.some((post) => post.role === 'supervisor');
}
