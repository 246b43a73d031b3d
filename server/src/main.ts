import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import pino, { type Logger } from 'pino';
import { assetTransitions, needTransitions, transferTransitions, warningTransitions } from '@baogong/contract';
import { type App, type AppOptions, createApp } from './app.ts';
import type { Config } from './platform/config.ts';
import { repositoryFolder } from './platform/config.ts';
import { openDatabase } from './platform/db/database.ts';
import { migrate } from './platform/db/migrate.ts';
import { syncTransitions } from './platform/log/transitions.ts';
import { systemClock } from './platform/clock.ts';
import { prepareCity } from './seed.ts';
import { readSitesAhead } from './stock/index.ts';

export const webFolder = join(repositoryFolder, 'web', 'dist');

export type RunningServer = { app: App; url: string; stop(): Promise<void> };

/** Brings schema and shipped reference data up to date. Safe to repeat; several processes may start at once. */
export async function prepareDatabase(url: string): Promise<void> {
  await migrate(url);
  const { db, close } = openDatabase(url, 2);
  try {
    await db.transaction().execute(async (tx) => {
      await syncTransitions(tx, [
        ...needTransitions(),
        ...assetTransitions(),
        ...warningTransitions(),
        ...transferTransitions(),
      ]);
      await prepareCity(tx, systemClock.now());
    });
  } finally {
    await close();
  }
}

/** Starts one process of the platform on a prepared database and listens. Port 0 takes a free one. */
export async function startServer(options: AppOptions & { host: string; port: number }): Promise<RunningServer> {
  const app = await createApp(options);
  await new Promise<void>((resolve, reject) => {
    app.server.once('error', reject);
    app.server.listen(options.port, options.host, resolve);
  });
  readSitesAhead(app.services.db);
  const { port } = app.server.address() as AddressInfo;
  return { app, url: `http://${options.host}:${port}`, stop: app.stop };
}

/** Structured logs, one JSON object a line, in the data folder; nothing of bodies, headers or contacts goes in. */
export function createLogger(config: Pick<Config, 'dataDir' | 'logLevel'>): Logger {
  mkdirSync(config.dataDir, { recursive: true });
  const destination = pino.destination({ dest: join(config.dataDir, 'server.log'), mkdir: true, sync: false });
  return pino(
    { level: config.logLevel, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  );
}
