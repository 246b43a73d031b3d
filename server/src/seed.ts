import { seedCatalogue } from './catalogue/index.ts';
import { seedAreas } from './directory/index.ts';
import { seedKinds } from './needs/index.ts';
import type { Tx } from './platform/db/database.ts';

/** Reference data that every city starts with: areas, items and units, kinds of need. Never overwrites what was edited. */
export async function prepareCity(tx: Tx, now: Temporal.Instant): Promise<void> {
  await seedAreas(tx);
  await seedCatalogue(tx, now);
  await seedKinds(tx);
}
