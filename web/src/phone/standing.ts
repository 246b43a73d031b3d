import type { Bilingual, DeliverySummary, NeedLine, NeedSummary } from '@baogong/contract';

/** An amount of one item, in its base unit; `null` = unknown. */
export type Goods = { name: Bilingual; unit: Bilingual; quantity: number | null };

type Delivery = Pick<DeliverySummary, 'status' | 'expectedAt' | 'supplierName' | 'lines'>;
type NeedView = Pick<NeedSummary, 'id' | 'life' | 'status' | 'lines' | 'claimedBy' | 'escalation' | 'neededBy'>;

export type Standing = {
  word:
    | 'waiting'
    | 'claimed'
    | 'arrived'
    | 'moving-until'
    | 'moving'
    | 'reserved'
    | 'disputed'
    | 'partly'
    | 'in-hand'
    | 'fulfilled-goods'
    | 'fulfilled-service'
    | 'closed'
    | 'withdrawn'
    | 'merged';
  goods: Goods[];
  supplier: string;
  /** When the next trip is expected. */
  at: string | null;
  /** Trips on the way besides the one named. */
  moreTrips: number;
};

/** Where a need stands, for the people who wait for it: the thing that comes next, not the whole ledger. */
export function standingOf(need: NeedView, deliveries: readonly Delivery[]): Standing {
  if (need.status !== 'dispatched') return still(restingWord(need));
  const arrived = goodsOf(need.lines, unjudged);
  if (arrived.length > 0) return { ...still('arrived'), goods: arrived };
  if (need.lines.some((line) => line.inTransit > 0)) return moving(need, deliveries);
  const reserved = goodsOf(need.lines, (line) => line.reserved);
  if (reserved.length > 0) return { ...still('reserved'), goods: reserved };
  if (isDisputed(need)) return still('disputed');
  return still(need.lines.some((line) => line.accepted > 0) ? 'partly' : 'in-hand');
}

export type Call = 'confirm' | 'disputed' | 'overdue';

/** Why the need waits for its own institution; null when it does not. */
export function callOf(need: NeedView, now: number): Call | null {
  if (!isOpen(need)) return null;
  if (need.status === 'fulfilled' || need.lines.some((line) => unjudged(line) > 0)) return 'confirm';
  if (isDisputed(need)) return 'disputed';
  const late = need.neededBy !== null && Date.parse(need.neededBy) < now;
  return late || need.escalation > 0 ? 'overdue' : null;
}

/** Arrived, and neither accepted nor rejected yet. */
export function unjudged(line: NeedLine): number {
  return line.delivered - line.accepted - line.rejected;
}

/**
 * Reported as not in place: something was sent back and is not on its way again, or everything had arrived (which makes a need fulfilled) and yet it
 * is back among the dispatched.
 */
export function isDisputed(need: Pick<NeedView, 'status' | 'lines'>): boolean {
  if (need.status !== 'dispatched') return false;
  if (need.lines.some((line) => line.rejected > 0 && missingOf(line) > 0)) return true;
  const settled = (line: NeedLine) => line.reserved + line.inTransit === 0 && missingOf(line) === 0;
  return need.lines.some((line) => line.delivered > 0) && need.lines.every(settled);
}

export function isOpen(need: Pick<NeedView, 'status'>): boolean {
  return need.status === 'collected' || need.status === 'dispatched' || need.status === 'fulfilled';
}

/** What of the line nobody has promised, sent or brought, and nobody gave up. What was rejected is missing again. */
export function missingOf(line: NeedLine): number {
  const covered = line.reserved + line.inTransit + line.delivered - line.rejected + line.waived;
  return Math.max(0, (line.approved ?? 0) - covered);
}

/** What was asked for, line by line. */
export function requestedGoods(lines: readonly NeedLine[]): Goods[] {
  return lines.map((line) => ({ name: line.itemName, unit: line.baseUnitName, quantity: line.requested }));
}

/** Of each line as much as `much` says, lines with nothing left out. */
export function goodsOf(lines: readonly NeedLine[], much: (line: NeedLine) => number): Goods[] {
  return lines.flatMap((line) => {
    const quantity = much(line);
    return quantity > 0 ? [{ name: line.itemName, unit: line.baseUnitName, quantity }] : [];
  });
}

/** What one delivery brings to one need. */
export function goodsInDelivery(delivery: Pick<Delivery, 'lines'>, needId: string): Goods[] {
  return delivery.lines
    .filter((line) => line.needId === needId)
    .map((line) => ({ name: line.itemName, unit: line.baseUnitName, quantity: line.quantity }));
}

function restingWord({ status, claimedBy, life }: NeedView): Standing['word'] {
  if (status === 'collected' || status === 'dispatched') return claimedBy ? 'claimed' : 'waiting';
  if (status === 'fulfilled') return life === 'supply' ? 'fulfilled-goods' : 'fulfilled-service';
  return status;
}

function still(word: Standing['word']): Standing {
  return { word, goods: [], supplier: '', at: null, moreTrips: 0 };
}

function moving(need: NeedView, deliveries: readonly Delivery[]): Standing {
  const trips = deliveries
    .filter(({ status, lines }) => status === 'in-transit' && lines.some((line) => line.needId === need.id))
    .sort((one, other) => (one.expectedAt ?? '9').localeCompare(other.expectedAt ?? '9'));
  const next = trips[0];
  if (!next) return { ...still('moving'), goods: goodsOf(need.lines, (line) => line.inTransit) };
  return {
    word: next.expectedAt ? 'moving-until' : 'moving',
    goods: goodsInDelivery(next, need.id),
    supplier: next.supplierName,
    at: next.expectedAt,
    moreTrips: trips.length - 1,
  };
}
