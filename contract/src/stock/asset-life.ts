import type { Action } from '../identity/policy.ts';
import type { Transition } from '../needs/life.ts';

/** Where a serial thing stands in its life. Where it *is* is another question: see `place` of each action. */
export const assetStates = ['full', 'empty', 'in-inspection', 'working', 'faulty', 'lost', 'scrapped'] as const;
export type AssetState = (typeof assetStates)[number];

type AssetActionRule = {
  from: readonly (AssetState | 'none')[];
  /** `same`: it only changes place. Several: whoever registers it says which. */
  to: AssetState | 'same' | readonly AssetState[];
  right: Action;
  /**
   * Where it is afterwards: `here` at the organisation that acts · `on-the-way` between it and the one it is sent to ·
   * `borrower` handed over to it · `lost` and `scrapped` nowhere · `stated` where a correction says.
   */
  place: 'here' | 'on-the-way' | 'borrower' | 'lost' | 'scrapped' | 'stated';
  /** Must be in date: past its inspection it is refused. */
  inDate?: true;
};

/**
 * What can happen to a serial thing, as one table: the server's check, the rows that the database holds histories to,
 * the buttons on screens and phones all read it.
 */
export const assetActions = {
  register: { from: ['none'], to: ['full', 'empty', 'working', 'faulty'], right: 'assets.register', place: 'here' },
  fill: { from: ['empty'], to: 'full', right: 'assets.fill', place: 'here', inDate: true },
  'use-up': { from: ['full'], to: 'empty', right: 'assets.move', place: 'here' },
  send: { from: ['full', 'empty', 'working', 'faulty'], to: 'same', right: 'assets.move', place: 'on-the-way' },
  arrive: { from: ['full', 'empty', 'working', 'faulty'], to: 'same', right: 'assets.move', place: 'here' },
  lend: { from: ['working'], to: 'same', right: 'assets.move', place: 'borrower' },
  return: { from: ['working', 'faulty'], to: 'same', right: 'assets.move', place: 'here' },
  inspect: { from: ['empty', 'full'], to: 'in-inspection', right: 'assets.fill', place: 'here' },
  pass: { from: ['in-inspection'], to: 'empty', right: 'assets.fill', place: 'here' },
  'report-fault': { from: ['working'], to: 'faulty', right: 'assets.move', place: 'here' },
  repair: { from: ['faulty'], to: 'working', right: 'assets.move', place: 'here' },
  lose: {
    from: ['full', 'empty', 'in-inspection', 'working', 'faulty'],
    to: 'lost',
    right: 'assets.move',
    place: 'lost',
  },
  find: { from: ['lost'], to: ['empty', 'working'], right: 'assets.move', place: 'here' },
  scrap: {
    from: ['full', 'empty', 'in-inspection', 'working', 'faulty', 'lost'],
    to: 'scrapped',
    right: 'assets.register',
    place: 'scrapped',
  },
  // What was entered wrongly stays; this entry says what is right and why (stock/assets/correct.ts).
  correct: { from: assetStates, to: assetStates, right: 'assets.move', place: 'stated' },
} as const satisfies Record<string, AssetActionRule>;

export type AssetAction = keyof typeof assetActions;
export const assetActionCodes = Object.keys(assetActions) as [AssetAction, ...AssetAction[]];

/** A cylinder is filled, used up and inspected; a device works or not and is lent. */
const cylinderActions: readonly AssetAction[] = [
  'register',
  'fill',
  'use-up',
  'send',
  'arrive',
  'inspect',
  'pass',
  'lose',
  'find',
  'scrap',
  'correct',
];
const deviceActions: readonly AssetAction[] = [
  'register',
  'send',
  'arrive',
  'lend',
  'return',
  'report-fault',
  'repair',
  'lose',
  'find',
  'scrap',
  'correct',
];
const cylinderStates: readonly AssetState[] = ['full', 'empty', 'in-inspection', 'lost', 'scrapped'];
const deviceStates: readonly AssetState[] = ['working', 'faulty', 'lost', 'scrapped'];

export const assetLives = {
  'asset-cylinder': { actions: cylinderActions, states: cylinderStates },
  'asset-device': { actions: deviceActions, states: deviceStates },
} as const;
export type AssetLife = keyof typeof assetLives;
export const assetLifeCodes = Object.keys(assetLives) as [AssetLife, ...AssetLife[]];

export function assetLifeOf(kind: string): AssetLife {
  return kind === 'cylinder' ? 'asset-cylinder' : 'asset-device';
}

/** States to which the action may lead from this one; none when the life does not allow it. */
export function assetTargets(life: AssetLife, action: AssetAction, from: AssetState | 'none'): readonly AssetState[] {
  const { actions, states } = assetLives[life];
  const rule: AssetActionRule = assetActions[action];
  if (!actions.includes(action) || !rule.from.includes(from)) return [];
  const targets =
    rule.to === 'same' ? [from as AssetState] : Array.isArray(rule.to) ? rule.to : [rule.to as AssetState];
  return targets.filter((target) => states.includes(target));
}

/** What may happen to it in this state (rights and place are other questions). A correction is no step of its life. */
export function assetActionsIn(life: AssetLife, state: AssetState): AssetAction[] {
  return assetLives[life].actions.filter(
    (action) => action !== 'correct' && assetTargets(life, action, state).length > 0,
  );
}

/** Every legal step; the database refuses a history with any other. */
export function assetTransitions(): Transition[] {
  return assetLifeCodes.flatMap((life) =>
    assetLives[life].actions.flatMap((action) =>
      (['none', ...assetLives[life].states] as const).flatMap((from) =>
        assetTargets(life, action, from).map((to) => ({ life, action, from, to })),
      ),
    ),
  );
}
