import { type Action, mayDo, roles, rolesFor, type Standing, type Subject } from '@baogong/contract';
import { forbidden, type Refusal } from './refusal.ts';

/** Who acts: a signed-in person, an API token, or the platform itself (clock, followers). */
export type Actor = {
  /** `person:<id>`, `token:<id>` or `system`. Stands in every fact. */
  id: string;
  personId: string | null;
  name: string;
  locale: 'zh' | 'en';
  posts: readonly Standing[];
};

export const systemActor: Actor = { id: 'system', personId: null, name: '系统', locale: 'zh', posts: [] };

/** Refuses with the roles to ask when none of the actor's posts has the right. */
export function requireRight(actor: Actor, action: Action, subject: Subject = {}): void {
  if (!mayDo(actor.posts, action, subject)) throw refusalOf(action);
}

/** The same before the thing acted on is known: one of the roles must hold the right in some relation. */
export function requireAnyRelation(actor: Actor, action: Action): void {
  const holders = rolesFor(action);
  if (!actor.posts.some((post) => holders.includes(post.role))) throw refusalOf(action);
}

function refusalOf(action: Action): Refusal {
  const holders = rolesFor(action).map((role) => roles[role]);
  const who = { zh: holders.map((role) => role.zh).join('、'), en: holders.map((role) => role.en).join(', ') };
  return forbidden('not-allowed', { params: { who } });
}

/** Areas (prefixes) and organisations in which the actor holds the right: the filter for lists. */
export function scopeOf(
  actor: Actor,
  action: Action,
): { everywhere: boolean; areas: string[]; own: string[]; supplies: string[] } {
  const holding = (relation: 'any' | 'area' | 'own' | 'supplies') =>
    actor.posts.filter((post) => mayDo([post], action, subjectFor(relation, post)));
  const organisations = (posts: readonly Standing[]) => posts.flatMap((post) => post.organisationId ?? []);
  return {
    everywhere: holding('any').length > 0,
    areas: holding('area').flatMap((post) => post.areaCode ?? []),
    own: organisations(holding('own')),
    supplies: organisations(holding('supplies')),
  };
}

function subjectFor(relation: 'any' | 'area' | 'own' | 'supplies', post: Standing): Subject {
  if (relation === 'area') return post.areaCode === null ? {} : { areaCode: post.areaCode };
  if (relation === 'own') return { organisationId: post.organisationId };
  if (relation === 'supplies') return { supplierIds: post.organisationId === null ? [] : [post.organisationId] };
  return {};
}
