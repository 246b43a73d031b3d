import type { MapTiles } from '@baogong/contract';
import type { Logger } from 'pino';
import type { Actor } from '../actor.ts';
import type { Clock } from '../clock.ts';
import type { Database, Db, Tx } from '../db/database.ts';
import type { Hints } from '../log/hints.ts';
import type { LiveHub } from '../live/hub.ts';

/** What the whole program shares. */
export type Services = {
  database: Database;
  db: Db;
  clock: Clock;
  logger: Logger;
  hints: Hints;
  hub: LiveHub;
  /** Pictures under the map; null: it is drawn from the directory alone. */
  mapTiles: MapTiles | null;
  /** Where this process listens, for those inside it who use the front door like anybody else. */
  ownAddress(): string;
};

/** What a verb works with: an open transaction, who acts, when, under which command. */
export type Act = { tx: Tx; actor: Actor; now: Temporal.Instant; commandId: string };

/** What every handler gets. `actor` is null only for operations marked public. */
export type RequestContext = Services & { actor: Actor | null; locale: 'zh' | 'en'; headers: Headers };

/** After the rights middleware: somebody is there. */
export type ActorContext = RequestContext & { actor: Actor };
