import type { Act } from '../../platform/http/context.ts';
import { conflict } from '../../platform/refusal.ts';
import { openReservations, releaseReservations } from '../../stock/index.ts';
import type { LineEntry } from '../queries/need-rows.ts';
import type { Matter } from './decide.ts';

export type Released = { reservationId: string; lineId: string; quantity: number };

/** Releases everything still held for the need; refuses while goods are on the road. `released` is what undo would hold again. */
export async function letGo(
  act: Act,
  { need, lines }: Matter,
): Promise<{ entries: LineEntry[]; released: Released[] }> {
  if (lines.some((line) => line.in_transit > 0)) throw conflict('open-deliveries');
  const held = await openReservations(act.tx, need.id);
  await releaseReservations(
    act.tx,
    held.map((each) => each.id),
    'released',
  );
  const released = held.map((each) => ({ reservationId: each.id, lineId: each.needLineId, quantity: each.open }));
  return {
    released,
    entries: released.map(
      (each): LineEntry => ({
        lineId: each.lineId,
        kind: 'release',
        quantity: each.quantity,
        reservationId: each.reservationId,
      }),
    ),
  };
}
