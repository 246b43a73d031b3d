import { bind } from './bind.ts';
import { readContacts, readPlace, type Contact, type PlacePhrase } from './contact.ts';
import { readDeadline, type NeededBy } from './deadline.ts';
import { foldText } from './fold.ts';
import { joinItems } from './groups.ts';
import type { Lexicon } from './lexicon.ts';
import { linesOf } from './lines.ts';
import { promoteNouns } from './nouns.ts';
import { joinPacks } from './packs.ts';
import { scan } from './scan.ts';
import type { ProposedLine } from './types.ts';
import { readUrgency, type Urgency } from './urgency.ts';

export { buildLexicon, type Lexicon, type LexiconItem } from './lexicon.ts';
export type { Contact, PlacePhrase } from './contact.ts';
export type { NeededBy } from './deadline.ts';
export type { Urgency } from './urgency.ts';
export type { PackContent, ProposedLine, QuantityRange } from './types.ts';

/**
 * Proposes the lines of goods that a pasted message asks for, in the order of the text; [] when it asks
 * for none. A number or unit that the text does not say is null. Never throws.
 */
export function parseNeedText(text: string, lexicon: Lexicon): ProposedLine[] {
  const folded = foldText(text);
  const tokens = joinPacks(scan(folded, lexicon));
  return linesOf(bind(promoteNouns(joinItems(tokens, folded), folded)), text);
}

/** A pasted message: its lines, and what else an intake form asks for. */
export type NeedMessage = {
  lines: ProposedLine[];
  neededBy: NeededBy | null;
  place: PlacePhrase | null;
  contacts: Contact[];
  urgency: Urgency;
};

/** Reads a whole message; `now` places words like 明天. Times are in the zone of `now`. Never throws. */
export function parseNeedMessage(text: string, lexicon: Lexicon, now: Temporal.ZonedDateTime): NeedMessage {
  const folded = foldText(text);
  return {
    lines: parseNeedText(text, lexicon),
    neededBy: readDeadline(folded, text, now),
    place: readPlace(folded, text),
    contacts: readContacts(folded, text),
    urgency: readUrgency(folded),
  };
}
