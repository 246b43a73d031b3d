import {
  createOrganisation,
  type DemoSource,
  listOrganisations,
  readDemoCity,
  seedAreas,
  shippedAreasAround,
} from '../directory/index.ts';
import type { Act } from '../platform/http/context.ts';
import { stableId } from '../platform/stable-id.ts';
import { addSource } from '../supply/index.ts';

/** An organisation of the demo, by the key that the shipped city gives it. */
export type DemoPlace = { key: string; id: string; kind: string; name: string; areaCode: string };

/**
 * Fills an empty directory with the demo city: its areas, organisations, stocks and offers. Where organisations exist
 * already it does nothing and answers null. The catalogue must be seeded. People are not its business.
 */
export async function seedDemoCity(act: Act): Promise<DemoPlace[] | null> {
  const { rows } = await listOrganisations(act.tx, { limit: 1 });
  if (rows.length > 0) return null;
  const city = readDemoCity();
  const codes = [city.areaCode, ...city.organisations.map((organisation) => organisation.areaCode)];
  await seedAreas(act.tx, shippedAreasAround(codes));
  for (const { key, fictional: _fictional, ...fields } of city.organisations) {
    await createOrganisation(act, { ...fields, commandId: act.commandId }, demoId(key));
  }
  for (const { organisation, ...source } of city.sources) {
    const id = demoSourceId({ organisation, ...source });
    await addSource(act, { ...source, organisationId: demoId(organisation) }, id);
  }
  return city.organisations.map(({ key, kind, name, areaCode }) => ({ key, id: demoId(key), kind, name, areaCode }));
}

export function demoSourceId({ organisation, item, form }: Pick<DemoSource, 'organisation' | 'item' | 'form'>): string {
  return stableId('demo-source', `${organisation} ${item} ${form}`);
}

/** Ids that stay the same on every machine, so that stories and drills can name their places. */
export function demoId(key: string): string {
  return stableId('demo-organisation', key);
}
