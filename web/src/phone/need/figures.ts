import type { NeedLine } from '@baogong/contract';
import { missingOf } from '../standing.ts';

/** What has become of a line, from the best to what is still missing. */
const parts = ['received', 'arrived', 'moving', 'reserved', 'waived', 'missing'] as const;
export type Part = (typeof parts)[number];
export type BarPart = { part: Part; quantity: number; percent: number };

/**
 * The parts of the approved quantity that are more than nothing; they add up to it. Null before it is approved. What was
 * rejected counts as missing again.
 */
export function barOf(line: NeedLine): BarPart[] | null {
  const { approved } = line;
  if (approved === null || approved === 0) return null;
  const quantities: Record<Part, number> = {
    received: line.accepted,
    arrived: line.delivered - line.accepted - line.rejected,
    moving: line.inTransit,
    reserved: line.reserved,
    waived: line.waived,
    missing: missingOf(line),
  };
  return parts
    .map((part) => ({ part, quantity: quantities[part], percent: (quantities[part] / approved) * 100 }))
    .filter(({ quantity }) => quantity > 0);
}
