import { z } from 'zod';
import { operation } from '../shared/base.ts';
import { CommandId, Instant } from '../shared/schema.ts';

/** How far the replay of the real stream of 1–19 February 2020 has come. */
export const ReplayProgress = z.object({
  running: z.boolean(),
  speed: z.string(),
  played: z.int(),
  total: z.int(),
  virtualTime: Instant.nullable(),
  collected: z.int(),
  dispatched: z.int(),
  fulfilled: z.int(),
  closed: z.int(),
  withdrawn: z.int(),
  open: z.int(),
  failure: z.string().nullable(),
});
export type ReplayProgress = z.infer<typeof ReplayProgress>;

export const exercises = {
  startReplay: operation('exercises.run')
    .route({
      method: 'POST',
      path: '/replay',
      summary: 'Play February 2020 through the front door',
      tags: ['exercises'],
    })
    .input(z.object({ commandId: CommandId, speed: z.enum(['1h/s', '6h/s', '1d/s', 'max']).default('6h/s') }))
    .output(ReplayProgress),
  replayProgress: operation('exercises.run')
    .route({ method: 'GET', path: '/replay', summary: 'How far it is', tags: ['exercises'] })
    .output(ReplayProgress),
  stopReplay: operation('exercises.run')
    .route({ method: 'POST', path: '/replay/stop', summary: 'Stop playing', tags: ['exercises'] })
    .input(z.object({ commandId: CommandId }))
    .output(ReplayProgress),
};
