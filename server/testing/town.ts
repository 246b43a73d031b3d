import { newId, type OrganisationKindCode, type Role, roles } from '@baogong/contract';
import { seedCatalogue } from '../src/catalogue/index.ts';
import { createOrganisation, seedAreas, shippedAreasAround } from '../src/directory/index.ts';
import { seedKinds } from '../src/needs/index.ts';
import { type Actor, systemActor } from '../src/platform/actor.ts';
import type { Db } from '../src/platform/db/database.ts';
import type { Act } from '../src/platform/http/context.ts';
import { addSource } from '../src/supply/index.ts';
import { actorWith } from './act.ts';

export type TownPlace = { id: string; name: string; areaCode: string };

/** A small town in Wuhan: who asks, who supplies, and what is in stock. */
export type Town = {
  cityCode: '4201';
  hospitals: readonly [TownPlace, TownPlace, TownPlace];
  centre: TownPlace;
  suppliers: readonly [TownPlace, TownPlace];
  /** Sources by item: the first supplier has stock of the first two, the second offers the third. */
  sources: Readonly<Record<'surgical-mask' | 'oxygen-cylinder-40l' | 'protective-clothing', string>>;
  /** Somebody with this role: of the first hospital, the first supplier or the whole city, unless said otherwise. */
  actorOf(role: Role, bound?: { organisationId?: string; areaCode?: string }): Actor;
};

/** Seeds a migrated, empty database. */
export async function openTown(db: Db, now: Temporal.Instant = Temporal.Now.instant()): Promise<Town> {
  return db.transaction().execute(async (tx) => {
    const act: Act = { tx, actor: systemActor, now, commandId: newId() };
    await seedAreas(tx, shippedAreasAround(['420102', '420106', '420107']));
    await seedCatalogue(tx, now);
    await seedKinds(tx, now);
    return settle(act);
  });
}

async function settle(act: Act): Promise<Town> {
  const hospitals = [
    await settleOne(act, 'hospital', '江岸第一医院', '420102', [114.3, 30.6]),
    await settleOne(act, 'hospital', '武昌人民医院', '420106', [114.31, 30.55]),
    await settleOne(act, 'hospital', '青山职工医院', '420107', [114.39, 30.63]),
  ] as const;
  const suppliers = [
    await settleOne(act, 'wholesaler', '武昌医药公司', '420106', [114.33, 30.54]),
    await settleOne(act, 'producer', '青山防护用品厂', '420107', [114.42, 30.64]),
  ] as const;
  const source = async (supplier: TownPlace, item: string, form: 'stock' | 'offer', quantity: number) =>
    (await addSource(act, { organisationId: supplier.id, item, form, quantity, leadMinutes: 60 })).id;
  return {
    cityCode: '4201',
    hospitals,
    centre: await settleOne(act, 'community-centre', '粮道街社区卫生服务中心', '420106', [114.3, 30.54]),
    suppliers,
    sources: {
      'surgical-mask': await source(suppliers[0], 'surgical-mask', 'stock', 10_000),
      'oxygen-cylinder-40l': await source(suppliers[0], 'oxygen-cylinder-40l', 'stock', 60),
      'protective-clothing': await source(suppliers[1], 'protective-clothing', 'offer', 500),
    },
    actorOf: (role, bound = usualBound(role, hospitals[0].id, suppliers[0].id)) =>
      actorWith({ role, organisationId: bound.organisationId ?? null, areaCode: bound.areaCode ?? null }),
  };
}

async function settleOne(
  act: Act,
  kind: OrganisationKindCode,
  name: string,
  areaCode: string,
  [longitude, latitude]: [number, number],
): Promise<TownPlace> {
  const location = { longitude, latitude, system: 'WGS-84' as const };
  const { id } = await createOrganisation(act, { commandId: act.commandId, kind, name, areaCode, location });
  return { id, name, areaCode };
}

function usualBound(
  role: Role,
  hospitalId: string,
  supplierId: string,
): { organisationId?: string; areaCode?: string } {
  if (roles[role].bound === 'area') return { areaCode: '4201' };
  return { organisationId: role === 'supplier' || role === 'carrier' ? supplierId : hospitalId };
}
