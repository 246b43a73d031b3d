import { requireRight } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { getOrganisation } from '../../directory/index.ts';
import { ensureSites, findPlaces, type OwnedPlace } from './places.ts';

/** The place; an organisation's own place comes to be when it is first named. */
export async function openPlace(tx: Tx, id: string): Promise<OwnedPlace> {
  const [known] = (await findPlaces(tx, [id])).values();
  if (known) return known;
  await getOrganisation(tx, id);
  await ensureSites(tx, [id]);
  return (await findPlaces(tx, [id])).get(id)!;
}

/** The same for those who may change what is there. */
export async function ownPlace(act: Act, id: string): Promise<OwnedPlace> {
  const place = await openPlace(act.tx, id);
  requireRight(act.actor, 'stock.write', { organisationId: place.organisationId, areaCode: place.areaCode });
  return place;
}
