import type { NeedInput, NeedSummary } from '@baogong/contract';
import { api } from '../../shared/api.ts';
import { attempt } from '../outbox/attempt.ts';
import { keptUnder, type Kept } from '../outbox/kept.ts';
import type { Send, Unsent } from '../outbox/outbox.ts';
import type { Draft } from './draft.ts';

export type UnsentNeed = Unsent & { body: NeedInput; draft: Draft; headline: string };

/** The needs of this person that have not reached the server, kept on this device. */
export function needOutbox(personId: string): Kept<UnsentNeed[]> {
  return keptUnder<UnsentNeed[]>(`baogong.outbox.${personId}`, []);
}

export const sendNeed: Send<UnsentNeed, NeedSummary> = (body) => attempt(() => api.needs.collectNeed(body));
