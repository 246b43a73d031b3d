import { newId } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';

/** Where goods come from and go to; the ids are those of the migration. */
export const edges = {
  produced: '00000000-0000-7000-8000-000000000001',
  consumed: '00000000-0000-7000-8000-000000000002',
  lost: '00000000-0000-7000-8000-000000000003',
  destroyed: '00000000-0000-7000-8000-000000000004',
} as const;

export type PlaceKind = 'site' | 'store' | 'offer' | 'transit';

/** Makes sure that the organisations' own places exist; a site's place has the organisation's id. */
export async function ensureSites(tx: Tx, organisationIds: readonly string[]): Promise<void> {
  await sql`
    insert into place (id, kind, organisation_id)
    select id, 'site', id from unnest(${[...new Set(organisationIds)].toSorted()}::uuid[]) site (id)
    on conflict do nothing`.execute(tx);
}

/** Where goods are between this organisation's gate and the receiver's, by organisation. */
export async function transitPlaces(tx: Tx, organisationIds: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(organisationIds)].toSorted();
  if (ids.length === 0) return new Map();
  const known = await readTransit(tx, ids);
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length === 0) return known;
  await sql`
    insert into place (id, kind, organisation_id)
    select id, 'transit', organisation from unnest(${missing.map(() => newId())}::uuid[], ${missing}::uuid[]) fresh (id, organisation)
    on conflict do nothing`.execute(tx);
  return readTransit(tx, ids);
}

async function readTransit(db: DbOrTx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('place')
    .select(['organisation_id', 'id'])
    .where('kind', '=', 'transit')
    .where('organisation_id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.organisation_id!, row.id]));
}

/** A new place of an organisation for goods kept (`store`) or promised (`offer`). */
export async function addPlace(
  tx: Tx,
  place: { id: string; kind: 'store' | 'offer'; organisationId: string; name: string | null },
): Promise<void> {
  const { id, kind, name, organisationId } = place;
  await tx.insertInto('place').values({ id, kind, name, organisation_id: organisationId }).execute();
}

/** Whose place it is and where that lies; undefined for edges and unknown ids. */
export type OwnedPlace = { id: string; kind: PlaceKind; organisationId: string; areaCode: string; name: string };

export async function findPlaces(db: DbOrTx, ids: readonly string[]): Promise<Map<string, OwnedPlace>> {
  const { rows } = await sql<OwnedPlace>`
    select place.id, place.kind, organisation_id as "organisationId", area_code as "areaCode", organisation.name
    from place join organisation on organisation.id = organisation_id where place.id = any(${[...ids]}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, row]));
}
