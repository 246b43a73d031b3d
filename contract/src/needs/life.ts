import type { Action } from '../identity/policy.ts';

/** Status of a need. `none` is where every history starts. */
export const needStatuses = ['collected', 'dispatched', 'fulfilled', 'closed', 'withdrawn', 'merged'] as const;
export type NeedStatusCode = (typeof needStatuses)[number];
export const openStatuses = ['collected', 'dispatched', 'fulfilled'] as const satisfies readonly NeedStatusCode[];

type ActionRule = {
  from: readonly (NeedStatusCode | 'none')[];
  /** `same`: a fact in the history that leaves the status as it is. */
  to: NeedStatusCode | 'same';
  right: Action;
  /** Undoable by whoever did it for this many seconds, while nothing else has happened. */
  undoSeconds?: number;
  /** Done by the clock or as a consequence, never offered as a button. */
  automatic?: true;
};

export const UNDO_SECONDS = 10;
export const REOPEN_DAYS = 7;
export const CLAIM_MINUTES = 10;

/**
 * The life of a need (实时收集、实时派发、实时解决、实时销账) as one table: the server's check, the rows that the database holds
 * histories to, the buttons on screens, the diagram in the docs and the status × role test all read it.
 */
export const needActions = {
  collect: { from: ['none'], to: 'collected', right: 'needs.collect' },
  revise: { from: ['collected'], to: 'same', right: 'needs.revise' },
  claim: { from: ['collected', 'dispatched'], to: 'same', right: 'needs.claim', undoSeconds: UNDO_SECONDS },
  release: { from: ['collected', 'dispatched'], to: 'same', right: 'needs.claim' },
  prioritise: { from: ['collected', 'dispatched'], to: 'same', right: 'needs.prioritise', undoSeconds: UNDO_SECONDS },
  comment: { from: ['collected', 'dispatched', 'fulfilled', 'closed'], to: 'same', right: 'needs.comment' },
  attach: { from: ['collected', 'dispatched', 'fulfilled', 'closed'], to: 'same', right: 'needs.comment' },
  dispatch: { from: ['collected'], to: 'dispatched', right: 'needs.dispatch', undoSeconds: UNDO_SECONDS },
  'add-sources': { from: ['dispatched'], to: 'same', right: 'needs.dispatch', undoSeconds: UNDO_SECONDS },
  'reservation-expired': { from: ['dispatched'], to: 'same', right: 'needs.dispatch', automatic: true },
  return: { from: ['dispatched'], to: 'collected', right: 'needs.return', undoSeconds: UNDO_SECONDS },
  ship: { from: ['dispatched'], to: 'same', right: 'deliveries.ship', automatic: true },
  arrive: { from: ['dispatched'], to: 'same', right: 'deliveries.arrive', automatic: true },
  fulfil: { from: ['dispatched'], to: 'fulfilled', right: 'needs.fulfil' },
  receive: { from: ['dispatched', 'fulfilled'], to: 'same', right: 'needs.receive', automatic: true },
  dispute: { from: ['fulfilled'], to: 'dispatched', right: 'needs.dispute' },
  waive: { from: ['dispatched', 'fulfilled'], to: 'same', right: 'needs.waive' },
  close: {
    from: ['collected', 'dispatched', 'fulfilled'],
    to: 'closed',
    right: 'needs.close',
    undoSeconds: UNDO_SECONDS,
  },
  withdraw: { from: ['collected', 'dispatched'], to: 'withdrawn', right: 'needs.withdraw', undoSeconds: UNDO_SECONDS },
  merge: { from: ['collected'], to: 'merged', right: 'needs.merge', undoSeconds: UNDO_SECONDS },
  absorb: { from: ['collected', 'dispatched', 'fulfilled'], to: 'same', right: 'needs.merge', automatic: true },
  reopen: { from: ['closed'], to: 'collected', right: 'needs.reopen' },
  escalate: { from: ['collected', 'dispatched', 'fulfilled'], to: 'same', right: 'needs.read', automatic: true },
} as const satisfies Record<string, ActionRule>;

export type NeedAction = keyof typeof needActions;
export const needActionCodes = Object.keys(needActions) as [NeedAction, ...NeedAction[]];

/**
 * Lives a kind of need may follow. `supply` has item lines and sources; `service` is done by a desk or a team without
 * goods; `direct` is solved where it is taken (a call answered), so it needs no dispatch.
 */
export const needLives = {
  supply: needActionCodes,
  service: needActionCodes.filter((action) => !goodsOnly(action)),
  direct: needActionCodes.filter((action) => !goodsOnly(action)),
} as const satisfies Record<string, readonly NeedAction[]>;
export type NeedLife = keyof typeof needLives;
export const needLifeCodes = Object.keys(needLives) as [NeedLife, ...NeedLife[]];

export type Transition = { life: string; action: string; from: string; to: string };

/** Every legal step of every life; the database refuses a history with any other. */
export function needTransitions(): Transition[] {
  return needLifeCodes.flatMap((life) =>
    needLives[life].flatMap((action) => [...stepsOf(life, action), ...undoStepsOf(life, action)]),
  );
}

/** Actions that the life allows in this status and that a person may choose (rights are another question). */
export function actionsIn(life: NeedLife, status: NeedStatusCode): NeedAction[] {
  return needLives[life].filter(
    (action) => !('automatic' in needActions[action]) && fromOf(life, action).includes(status),
  );
}

/** Where the action leads from this status, or null when the life does not allow it. */
export function targetOf(life: NeedLife, action: NeedAction, status: NeedStatusCode | 'none'): NeedStatusCode | null {
  if (!needLives[life].includes(action) || !fromOf(life, action).includes(status)) return null;
  const { to } = needActions[action];
  return to === 'same' ? (status as NeedStatusCode) : to;
}

function fromOf(life: NeedLife, action: NeedAction): readonly (NeedStatusCode | 'none')[] {
  return life === 'direct' && action === 'fulfil' ? ['collected', 'dispatched'] : needActions[action].from;
}

function goodsOnly(action: NeedAction): boolean {
  return ['add-sources', 'reservation-expired', 'ship', 'arrive', 'receive', 'waive'].includes(action);
}

function stepsOf(life: NeedLife, action: NeedAction): Transition[] {
  return fromOf(life, action).map((from) => ({ life, action, from, to: targetOf(life, action, from)! }));
}

function undoStepsOf(life: NeedLife, action: NeedAction): Transition[] {
  if (!('undoSeconds' in needActions[action])) return [];
  return stepsOf(life, action).map((step) => ({ life, action: 'undo', from: step.to, to: step.from }));
}
