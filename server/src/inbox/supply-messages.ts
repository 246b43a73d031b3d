import { type Bilingual, newId } from '@baogong/contract';
import type { RecordedEvent } from '../platform/log/read.ts';
import type { People } from './people.ts';
import type { NewMessage } from './queries.ts';
import { type SupplyFact, supplyWords } from './supply-words.ts';

/** Who is told: a producer's own people, who may release reserve, or who asked for it. */
type Audience = 'supplier' | 'supervisor' | 'asker';

const told: Record<SupplyFact, Audience[]> = {
  'supply.report-missing': ['supplier'],
  'supply.ask-release': ['supervisor'],
  'supply.approve-release': ['asker', 'supplier'],
  'supply.refuse-release': ['asker'],
  'supply.take-back-release': ['asker', 'supplier'],
};

/** What people are told of supply: a round without their report, reserve that was asked for, let go or not. */
export async function supplyMessages(events: readonly RecordedEvent[], people: People): Promise<NewMessage[]> {
  const messages: NewMessage[] = [];
  for (const event of events) {
    const fact = `${event.module}.${event.action}`;
    if (!(fact in supplyWords) || event.organisationId === null) continue;
    // Asked by who may decide, and decided with it: nobody is waited for.
    if (event.details['decided'] === true) continue;
    const lists = await Promise.all(told[fact as SupplyFact].map((audience) => peopleOf(audience, event, people)));
    const recipients = new Set(lists.flat());
    recipients.delete(event.actor.replace(/^person:/, ''));
    const key = `${event.position.id}`;
    const urgent = fact === 'supply.report-missing' || fact === 'supply.ask-release';
    for (const personId of recipients)
      messages.push({ id: newId(), personId, key, fact, needId: null, params: paramsOf(event), urgent });
  }
  return messages;
}

async function peopleOf(audience: Audience, event: RecordedEvent, people: People): Promise<string[]> {
  const { organisationId, areaCode, details } = event;
  if (audience === 'supplier') return people({ roles: ['supplier'], organisationId: organisationId! });
  if (audience === 'supervisor') return people({ roles: ['supervisor'], areaCode: areaCode ?? '' });
  const asker = /^person:(.+)$/.exec(String(details['asker']));
  return asker ? [asker[1]!] : [];
}

function paramsOf({ details, actorName }: RecordedEvent): object {
  const { line, day, roundName: round, itemName: item, organisationName: source, reason, decisionNote: note } = details;
  const quantity = details['granted'] ?? details['quantity'];
  const amount = typeof quantity === 'number' ? amountOf(quantity, details['baseUnitName'] as Bilingual) : undefined;
  return { line, day, round, item, source, reason, note, quantity: amount, by: actorName };
}

const TONNE = 1_000_000;

/** A quantity of a base unit as people say it: tonnes for grams by the tonne. */
function amountOf(quantity: number, unit: Bilingual): Bilingual {
  const isLarge = unit.en === 'gram' && quantity >= TONNE;
  const number = (isLarge ? quantity / TONNE : quantity).toLocaleString('en-US');
  return isLarge
    ? { zh: `${number} 吨`, en: `${number} t` }
    : { zh: `${number} ${unit.zh}`, en: `${number} ${unit.en}` };
}
