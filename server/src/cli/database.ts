import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@baogong/contract';
import { systemActor } from '../platform/actor.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { type Db, openDatabase } from '../platform/db/database.ts';
import { migrate } from '../platform/db/migrate.ts';
import { shareEngine } from '../platform/engine/index.ts';
import type { Act } from '../platform/http/context.ts';
import { sharedHints } from '../platform/log/hints.ts';

/** Runs the work beside the running server's database, or beside the embedded one started for as long as it takes. */
export async function withDatabaseUrl<Answer>(config: Config, work: (url: string) => Promise<Answer>): Promise<Answer> {
  if (config.databaseUrl) return work(config.databaseUrl);
  const engine = await shareEngine({ dataDir: config.dataDir, log: () => undefined });
  return work(engine.url).finally(engine.stop);
}

/** The verb in one transaction of the platform's own, on the schema brought up to date; running servers hear of it at once. */
export function withAct<Answer>(config: Config, verb: (act: Act) => Promise<Answer>): Promise<Answer> {
  return withDatabaseUrl(config, async (url) => {
    await migrate(url);
    const { db, close } = openDatabase(url, 1);
    try {
      return await inTransaction(db, verb);
    } finally {
      await tellServers(url);
      await close();
    }
  });
}

/** The verb in one transaction of the platform's own. */
export function inTransaction<Answer>(db: Db, verb: (act: Act) => Promise<Answer>): Promise<Answer> {
  const act = { actor: systemActor, now: systemClock.now(), commandId: newId() };
  return db.transaction().execute((tx) => verb({ ...act, tx }));
}

/** Running servers look at the log at once instead of at their next turn. */
export async function tellServers(url: string): Promise<void> {
  const hints = await sharedHints(url);
  hints.wake();
  await sleep(50);
  await hints.close();
}
