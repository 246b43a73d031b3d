import type { NeedLine } from '@baogong/contract';

/** Disjoint parts of a line, in the order in which goods come closer; `delivered` here is what waits to be checked. */
export const barOrder = ['accepted', 'delivered', 'inTransit', 'reserved', 'waived', 'uncovered', 'rejected'] as const;
export type BarPart = (typeof barOrder)[number];

/**
 * The quantities of a line as parts that do not overlap. All but `rejected` add up to the approved quantity (to the
 * requested one before approval); rejected goods count as uncovered again and are shown beside.
 */
export function barParts(line: NeedLine): { part: BarPart; quantity: number }[] {
  const { accepted, rejected, inTransit, reserved, waived } = line;
  const delivered = line.delivered - accepted - rejected;
  const covered = accepted + delivered + inTransit + reserved + waived;
  const uncovered = Math.max(0, (line.approved ?? line.requested ?? 0) - covered);
  const parts = { accepted, delivered, inTransit, reserved, waived, uncovered, rejected };
  return barOrder.map((part) => ({ part, quantity: parts[part] }));
}
