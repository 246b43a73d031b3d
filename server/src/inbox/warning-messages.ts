import { newId, type Role } from '@baogong/contract';
import type { Tx } from '../platform/db/database.ts';
import type { RecordedEvent } from '../platform/log/read.ts';
import { type WarningForMessage, warningsForMessages } from '../stock/index.ts';
import type { People } from './people.ts';
import type { NewMessage } from './queries.ts';
import { kindWords, lampWords, type WarningFact, warningWords } from './warning-words.ts';
import { levelWords } from './words.ts';

type Audience = 'site' | 'desk' | 'level';

/** Who is told of which fact. */
const told: Record<WarningFact, Audience[]> = {
  'warnings.raise': ['desk', 'site'],
  'warnings.worsen': ['desk', 'site'],
  'warnings.escalate': ['level'],
  'warnings.link': ['site'],
};
const SITE: Role[] = ['institution', 'officer', 'family-doctor', 'supplier'];
const DESK: Role[] = ['district-desk'];
const LEVELS: Record<number, Role[]> = { 1: ['district-desk', 'dispatcher'], 2: ['dispatcher', 'supervisor'] };

/** What people are told of warnings. */
export async function warningMessages(tx: Tx, events: readonly RecordedEvent[], people: People): Promise<NewMessage[]> {
  const telling = events.filter((event) => `${event.module}.${event.action}` in warningWords);
  const found = await warningsForMessages(
    tx,
    telling.map(({ subjectId }) => subjectId),
  );
  const warnings = new Map(found.map((each) => [each.id, each]));
  const messages: NewMessage[] = [];
  for (const event of telling) {
    const warning = warnings.get(event.subjectId);
    if (warning && event.details['ended'] === undefined) messages.push(...(await messagesFor(event, warning, people)));
  }
  return messages;
}

async function messagesFor(event: RecordedEvent, warning: WarningForMessage, people: People): Promise<NewMessage[]> {
  const fact = `${event.module}.${event.action}` as WarningFact;
  const lists = await Promise.all(told[fact].map((audience) => peopleOf(audience, event, warning, people)));
  const lamp = String(event.details['lamp'] ?? warning.lamp);
  const params = {
    place: warning.place,
    item: warning.itemName,
    lamp: lampWords[lamp],
    what: kindWords[warning.kind],
    level: levelWords[Number(event.details['level'])],
    number: event.details['number'] ?? warning.needNumber,
  };
  return [...new Set(lists.flat())].map((personId) => ({
    id: newId(),
    personId,
    key: `${event.position.id}`,
    fact,
    needId: fact === 'warnings.link' ? (event.details['needId'] as string) : null,
    warningId: warning.id,
    params,
    urgent: lamp === 'red' && fact !== 'warnings.link',
  }));
}

async function peopleOf(
  audience: Audience,
  event: RecordedEvent,
  warning: WarningForMessage,
  people: People,
): Promise<string[]> {
  const { areaCode, organisationId } = warning;
  if (audience === 'site') return organisationId === null ? [] : people({ roles: SITE, organisationId });
  if (audience === 'desk') return people({ roles: DESK, areaCode });
  return people({ roles: LEVELS[Number(event.details['level'])] ?? [], areaCode });
}
