import { z } from 'zod';
import { operation } from '../shared/base.ts';
import { AreaCode, Instant } from '../shared/schema.ts';
import { gapRoutes } from './gap.ts';

/** Where all needs stand. `collected + dispatched + fulfilled + closed + withdrawn + merged = total`. */
export const Figures = z.object({
  total: z.int(),
  collected: z.int(),
  dispatched: z.int(),
  fulfilled: z.int(),
  closed: z.int(),
  withdrawn: z.int(),
  merged: z.int(),
  open: z.int(),
  overdue: z.int(),
  lifeCriticalOpen: z.int(),
  asOf: Instant,
});
export type Figures = z.infer<typeof Figures>;

export const situation = {
  ...gapRoutes,
  figures: operation('needs.figures')
    .route({ method: 'GET', path: '/figures', summary: 'Where all needs stand', tags: ['situation'] })
    .input(z.object({ area: AreaCode.optional() }))
    .output(Figures),
  flow: operation('needs.figures')
    .route({
      method: 'GET',
      path: '/figures/flow',
      summary: 'Collected and ended by hour or day, for the curve',
      tags: ['situation'],
    })
    .input(
      z.object({
        area: AreaCode.optional(),
        by: z.enum(['hour', 'day']).default('hour'),
        points: z.coerce.number().int().min(1).max(400).default(72),
      }),
    )
    .output(
      z.array(
        z.object({
          at: Instant,
          collected: z.int(),
          dispatched: z.int(),
          fulfilled: z.int(),
          closed: z.int(),
          open: z.int(),
        }),
      ),
    ),
};
