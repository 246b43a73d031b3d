import { newId } from '@baogong/contract';
import { postHolders } from '../identity/index.ts';
import { systemActor } from '../platform/actor.ts';
import type { Clock } from '../platform/clock.ts';
import type { Follower } from '../platform/log/follow.ts';
import { recordFacts } from '../platform/log/record.ts';
import { inboxFact } from './inbox.ts';
import { insertMessages, type NewMessage } from './queries.ts';
import { supplyWords } from './supply-words.ts';

/** Tells a producer's people of a round that was frozen without their report. Keyed by fact and person: twice does no harm. */
export function supplyInboxFollower(clock: Clock): Follower {
  return {
    name: 'inbox-supply',
    async act(tx, events) {
      const messages: NewMessage[] = [];
      for (const event of events) {
        const fact = `${event.module}.${event.action}`;
        if (!(fact in supplyWords) || event.organisationId === null) continue;
        const { line, day, roundName: round } = event.details;
        const people = await postHolders(tx, { roles: ['supplier'], organisationId: event.organisationId });
        for (const personId of people) {
          const key = `${event.position.id}`;
          messages.push({ id: newId(), personId, key, fact, needId: null, params: { line, day, round }, urgent: true });
        }
      }
      const reached = await insertMessages(tx, messages);
      const facts = reached.map((personId) => inboxFact('message', personId, clock.now()));
      await recordFacts(tx, systemActor, null, facts);
    },
  };
}
