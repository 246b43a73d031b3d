import type { TestContext } from 'node:test';
import { type Contract, contract, newId, type Role } from '@baogong/contract';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import pino from 'pino';
import { createTokenInside } from '../src/identity/index.ts';
import { type RunningServer, startServer } from '../src/main.ts';
import { systemActor } from '../src/platform/actor.ts';
import { type Clock, systemClock } from '../src/platform/clock.ts';
import type { Db } from '../src/platform/db/database.ts';
import { openTestDatabase } from './database.ts';

export type Client = JsonifiedClient<ContractRouterClient<Contract>>;

export type TestServer = {
  url: string;
  databaseUrl: string;
  db: Db;
  server: RunningServer;
  /** A fresh API token of this role, for requests written by hand. */
  tokenOf(role: Role, bound: { organisationId?: string; areaCode?: string }): Promise<string>;
  /** A client that acts through a fresh API token of this role, bound to an organisation or an area. */
  as(role: Role, bound: { organisationId?: string; areaCode?: string }): Promise<Client>;
};

/** The whole platform on a database of its own, listening on a free loopback port. Ends with the test. */
export async function startTestServer(
  t: TestContext,
  options: { clock?: Clock; work?: boolean } = {},
): Promise<TestServer> {
  const { url: databaseUrl } = await openTestDatabase(t, 'prepared');
  const logger = pino({ level: process.env.BAOGONG_LOG_LEVEL ?? 'silent' });
  const server = await startServer({
    databaseUrl,
    logger,
    publicUrl: 'http://127.0.0.1',
    host: '127.0.0.1',
    port: 0,
    ...options,
  });
  t.after(() => server.stop());
  const { db, hints } = server.app.services;
  const tokenOf: TestServer['tokenOf'] = async (role, bound) => {
    const { secret } = await db.transaction().execute((tx) => {
      const act = { tx, actor: systemActor, now: (options.clock ?? systemClock).now(), commandId: newId() };
      return createTokenInside(act, { role, name: role, days: 30, organisationId: null, areaCode: null, ...bound });
    });
    hints.wake();
    return secret;
  };
  return {
    url: server.url,
    databaseUrl,
    db,
    server,
    tokenOf,
    as: async (role, bound) => clientFor(server.url, await tokenOf(role, bound)),
  };
}

/** The typed client of the contract over real HTTP. */
export function clientFor(url: string, token: string | null, locale: 'zh' | 'en' = 'en'): Client {
  const link = new OpenAPILink(contract, {
    url: `${url}/api`,
    headers: () => ({ 'accept-language': locale, ...(token ? { authorization: `Bearer ${token}` } : {}) }),
  });
  return createORPCClient(link);
}
