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
