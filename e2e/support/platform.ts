import type { TestContext } from 'node:test';
import { join } from 'node:path';
import { newId, type Role, roles } from '@baogong/contract';
import {
  type Client,
  clientFor,
  createPersonInside,
  createTokenInside,
  type Db,
  openTestDatabase,
  openTown,
  readMapTiles,
  startServer,
  systemActor,
  type Town,
} from '@baogong/server/testing';
import pino from 'pino';
import { atEnding } from './ending.ts';

export const webFolder = join(import.meta.dirname, '..', '..', 'web', 'dist');
export const password = '汉阳门 灯笼 2020';

/** Time as the platform sees it. */
export type Clock = { now(): Temporal.Instant };

/** Somebody of the city who can sign in with the common password. */
export type Citizen = { account: string; name: string };
export type Post = { role: Role; organisationId?: string; areaCode?: string };

export type Platform = {
  url: string;
  db: Db;
  /** Gives a person with these posts, and an account named as asked. */
  hire(account: string, name: string, ...posts: Post[]): Promise<Citizen>;
  /** A client for what happens off screen. */
  as(post: Post): Promise<Client>;
};

/** `mapTiles`: as the setting BAOGONG_MAP_TILES has it. */
type PlatformOptions = { clock?: Clock; port?: number; mapTiles?: string };

/** The whole platform with its pages on a database of its own with what every city starts with; ends with the test. */
export async function openPlatform(t: TestContext, options: PlatformOptions = {}): Promise<Platform> {
  const { url: databaseUrl } = await openTestDatabase(t, 'prepared');
  const server = await startServer({
    databaseUrl,
    logger: pino({ level: process.env.BAOGONG_LOG_LEVEL ?? 'silent' }),
    publicUrl: 'http://127.0.0.1',
    host: '127.0.0.1',
    port: options.port ?? 0,
    webFolder,
    ...(options.mapTiles ? { mapTiles: readMapTiles(options.mapTiles) ?? undefined } : {}),
    ...(options.clock ? { clock: options.clock } : {}),
  });
  atEnding(t, () => server.stop());
  const { db, hints } = server.app.services;
  const now = () => options.clock?.now() ?? Temporal.Now.instant();

  return {
    url: server.url,
    db,
    async hire(account, name, ...posts) {
      await db.transaction().execute((tx) => {
        const act = { tx, actor: systemActor, now: now(), commandId: newId() };
        return createPersonInside(act, { account, name, password, posts });
      });
      return { account, name };
    },
    async as({ role, organisationId = null, areaCode = null }) {
      const { secret } = await db.transaction().execute((tx) => {
        const act = { tx, actor: systemActor, now: now(), commandId: newId() };
        return createTokenInside(act, { role, name: `${roles[role].zh}系统`, days: 30, organisationId, areaCode });
      });
      hints.wake();
      return clientFor(server.url, secret, 'zh');
    },
  };
}

/** The platform with a small city and its administrator, who stops the pages from asking for the first one. */
export async function openCity(t: TestContext, options: PlatformOptions = {}): Promise<City> {
  const platform = await openPlatform(t, options);
  const town = await openTown(platform.db, options.clock?.now());
  const chief = await platform.hire('chief', '高主任', { role: 'administrator', areaCode: town.cityCode });
  return { ...platform, town, chief };
}

export type City = Platform & { town: Town; chief: Citizen };
