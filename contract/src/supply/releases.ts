import { z } from 'zod';
import { operation } from '../shared/base.ts';
import {
  Bilingual,
  Code,
  CommandId,
  Cursor,
  Id,
  Instant,
  Note,
  PageSize,
  pageOf,
  PositiveQuantity,
  Quantity,
  Reason,
} from '../shared/schema.ts';

const tags = ['releases'];

/** Leave to use so much of a reserve. Reserve cannot be dispatched beyond what is approved. */
export const Release = z.object({
  id: Id,
  sourceId: Id,
  organisationName: z.string(),
  item: Code,
  itemName: Bilingual,
  baseUnitName: Bilingual,
  quantity: PositiveQuantity,
  reason: z.string(),
  status: z.enum(['asked', 'approved', 'refused']),
  askedBy: z.string(),
  askedAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  decisionNote: z.string().nullable(),
  left: Quantity.describe('Of the source: approved in all and not yet held for needs'),
  version: z.int(),
});
export type Release = z.infer<typeof Release>;

export const releases = {
  listReleases: operation('supply.read')
    .route({ method: 'GET', path: '/releases', summary: 'Releases of reserve, newest first', tags })
    .input(z.object({ source: Id.optional(), after: Cursor.optional(), limit: PageSize.default(50) }))
    .output(pageOf(Release)),
  askRelease: operation('supply.write')
    .route({
      method: 'POST',
      path: '/releases',
      summary: 'Ask for a part of a reserve; a supervisor’s own is approved',
      tags,
    })
    .input(z.object({ commandId: CommandId, sourceId: Id, quantity: PositiveQuantity, reason: Reason }))
    .output(Release),
  decideRelease: operation('supply.release')
    .route({ method: 'POST', path: '/releases/{id}/decision', summary: 'Approve or refuse a release', tags })
    .input(z.object({ commandId: CommandId, id: Id, version: z.int(), approved: z.boolean(), note: Note.nullish() }))
    .output(Release),
};
