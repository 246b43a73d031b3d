import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, relative } from 'node:path';
import { getConnInfo } from '@hono/node-server/conninfo';
import { serveStatic } from '@hono/node-server/serve-static';
import { sql } from 'kysely';
import { Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
import { problemText, type ProblemData } from '@baogong/contract';
import { tileOrigins } from '../map-tiles.ts';
import type { Metrics } from '../metrics.ts';
import { localeOf } from './api.ts';
import type { Services } from './context.ts';
import { openApiDocument } from './openapi.ts';

type PagesOptions = {
  services: Services;
  metrics: Metrics;
  authHandler: (request: Request, address?: string) => Promise<Response>;
  webFolder?: string | undefined;
};

/** Everything that is no operation of the contract: health, metrics, API description, sign-in, the web pages. */
export function createPages({ services, metrics, authHandler, webFolder }: PagesOptions): Hono {
  const pages = new Hono();
  const tiles = tileOrigins(services.mapTiles);
  // Servers of tiles want to know which site asks; they are told its name and no path.
  const referrerPolicy = tiles.length > 0 ? 'strict-origin-when-cross-origin' : 'same-origin';
  pages.use(secureHeaders({ contentSecurityPolicy: contentSecurityPolicy(tiles), referrerPolicy }));
  pages.get('/healthz', (request) => request.json({ status: 'up' }));
  pages.get('/readyz', async (request) => {
    const ready = await sql`select 1`.execute(services.db).then(
      () => true,
      () => false,
    );
    return request.json({ status: ready ? 'ready' : 'database-unreachable' }, ready ? 200 : 503);
  });
  pages.get('/metrics', async (request) =>
    request.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
  );
  pages.all('/api/auth/*', (request) => authHandler(request.req.raw, getConnInfo(request).remote.address));
  addApiDescription(pages);
  pages.all('/api/*', (request) => {
    const message = problemText('no-such-operation', localeOf(request.req.raw.headers, null));
    const data: ProblemData = { reason: 'no-such-operation' };
    return request.json({ defined: true, code: 'NOT_FOUND', status: 404, message, data }, 404);
  });
  if (webFolder && existsSync(webFolder)) addWeb(pages, webFolder);
  return pages;
}

/** antd writes its styles at run time, hence inline styles; nothing but the map's tiles, if any, is loaded from elsewhere. */
function contentSecurityPolicy(tiles: readonly string[]) {
  return {
    defaultSrc: ["'self'"],
    // The scanner's module (and the solver's) are WebAssembly from this very server.
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:', ...tiles],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'", ...tiles],
    workerSrc: ["'self'", 'blob:'],
    frameAncestors: ["'none'"],
  };
}

function addApiDescription(pages: Hono): void {
  let document: Promise<object> | undefined;
  pages.get('/api/openapi.json', async (request) => request.json(await (document ??= openApiDocument())));
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  pages.get('/api/docs', (request) => request.html(DOCS_PAGE));
  pages.get('/api/docs/start.js', (request) => request.body(DOCS_START, 200, { 'content-type': 'text/javascript' }));
  pages.use(
    '/api/docs/*',
    serveStatic({
      root: relative(process.cwd(), folder) || '.',
      rewriteRequestPath: (path) => path.replace('/api/docs', ''),
    }),
  );
}

const DOCS_PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Baogong API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="docs"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;
const DOCS_START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true, tryItOutEnabled: false });`;

/** Hashed assets may be kept for ever; the page that names them must be asked for again. */
function addWeb(pages: Hono, webFolder: string): void {
  const root = relative(process.cwd(), webFolder) || '.';
  pages.use(compress());
  pages.use('/assets/*', cacheFor('public, max-age=31536000, immutable'));
  pages.use('*', serveStatic({ root }));
  pages.get('*', cacheFor('no-cache'), serveStatic({ root, path: 'index.html' }));
}

function cacheFor(value: string): MiddlewareHandler {
  return async (request, next) => {
    await next();
    request.header('cache-control', value);
  };
}
