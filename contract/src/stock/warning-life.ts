import type { Action } from '../identity/policy.ts';
import { type Transition, UNDO_SECONDS } from '../needs/life.ts';

/** Where a warning stands: nobody has it, somebody is on it, over. */
export const warningStatuses = ['raised', 'taken', 'cleared'] as const;
export type WarningStatusCode = (typeof warningStatuses)[number];
export const openWarningStatuses = ['raised', 'taken'] as const satisfies readonly WarningStatusCode[];

type WarningActionRule = {
  from: readonly (WarningStatusCode | 'none')[];
  /** `same`: a fact in the history that leaves the status as it is. */
  to: WarningStatusCode | 'same';
  right: Action;
  /** Undoable by whoever did it for this many seconds, while nothing else has happened. */
  undoSeconds?: number;
  /** Done by the clock or as a consequence, never offered as a button. */
  automatic?: true;
};

/**
 * The life of a warning as one table: raised by what the figures say, worse or better with them, taken by somebody, climbing
 * by the clock, over when the lamp has been green for long enough, when a delivery came, or when somebody answered it.
 */
export const warningActions = {
  raise: { from: ['none'], to: 'raised', right: 'warnings.read', automatic: true },
  worsen: { from: ['raised', 'taken'], to: 'same', right: 'warnings.read', automatic: true },
  ease: { from: ['raised', 'taken'], to: 'same', right: 'warnings.read', automatic: true },
  take: { from: ['raised'], to: 'taken', right: 'warnings.take', undoSeconds: UNDO_SECONDS },
  ask: { from: ['raised', 'taken'], to: 'same', right: 'warnings.take' },
  link: { from: ['raised', 'taken'], to: 'same', right: 'warnings.read', automatic: true },
  escalate: { from: ['raised', 'taken'], to: 'same', right: 'warnings.read', automatic: true },
  answer: { from: ['raised', 'taken'], to: 'cleared', right: 'warnings.answer' },
  clear: { from: ['raised', 'taken'], to: 'cleared', right: 'warnings.read', automatic: true },
} as const satisfies Record<string, WarningActionRule>;

export type WarningAction = keyof typeof warningActions;
export const warningActionCodes = Object.keys(warningActions) as [WarningAction, ...WarningAction[]];

/** All warnings live alike. */
export const WARNING_LIFE = 'warning';

/** Where the action leads from this status, or null when the life does not allow it. */
export function warningTarget(action: WarningAction, status: WarningStatusCode | 'none'): WarningStatusCode | null {
  const rule: WarningActionRule = warningActions[action];
  if (!rule.from.includes(status)) return null;
  return rule.to === 'same' ? (status as WarningStatusCode) : rule.to;
}

/** What a person may choose in this status (rights are another question). */
export function warningActionsIn(status: WarningStatusCode): WarningAction[] {
  return warningActionCodes.filter(
    (action) => !('automatic' in warningActions[action]) && warningTarget(action, status) !== null,
  );
}

/** Every legal step; the database refuses a history with any other. */
export function warningTransitions(): Transition[] {
  return warningActionCodes.flatMap((action) => {
    const rule: WarningActionRule = warningActions[action];
    const steps = rule.from.map((from) => ({ life: WARNING_LIFE, action, from, to: warningTarget(action, from)! }));
    if (rule.undoSeconds === undefined) return steps;
    return [...steps, ...steps.map(({ from, to }) => ({ life: WARNING_LIFE, action: 'undo', from: to, to: from }))];
  });
}
