import { type Catalogue, openCatalogue } from '../catalogue/index.ts';
import { type OrganisationCache, openOrganisations } from '../directory/index.ts';
import type { Db } from '../platform/db/database.ts';
import { createCollectQueue, type CollectQueue } from './collect/queue.ts';
import { type KindCache, openKinds } from './kinds/index.ts';

/** What intake and screens look up all the time, held in memory per database; forgotten when a fact says it changed. */
export type Reference = {
  catalogue: Catalogue;
  organisations: OrganisationCache;
  kinds: KindCache;
  queue: CollectQueue;
};

const references = new WeakMap<Db, Reference>();

export function referenceOf(db: Db): Reference {
  const known = references.get(db);
  if (known) return known;
  const fresh = {
    catalogue: openCatalogue(db),
    organisations: openOrganisations(db),
    kinds: openKinds(db),
    queue: createCollectQueue(db),
  };
  references.set(db, fresh);
  return fresh;
}

/** Called for every fact of the modules below: the next reader reads anew. */
export function forgetChanged(db: Db, event: { module: string; subjectId: string }): void {
  const reference = references.get(db);
  if (event.module === 'catalogue') reference?.catalogue.forget();
  if (event.module === 'directory') reference?.organisations.forget(event.subjectId);
  if (event.module === 'kinds') reference?.kinds.forget();
}
