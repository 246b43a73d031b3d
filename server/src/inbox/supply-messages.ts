import { newId } from '@baogong/contract';
import type { RecordedEvent } from '../platform/log/read.ts';
import type { People } from './people.ts';
import type { NewMessage } from './queries.ts';
import { supplyWords } from './supply-words.ts';

/** What a producer's people are told: of a round that was frozen without their report. */
export async function supplyMessages(events: readonly RecordedEvent[], people: People): Promise<NewMessage[]> {
  const messages: NewMessage[] = [];
  for (const event of events) {
    const fact = `${event.module}.${event.action}`;
    if (!(fact in supplyWords) || event.organisationId === null) continue;
    const { line, day, roundName: round } = event.details;
    for (const personId of await people({ roles: ['supplier'], organisationId: event.organisationId })) {
      const key = `${event.position.id}`;
      messages.push({ id: newId(), personId, key, fact, needId: null, params: { line, day, round }, urgent: true });
    }
  }
  return messages;
}
