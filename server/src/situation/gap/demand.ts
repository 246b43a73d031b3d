import type { Amount } from '@baogong/contract';
import { type DemandRow, NEVER } from './demand-queries.ts';

/**
 * How much of the error in the sites' use is common to all: a surge hits them together, their gauges err apart. Between
 * 0 (errors cancel out, the band is too narrow in a surge) and 1 (they add up, it is far too wide for 500 sites).
 */
const COMMON = 0.25;

/** What the sites use within so many hours, and what needs ask for beyond that. */
export function demandAt(rows: readonly DemandRow[], hours: number): { consumption: Amount; needs: Amount } {
  let use = 0;
  let needs = 0;
  let unknown = 0;
  const below = { sum: 0, squared: 0 };
  const above = { sum: 0, squared: 0 };
  for (const row of rows) {
    unknown += row.unknown;
    use += row.use * hours;
    // Before its bucket a site's needs are the larger part: what goes beyond its use then.
    if (row.bucket === NEVER || hours < row.bucket) needs += Math.max(0, row.outstanding - row.use * hours);
    below.sum += row.below * hours;
    below.squared += row.belowSquared * hours * hours;
    above.sum += row.above * hours;
    above.squared += row.aboveSquared * hours * hours;
  }
  const quantity = Math.round(use);
  const consumption = {
    quantity,
    low: Math.max(0, quantity - Math.round(spread(below))),
    high: quantity + Math.round(spread(above)),
    unknown: 0,
  };
  const asked = Math.round(needs);
  return { consumption, needs: { quantity: asked, low: asked, high: asked, unknown } };
}

function spread({ sum, squared }: { sum: number; squared: number }): number {
  return Math.sqrt((1 - COMMON) * squared + COMMON * sum * sum);
}
