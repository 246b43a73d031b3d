import type { Contract } from '@baogong/contract';
import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import routes from 'virtual:contract-routes';
import { storedLocale } from './locale.ts';
import type { Problem } from './problem.ts';

export { newCommandId } from './command-id.ts';

export type Api = JsonifiedClient<ContractRouterClient<{ [Module in keyof Contract]: Contract[Module] }>>;

/** The typed client: `api.needs.getNeed({ id })`. Rejects with whatever the server refused; see `problemOf`. */
export const api: Api = createORPCClient(
  new OpenAPILink(routes, {
    url: () => new URL('/api', window.location.origin),
    headers: () => ({ 'accept-language': storedLocale() }),
    fetch: (request, init) => fetch(request, { ...init, credentials: 'same-origin' }),
  }),
);

/** Any failure as a problem in words: the server's refusal, or what can be said when no answer came. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError) {
    const data = (error.data ?? {}) as Partial<Problem>;
    return { ...data, reason: data.reason ?? 'internal', message: error.message, status: error.status };
  }
  return { reason: 'no-answer', message: '', status: 0 };
}
