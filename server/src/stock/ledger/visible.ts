import { type RawBuilder, sql } from 'kysely';

/** Whose goods the reader may see. */
export type Scope = { everywhere: boolean; areas: readonly string[]; own: readonly string[] };

/** True in SQL for organisations that the reader may see. */
export function seen(organisation: RawBuilder<unknown>, { everywhere, areas, own }: Scope): RawBuilder<boolean> {
  if (everywhere) return sql<boolean>`true`;
  return sql<boolean>`(${organisation}.id = any(${[...own]}::uuid[])
    or ${organisation}.area_code like any(${areas.map((area) => `${area}%`)}::text[]))`;
}

/** A place with its organisation as the contract's `Place`; edges have none. */
export function placeJson(place: RawBuilder<unknown>, organisation: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`jsonb_build_object('id', ${place}.id, 'kind', ${place}.kind, 'name', ${place}.name,
    'organisationId', ${organisation}.id, 'organisationName', ${organisation}.name, 'organisationKind', ${organisation}.kind,
    'areaCode', ${organisation}.area_code)`;
}

/**
 * True in SQL for movements with an end that the reader may see; `movement`, `sender` and `receiver` stand in the query. Both sides of a
 * transfer see all of its entries, as soon as one of them is theirs.
 */
export function seenMovement(scope: Scope): RawBuilder<boolean> {
  if (scope.everywhere) return sql<boolean>`true`;
  return sql<boolean>`(coalesce(${seen(sql`sender`, scope)}, false) or coalesce(${seen(sql`receiver`, scope)}, false)
    or movement.transfer_id is not null and exists (
      select 1 from movement own join place on place.id in (own.from_place_id, own.to_place_id)
      join organisation party on party.id = place.organisation_id
      where own.transfer_id = movement.transfer_id and ${seen(sql`party`, scope)}))`;
}
