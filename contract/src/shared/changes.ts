import { z } from 'zod';
import { operation } from './base.ts';
import { Id, Instant } from './schema.ts';

/** One change as followers see it: enough to know what to read again. The stream is `GET /api/changes/stream` (server-sent events). */
export const Change = z.object({
  id: z.string().describe('Position; give the last one as `after` (or Last-Event-ID) to go on from there'),
  fact: z.string().describe('module.action, such as needs.dispatch'),
  subjectId: Id.nullable(),
  organisationId: Id.nullable(),
  areaCode: z.string().nullable(),
  version: z.int(),
  at: Instant,
});
export type Change = z.infer<typeof Change>;

export const changes = {
  pollChanges: operation('changes.read')
    .route({
      method: 'GET',
      path: '/changes',
      summary: 'Changes after a position: the fallback when the stream is blocked',
      tags: ['changes'],
    })
    .input(z.object({ after: z.string().max(60).optional() }))
    .output(
      z.object({ changes: z.array(Change), last: z.string(), behind: z.boolean().describe('More wait: ask again') }),
    ),
  listAudit: operation('audit.read')
    .route({ method: 'GET', path: '/audit', summary: 'Who did what, newest first', tags: ['changes'] })
    .input(
      z.object({
        subject: Id.optional(),
        before: z.string().max(60).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(100),
      }),
    )
    .output(
      z.array(Change.extend({ by: z.string(), commandId: Id.nullable(), details: z.record(z.string(), z.unknown()) })),
    ),
};
