import { systemActor } from '../platform/actor.ts';
import type { Clock } from '../platform/clock.ts';
import type { Follower } from '../platform/log/follow.ts';
import { recordFacts } from '../platform/log/record.ts';
import { goodsMessages } from './goods-messages.ts';
import { goodsWords } from './goods-words.ts';
import { inboxFact } from './inbox.ts';
import { needMessages } from './need-messages.ts';
import { peopleIn } from './people.ts';
import { insertMessages } from './queries.ts';
import { supplyMessages } from './supply-messages.ts';
import { supplyWords } from './supply-words.ts';
import { warningMessages } from './warning-messages.ts';
import { warningWords } from './warning-words.ts';
import { messageWords } from './words.ts';

/** Writes messages to people's inboxes from facts. Keyed by fact and person: twice does no harm. */
export function inboxFollower(clock: Clock): Follower {
  return {
    name: 'inbox',
    facts: Object.keys({ ...messageWords, ...supplyWords, ...warningWords, ...goodsWords }),
    async act(tx, events) {
      const people = peopleIn(tx);
      const messages = [
        ...(await needMessages(tx, events, people)),
        ...(await warningMessages(tx, events, people)),
        ...(await supplyMessages(events, people)),
        ...(await goodsMessages(tx, events, people)),
      ];
      const reached = await insertMessages(tx, messages);
      const facts = reached.map((personId) => inboxFact('message', personId, clock.now()));
      await recordFacts(tx, systemActor, null, facts);
    },
  };
}
