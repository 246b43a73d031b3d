import { openStatuses } from '@baogong/contract';
import type { Act } from '../../platform/http/context.ts';
import { conflict, invalid } from '../../platform/refusal.ts';
import { requireUnclaimed } from './claim.ts';
import { applyEffect, decide, type Matter, openMatter } from './decide.ts';
import { lockNeeds } from '../queries/need-rows.ts';

/** A duplicate joins the need it repeats. Both keep their history; the open one shows where it also came from. */
export async function mergeNeed(act: Act, input: { id: string; version: number; into: string }): Promise<void> {
  if (input.into === input.id) throw invalid('merge-into-itself', { field: 'into' });
  await lockNeeds(act.tx, [input.id, input.into]);
  const target = await openMatter(act, input.into);
  if (!isOpen(target)) throw conflict('merge-target-gone', { field: 'into' });
  await decide(act, input, 'merge', ({ need }) => {
    requireUnclaimed(act, need);
    return { set: { merged_into: input.into }, details: { into: input.into } };
  });
  await applyEffect(act, target, 'absorb', { details: { need: input.id } });
}

export function isOpen({ need }: Matter): boolean {
  return (openStatuses as readonly string[]).includes(need.status);
}
