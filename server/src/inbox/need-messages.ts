import { newId, type NeedStatusCode, type Role } from '@baogong/contract';
import { needsForMessages, numberOf, statusName } from '../needs/index.ts';
import type { Tx } from '../platform/db/database.ts';
import type { RecordedEvent } from '../platform/log/read.ts';
import type { People } from './people.ts';
import type { NewMessage } from './queries.ts';
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

/** What people are told of needs. */
export async function needMessages(tx: Tx, events: readonly RecordedEvent[], people: People): Promise<NewMessage[]> {
  const telling = events.filter((event) => `${event.module}.${event.action}` in messageWords);
  const found = await needsForMessages(
    tx,
    telling.map((event) => event.subjectId),
  );
  const needs = new Map(found.map((need) => [need.id, need]));
  const messages: NewMessage[] = [];
  for (const event of telling) {
    const need = needs.get(event.subjectId);
    if (need) messages.push(...(await messagesFor(event, need, people)));
  }
  return messages;
}

async function messagesFor(event: RecordedEvent, need: NeedForMessage, people: People): Promise<NewMessage[]> {
  const fact = `${event.module}.${event.action}` as MessageFact;
  const recipients = new Set<string>();
  for (const audience of told[fact])
    for (const person of await peopleOf(audience, event, need, people)) recipients.add(person);
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

async function peopleOf(
  audience: Audience,
  event: RecordedEvent,
  need: NeedForMessage,
  people: People,
): Promise<string[]> {
  const area = { areaCode: need.area_code };
  if (audience === 'asker') return people({ roles: ASKERS, organisationId: need.organisation_id });
  if (audience === 'desk') return people({ roles: DESKS[need.desk]!, ...area });
  if (audience === 'level') return people({ roles: LEVELS[Number(event.details['level'])] ?? [], ...area });
  const suppliers = (event.details['supplierIds'] ?? []) as string[];
  const lists = await Promise.all(
    suppliers.map((organisationId) => people({ roles: ['supplier', 'carrier'], organisationId })),
  );
  return lists.flat();
}
