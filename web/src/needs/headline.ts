import type { NeedSummary } from '@baogong/contract';
import { useSay } from '../shared/use-say.ts';

const namedLines = 3;

/** What is asked, in one line and in the person's language and units; kinds without items keep the words they came in. */
export function useHeadline(): (need: Pick<NeedSummary, 'headline' | 'lines'>) => string {
  const say = useSay();
  return ({ headline, lines }) => {
    if (lines.length === 0) return headline;
    const named = lines
      .slice(0, namedLines)
      .map((line) => `${say.text(line.itemName)} ${say.quantity(line.requested, line.baseUnitName)}`);
    const more = lines.length - named.length;
    return say.list(named) + (more > 0 ? ` +${more}` : '');
  };
}
