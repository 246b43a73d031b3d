import { blankDraft, type Draft } from './draft.ts';
import { keptUnder, type Kept } from '../outbox/kept.ts';

/** The need that this person is writing, kept on this device until it is sent. */
export function draftOf(personId: string): Kept<Draft> {
  return keptUnder<Draft>(`baogong.draft.${personId}`, blankDraft(null));
}
