import { roleCodes, type Role } from './roles.ts';

/**
 * How an actor's post stands to the thing acted on:
 * `own` the post's organisation asks or owns it · `supplies` the post's organisation supplies it ·
 * `area` the post's area contains it · `any` no relation asked.
 */
export type Relation = 'own' | 'supplies' | 'area' | 'any';
type Rule = Partial<Record<Role, readonly Relation[]>>;

const desks = { 'district-desk': ['area'], dispatcher: ['area'], supervisor: ['area'] } as const satisfies Rule;
const askers = {
  institution: ['own'],
  officer: ['own'],
  resident: ['own'],
  'family-doctor': ['own'],
} as const satisfies Rule;
const takers = { 'hotline-desk': ['area'], 'community-worker': ['area'] } as const satisfies Rule;
const suppliers = { supplier: ['supplies'], carrier: ['supplies'] } as const satisfies Rule;
/** Those who keep goods, and the desks that do it for them. */
const keepers = {
  institution: ['own'],
  officer: ['own'],
  'family-doctor': ['own'],
  supplier: ['own'],
  'community-worker': ['area'],
  ...desks,
} as const satisfies Rule;
const auditor = { auditor: ['area'] } as const satisfies Rule;
/** Those who may know what is where. */
const onlookers = {
  ...keepers,
  carrier: ['own'],
  buyer: ['area'],
  inspector: ['area'],
  ...auditor,
} as const satisfies Rule;
const administrator = { administrator: ['any'] } as const satisfies Rule;
const anyRelation: readonly Relation[] = ['any'];
const everybody = Object.fromEntries(roleCodes.map((role) => [role, anyRelation])) as Record<Role, readonly Relation[]>;

/**
 * Who may do what: action × role × relation. The one table that the server checks, the screens read and the rights
 * matrix is tested against. An operation without a row here does not start.
 */
export const policy = {
  'needs.read': { ...askers, ...takers, ...desks, ...suppliers, ...auditor },
  'needs.contacts': { ...askers, ...desks },
  'needs.collect': { ...askers, ...takers, ...desks },
  'needs.comment': { ...askers, ...takers, ...desks, ...suppliers },
  'needs.revise': { ...askers, ...desks },
  'needs.claim': { ...desks },
  'needs.prioritise': { ...desks },
  'needs.dispatch': { ...desks },
  'needs.return': { ...desks, supplier: ['supplies'] },
  'needs.fulfil': { ...askers, ...desks, ...suppliers },
  'needs.dispute': { ...askers },
  'needs.receive': { ...askers },
  'needs.close': { ...askers, supervisor: ['area'] },
  'needs.close-unmet': { supervisor: ['area'] },
  'needs.waive': { ...askers, supervisor: ['area'] },
  'needs.withdraw': { ...askers, ...takers, supervisor: ['area'] },
  'needs.reopen': { ...askers, supervisor: ['area'] },
  'needs.merge': { ...desks },
  'needs.undo': { ...askers, ...takers, ...desks, ...suppliers },
  'needs.import': { ...askers, ...takers, ...desks },
  'needs.figures': { ...askers, ...takers, ...desks, ...auditor },
  'kinds.read': everybody,
  'kinds.write': administrator,
  'supply.read': { ...desks, supplier: ['own'], buyer: ['area'], auditor: ['area'] },
  'supply.write': { supplier: ['own'], dispatcher: ['area'], supervisor: ['area'], buyer: ['area'] },
  'readings.read': { ...askers, ...takers, ...desks, supplier: ['own'], ...auditor },
  'readings.write': { ...askers, ...takers, ...desks, supplier: ['own'] },
  'readings.watch': { ...askers, ...desks, supplier: ['own'] },
  'assets.read': {
    institution: ['own'],
    officer: ['own'],
    'family-doctor': ['own'],
    supplier: ['own'],
    carrier: ['own'],
    ...takers,
    ...desks,
    inspector: ['area'],
    ...auditor,
  },
  'assets.register': { institution: ['own'], officer: ['own'], supplier: ['own'], ...desks },
  'assets.move': {
    institution: ['own'],
    officer: ['own'],
    'family-doctor': ['own'],
    supplier: ['own'],
    carrier: ['own'],
    'community-worker': ['area'],
    ...desks,
  },
  'assets.fill': { supplier: ['own'], ...desks },
  'assets.make': { supplier: ['own'], ...desks, buyer: ['area'] },
  'assets.fit': { institution: ['own'], officer: ['own'], ...desks },
  'assets.refill': {
    institution: ['own'],
    officer: ['own'],
    'family-doctor': ['own'],
    'community-worker': ['area'],
    ...desks,
  },
  'assets.reorder': { institution: ['own'], officer: ['own'], ...desks },
  'supply.release': { supervisor: ['area'] },
  'rounds.read': { ...desks, buyer: ['area'], ...auditor },
  'rounds.write': { dispatcher: ['area'], supervisor: ['area'] },
  'warnings.read': { ...askers, ...takers, ...desks, supplier: ['own'], buyer: ['area'], ...auditor },
  'warnings.take': { ...desks },
  'warnings.answer': { ...desks },
  'warnings.rules': { ...administrator, supervisor: ['any'] },
  'staples.read': { ...takers, ...desks, buyer: ['area'], ...auditor },
  'staples.write': { ...takers, ...desks, buyer: ['area'] },
  'stock.read': { ...onlookers },
  'stock.write': { ...keepers },
  'stock.balance': { dispatcher: ['area'], supervisor: ['area'], ...auditor },
  'transfers.read': { ...onlookers },
  'transfers.offer': { ...keepers },
  'transfers.receive': { ...keepers },
  'trips.expect': { ...keepers, carrier: ['own'] },
  'deliveries.ship': { ...suppliers, ...desks },
  'deliveries.arrive': { ...suppliers, ...desks, ...askers },
  'directory.read': everybody,
  'directory.add': { ...administrator, ...desks },
  'directory.write': administrator,
  'catalogue.read': everybody,
  'catalogue.write': administrator,
  'people.read': { ...administrator, auditor: ['any'] },
  'people.write': administrator,
  'tokens.read': administrator,
  'tokens.write': administrator,
  'inbox.read': everybody,
  'changes.read': everybody,
  'audit.read': { auditor: ['any'] },
  'exercises.run': { ...administrator, dispatcher: ['area'], supervisor: ['area'] },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof policy;

/** One post of the actor, as the check needs it. */
export type Standing = { role: Role; organisationId: string | null; areaCode: string | null };

/** What the check must know of the thing acted on. `areaCode` '' means the thing belongs to no area. */
export type Subject = { organisationId?: string | null; areaCode?: string | null; supplierIds?: readonly string[] };

/** True when one of the actor's posts has the right, with its relation to the subject. */
export function mayDo(posts: readonly Standing[], action: Action, subject: Subject = {}): boolean {
  return posts.some((post) => relationsOf(action, post.role).some((relation) => standsIn(post, relation, subject)));
}

/** Roles that could do it in some relation: the answer to "whom do I ask?". */
export function rolesFor(action: Action): Role[] {
  return Object.keys(policy[action]) as Role[];
}

/** Relations in which the role holds the right; none when it never does. */
export function relationsOf(action: Action, role: Role): readonly Relation[] {
  return (policy[action] as Rule)[role] ?? [];
}

function standsIn(post: Standing, relation: Relation, subject: Subject): boolean {
  switch (relation) {
    case 'any':
      return true;
    case 'own':
      return post.organisationId !== null && post.organisationId === subject.organisationId;
    case 'supplies':
      return post.organisationId !== null && (subject.supplierIds ?? []).includes(post.organisationId);
    case 'area':
      return post.areaCode !== null && (subject.areaCode ?? '').startsWith(post.areaCode);
  }
}
