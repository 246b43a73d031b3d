import type { DeliverySummary } from '@baogong/contract';
import { readQuantity } from '../ask/quantity.ts';

export type DeliveryLine = DeliverySummary['lines'][number];
export type Verdict = { deliveryLineId: string; accepted: number; rejected: number; reason?: string | null };

/** What is being said about a line: as typed. */
export type Opinion = { accepted: string; rejected: string; reason: string };
export type OpinionFault = { lineId: string; word: 'too-much' | 'wrong' | 'why' | 'nothing' };

/** Of the line neither accepted nor rejected yet. */
export function leftOf(line: Pick<DeliveryLine, 'quantity' | 'accepted' | 'rejected'>): number {
  return line.quantity - line.accepted - line.rejected;
}

/** All of it accepted, until the person says otherwise. */
export function wholeOpinion(line: DeliveryLine): Opinion {
  return { accepted: String(leftOf(line)), rejected: '', reason: '' };
}

/** The verdicts that can be sent, or the first line at which something is wrong. */
export function verdictsOf(
  lines: readonly DeliveryLine[],
  opinions: Readonly<Record<string, Opinion>>,
): { verdicts: Verdict[]; fault: OpinionFault | null } {
  const verdicts: Verdict[] = [];
  for (const line of lines) {
    const opinion = opinions[line.id] ?? wholeOpinion(line);
    const accepted = countOf(opinion.accepted);
    const rejected = countOf(opinion.rejected);
    if (accepted === null || rejected === null) return faultAt(line, 'wrong');
    if (accepted + rejected > leftOf(line)) return faultAt(line, 'too-much');
    if (rejected > 0 && opinion.reason.trim() === '') return faultAt(line, 'why');
    if (accepted + rejected === 0) continue;
    verdicts.push({
      deliveryLineId: line.id,
      accepted,
      rejected,
      reason: rejected > 0 ? opinion.reason.trim() : null,
    });
  }
  return verdicts.length === 0 && lines[0] ? faultAt(lines[0], 'nothing') : { verdicts, fault: null };
}

function faultAt(line: DeliveryLine, word: OpinionFault['word']): { verdicts: Verdict[]; fault: OpinionFault } {
  return { verdicts: [], fault: { lineId: line.id, word } };
}

/** Blank and 0 are nothing here: the line was counted, and none of it was good. */
function countOf(typed: string): number | null {
  return /^0*$/.test(typed.trim()) ? 0 : readQuantity(typed);
}
