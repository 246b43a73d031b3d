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
/** Which side is told of which step; of letting go and correcting, the one who did not do it. */
const told: Partial<Record<GoodsFact, Side[]>> = {
  'transfers.offer': ['receiver'],
  'transfers.send': ['receiver'],
  'transfers.confirm': ['sender'],
  'transfers.release': ['sender', 'receiver'],
  'transfers.expire': ['sender', 'receiver'],
  'transfers.correct': ['sender', 'receiver'],
};

/** What keepers and desks are told of goods: transfers between organisations, and counts that differ. */
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
    if (event.module === 'transfers') messages.push(...(await transferMessages(event, people)));
    else if (conflict && event.version === 1) messages.push(...(await conflictMessages(event, conflict, people)));
  }
  return messages;
}

function factOf({ module, action }: RecordedEvent): GoodsFact {
  return `${module}.${action}` as GoodsFact;
}

async function transferMessages(event: RecordedEvent, people: People): Promise<NewMessage[]> {
  const { details } = event;
  const fact = factOf(event);
  const amiss = (details['amiss'] ?? []) as unknown[];
  if (fact === 'transfers.confirm' && amiss.length === 0) return [];
  const [sender, receiver] = details['parties'] as { organisationId: string }[];
  const sides = { sender: sender!.organisationId, receiver: receiver!.organisationId };
  const lists = await Promise.all(
    (told[fact] ?? []).map((side) => people({ roles: KEEPERS, organisationId: sides[side] })),
  );
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
    vehicle: details['vehicle'],
    reason: details['reason'],
    by: event.actorName,
  };
  return [...recipients].map((personId) => messageOf(event, personId, { params, aboutKind: 'transfer' }));
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
    messageOf(event, personId, { params, aboutKind: 'count-conflict' }),
  );
}

function messageOf(
  event: RecordedEvent,
  personId: string,
  { params, aboutKind }: { params: object; aboutKind: 'transfer' | 'count-conflict' },
): NewMessage {
  const about = { aboutKind, aboutId: event.subjectId };
  return {
    id: newId(),
    personId,
    key: `${event.position.id}`,
    fact: factOf(event),
    needId: null,
    params,
    urgent: false,
    ...about,
  };
}

function moment(instant: string): string {
  return `${cityDay(Temporal.Instant.from(instant)).slice(5)} ${cityTime(instant)}`;
}
