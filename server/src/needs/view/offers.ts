import {
  actionsIn,
  mayDo,
  type NeedAction,
  needActions,
  type NeedLife,
  type NeedStatusCode,
  problemText,
  type ProblemReason,
  REOPEN_DAYS,
  roles,
  rolesFor,
  type Subject,
} from '@baogong/contract';
import type { Actor } from '../../platform/actor.ts';
import { cityTime } from '../../platform/clock.ts';
import { wordsIn } from '../../platform/refusal.ts';
import { isUndoable } from '../verbs/undo.ts';
import { isClaimedByOther } from '../verbs/claim.ts';
import type { LineRow, NeedRow } from '../queries/need-rows.ts';
import type { StepRow } from '../queries/history.ts';

type Offer = { action: NeedAction | 'undo'; blocked: string | null };
export type OfferInput = {
  need: NeedRow;
  lines: readonly LineRow[];
  subject: Subject;
  actor: Actor;
  last: StepRow | undefined;
  now: Temporal.Instant;
  locale: 'zh' | 'en';
};

/** Decisions that somebody else's claim stands in the way of. */
const HELD_BY_CLAIM = new Set<NeedAction>(['claim', 'release', 'dispatch', 'add-sources', 'prioritise', 'merge']);

/**
 * What the actor may do with the need now, from the same tables as the server's own check: everything the life allows
 * here, and for what this actor cannot do, why.
 */
export function offersFor(input: OfferInput): Offer[] {
  const { need } = input;
  const actions = actionsIn(need.life as NeedLife, need.status as NeedStatusCode).filter((action) =>
    isWorthOffering(action, need),
  );
  const offers: Offer[] = actions.map((action) => ({ action, blocked: blockOf(action, input) }));
  const undoable = input.last !== undefined && isUndoable(input.last, input.actor.id, input.now);
  if (undoable) offers.push({ action: 'undo', blocked: null });
  return offers;
}

function isWorthOffering(action: NeedAction, need: NeedRow): boolean {
  if (action === 'release') return need.claimed_by !== null;
  return true;
}

function blockOf(action: NeedAction, { need, lines, subject, actor, now, locale }: OfferInput): string | null {
  const say = (reason: ProblemReason, params: Parameters<typeof wordsIn>[1]['params'] = {}) =>
    problemText(reason, locale, wordsIn(locale, { params }));
  if (!mayDo(actor.posts, needActions[action].right, subject)) {
    const holders = rolesFor(needActions[action].right).map((role) => roles[role][locale]);
    return say('not-allowed', { who: holders.join(locale === 'zh' ? '、' : ', ') });
  }
  if (HELD_BY_CLAIM.has(action) && isClaimedByOther(need, actor, now)) {
    return say('claimed-by-another', { name: need.claimed_by_name!, until: cityTime(need.claimed_until!) });
  }
  const underWay = lines.some((line) => line.in_transit > 0);
  if (underWay && (action === 'return' || action === 'withdraw')) return say('open-deliveries');
  if (action === 'reopen' && isTooLateToReopen(need, now)) return say('too-late-to-reopen', { days: REOPEN_DAYS });
  return null;
}

function isTooLateToReopen(need: NeedRow, now: Temporal.Instant): boolean {
  const limit = Temporal.Instant.from(need.ended_at!).add({ hours: 24 * REOPEN_DAYS });
  return Temporal.Instant.compare(now, limit) > 0;
}
