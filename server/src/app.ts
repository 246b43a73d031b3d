import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MapTiles } from '@baogong/contract';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { stopPlaying } from './exercises/index.ts';
import { createIdentity, forgetOn, type Identity } from './identity/index.ts';
import { createListener } from './listener.ts';
import { forgetChanged } from './needs/index.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { openDatabase } from './platform/db/database.ts';
import { createApi } from './platform/http/api.ts';
import type { Services } from './platform/http/context.ts';
import { createPages } from './platform/http/pages.ts';
import { startHub } from './platform/live/hub.ts';
import { sharedHints } from './platform/log/hints.ts';
import { createMetrics } from './platform/metrics.ts';
import { reactToFacts } from './reactions.ts';
import { forgetStockReference } from './stock/index.ts';
import { router } from './router.ts';

export type AppOptions = {
  databaseUrl: string;
  logger: Logger;
  publicUrl: string;
  clock?: Clock;
  connections?: number;
  /** Pictures under the map; left out: it is drawn from the directory alone. */
  mapTiles?: MapTiles | undefined;
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
    mapTiles: options.mapTiles ?? null,
    ownAddress: () => loopbackOf(server),
  };
  const identity = await createIdentity({ ...services, publicUrl: options.publicUrl });
  const offFacts = hub.onEvents((events) => {
    for (const event of events) {
      forgetOn(event);
      forgetChanged(database.db, event);
      forgetStockReference(database.db, event);
    }
  });
  const metrics = createMetrics(database.pool, hub);
  const api = createApi(router, services, (headers) => identity.authenticate(headers));
  const pages = getRequestListener(
    createPages({ services, metrics, authHandler: identity.authHandler, webFolder: options.webFolder }).fetch,
  );
  const workers = options.work === false ? null : await reactToFacts(services);

  const server = createServer(createListener({ services, identity, api, pages, metrics }));

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
