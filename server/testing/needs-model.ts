import { actionsIn } from '@baogong/contract';

/**
 * The needs ledger as people would keep it on paper: one line a need, two sources of the same item. It says whether an act
 * is allowed and what then stands; the real ledger must say the same.
 */
export type Held = {
  key: string;
  source: number;
  quantity: number;
  shipped: number;
  released: number;
  expiresAt: number;
  ended: boolean;
};
/** `key` is the delivery's id in the real ledger; '' for those that the receiver's closing made. */
export type Trip = { key: string; held: Held; quantity: number; landed: boolean; accepted: number; rejected: number };
export type Line = {
  approved: number | null;
  reserved: number;
  inTransit: number;
  delivered: number;
  accepted: number;
  rejected: number;
  waived: number;
};
export type ModelNeed = {
  id: string;
  requested: number | null;
  status: string;
  line: Line;
  held: Held[];
  trips: Trip[];
  claim: { by: string; until: number } | null;
  due: number | null;
  level: number;
  endedAt: number;
  mergedInto: ModelNeed | null;
  /** The last step, and what stood before it if it may be taken back. */
  last: { by: string; at: number; before: (() => boolean) | null };
};
export type Model = {
  now: number;
  supervisor: string;
  sources: { quantity: number; reserved: number }[];
  needs: ModelNeed[];
};

export const MINUTE = 60_000;
const LIMITS: Record<string, number> = { collected: 1440, dispatched: 4320, fulfilled: 4320 };
const OPEN = Object.keys(LIMITS);
const UNDO_MS = 12_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE;

const openOf = (held: Held) => held.quantity - held.shipped - held.released;
export const committed = ({ reserved, inTransit, delivered, rejected, waived }: Line) =>
  reserved + inTransit + delivered - rejected + waived;
const isCovered = ({ line }: ModelNeed) =>
  line.reserved === 0 && line.inTransit === 0 && committed(line) >= (line.approved ?? 0);

function step(model: Model, need: ModelNeed, by: string, status = need.status, back: (() => boolean) | null = null) {
  if (status !== need.status) {
    need.status = status;
    const limit = LIMITS[status];
    need.due = limit ? model.now + limit * MINUTE : null;
    need.level = 0;
    need.claim = null;
    if (!limit) need.endedAt = model.now;
  }
  need.last = { by, at: model.now, before: back };
  return true;
}

/** What undo puts back besides goods: status, clock, claim. */
function clockOf(need: ModelNeed) {
  const { status, due, level, claim, endedAt, mergedInto } = need;
  return () => void Object.assign(need, { status, due, level, claim, endedAt, mergedInto });
}

function isBlocked(model: Model, need: ModelNeed, by: string): boolean {
  return need.claim !== null && need.claim.by !== by && need.claim.until > model.now && by !== model.supervisor;
}

function release(model: Model, need: ModelNeed, held: Held, quantity = openOf(held)): void {
  held.released += quantity;
  need.line.reserved -= quantity;
  model.sources[held.source]!.reserved -= quantity;
  if (quantity > 0) held.ended = true;
}

function letGo(model: Model, need: ModelNeed, by: string, status: string): boolean {
  if (need.line.inTransit > 0) return false;
  const clock = clockOf(need);
  const freed = need.held.filter((held) => openOf(held) > 0).map((held) => ({ held, quantity: openOf(held) }));
  for (const { held } of freed) release(model, need, held);
  return step(model, need, by, status, () => {
    const wanted = [0, 0];
    for (const { held, quantity } of freed) wanted[held.source]! += quantity;
    if (model.sources.some((source, index) => wanted[index]! > source.quantity - source.reserved)) return false;
    for (const { held, quantity } of freed) {
      release(model, need, held, -quantity);
      held.ended = false;
    }
    clock();
    return true;
  });
}

function land(model: Model, need: ModelNeed, trip: Trip, by: string): void {
  trip.landed = true;
  need.line.inTransit -= trip.quantity;
  need.line.delivered += trip.quantity;
  step(model, need, by, isCovered(need) ? 'fulfilled' : need.status);
}

function takeAway(model: Model, need: ModelNeed, held: Held, quantity: number): void {
  held.shipped += quantity;
  need.line.reserved -= quantity;
  need.line.inTransit += quantity;
  model.sources[held.source]!.reserved -= quantity;
  model.sources[held.source]!.quantity -= quantity;
}

const legal = (need: ModelNeed, action: string) =>
  (actionsIn('supply', need.status as never) as string[]).includes(action);

/** Each act changes the model and says true, or leaves it alone and says false. */
export const acts = {
  claim(model: Model, need: ModelNeed, by: string): boolean {
    if (!legal(need, 'claim') || isBlocked(model, need, by)) return false;
    const clock = clockOf(need);
    need.claim = { by, until: model.now + 10 * MINUTE };
    return step(model, need, by, need.status, () => (clock(), true));
  },
  dispatch(model: Model, need: ModelNeed, by: string, approve: number | null, holds: readonly Held[]): boolean {
    if (!['collected', 'dispatched'].includes(need.status) || isBlocked(model, need, by)) return false;
    const quantity = approve ?? need.line.approved ?? need.requested;
    const chosen = holds.reduce((sum, held) => sum + held.quantity, 0);
    if (holds.length === 0 || quantity === null || committed(need.line) + chosen > quantity) return false;
    const wanted = [0, 0];
    for (const held of holds) wanted[held.source]! += held.quantity;
    if (model.sources.some((source, index) => wanted[index]! > source.quantity - source.reserved)) return false;
    const clock = clockOf(need);
    const before = need.line.approved;
    need.line.approved = quantity;
    need.line.reserved += chosen;
    for (const held of holds) model.sources[held.source]!.reserved += held.quantity;
    need.held.push(...holds);
    return step(model, need, by, 'dispatched', () => {
      for (const held of holds) release(model, need, held);
      need.line.approved = before;
      clock();
      return true;
    });
  },
  ship(model: Model, need: ModelNeed, by: string, held: Held, quantity: number): boolean {
    if (need.status !== 'dispatched' || quantity > openOf(held) || held.expiresAt <= model.now) return false;
    takeAway(model, need, held, quantity);
    need.trips.push({ key: '', held, quantity, landed: false, accepted: 0, rejected: 0 });
    return step(model, need, by);
  },
  arrive(model: Model, need: ModelNeed, by: string, trip: Trip): boolean {
    if (trip.landed) return false;
    land(model, need, trip, by);
    return true;
  },
  receive(model: Model, need: ModelNeed, by: string, trip: Trip, accepted: number, rejected: number): boolean {
    if (!['dispatched', 'fulfilled'].includes(need.status)) return false;
    if (trip.accepted + trip.rejected + accepted + rejected > trip.quantity) return false;
    if (!trip.landed) land(model, need, trip, by);
    trip.accepted += accepted;
    trip.rejected += rejected;
    need.line.accepted += accepted;
    need.line.rejected += rejected;
    return step(model, need, by, rejected > 0 ? 'dispatched' : need.status);
  },
  return: (model: Model, need: ModelNeed, by: string) =>
    need.status === 'dispatched' && letGo(model, need, by, 'collected'),
  withdraw: (model: Model, need: ModelNeed, by: string) =>
    legal(need, 'withdraw') && letGo(model, need, by, 'withdrawn'),
  closeWithReason: (model: Model, need: ModelNeed, by: string) =>
    legal(need, 'close') && letGo(model, need, by, 'closed'),
  dispute: (model: Model, need: ModelNeed, by: string) =>
    need.status === 'fulfilled' && step(model, need, by, 'dispatched'),
  waive(model: Model, need: ModelNeed, by: string, quantity: number): boolean {
    if (!legal(need, 'waive') || quantity > (need.line.approved ?? 0) - committed(need.line)) return false;
    need.line.waived += quantity;
    step(model, need, by);
    if (need.status === 'dispatched' && isCovered(need) && need.line.delivered > 0) step(model, need, by, 'fulfilled');
    return true;
  },
  closeWithReceipt(model: Model, need: ModelNeed, by: string): boolean {
    if (!['dispatched', 'fulfilled'].includes(need.status)) return false;
    const { line } = need;
    const there = line.reserved + line.inTransit + line.delivered - line.rejected;
    if ((line.approved ?? 0) - line.waived - there > 0) return false;
    for (const held of need.held.filter((each) => openOf(each) > 0)) {
      const quantity = openOf(held);
      takeAway(model, need, held, quantity);
      need.trips.push({ key: '', held, quantity, landed: false, accepted: 0, rejected: 0 });
    }
    for (const trip of need.trips) {
      if (!trip.landed)
        Object.assign(line, { inTransit: line.inTransit - trip.quantity, delivered: line.delivered + trip.quantity });
      Object.assign(trip, { landed: true, accepted: trip.quantity - trip.rejected });
    }
    line.accepted = line.delivered - line.rejected;
    step(model, need, by, 'fulfilled');
    const clock = clockOf(need);
    return step(model, need, by, 'closed', () => (clock(), true));
  },
  reopen(model: Model, need: ModelNeed, by: string): boolean {
    if (need.status !== 'closed' || model.now > need.endedAt + WEEK_MS) return false;
    return step(model, need, by, 'collected');
  },
  merge(model: Model, need: ModelNeed, by: string, into: ModelNeed): boolean {
    if (need === into || need.status !== 'collected' || !OPEN.includes(into.status) || isBlocked(model, need, by))
      return false;
    const clock = clockOf(need);
    need.mergedInto = into;
    step(model, need, by, 'merged', () => {
      clock();
      if (OPEN.includes(into.status)) step(model, into, by);
      return true;
    });
    return step(model, into, by);
  },
  undo(model: Model, need: ModelNeed, by: string): boolean {
    const { last } = need;
    if (last.by !== by || !last.before || model.now > last.at + UNDO_MS || !last.before()) return false;
    need.last = { by, at: model.now, before: null };
    return true;
  },
  expire(model: Model): boolean {
    for (const need of model.needs) {
      const over = need.held.filter((held) => openOf(held) > 0 && held.expiresAt <= model.now);
      for (const held of over) release(model, need, held);
      if (over.length > 0) step(model, need, 'system');
    }
    return true;
  },
  escalate(model: Model): boolean {
    for (const need of model.needs.filter((each) => each.due !== null && each.due <= model.now)) {
      need.level = Math.min(2, need.level + 1);
      need.due = need.level < 2 ? model.now + 30 * MINUTE : null;
      step(model, need, 'system');
    }
    return true;
  },
};
