import type { Organisation } from '@baogong/contract';
import type { DbOrTx } from '../platform/db/database.ts';
import { invalid } from '../platform/refusal.ts';
import { findOrganisation, findOrganisationsNamed, type OrganisationRow } from './queries.ts';
import { findOrganisations } from './search-queries.ts';

/** What other modules keep of an organisation. */
export type OrganisationReference = Pick<
  Organisation,
  'id' | 'kind' | 'name' | 'areaCode' | 'areaName' | 'location'
> & {
  asks: boolean;
};

/** Organisations in memory, those used last: intake looks up who asks without a query. */
export type OrganisationCache = {
  /** `undefined` when there is no such organisation. */
  find(id: string): Promise<OrganisationReference | undefined>;
  /** The organisation, or a refusal that names the field. */
  get(id: string, field: string): Promise<OrganisationReference>;
  /** Call when a fact of the module `directory` is recorded, with its subject; without one, all is forgotten. */
  forget(id?: string): void;
};

const MAXIMUM = 20_000;

export function openOrganisations(db: DbOrTx, maximum = MAXIMUM): OrganisationCache {
  const kept = new Map<string, Promise<OrganisationReference | undefined>>();

  function read(id: string): Promise<OrganisationReference | undefined> {
    const reading = findOrganisation(db, id).then((row) => row && referenceTo(row));
    // What failed or does not exist is asked again: it may be there the next time.
    const drop = () => void (kept.get(id) === reading && kept.delete(id));
    reading.then((found) => found ?? drop(), drop);
    return reading;
  }

  function find(id: string): Promise<OrganisationReference | undefined> {
    const found = kept.get(id) ?? read(id);
    kept.delete(id);
    kept.set(id, found);
    if (kept.size > maximum) kept.delete(kept.keys().next().value!);
    return found;
  }

  return {
    find,
    async get(id, field) {
      const found = await find(id);
      if (!found) throw invalid('unknown-field-value', { field, params: { field, value: id } });
      return found;
    },
    forget(id) {
      if (id === undefined) kept.clear();
      else kept.delete(id);
    },
  };
}

/** The organisation that a text means: the only one of exactly this name in the area, else the only one found by it. */
export async function findOrganisationByName(
  db: DbOrTx,
  name: string,
  areaCode = '',
): Promise<OrganisationReference | undefined> {
  const wanted = name.normalize('NFKC').trim();
  const named = await findOrganisationsNamed(db, wanted, areaCode, 2);
  if (named.length > 0 || Array.from(wanted).length < 2) return onlyOf(named);
  const found = await findOrganisations(db, { query: wanted, area: areaCode || undefined }, 2);
  return onlyOf(found.rows);
}

function onlyOf(rows: OrganisationRow[]): OrganisationReference | undefined {
  const [only, ...others] = rows;
  return only && others.length === 0 ? referenceTo(only) : undefined;
}

function referenceTo({ id, kind, name, areaCode, areaName, location, asks }: OrganisationRow): OrganisationReference {
  return { id, kind, name, areaCode, areaName, location, asks };
}
