import { newId, type NeedStatusCode, type Role } from '@baogong/contract';
import { postHolders } from '../identity/index.ts';
import { needsForMessages, numberOf, statusName } from '../needs/index.ts';
import { systemActor } from '../platform/actor.ts';
import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Follower } from '../platform/log/follow.ts';
import type { RecordedEvent } from '../platform/log/read.ts';
import { recordFacts } from '../platform/log/record.ts';
import { inboxFact } from './inbox.ts';
import { insertMessages, type NewMessage } from './queries.ts';
import { levelWords, type MessageFact, messageWords } from './words.ts';

type Audience = 'asker' | 'desk' | 'suppliers' | 'level';
type NeedForMessage = Awaited<ReturnType<typeof needsForMessages>>[number];

/** Who is told of which fact. */
const told: Record<MessageFact, Audience[]> = {
  'needs.escalate': ['level'],
  'needs.dispatch': ['asker', 'suppliers'],
  'needs.return': ['desk', 'asker'],
  'needs.ship': ['asker'],
  'needs.fulfil': ['asker'],
  'needs.dispute': ['desk', 'suppliers'],
  'needs.comment': ['asker', 'desk'],
  'needs.reservation-expired': ['desk'],
};
const ASKERS: Role[] = ['institution', 'officer', 'resident', 'family-doctor'];
const DESKS: Record<string, Role[]> = { district: ['district-desk'], city: ['dispatcher'] };
const LEVELS: Record<number, Role[]> = { 1: ['district-desk', 'dispatcher'], 2: ['dispatcher', 'supervisor'] };

/** Writes messages to people's inboxes from the facts of needs. Keyed by fact and person: twice does no harm. */
export function inboxFollower(clock: Clock): Follower {
  return {
    name: 'inbox',
    async act(tx, events) {
      const telling = events.filter((event) => `${event.module}.${event.action}` in messageWords);
      const needs = new Map(
        (
          await needsForMessages(
            tx,
            telling.map((event) => event.subjectId),
          )
        ).map((need) => [need.id, need]),
      );
      const people: PeopleCache = new Map();
      const messages: NewMessage[] = [];
      for (const event of telling) {
        const need = needs.get(event.subjectId);
        if (need) messages.push(...(await messagesFor(tx, event, need, people)));
      }
      const reached = await insertMessages(tx, messages);
      await recordFacts(
        tx,
        systemActor,
        null,
        reached.map((personId) => inboxFact('message', personId, clock.now())),
      );
    },
  };
}

async function messagesFor(
  tx: Tx,
  event: RecordedEvent,
  need: NeedForMessage,
  people: PeopleCache,
): Promise<NewMessage[]> {
  const fact = `${event.module}.${event.action}` as MessageFact;
  const recipients = new Set<string>();
  for (const audience of told[fact])
    for (const person of await peopleOf(tx, audience, event, need, people)) recipients.add(person);
  recipients.delete(event.actor.replace(/^person:/, ''));
  const params = {
    number: numberOf(need.day, need.day_number),
    organisation: need.organisation_name,
    headline: need.headline,
    by: event.actorName,
    reason: event.details['reason'],
    text: event.details['text'],
    status: statusName(event.from as NeedStatusCode),
    level: levelWords[Number(event.details['level'])],
  };
  const urgent = need.priority === 'life-critical' || fact === 'needs.escalate';
  return [...recipients].map((personId) => ({
    id: newId(),
    personId,
    key: `${event.position.id}`,
    fact,
    needId: need.id,
    params,
    urgent,
  }));
}

type PeopleCache = Map<string, Promise<string[]>>;

async function peopleOf(
  tx: Tx,
  audience: Audience,
  event: RecordedEvent,
  need: NeedForMessage,
  cache: PeopleCache,
): Promise<string[]> {
  const holders = (roles: Role[], where: { areaCode?: string; organisationId?: string }) => {
    const key = JSON.stringify([roles, where]);
    const known = cache.get(key) ?? postHolders(tx, { roles, ...where });
    cache.set(key, known);
    return known;
  };
  const area = { areaCode: need.area_code };
  if (audience === 'asker') return holders(ASKERS, { organisationId: need.organisation_id });
  if (audience === 'desk') return holders(DESKS[need.desk]!, area);
  if (audience === 'level') return holders(LEVELS[Number(event.details['level'])] ?? [], area);
  const suppliers = (event.details['supplierIds'] ?? []) as string[];
  const lists = await Promise.all(
    suppliers.map((organisationId) => holders(['supplier', 'carrier'], { organisationId })),
  );
  return lists.flat();
}
