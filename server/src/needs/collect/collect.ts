import type { NeedInput, NeedSummary } from '@baogong/contract';
import { requireRight } from '../../platform/actor.ts';
import { bodyHash } from '../../platform/http/command.ts';
import type { ActorContext } from '../../platform/http/context.ts';
import { invalid } from '../../platform/refusal.ts';
import { type Reference, referenceOf } from '../reference.ts';
import { prepareNeed } from './prepare.ts';

const OPERATION = 'needs.collectNeed';

/** Collects a need: checked from memory, written together with those that arrive at the same moment. */
export async function collectNeed(
  context: Pick<ActorContext, 'db' | 'actor' | 'clock' | 'hints'>,
  input: NeedInput & { commandId: string },
): Promise<NeedSummary> {
  const reference = referenceOf(context.db);
  reference.queue.requireRoom();
  const draft = await draftReference(reference, input);
  requireRight(context.actor, 'needs.collect', {
    organisationId: input.organisationId,
    areaCode: draft.organisation.areaCode,
  });
  const prepared = prepareNeed(input, draft, context.actor, context.clock.now(), input.commandId);
  const summary = await reference.queue.add({
    prepared,
    commandId: input.commandId,
    actor: context.actor.id,
    operation: OPERATION,
    hash: bodyHash(OPERATION, input),
  });
  context.hints.wake();
  return summary;
}

/** Kind, institution and items of a draft; an unknown one is refused with its field. */
export async function draftReference(reference: Reference, input: Pick<NeedInput, 'kind' | 'organisationId'>) {
  const [kind, organisation, items] = await Promise.all([
    reference.kinds.find(input.kind),
    reference.organisations.find(input.organisationId),
    reference.catalogue.items(),
  ]);
  if (!kind) throw invalid('unknown-field-value', { field: 'kind', params: { field: 'kind', value: input.kind } });
  if (!organisation?.asks) {
    throw invalid('unknown-field-value', {
      field: 'organisationId',
      params: { field: 'organisationId', value: organisation?.name ?? input.organisationId },
    });
  }
  return { kind, organisation, items };
}
