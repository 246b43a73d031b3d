import { type Action, type Contract, contract, type OperationMeta, roles, rolesFor } from '@baogong/contract';
import { implement, type ImplementerInternalWithMiddlewares } from '@orpc/server';
import { forbidden, Refusal } from '../refusal.ts';
import type { ActorContext, RequestContext } from './context.ts';

/**
 * Where handlers start: the contract, implemented over the request's context. Whoever holds the operation's right in no
 * relation at all is refused here; the verb checks the relation to the thing itself.
 */
export const procedures: ImplementerInternalWithMiddlewares<Contract, RequestContext, ActorContext> = implement(
  contract,
)
  .$context<RequestContext>()
  .use(async ({ context, next, procedure }) => {
    const { right } = procedure['~orpc'].meta as OperationMeta;
    if (right === 'public') return next({ context: context as ActorContext });
    if (!context.actor) throw new Refusal('UNAUTHORIZED', 'sign-in-first');
    if (right !== 'signed-in') requireAnyRelation(context.actor.posts, right);
    return next({ context: { ...context, actor: context.actor } satisfies ActorContext });
  });

function requireAnyRelation(posts: readonly { role: keyof typeof roles }[], right: Action): void {
  const holders = rolesFor(right);
  if (posts.some((post) => holders.includes(post.role))) return;
  const words = holders.map((role) => roles[role]);
  throw forbidden('not-allowed', {
    params: { who: { zh: words.map((role) => role.zh).join('、'), en: words.map((role) => role.en).join(', ') } },
  });
}
