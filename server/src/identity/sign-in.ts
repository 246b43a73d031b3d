import type { Actor } from '../platform/actor.ts';
import { type Clock, iso } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import type { Hints } from '../platform/log/hints.ts';
import { nextVersion, recordFacts } from '../platform/log/record.ts';
import type { SessionOwner, SignInStep } from '../platform/auth/http.ts';
import { personActor } from './people-read.ts';
import { identityChanged } from './voided.ts';

type Place = { db: Db; clock: Clock; hints: Hints };

/** Puts into the log that somebody came, left, or chose a new password. The history is the session's. */
export async function recordSignInStep(place: Place, step: SignInStep, who: SessionOwner): Promise<void> {
  const { personId, sessionId } = who;
  if (step !== 'sign-in') identityChanged(sessionId);
  if (step === 'change-password') identityChanged(personId);
  const actor: Actor | null = await personActor(place.db, personId);
  if (!actor) return;
  const happenedAt = iso(place.clock.now());
  await place.db.transaction().execute(async (tx) => {
    const version = await nextVersion(tx, sessionId);
    await recordFacts(tx, actor, null, [
      { module: 'identity', action: step, subjectId: sessionId, version, happenedAt, details: { personId } },
    ]);
  });
  place.hints.wake();
}
