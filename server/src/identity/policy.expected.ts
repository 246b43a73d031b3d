import type { Action, NeedAction, NeedLife, Role } from '@baogong/contract';

/**
 * Who may do what to a need, written down role by role for the test of the policy, which is written action by action:
 * two descriptions of the same city that have to agree.
 */
type Relation = 'own' | 'supplies' | 'area';

const asker =
  'needs.read needs.contacts needs.collect needs.comment needs.revise needs.fulfil needs.dispute needs.receive ' +
  'needs.close needs.waive needs.withdraw needs.reopen needs.undo needs.import needs.figures deliveries.arrive';
const taker = 'needs.read needs.collect needs.comment needs.withdraw needs.undo needs.import needs.figures';
const desk =
  'needs.read needs.contacts needs.collect needs.comment needs.revise needs.claim needs.prioritise needs.dispatch ' +
  'needs.return needs.fulfil needs.merge needs.undo needs.import needs.figures deliveries.ship deliveries.arrive';
const overriding = 'needs.close needs.close-unmet needs.waive needs.withdraw needs.reopen';
const carrying = 'needs.read needs.comment needs.fulfil needs.undo deliveries.ship deliveries.arrive';

const rights: Record<Role, [Relation, string] | null> = {
  resident: ['own', asker],
  institution: ['own', asker],
  officer: ['own', asker],
  'family-doctor': ['own', asker],
  'hotline-desk': ['area', taker],
  'community-worker': ['area', taker],
  'district-desk': ['area', desk],
  dispatcher: ['area', desk],
  supervisor: ['area', `${desk} ${overriding}`],
  supplier: ['supplies', `${carrying} needs.return`],
  carrier: ['supplies', carrying],
  auditor: ['area', 'needs.read needs.figures'],
  buyer: null,
  inspector: null,
  'pass-issuer': null,
  'gate-verifier': null,
  administrator: null,
};

/** The relation in which the role holds the right, null when it does in none. */
export function expectedRelation(role: Role, right: Action): Relation | null {
  const [relation, held] = rights[role] ?? [];
  return relation !== undefined && held!.split(' ').includes(right) ? relation : null;
}

type Steps = Partial<Record<NeedAction, string>>;
/** What can happen to a need with goods, status by status, and where it leads. */
const supplySteps: Record<string, Steps> = {
  none: { collect: 'collected' },
  collected: {
    ...same('collected', 'revise claim release prioritise comment attach absorb escalate'),
    dispatch: 'dispatched',
    close: 'closed',
    withdraw: 'withdrawn',
    merge: 'merged',
  },
  dispatched: {
    ...same('dispatched', 'claim release prioritise comment attach absorb escalate'),
    ...same('dispatched', 'add-sources reservation-expired ship arrive receive waive'),
    return: 'collected',
    fulfil: 'fulfilled',
    close: 'closed',
    withdraw: 'withdrawn',
  },
  fulfilled: {
    ...same('fulfilled', 'comment attach absorb escalate receive waive'),
    dispute: 'dispatched',
    close: 'closed',
  },
  closed: { ...same('closed', 'comment attach'), reopen: 'collected' },
  withdrawn: {},
  merged: {},
};
const withGoods = new Set(['add-sources', 'reservation-expired', 'ship', 'arrive', 'receive', 'waive']);

/** Where the action leads, null when it is not possible. */
export function expectedTarget(life: NeedLife, action: NeedAction, status: string): string | null {
  if (life !== 'supply' && withGoods.has(action)) return null;
  // What is solved where it is taken needs no dispatch.
  if (life === 'direct' && status === 'collected' && action === 'fulfil') return 'fulfilled';
  return supplySteps[status]?.[action] ?? null;
}

function same(status: string, actions: string): Steps {
  return Object.fromEntries(actions.split(' ').map((action) => [action, status]));
}
