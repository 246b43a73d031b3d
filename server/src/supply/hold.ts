import type { Tx } from '../platform/db/database.ts';
import { roles, rolesFor } from '@baogong/contract';
import { conflict, invalid } from '../platform/refusal.ts';
import { type Hold as StockHold, type HoldingKey, keyOf, reserve } from '../stock/index.ts';
import { type SourceTerms, sourcesAt, termsOf } from './queries.ts';
import { lockReserves } from './releases/queries.ts';

/** A part of a source, held for a line of a need. */
export type Hold = Pick<StockHold, 'quantity' | 'expiresAt' | 'reservationId'> & {
  sourceId: string;
  needId: string;
  needLineId: string;
};

/** Holds parts of sources for needs, all or none. Returns the reservations' ids in the order given. Quantities are base units. */
export async function holdSources(tx: Tx, holds: readonly Hold[], now: Temporal.Instant): Promise<string[]> {
  const sources = await termsOf(
    tx,
    holds.map((hold) => hold.sourceId),
    now,
  );
  const wanted = holds.map(({ sourceId, ...hold }) => {
    const source = sources.get(sourceId);
    if (!source)
      throw invalid('unknown-field-value', { field: 'sources', params: { field: 'sources', value: sourceId } });
    if (!source.isOpen) {
      const params = { source: source.name, available: 0, wanted: hold.quantity, unit: source.unit };
      throw conflict('not-enough-supply', { field: 'sources', params });
    }
    return { ...hold, placeId: source.placeId, itemCode: source.itemCode };
  });
  await requireReleased(tx, holds, sources);
  return reserve(tx, wanted);
}

/** Where goods are held by their place: what of it is reserve must be released too. */
export async function requireReleasedAt(
  tx: Tx,
  wanted: readonly (HoldingKey & { quantity: number })[],
  now: Temporal.Instant,
): Promise<void> {
  const found = await sourcesAt(tx, wanted);
  const holds = wanted.flatMap(({ placeId, itemCode, quantity }) => {
    const sourceId = found.get(keyOf({ placeId, itemCode }));
    return sourceId ? [{ sourceId, quantity }] : [];
  });
  if (holds.length === 0) return;
  const ids = holds.map(({ sourceId }) => sourceId);
  await requireReleased(tx, holds, await termsOf(tx, ids, now));
}

/** Refuses to hold more of a reserve than is released, and says whom to ask. */
async function requireReleased(
  tx: Tx,
  holds: readonly Pick<Hold, 'sourceId' | 'quantity'>[],
  sources: ReadonlyMap<string, SourceTerms>,
): Promise<void> {
  const reserves = await lockReserves(
    tx,
    holds.map(({ sourceId }) => sourceId),
  );
  for (const [id, available] of reserves) {
    const wanted = holds.filter(({ sourceId }) => sourceId === id).reduce((sum, { quantity }) => sum + quantity, 0);
    if (wanted <= available) continue;
    const { name, unit } = sources.get(id)!;
    const holders = rolesFor('supply.release').map((role) => roles[role]);
    const who = { zh: holders.map(({ zh }) => zh).join('、'), en: holders.map(({ en }) => en).join(', ') };
    throw conflict('reserve-locked', { field: 'sources', params: { source: name, available, wanted, unit, who } });
  }
}
