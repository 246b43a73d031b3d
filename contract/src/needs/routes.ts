import { z } from 'zod';
import { operation } from '../shared/base.ts';
import {
  AreaCode,
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
  SearchText,
} from '../shared/schema.ts';
import { Priority } from './kinds.ts';
import { Need, NeedInput, NeedLineInput, NeedStatus, NeedSummary } from './needs.ts';

const tags = ['needs'];
/** A decision on a need: made on the version the person saw, so that nobody overwrites what they have not seen. */
const decision = z.object({ commandId: CommandId, id: Id, version: z.int().describe('Version you saw') });

export const Suggestion = z.object({
  lineId: Id,
  sourceId: Id,
  supplierId: Id,
  supplierName: z.string(),
  quantity: PositiveQuantity,
  available: Quantity,
  distanceKm: z.number().nullable(),
  arrivesAt: Instant.describe('Estimate'),
  reason: z.string().describe('Why this source, in the person’s language'),
  chosen: z.boolean().describe('Part of the proposed plan; the others are alternatives'),
});
export type Suggestion = z.infer<typeof Suggestion>;

export const DuplicateCandidate = z.object({
  need: NeedSummary,
  likeness: z.number().min(0).max(1),
  why: z.string(),
});

const SourceChoice = z.object({ lineId: Id, sourceId: Id, quantity: PositiveQuantity });
const Approval = z.object({ lineId: Id, quantity: Quantity });

export const needs = {
  collectNeed: operation('needs.collect')
    .route({ method: 'POST', path: '/needs', summary: 'Collect a need (实时收集)', tags })
    .input(NeedInput.extend({ commandId: CommandId }))
    .output(NeedSummary),
  listNeeds: operation('needs.read')
    .route({ method: 'GET', path: '/needs', summary: 'Needs, what hurts first on top', tags })
    .input(
      z.object({
        status: z.array(NeedStatus).or(NeedStatus).optional(),
        kind: Code.optional(),
        priority: Priority.optional(),
        area: AreaCode.optional(),
        organisation: Id.optional(),
        item: Code.optional(),
        escalated: z.stringbool().optional(),
        claimedByMe: z.stringbool().optional().describe('Only those that I have claimed'),
        query: SearchText.optional(),
        order: z.enum(['hurts', 'newest']).default('hurts'),
        after: Cursor.optional(),
        limit: PageSize.default(50),
      }),
    )
    .output(pageOf(NeedSummary)),
  getNeed: operation('needs.read')
    .route({ method: 'GET', path: '/needs/{id}', summary: 'One need: lines, sources, history, what you may do', tags })
    .input(z.object({ id: Id }))
    .output(Need),
  findDuplicates: operation('needs.collect')
    .route({ method: 'POST', path: '/needs/duplicates', summary: 'Open needs that a draft may repeat', tags })
    .input(
      z.object({ organisationId: Id, lines: z.array(NeedLineInput).max(100), kind: Code, excluding: Id.optional() }),
    )
    .output(z.array(DuplicateCandidate)),
  reviseNeed: operation('needs.revise')
    .route({ method: 'PUT', path: '/needs/{id}', summary: 'Correct a need before it is dispatched', tags })
    .input(
      decision.extend({
        lines: z.array(NeedLineInput).min(1).max(100).optional(),
        neededBy: Instant.nullish(),
        runsDryAt: Instant.nullish(),
        description: Note.nullish(),
        form: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .output(Need),
  claimNeed: operation('needs.claim')
    .route({
      method: 'POST',
      path: '/needs/{id}/claim',
      summary: 'Take it on: nobody else works on it meanwhile',
      tags,
    })
    .input(decision)
    .output(Need),
  releaseNeed: operation('needs.claim')
    .route({ method: 'POST', path: '/needs/{id}/release', summary: 'Give the claim back', tags })
    .input(decision)
    .output(Need),
  prioritiseNeed: operation('needs.prioritise')
    .route({ method: 'POST', path: '/needs/{id}/priority', summary: 'Set the priority, with its reason', tags })
    .input(decision.extend({ priority: Priority, reason: Reason }))
    .output(Need),
  suggestSources: operation('needs.dispatch')
    .route({
      method: 'GET',
      path: '/needs/{id}/suggestion',
      summary: 'Proposed sources: nearest with stock, earliest arrival',
      tags,
    })
    .input(z.object({ id: Id }))
    .output(z.array(Suggestion)),
  dispatchNeed: operation('needs.dispatch')
    .route({
      method: 'POST',
      path: '/needs/{id}/dispatch',
      summary: 'Dispatch (实时派发): approve quantities, choose sources or a team',
      tags,
    })
    .input(
      decision.extend({
        approvals: z.array(Approval).max(100).default([]).describe('Lines left out are approved as requested'),
        sources: z.array(SourceChoice).max(300).default([]),
        holdHours: z.int().min(1).max(720).default(48).describe('How long the sources are held'),
        assignee: z.string().trim().max(200).nullish().describe('Team or desk that does it, for kinds without goods'),
        note: Note.nullish(),
      }),
    )
    .output(Need),
  returnNeed: operation('needs.return')
    .route({ method: 'POST', path: '/needs/{id}/return', summary: 'Cannot do: back to the pool', tags })
    .input(decision.extend({ reason: Reason }))
    .output(Need),
  fulfilNeed: operation('needs.fulfil')
    .route({
      method: 'POST',
      path: '/needs/{id}/fulfilment',
      summary: 'Fulfilled (实时解决): goods are there, work is done',
      tags,
    })
    .input(decision.extend({ note: Note.nullish() }))
    .output(Need),
  disputeNeed: operation('needs.dispute')
    .route({ method: 'POST', path: '/needs/{id}/dispute', summary: 'Not in place: back to dispatched', tags })
    .input(decision.extend({ reason: Reason }))
    .output(Need),
  waiveRest: operation('needs.waive')
    .route({ method: 'POST', path: '/needs/{id}/waiver', summary: 'Give up the rest of a line, with a reason', tags })
    .input(
      decision.extend({
        lines: z
          .array(z.object({ lineId: Id, quantity: PositiveQuantity }))
          .min(1)
          .max(100),
        reason: Reason,
      }),
    )
    .output(Need),
  closeNeed: operation('needs.close')
    .route({
      method: 'POST',
      path: '/needs/{id}/closure',
      summary: 'Close out (实时销账) by the receiver: receipt, or a stated reason',
      tags,
    })
    .input(
      decision.extend({
        receipt: z
          .object({ inPlace: z.literal(true), note: Note.nullish() })
          .nullish()
          .describe('Arrived and in place (到货到位)'),
        reason: Code.nullish().describe('One of the kind’s closing reasons'),
        note: Note.nullish(),
      }),
    )
    .output(Need),
  withdrawNeed: operation('needs.withdraw')
    .route({ method: 'POST', path: '/needs/{id}/withdrawal', summary: 'Withdraw', tags })
    .input(decision.extend({ reason: Reason }))
    .output(Need),
  reopenNeed: operation('needs.reopen')
    .route({ method: 'POST', path: '/needs/{id}/reopening', summary: 'Reopen within 7 days', tags })
    .input(decision.extend({ reason: Reason }))
    .output(Need),
  mergeNeed: operation('needs.merge')
    .route({ method: 'POST', path: '/needs/{id}/merger', summary: 'Duplicate of another; both sources are kept', tags })
    .input(decision.extend({ into: Id }))
    .output(Need),
  undoDecision: operation('needs.undo')
    .route({ method: 'POST', path: '/needs/{id}/undo', summary: 'Undo your last decision within 10 s', tags })
    .input(decision)
    .output(Need),
  commentNeed: operation('needs.comment')
    .route({ method: 'POST', path: '/needs/{id}/comments', summary: 'Say something about it', tags })
    .input(z.object({ commandId: CommandId, id: Id, text: Reason }))
    .output(Need),
  attachFile: operation('needs.comment')
    .route({ method: 'POST', path: '/needs/{id}/attachments', summary: 'Attach a picture or document (≤ 5 MB)', tags })
    .input(z.object({ commandId: CommandId, id: Id, file: z.file().max(5_000_000) }))
    .output(Need),
  getAttachment: operation('needs.read')
    .route({ method: 'GET', path: '/needs/{id}/attachments/{attachmentId}', summary: 'The attached file', tags })
    .input(z.object({ id: Id, attachmentId: Id }))
    .output(z.file()),
};
