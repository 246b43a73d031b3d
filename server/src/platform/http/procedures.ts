import { type Contract, contract, type OperationMeta } from '@baogong/contract';
import { implement, type ImplementerInternalWithMiddlewares } from '@orpc/server';
import { requireAnyRelation } from '../actor.ts';
import { Refusal } from '../refusal.ts';
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
    if (right !== 'signed-in') requireAnyRelation(context.actor, right);
    return next({ context: { ...context, actor: context.actor } satisfies ActorContext });
  });
