import { newId } from '@baogong/contract';
import { systemActor } from '../../platform/actor.ts';
import { iso, minutesAfter } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { findExpiredReservations, openReservations, releaseReservations } from '../../stock/index.ts';
import { overdueNeeds } from '../queries/overdue.ts';
import type { LineEntry } from '../queries/need-rows.ts';
import { applyEffect, openMatter } from './decide.ts';

const AT_ONCE = 100;
/** Desk 0, district 1, city 2: there is nobody above. */
const TOP = 2;

/** Each need past its limit climbs one level; each step is a fact. Returns how many climbed. */
export async function escalateOverdue(db: Db, now: Temporal.Instant): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const act = { tx, actor: systemActor, now, commandId: newId() };
    const ids = await overdueNeeds(tx, iso(now), AT_ONCE);
    for (const id of ids) {
      const matter = await openMatter(act, id);
      const level = Math.min(TOP, matter.need.escalation + 1);
      const next = level < TOP ? minutesAfter(now, matter.kind.escalationMinutes) : null;
      const set = { escalation: level, due_at: next };
      await applyEffect(act, matter, 'escalate', {
        set,
        details: { level, status: matter.need.status, overdueSince: matter.need.due_at },
      });
    }
    return ids.length;
  });
}

/**
 * Frees goods that were held longer than agreed, and says so on their needs. Returns how many reservations ended. One
 * transaction a need: locks on several needs and their sources at once would meet a dispatcher's in a circle.
 */
export async function expireReservations(db: Db, now: Temporal.Instant): Promise<number> {
  const expired = await findExpiredReservations(db, now, AT_ONCE);
  let ended = 0;
  for (const needId of new Set(expired.map((each) => each.needId)))
    ended += await db
      .transaction()
      .execute((tx) => expireFor({ tx, actor: systemActor, now, commandId: newId() }, needId));
  return ended;
}

/** What is still held is read only under the need's lock: another process may have freed or sent it meanwhile. */
async function expireFor(act: Act, needId: string): Promise<number> {
  const matter = await openMatter(act, needId);
  const isOver = (until: string | null) => until !== null && until <= iso(act.now);
  const own = (await openReservations(act.tx, needId)).filter((each) => isOver(each.expiresAt));
  if (own.length === 0) return 0;
  await releaseReservations(
    act.tx,
    own.map((each) => each.id),
    'expired',
  );
  const entries = own.map(
    (each): LineEntry => ({ lineId: each.needLineId, kind: 'release', quantity: each.open, reservationId: each.id }),
  );
  const released = own.map((each) => ({ lineId: each.needLineId, quantity: each.open }));
  await applyEffect(act, matter, 'reservation-expired', { entries, details: { released } });
  return own.length;
}
