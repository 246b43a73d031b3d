import { z } from 'zod';
import { operation } from '../shared/base.ts';
import { CommandId, Cursor, Id, Instant, PageSize, pageOf } from '../shared/schema.ts';

export const Message = z.object({
  id: Id,
  fact: z.string().describe('What happened, such as needs.escalate'),
  needId: Id.nullable(),
  warningId: Id.nullable(),
  about: z
    .object({ kind: z.enum(['transfer', 'count-conflict']), id: Id })
    .nullable()
    .describe('What else it leads to'),
  title: z.string(),
  text: z.string(),
  urgent: z.boolean(),
  createdAt: Instant,
  readAt: Instant.nullable(),
});
export type Message = z.infer<typeof Message>;

export const inbox = {
  listMessages: operation('inbox.read')
    .route({ method: 'GET', path: '/messages', summary: 'My inbox, newest first', tags: ['inbox'] })
    .input(z.object({ unread: z.stringbool().optional(), after: Cursor.optional(), limit: PageSize.default(50) }))
    .output(pageOf(Message).extend({ unread: z.int() })),
  readMessages: operation('inbox.read')
    .route({ method: 'POST', path: '/messages/reading', summary: 'Mark as read', tags: ['inbox'] })
    .input(z.object({ commandId: CommandId, ids: z.array(Id).max(200).optional().describe('All when left out') }))
    .output(z.object({ unread: z.int() })),
};
