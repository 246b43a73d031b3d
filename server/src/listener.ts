import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from './identity/index.ts';
import { type Api, relevantHeaders } from './platform/http/api.ts';
import type { Services } from './platform/http/context.ts';
import { streamChanges } from './platform/live/stream.ts';
import type { Metrics } from './platform/metrics.ts';

type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type Parts = { services: Services; identity: Identity; api: Api; pages: Pages; metrics: Metrics };
type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Sends each request to the stream, the operations or the pages, and measures it. */
export function createListener(parts: Parts): Listener {
  const { services, metrics } = parts;
  return (request, response) => {
    const started = performance.now();
    response.on('finish', () => {
      const seconds = (performance.now() - started) / 1000;
      metrics.observeRequest(routeOf(request.url ?? '/'), request.method ?? 'GET', response.statusCode, seconds);
    });
    answer(parts, request, response).catch((error: unknown) => {
      services.logger.error({ err: error }, 'request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

async function answer(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '/';
  if (url.startsWith('/api/changes/stream')) return stream(parts, request, response);
  if (isOperation(url) && (await parts.api.handle(request, response))) return;
  await parts.pages(request, response);
}

async function stream(
  { services, identity }: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const headers = relevantHeaders(request);
  const actor = await identity.authenticate(headers);
  if (!actor) return void response.writeHead(401).end();
  const { db, hub } = services;
  await streamChanges(request, response, { db, hub, actor, current: () => identity.authenticate(headers) });
}

function isOperation(url: string): boolean {
  return url.startsWith('/api/') && !/^\/api\/(auth|docs|openapi\.json)(\/|\?|$)/.test(url);
}

/** The route's pattern for the metrics: ids become `:id`, pages one name. */
function routeOf(url: string): string {
  const path = url.split('?', 1)[0]!;
  if (!path.startsWith('/api/')) return path.startsWith('/assets/') ? '/assets' : '/page';
  return path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .split('/')
    .slice(0, 5)
    .join('/');
}
