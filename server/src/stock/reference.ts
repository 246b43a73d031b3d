import { type Catalogue, openCatalogue } from '../catalogue/index.ts';
import type { Db } from '../platform/db/database.ts';

const catalogues = new WeakMap<Db, Catalogue>();

/** The catalogue in memory, one for each database: each reading asks for its item's units. */
export function catalogueOf(db: Db): Catalogue {
  const known = catalogues.get(db);
  if (known) return known;
  const fresh = openCatalogue(db);
  catalogues.set(db, fresh);
  return fresh;
}

/** Called for every fact: the next reader reads anew. */
export function forgetStockReference(db: Db, event: { module: string }): void {
  if (event.module === 'catalogue') catalogues.get(db)?.forget();
}
