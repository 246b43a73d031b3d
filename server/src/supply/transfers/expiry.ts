import { newId } from '@baogong/contract';
import { systemActor } from '../../platform/actor.ts';
import { cityDay, cityTime } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict, type Refusal } from '../../platform/refusal.ts';
import { releaseReservations } from '../../stock/index.ts';
import { expiredTransfers, lockTransfer, type TransferRecord } from './queries.ts';
import { writeStep } from './step.ts';

const AT_ONCE = 100;

export function isOver({ expiresAt }: Pick<TransferRecord, 'expiresAt'>, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(expiresAt), now) <= 0;
}

/** What was held until then is free again, whether or not the clock has come by yet. */
export function overRefusal({ expiresAt }: Pick<TransferRecord, 'expiresAt'>): Refusal {
  const until = `${cityDay(Temporal.Instant.from(expiresAt))} ${cityTime(expiresAt)}`;
  return conflict('transfer-expired', { field: 'id', params: { until } });
}

/**
 * Frees what transfers held longer than agreed. What is on the road goes on. Returns how many ended or shrank; one transaction a
 * transfer, so that its locks never meet another's in a circle.
 */
export async function expireTransfers(db: Db, now: Temporal.Instant): Promise<number> {
  let ended = 0;
  for (const id of await expiredTransfers(db, now, AT_ONCE))
    ended += await db.transaction().execute((tx) => expire({ tx, actor: systemActor, now, commandId: newId() }, id));
  return ended;
}

/** What is still held is read only under the lock: another process may have freed or sent it meanwhile. */
async function expire(act: Act, id: string): Promise<number> {
  const transfer = await lockTransfer(act.tx, id);
  const held = transfer?.lines.filter((line) => line.held > 0) ?? [];
  if (!transfer || held.length === 0 || !isOver(transfer, act.now)) return 0;
  await releaseReservations(
    act.tx,
    held.map(({ reservationId }) => reservationId),
    'expired',
  );
  const told = held.map((line) => ({ lineId: line.id, quantity: line.held }));
  await writeStep(act, transfer, 'expire', { told, ended: 'expired' });
  return 1;
}
