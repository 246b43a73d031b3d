import { newId, type Standing } from '@baogong/contract';
import type { Actor } from '../src/platform/actor.ts';
import type { Db } from '../src/platform/db/database.ts';
import type { Act } from '../src/platform/http/context.ts';

/** Anybody with one post, signed in by magic. */
export function actorWith(post: Standing): Actor {
  const personId = newId();
  return { id: `person:${personId}`, personId, name: post.role, locale: 'zh', posts: [post] };
}

/** Runs a verb in a transaction of its own, as a command would. */
export function actAs<Answer>(
  db: Db,
  actor: Actor,
  verb: (act: Act) => Promise<Answer>,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<Answer> {
  return db.transaction().execute((tx) => verb({ tx, actor, now, commandId: newId() }));
}
