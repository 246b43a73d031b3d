import type { Tx } from '../platform/db/database.ts';
import { conflict, invalid } from '../platform/refusal.ts';
import { type Hold as StockHold, reserve } from '../stock/index.ts';
import { termsOf } from './queries.ts';

export type Hold = Omit<StockHold, 'placeId' | 'itemCode'> & { sourceId: string };

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
  return reserve(tx, wanted);
}
