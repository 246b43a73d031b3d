import { z } from 'zod';
import { operation } from '../shared/base.ts';
import {
  AreaCode,
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

export const ReleaseStatus = z.enum(['asked', 'approved', 'refused']);
export type ReleaseStatus = z.infer<typeof ReleaseStatus>;

/** Leave to use so much of a reserve. Reserve cannot be dispatched beyond what is approved. */
export const Release = z.object({
  id: Id,
  sourceId: Id,
  organisationName: z.string(),
  item: Code,
  itemName: Bilingual,
  baseUnitName: Bilingual,
  quantity: PositiveQuantity.describe('Asked for'),
  granted: PositiveQuantity.nullable().describe('Approved of it; null unless approved'),
  reason: z.string(),
  needId: Id.nullable().describe('The need that it is for'),
  areaCode: AreaCode.nullable().describe('The area that it is for'),
  areaName: z.string().nullable(),
  status: ReleaseStatus,
  askedBy: z.string(),
  askedAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  decisionNote: z.string().nullable(),
  left: Quantity.describe('Of the source: approved in all and not yet held for needs'),
  locked: Quantity.describe('Of the source: on hand, held for nobody and not approved: what could still be released'),
  version: z.int(),
});
export type Release = z.infer<typeof Release>;

export const releases = {
  listReleases: operation('supply.read')
    .route({ method: 'GET', path: '/releases', summary: 'Releases of reserve, newest first', tags })
    .input(
      z.object({
        source: Id.optional(),
        status: ReleaseStatus.optional(),
        after: Cursor.optional(),
        limit: PageSize.default(50),
      }),
    )
    .output(pageOf(Release)),
  askRelease: operation('supply.write')
    .route({
      method: 'POST',
      path: '/releases',
      summary: 'Ask for a part of a reserve; a supervisor’s own is approved',
      tags,
    })
    .input(
      z.object({
        commandId: CommandId,
        sourceId: Id,
        quantity: PositiveQuantity,
        reason: Reason,
        needId: Id.nullish(),
        areaCode: AreaCode.nullish(),
      }),
    )
    .output(Release),
  decideRelease: operation('supply.release')
    .route({
      method: 'POST',
      path: '/releases/{id}/decision',
      summary: 'Approve a release, all or part of it, or refuse it with a reason',
      tags,
    })
    .input(
      z.object({
        commandId: CommandId,
        id: Id,
        version: z.int(),
        approved: z.boolean(),
        quantity: PositiveQuantity.nullish().describe('Approved; all that was asked for when left out'),
        note: Note.nullish().describe('A refusal needs one'),
      }),
    )
    .output(Release),
};
