import { z } from 'zod';
import { operation } from '../shared/base.ts';
import { CommandId, Id, Instant, Reason } from '../shared/schema.ts';

/** Nobody can say of a load more than so many days ahead when it will be there. */
export const MOST_EXPECTED_DAYS = 14;
/** So long after its time has passed the sender of a load is asked about it. */
export const ASKED_AFTER_MINUTES = 10;

/** What left at once: a delivery for needs, or one sending of a transfer. */
export const Trip = z.object({
  id: Id.describe('Of a delivery: its own id'),
  expectedAt: Instant.nullable().describe('null: nobody can say'),
  wasExpectedAt: Instant.nullable().describe('What was said before, where that was corrected'),
});
export type Trip = z.infer<typeof Trip>;

export const trips = {
  expectTrip: operation('trips.expect')
    .route({
      method: 'POST',
      path: '/trips/{id}/expectation',
      summary: 'The sender corrects when what is under way should be there',
      tags: ['deliveries', 'transfers'],
    })
    .input(
      z.object({
        commandId: CommandId,
        id: Id,
        expectedAt: Instant.nullable().describe('In the future, at most 14 days ahead; null: nobody can say'),
        reason: Reason.nullish(),
      }),
    )
    .output(Trip),
};
