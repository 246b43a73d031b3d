import type { Action } from '../identity/policy.ts';
import type { Transition } from '../needs/life.ts';

/**
 * Where a transfer stands: goods are held and nothing is on the road · something is on the road · everything that left has
 * come to rest · ended before anything left, let go by somebody or by the clock.
 */
export const transferStatuses = ['held', 'under-way', 'done', 'released', 'expired'] as const;
export type TransferStatusCode = (typeof transferStatuses)[number];
export const openTransferStatuses = ['held', 'under-way'] as const satisfies readonly TransferStatusCode[];

type TransferActionRule = {
  from: readonly (TransferStatusCode | 'none')[];
  /** Several: the quantities decide (`transferStanding`). */
  to: readonly TransferStatusCode[];
  /** Any one of them, each in its relation to its own side. */
  rights: readonly Action[];
  /** Done by the clock, never offered as a button. */
  automatic?: true;
};

/** The life of a transfer as one table: goods held by one organisation for another until a time, sent in all or part, confirmed. */
export const transferActions = {
  offer: { from: ['none'], to: ['held'], rights: ['transfers.offer'] },
  send: { from: ['held', 'under-way'], to: ['under-way'], rights: ['transfers.offer'] },
  confirm: { from: ['under-way'], to: ['under-way', 'held', 'done'], rights: ['transfers.receive'] },
  release: {
    from: ['held', 'under-way'],
    to: ['under-way', 'done', 'released'],
    rights: ['transfers.offer', 'transfers.receive'],
  },
  expire: { from: ['held', 'under-way'], to: ['under-way', 'done', 'expired'], rights: [], automatic: true },
  correct: {
    from: ['held', 'under-way', 'done'],
    to: ['held', 'under-way', 'done', 'released'],
    rights: ['transfers.offer', 'transfers.receive'],
  },
} as const satisfies Record<string, TransferActionRule>;

export type TransferAction = keyof typeof transferActions;
export const transferActionCodes = Object.keys(transferActions) as [TransferAction, ...TransferAction[]];

export const TRANSFER_LIFE = 'transfer';
/** Goods are held for others for at most so long. */
export const MOST_HOLD_DAYS = 14;

/** What the quantities say of the status. Base units summed over the lines; `ended`: how it ended if nothing ever left. */
export function transferStanding(
  { held, underWay, sent }: { held: number; underWay: number; sent: number },
  ended: 'released' | 'expired',
): TransferStatusCode {
  if (underWay > 0) return 'under-way';
  if (held > 0) return 'held';
  return sent > 0 ? 'done' : ended;
}

/** What a person may choose in this status (rights are another question). */
export function transferActionsIn(status: TransferStatusCode): TransferAction[] {
  return transferActionCodes.filter((action) => {
    const rule: TransferActionRule = transferActions[action];
    return !rule.automatic && rule.from.includes(status);
  });
}

/** Every legal step; the database refuses a history with any other. */
export function transferTransitions(): Transition[] {
  return transferActionCodes.flatMap((action) => {
    const rule: TransferActionRule = transferActions[action];
    return rule.from.flatMap((from) => rule.to.map((to) => ({ life: TRANSFER_LIFE, action, from, to })));
  });
}
