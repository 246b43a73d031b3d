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

export const ReleaseStatus = z.enum(['asked', 'approved', 'refused', 'withdrawn', 'taken-back']);
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
  granted: PositiveQuantity.nullable().describe('Approved of it, also where that was taken back; null: it never was'),
  reason: z.string(),
  needId: Id.nullable().describe('The need that it is for'),
  areaCode: AreaCode.nullable().describe('The area that it is for'),
  areaName: z.string().nullable(),
  status: ReleaseStatus,
  askedBy: z.string(),
  askedAt: Instant,
  decidedBy: z.string().nullable().describe('Who approved, refused, withdrew or took back, last'),
  decidedAt: Instant.nullable(),
  decisionNote: z.string().nullable(),
  left: Quantity.describe('Of the source: approved in all and not yet held for needs'),
  locked: Quantity.describe('Of the source: on hand, held for nobody and not approved: what could still be released'),
  version: z.int(),
  actions: z
    .array(z.object({ action: z.enum(['withdraw', 'take-back']), blocked: z.string().nullable() }))
    .describe('What the reader may do besides deciding; blocked: why it can’t be done now'),
});
export type Release = z.infer<typeof Release>;

const step = { commandId: CommandId, id: Id, version: z.int() };

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
  withdrawRelease: operation('supply.write')
    .route({
      method: 'POST',
      path: '/releases/{id}/withdrawal',
      summary: 'Who asked no longer wants it, before it is decided',
      tags,
    })
    .input(z.object({ ...step, reason: Note.nullish() }))
    .output(Release),
  takeBackRelease: operation('supply.release')
    .route({
      method: 'POST',
      path: '/releases/{id}/recall',
      summary: 'Take an approval back while nothing of it is held or sent',
      tags,
    })
    .input(z.object({ ...step, reason: Reason }))
    .output(Release),
};
