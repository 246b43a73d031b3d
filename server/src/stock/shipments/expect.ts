import { MOST_EXPECTED_DAYS, mayDo, type Trip, type trips as routes } from '@baogong/contract';
import type { z } from 'zod';
import { requireRight } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict, invalid, notFound } from '../../platform/refusal.ts';
import { findTrips, type LoadRecord, lockTrip, sayExpected } from './queries.ts';
import { tellOfTrip } from './tell.ts';
import { tellSites } from './follow.ts';

type Input = z.output<NonNullable<(typeof routes)['expectTrip']['~orpc']['inputSchema']>>;

/** The sender, or a desk that asked, says anew when what is still under way of a trip should be there; what was said before is kept. */
export async function expectTrip(act: Act, input: Input): Promise<Trip> {
  const loads = await lockTrip(act.tx, input.id);
  if (loads.length === 0) throw await nothingUnderWay(act, input.id);
  requireSender(act, loads);
  const expectedAt = expectedTime(act, input.expectedAt);
  const [{ expectedAt: was }] = loads as [LoadRecord];
  if (expectedAt !== was) {
    await sayExpected(act.tx, input.id, expectedAt);
    await tellOfTrip(act, 'expect', loads, { was, expectedAt, reason: input.reason || null });
    const sites = loads.map(({ receiver, item }) => ({ organisationId: receiver.organisationId, item }));
    await tellSites(act.tx, { actor: act.actor, happenedAt: iso(act.now) }, sites);
  }
  return (await findTrips(act.tx, [input.id])).get(input.id)!;
}

async function nothingUnderWay(act: Act, id: string) {
  const known = await findTrips(act.tx, [id]);
  return known.size > 0 ? conflict('trip-over', { field: 'id' }) : notFound('这一车货', 'Load');
}

/** Desks of the receiving side too: it is they who ask on the telephone where it is. */
function requireSender({ actor }: Act, loads: readonly LoadRecord[]): void {
  const [{ sender }] = loads as [LoadRecord];
  const isDeskOfReceiver = loads.every(({ receiver }) =>
    mayDo(actor.posts, 'trips.expect', { areaCode: receiver.areaCode }),
  );
  if (!isDeskOfReceiver) requireRight(actor, 'trips.expect', sender);
}

function expectedTime({ now }: Act, told: string | null): string | null {
  if (told === null) return null;
  const at = Temporal.Instant.from(told);
  const last = now.add({ hours: 24 * MOST_EXPECTED_DAYS });
  if (Temporal.Instant.compare(at, now) <= 0 || Temporal.Instant.compare(at, last) > 0)
    throw invalid('expected-when', { field: 'expectedAt', params: { days: MOST_EXPECTED_DAYS } });
  return iso(at);
}
