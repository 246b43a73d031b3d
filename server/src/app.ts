import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { stopPlaying } from './exercises/index.ts';
import { createIdentity, forgetOn, type Identity } from './identity/index.ts';
import { forgetChanged } from './needs/index.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { openDatabase } from './platform/db/database.ts';
import { createApi, relevantHeaders } from './platform/http/api.ts';
import type { Services } from './platform/http/context.ts';
import { createPages } from './platform/http/pages.ts';
import { startHub } from './platform/live/hub.ts';
import { streamChanges } from './platform/live/stream.ts';
import { sharedHints } from './platform/log/hints.ts';
import { createMetrics } from './platform/metrics.ts';
import { reactToFacts } from './reactions.ts';
import { router } from './router.ts';

export type AppOptions = {
  databaseUrl: string;
  logger: Logger;
  publicUrl: string;
  clock?: Clock;
  connections?: number;
  /** Folder of the built web pages; left out where only the API is wanted. */
  webFolder?: string;
  /** Runs the followers, the escalation clock and the jobs in this process. */
  work?: boolean;
};

export type App = { server: Server; services: Services; identity: Identity; stop(): Promise<void> };

/** Wires one process: database, log, identity, routes, live stream, followers. The schema must be migrated. */
export async function createApp(options: AppOptions): Promise<App> {
  const { logger } = options;
  const database = openDatabase(options.databaseUrl, options.connections);
  const hints = await sharedHints(options.databaseUrl);
  const hub = await startHub(database.db, hints, logger);
  const services: Services = {
    database,
    db: database.db,
    clock: options.clock ?? systemClock,
    logger,
    hints,
    hub,
    ownAddress: () => loopbackOf(server),
  };
  const identity = await createIdentity({ ...services, publicUrl: options.publicUrl });
  const offFacts = hub.onEvents((events) => {
    for (const event of events) {
      forgetOn(event);
      forgetChanged(database.db, event);
    }
  });
  const metrics = createMetrics(database.pool, hub);
  const api = createApi(router, services, (headers) => identity.authenticate(headers));
  const pages = getRequestListener(
    createPages({ services, metrics, authHandler: identity.authHandler, webFolder: options.webFolder }).fetch,
  );
  const workers = options.work === false ? null : await reactToFacts(services);

  const server = createServer((request, response) => {
    const started = performance.now();
    response.on('finish', () => {
      const seconds = (performance.now() - started) / 1000;
      metrics.observeRequest(routeOf(request.url ?? '/'), request.method ?? 'GET', response.statusCode, seconds);
    });
    answer(request, response).catch((error: unknown) => {
      logger.error({ err: error }, 'request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    if (url.startsWith('/api/changes/stream')) return stream(request, response);
    if (isOperation(url) && (await api.handle(request, response))) return;
    await pages(request, response);
  }

  async function stream(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = relevantHeaders(request);
    const actor = await identity.authenticate(headers);
    if (!actor) return void response.writeHead(401).end();
    await streamChanges(request, response, {
      db: database.db,
      hub,
      actor,
      current: () => identity.authenticate(headers),
    });
  }

  return {
    server,
    services,
    identity,
    async stop() {
      await stopPlaying(database.db);
      server.close();
      server.closeAllConnections();
      await workers?.stop();
      offFacts();
      await hub.stop();
      await hints.close();
      await database.close();
    },
  };
}

/** The address of this server as programs on this machine reach it. */
function loopbackOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo;
  if (['0.0.0.0', '::'].includes(address)) return `http://127.0.0.1:${port}`;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
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
