import { newId, type Role } from '@baogong/contract';
import { postHolders } from '../identity/index.ts';
import { systemActor } from '../platform/actor.ts';
import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Follower } from '../platform/log/follow.ts';
import type { RecordedEvent } from '../platform/log/read.ts';
import { recordFacts } from '../platform/log/record.ts';
import { type WarningForMessage, warningsForMessages } from '../stock/index.ts';
import { inboxFact } from './inbox.ts';
import { insertMessages, type NewMessage } from './queries.ts';
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

/** Writes messages from the facts of warnings. Keyed by fact and person: twice does no harm. */
export function warningInboxFollower(clock: Clock): Follower {
  return {
    name: 'inbox-warnings',
    async act(tx, events) {
      const telling = events.filter((event) => `${event.module}.${event.action}` in warningWords);
      const found = await warningsForMessages(
        tx,
        telling.map(({ subjectId }) => subjectId),
      );
      const warnings = new Map(found.map((each) => [each.id, each]));
      const messages: NewMessage[] = [];
      for (const event of telling) {
        const warning = warnings.get(event.subjectId);
        if (warning && event.details['ended'] === undefined) messages.push(...(await messagesFor(tx, event, warning)));
      }
      const reached = await insertMessages(tx, messages);
      const facts = reached.map((personId) => inboxFact('message', personId, clock.now()));
      await recordFacts(tx, systemActor, null, facts);
    },
  };
}

async function messagesFor(tx: Tx, event: RecordedEvent, warning: WarningForMessage): Promise<NewMessage[]> {
  const fact = `${event.module}.${event.action}` as WarningFact;
  const lists = await Promise.all(told[fact].map((audience) => peopleOf(tx, audience, event, warning)));
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
  tx: Tx,
  audience: Audience,
  event: RecordedEvent,
  warning: WarningForMessage,
): Promise<string[]> {
  const { areaCode, organisationId } = warning;
  if (audience === 'site') return organisationId === null ? [] : postHolders(tx, { roles: SITE, organisationId });
  if (audience === 'desk') return postHolders(tx, { roles: DESK, areaCode });
  return postHolders(tx, { roles: LEVELS[Number(event.details['level'])] ?? [], areaCode });
}
