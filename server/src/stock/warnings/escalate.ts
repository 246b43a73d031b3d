import { newId } from '@baogong/contract';
import { systemActor } from '../../platform/actor.ts';
import { iso, minutesAfter } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { lockWarnings, overdueWarnings } from './rows.ts';
import { writeStep } from './step.ts';

const AT_ONCE = 200;
/** Desk 0, district 1, city 2: there is nobody above. */
const TOP = 2;

/**
 * Each warning past its limit climbs one level; each step is a fact. A red one whose rule knows of needs asks for one then,
 * even if somebody took it: whoever took it has let its time pass. Returns how many climbed.
 */
export async function escalateWarnings(db: Db, now: Temporal.Instant): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const act = { tx, actor: systemActor, now, commandId: newId() };
    const rows = await lockWarnings(tx, await overdueWarnings(tx, iso(now), AT_ONCE), true);
    const due = rows.filter(({ dueAt }) => dueAt !== null && Date.parse(dueAt) <= now.epochMilliseconds);
    for (const row of due) {
      const level = Math.min(TOP, row.escalation + 1);
      const asks = row.kind === 'run-dry' && row.lamp === 'red' && row.needId === null && row.needMinutes !== null;
      const set = {
        escalation: level,
        due_at: level < TOP ? minutesAfter(now, row.climbMinutes) : null,
        ...(asks ? { need_due_at: iso(now) } : {}),
      };
      await writeStep(act, row, 'escalate', set, { level, status: row.status, overdueSince: row.dueAt });
    }
    return due.length;
  });
}
