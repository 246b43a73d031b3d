import { type Bilingual, newId, type Role } from '@baogong/contract';
import { cityDay, cityTime } from '../platform/clock.ts';
import type { Tx } from '../platform/db/database.ts';
import type { RecordedEvent } from '../platform/log/read.ts';
import { type ConflictForMessage, conflictsForMessages } from '../stock/index.ts';
import { type GoodsFact, goodsWords } from './goods-words.ts';
import type { People } from './people.ts';
import type { NewMessage } from './queries.ts';

const KEEPERS: Role[] = ['institution', 'officer', 'family-doctor', 'supplier'];
type Side = 'sender' | 'receiver';
type About = Pick<NewMessage, 'needId' | 'aboutKind' | 'aboutId'>;
/** Which side is told of which step; nobody is told of what they did themselves. */
const told: Partial<Record<GoodsFact, Side[]>> = {
  'transfers.offer': ['receiver'],
  'transfers.send': ['receiver'],
  'transfers.confirm': ['sender'],
  'transfers.release': ['sender', 'receiver'],
  'transfers.expire': ['sender', 'receiver'],
  'transfers.correct': ['sender', 'receiver'],
  'trips.expect': ['receiver'],
  'trips.ask': ['sender'],
};

/** What keepers and desks are told of goods: transfers between organisations, loads on their way, and counts that differ. */
export async function goodsMessages(tx: Tx, events: readonly RecordedEvent[], people: People): Promise<NewMessage[]> {
  const telling = events.filter((event) => factOf(event) in goodsWords);
  const asked = telling.filter((event) => factOf(event) === 'stock.ask-count' && event.version === 1);
  const found = await conflictsForMessages(
    tx,
    asked.map(({ subjectId }) => subjectId),
  );
  const conflicts = new Map(found.map((each) => [each.id, each]));
  const messages: NewMessage[] = [];
  for (const event of telling) {
    const conflict = conflicts.get(event.subjectId);
    if (event.module !== 'stock') messages.push(...(await messagesToSides(event, people)));
    else if (conflict && event.version === 1) messages.push(...(await conflictMessages(event, conflict, people)));
  }
  return messages;
}

function factOf({ module, action }: RecordedEvent): GoodsFact {
  return `${module}.${action}` as GoodsFact;
}

/** The first party sends; the others receive. */
async function messagesToSides(event: RecordedEvent, people: People): Promise<NewMessage[]> {
  const { details } = event;
  const fact = factOf(event);
  const amiss = (details['amiss'] ?? []) as unknown[];
  if (fact === 'transfers.confirm' && amiss.length === 0) return [];
  const [sender, ...receivers] = details['parties'] as { organisationId: string }[];
  const sides = { sender: [sender!], receiver: receivers };
  const sought = (told[fact] ?? []).flatMap((side) => sides[side]);
  const lists = await Promise.all(sought.map(({ organisationId }) => people({ roles: KEEPERS, organisationId })));
  const recipients = new Set(lists.flat());
  recipients.delete(event.actor.replace(/^person:/, ''));
  const goods = details['goods'] as Bilingual;
  const nothing = { zh: '没有货', en: 'nothing' };
  const params = {
    number: details['number'],
    sender: details['sender'],
    receiver: details['receiver'],
    goods: goods.zh === '' ? nothing : goods,
    until: details['expiresAt'] ? moment(String(details['expiresAt'])) : null,
    expected: timeOf(details['expectedAt']),
    was: timeOf(details['was']),
    vehicle: details['vehicle'],
    reason: details['reason'],
    by: event.actorName,
  };
  const about = aboutOf(event);
  return [...recipients].map((personId) => messageOf(event, personId, { params, about }));
}

/** The need or transfer that it is about; a trip for several needs is about none of them alone. */
function aboutOf({ module, subjectId, details }: RecordedEvent): About {
  if (module === 'transfers') return { aboutKind: 'transfer', aboutId: subjectId, needId: null };
  const { transferId, needId } = details as { transferId: string | null; needId: string | null };
  return transferId ? { aboutKind: 'transfer', aboutId: transferId, needId: null } : { needId };
}

function timeOf(instant: unknown): string | Bilingual {
  return instant ? moment(String(instant)) : { zh: '说不准', en: 'not known' };
}

/** To the keepers of the place, who can look again, and the desk of the district. */
async function conflictMessages(
  event: RecordedEvent,
  { organisationId, areaCode, organisationName, itemName, baseUnitName, counts }: ConflictForMessage,
  people: People,
): Promise<NewMessage[]> {
  const keepers = await people({ roles: KEEPERS, organisationId });
  const desk = await people({ roles: ['district-desk'], areaCode });
  const say = (locale: 'zh' | 'en') =>
    counts.map(({ by, counted }) => `${by} ${counted}${locale === 'zh' ? '' : ' '}${baseUnitName[locale]}`);
  const params = {
    organisation: organisationName,
    item: itemName,
    counts: { zh: say('zh').join('，'), en: say('en').join(', ') },
  };
  return [...new Set([...keepers, ...desk])].map((personId) =>
    messageOf(event, personId, {
      params,
      about: { aboutKind: 'count-conflict', aboutId: event.subjectId, needId: null },
    }),
  );
}

function messageOf(
  event: RecordedEvent,
  personId: string,
  { params, about }: { params: object; about: About },
): NewMessage {
  const key = `${event.position.id}`;
  return { id: newId(), personId, key, fact: factOf(event), params, urgent: false, ...about };
}

function moment(instant: string): string {
  return `${cityDay(Temporal.Instant.from(instant)).slice(5)} ${cityTime(instant)}`;
}
