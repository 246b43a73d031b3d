import type { NeedSummary } from '@baogong/contract';
import { CLAIM_MINUTES, type NeedAction } from '@baogong/contract/life';
import { api } from '../../shared/api.ts';
import { useMe } from '../../shared/session.ts';
import { useDecide, type Decision } from './decide.ts';

/** Decisions that need no words: done at one press. Returns what to run for a need, or null for other actions. */
export function useDirectDecisions(): (need: NeedSummary, action: NeedAction) => Decision | null {
  const { me } = useMe();
  return (need, action) => {
    if (action === 'claim') {
      const until = new Date(Date.now() + CLAIM_MINUTES * 60_000).toISOString();
      const claimedBy = { personId: me?.personId ?? null, name: me?.name ?? '', until };
      return { need, action, run: (base) => api.needs.claimNeed(base), guess: { claimedBy } };
    }
    if (action === 'release') {
      return { need, action, run: (base) => api.needs.releaseNeed(base), guess: { claimedBy: null } };
    }
    return null;
  };
}

export function useDirectly(): (need: NeedSummary, action: NeedAction) => void {
  const decide = useDecide();
  const decisionOf = useDirectDecisions();
  return (need, action) => {
    const decision = decisionOf(need, action);
    if (decision) void decide(decision);
  };
}
