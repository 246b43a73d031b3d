import { bind } from './bind.ts';
import { foldText } from './fold.ts';
import { joinItems } from './groups.ts';
import type { Lexicon } from './lexicon.ts';
import { linesOf } from './lines.ts';
import { promoteNouns } from './nouns.ts';
import { joinPacks } from './packs.ts';
import { scan } from './scan.ts';
import type { ProposedLine } from './types.ts';

export { buildLexicon, type Lexicon, type LexiconItem } from './lexicon.ts';
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
