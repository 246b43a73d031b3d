import { newId, type Role } from '@baogong/contract';
import { createTokenInside, type Db, openTown, stockUp, systemActor } from '@baogong/server/testing';

/** Who works in the city under load: tokens, and what is asked and held. */
export type City = {
  hospitals: { id: string; token: string }[];
  suppliers: { id: string; token: string }[];
  dispatcher: string;
  /** One source for each item that is asked for. */
  sources: { item: string; sourceId: string }[];
};

/** Settles a town with so much stock that the work never ends for want of it. */
export async function settleCity(db: Db): Promise<City> {
  const town = await openTown(db);
  await stockUp(db, new Map(Object.values(town.sources).map((id) => [id, 1_000_000_000])));
  const token = async (role: Role, bound: { organisationId?: string; areaCode?: string }) => {
    const post = { role, organisationId: bound.organisationId ?? null, areaCode: bound.areaCode ?? null };
    const made = await db.transaction().execute((tx) => {
      const act = { tx, actor: systemActor, now: Temporal.Now.instant(), commandId: newId() };
      return createTokenInside(act, { ...post, name: role, days: 1 });
    });
    return made.secret;
  };
  const places = (role: Role, list: readonly { id: string }[]) =>
    Promise.all(list.map(async ({ id }) => ({ id, token: await token(role, { organisationId: id }) })));
  return {
    hospitals: await places('institution', town.hospitals),
    suppliers: await places('supplier', town.suppliers),
    dispatcher: await token('dispatcher', { areaCode: town.cityCode }),
    sources: Object.entries(town.sources).map(([item, sourceId]) => ({ item, sourceId })),
  };
}
