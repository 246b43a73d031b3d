import type { Need } from '@baogong/contract';
import { requireRight } from '../platform/actor.ts';
import { runCommand } from '../platform/http/command.ts';
import type { Act, ActorContext } from '../platform/http/context.ts';
import { procedures } from '../platform/http/procedures.ts';
import { notFound } from '../platform/refusal.ts';
import { collectNeed } from './collect/collect.ts';
import { findDuplicates } from './duplicates.ts';
import { listNeeds } from './list.ts';
import { findAttachment } from './queries/extras.ts';
import { findNeedRow } from './queries/need-rows.ts';
import { referenceOf } from './reference.ts';
import { suggestSources } from './suggest.ts';
import { claimNeed, prioritiseNeed, releaseNeed } from './verbs/claim.ts';
import { closeNeed, disputeNeed, reopenNeed, returnNeed, waiveRest, withdrawNeed } from './verbs/close.ts';
import { dispatchNeed } from './verbs/dispatch.ts';
import { fulfilNeed } from './verbs/fulfil.ts';
import { mergeNeed } from './verbs/merge.ts';
import { attachFile, commentNeed, reviseNeed } from './verbs/revise.ts';
import { undoDecision } from './verbs/undo.ts';
import { viewNeed } from './view/need.ts';

/** Pictures and documents a browser may open; whatever else somebody attached is only offered for saving. */
const SHOWN_IN_BROWSER = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'application/pdf']);

/** A decision answers with the need as it then stands for whoever decided. */
function decision<Input extends { commandId: string; id: string }>(
  context: ActorContext,
  operation: string,
  input: Input,
  verb: (act: Act, input: Input) => Promise<void>,
): Promise<Need> {
  return runCommand(context, operation, input, async (act) => {
    await verb(act, input);
    return viewNeed({ ...context, now: act.now, decided: true }, input.id, act.tx);
  });
}

const { needs: routes } = procedures;

export const needHandlers = {
  collectNeed: routes.collectNeed.handler(({ input, context }) => collectNeed(context, input)),
  listNeeds: routes.listNeeds.handler(({ input, context }) =>
    listNeeds(context.db, context.actor, input, context.clock.now()),
  ),
  getNeed: routes.getNeed.handler(({ input, context }) => viewNeed({ ...context, now: context.clock.now() }, input.id)),
  findDuplicates: routes.findDuplicates.handler(async ({ input, context }) => {
    await requireOrganisation(context, input.organisationId);
    return findDuplicates(context.db, input, context.locale, context.clock.now());
  }),
  reviseNeed: routes.reviseNeed.handler(({ input, context }) =>
    decision(context, 'needs.reviseNeed', input, (act) => reviseNeed(act, context.db, input)),
  ),
  claimNeed: routes.claimNeed.handler(({ input, context }) => decision(context, 'needs.claimNeed', input, claimNeed)),
  releaseNeed: routes.releaseNeed.handler(({ input, context }) =>
    decision(context, 'needs.releaseNeed', input, releaseNeed),
  ),
  prioritiseNeed: routes.prioritiseNeed.handler(({ input, context }) =>
    decision(context, 'needs.prioritiseNeed', input, prioritiseNeed),
  ),
  suggestSources: routes.suggestSources.handler(async ({ input, context }) => {
    const need = await findNeedRow(context.db, input.id);
    if (!need) throw notFound('需求', 'Need');
    requireRight(context.actor, 'needs.dispatch', { areaCode: need.area_code });
    return suggestSources(context.db, need, context.locale, context.clock.now());
  }),
  dispatchNeed: routes.dispatchNeed.handler(({ input, context }) =>
    decision(context, 'needs.dispatchNeed', input, dispatchNeed),
  ),
  returnNeed: routes.returnNeed.handler(({ input, context }) =>
    decision(context, 'needs.returnNeed', input, returnNeed),
  ),
  fulfilNeed: routes.fulfilNeed.handler(({ input, context }) =>
    decision(context, 'needs.fulfilNeed', input, fulfilNeed),
  ),
  disputeNeed: routes.disputeNeed.handler(({ input, context }) =>
    decision(context, 'needs.disputeNeed', input, disputeNeed),
  ),
  waiveRest: routes.waiveRest.handler(({ input, context }) => decision(context, 'needs.waiveRest', input, waiveRest)),
  closeNeed: routes.closeNeed.handler(({ input, context }) => decision(context, 'needs.closeNeed', input, closeNeed)),
  withdrawNeed: routes.withdrawNeed.handler(({ input, context }) =>
    decision(context, 'needs.withdrawNeed', input, withdrawNeed),
  ),
  reopenNeed: routes.reopenNeed.handler(({ input, context }) =>
    decision(context, 'needs.reopenNeed', input, reopenNeed),
  ),
  mergeNeed: routes.mergeNeed.handler(({ input, context }) => decision(context, 'needs.mergeNeed', input, mergeNeed)),
  undoDecision: routes.undoDecision.handler(({ input, context }) =>
    decision(context, 'needs.undoDecision', input, undoDecision),
  ),
  commentNeed: routes.commentNeed.handler(({ input, context }) =>
    decision(context, 'needs.commentNeed', input, commentNeed),
  ),
  attachFile: routes.attachFile.handler(({ input, context }) =>
    decision(context, 'needs.attachFile', input, attachFile),
  ),
  getAttachment: routes.getAttachment.handler(async ({ input, context }) => {
    await viewNeed({ ...context, now: context.clock.now() }, input.id);
    const file = await findAttachment(context.db, input.id, input.attachmentId);
    if (!file) throw notFound('附件', 'Attachment');
    const type = SHOWN_IN_BROWSER.has(file.media_type) ? file.media_type : 'application/octet-stream';
    return new File([new Uint8Array(file.content)], file.name, { type });
  }),
};

async function requireOrganisation(context: ActorContext, organisationId: string): Promise<void> {
  const organisation = await referenceOf(context.db).organisations.find(organisationId);
  requireRight(context.actor, 'needs.collect', { organisationId, areaCode: organisation?.areaCode });
}
