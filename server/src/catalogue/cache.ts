import type { DbOrTx } from '../platform/db/database.ts';
import { invalid } from '../platform/refusal.ts';
import { measuresOf, withMeasures, type CatalogueItem, type Measures } from './items.ts';
import { readConversions, readItems, readUnits } from './queries.ts';

/** The catalogue in memory: a few hundred items that every intake needs, so that intake reads no table for them. */
export type Catalogue = {
  /** All items by code. A new map after each change, so that it may serve as the key of what is built from it. */
  items(): Promise<ReadonlyMap<string, CatalogueItem>>;
  /** All units and conversions. */
  measures(): Promise<Measures>;
  /** The item, or a refusal that names the field. */
  getItem(code: string, field: string): Promise<CatalogueItem>;
  /** Call when a fact of the module `catalogue` is recorded: the next reader reads anew. */
  forget(): void;
};

type Copy = { items: ReadonlyMap<string, CatalogueItem>; measures: Measures };

export function openCatalogue(db: DbOrTx): Catalogue {
  let reading: Promise<Copy> | undefined;
  function forget() {
    reading = undefined;
  }
  function copy(): Promise<Copy> {
    reading ??= readCopy(db).catch((error: unknown) => {
      forget();
      throw error;
    });
    return reading;
  }
  return {
    items: async () => (await copy()).items,
    measures: async () => (await copy()).measures,
    async getItem(code, field) {
      const item = (await copy()).items.get(code);
      if (!item) throw invalid('unknown-field-value', { field, params: { field, value: code } });
      return item;
    },
    forget,
  };
}

/** Units and conversions as the transaction sees them. */
export async function readMeasures(db: DbOrTx): Promise<Measures> {
  return measuresOf(await readUnits(db), await readConversions(db));
}

async function readCopy(db: DbOrTx): Promise<Copy> {
  const measures = await readMeasures(db);
  const items = await readItems(db);
  return { items: new Map(items.map((item) => [item.code, withMeasures(item, measures)])), measures };
}
