import { ASKED_AFTER_MINUTES, newId } from '@baogong/contract';
import { systemActor } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { lockOverdue, markAsked } from './queries.ts';
import { tellOfTrip } from './tell.ts';

const AT_ONCE = 100;

/** Asks the senders of what should have come where it is: once for each time that was said. Returns how many trips were asked about. */
export async function askOverdueTrips(db: Db, now: Temporal.Instant): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const found = await lockOverdue(tx, iso(now.subtract({ minutes: ASKED_AFTER_MINUTES })), AT_ONCE);
    const trips = Map.groupBy(found, ({ tripId }) => tripId);
    const act = { tx, actor: systemActor, now, commandId: newId() };
    for (const loads of trips.values()) {
      const expectedAt = loads[0]!.expectedAt;
      await tellOfTrip(act, 'ask', loads, { was: null, expectedAt, reason: null });
    }
    if (trips.size > 0) await markAsked(tx, [...trips.keys()], iso(now));
    return trips.size;
  });
}
