import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/node';
import type { AnyRouter } from '@orpc/server';
import { BodyLimitPlugin, CompressionPlugin } from '@orpc/server/node';
import { problemText, type ProblemData } from '@baogong/contract';
import type { Actor } from '../actor.ts';
import type { Services, RequestContext } from './context.ts';
import { outgoingError, unreadableRequest } from './errors.ts';
import { requireStorable } from './storable.ts';

/** Largest body: a spreadsheet of 50,000 rows with room to spare. JSON bodies have bounds of their own in the contract. */
const FILE_BYTES = 32_000_000;
const JSON_BYTES = 1_000_000;
/** Answers longer than this go compressed to whoever takes that: a city's map shrinks to a third. */
const COMPRESSED_BYTES = 32_000;
/** The plugin's own type leaves out what it hands on. */
const compression: ConstructorParameters<typeof CompressionPlugin>[0] & { threshold: number } = {
  threshold: COMPRESSED_BYTES,
};

/** An answer is data: browsers neither guess its type nor run what it may hold, and nobody keeps a copy. */
const SAFE_ANSWER = [
  ['x-content-type-options', 'nosniff'],
  ['content-security-policy', "default-src 'none'; sandbox"],
  ['cache-control', 'no-store'],
] as const;

export type Api = { handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> };

/** Serves the contract's operations below /api, on the bare Node request. */
export function createApi(
  router: AnyRouter,
  services: Services,
  authenticate: (headers: Headers) => Promise<Actor | null>,
): Api {
  /** Requests whose body was read. */
  const read = new WeakSet<RequestContext>();
  const handlerFor = (maxBodySize: number, plugins: CompressionPlugin<RequestContext>[] = []) =>
    new OpenAPIHandler<RequestContext>(router, {
      plugins: [new BodyLimitPlugin({ maxBodySize }), ...plugins],
      interceptors: [
        async ({ next, context }) => {
          try {
            return await next();
          } catch (error) {
            throw read.has(context) ? error : unreadableRequest(error, context.locale, wordsOf(maxBodySize));
          }
        },
      ],
      clientInterceptors: [
        async ({ next, context, input }) => {
          read.add(context);
          try {
            requireStorable(input);
            return await next();
          } catch (error) {
            throw outgoingError(error, context.locale, services.logger);
          }
        },
      ],
    });
  const reads = handlerFor(JSON_BYTES, [new CompressionPlugin(compression)]);
  const small = handlerFor(JSON_BYTES);
  const large = handlerFor(FILE_BYTES);

  return {
    async handle(request, response) {
      for (const [name, value] of SAFE_ANSWER) response.setHeader(name, value);
      const headers = relevantHeaders(request);
      const actor = await authenticate(headers);
      const context: RequestContext = { ...services, actor, locale: localeOf(headers, actor), headers };
      const isFile = request.headers['content-type']?.startsWith('multipart/form-data') ?? false;
      if (tooLarge(request, isFile ? FILE_BYTES : JSON_BYTES)) {
        refuseBody(response, context.locale, wordsOf(isFile ? FILE_BYTES : JSON_BYTES));
        return true;
      }
      const handler = request.method === 'GET' ? reads : isFile ? large : small;
      const { matched } = await handler.handle(request, response, { prefix: '/api', context });
      return matched;
    },
  };
}

/** Language of answers: what the request asks for, else the person's own, else Chinese. */
export function localeOf(headers: Headers, actor: Actor | null): 'zh' | 'en' {
  const asked = headers.get('accept-language')?.trim().slice(0, 2).toLowerCase();
  if (asked === 'zh' || asked === 'en') return asked;
  return actor?.locale ?? 'zh';
}

/** Only what authentication and language need, so that a request costs no full copy of its headers. */
export function relevantHeaders(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const name of ['cookie', 'authorization', 'accept-language', 'user-agent', 'origin', 'host'] as const) {
    const value = request.headers[name];
    if (value) headers.set(name, value);
  }
  return headers;
}

const wordsOf = (bytes: number) => `${bytes / 1_000_000} MB`;

function tooLarge(request: IncomingMessage, limit: number): boolean {
  return Number(request.headers['content-length'] ?? 0) > limit;
}

function refuseBody(response: ServerResponse, locale: 'zh' | 'en', limit: string): void {
  const data: ProblemData = { reason: 'body-too-large', params: { limit } };
  const body = {
    defined: true,
    code: 'TOO_LARGE',
    status: 413,
    message: problemText('body-too-large', locale, { limit }),
    data,
  };
  response.writeHead(413, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify(body));
}
