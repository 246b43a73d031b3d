import {
  type Area,
  type directory as routes,
  newId,
  type Organisation,
  type OrganisationKindCode,
  organisationKinds,
} from '@baogong/contract';
import type { z } from 'zod';
import { iso } from '../platform/clock.ts';
import type { DbOrTx, Tx } from '../platform/db/database.ts';
import { violatedConstraint } from '../platform/db/violation.ts';
import { requireRight, systemActor } from '../platform/actor.ts';
import type { Act } from '../platform/http/context.ts';
import { recordFacts } from '../platform/log/record.ts';
import { isId, unknownCursor } from '../platform/http/cursor.ts';
import { conflict, invalid, notFound } from '../platform/refusal.ts';
import { queryKeys } from '../platform/text/search-keys.ts';
import { areaParents, type NamedArea } from './areas.ts';
import { toWgs84 } from './coordinates.ts';
import {
  findArea,
  findAreaCodes,
  findAreasBelow,
  findAreasByName,
  findOrganisation,
  insertAreas,
  insertOrganisation,
  lockOrganisation,
  type NewOrganisation,
  type OrganisationRow,
  updateOrganisation,
} from './queries.ts';
import { findOrganisations, type SearchPlace } from './search-queries.ts';
import { shippedAreas } from './shipped.ts';
import { parseUscc } from './uscc.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;
type Fields = Omit<Input<'createOrganisation'>, 'commandId'>;

export async function listAreas(db: DbOrTx, { parent, query }: Input<'listAreas'>): Promise<Area[]> {
  if (query && queryKeys(query).length > 0) return findAreasByName(db, query, parent ?? '');
  return findAreasBelow(db, parent ?? null);
}

export async function listOrganisations(db: DbOrTx, { after, limit, ...filter }: Input<'listOrganisations'>) {
  const page = await findOrganisations(db, filter, limit, after === undefined ? undefined : readCursor(after));
  return { rows: page.rows.map(organisationView), next: page.next && writeCursor(page.next) };
}

export async function getOrganisation(db: DbOrTx, id: string): Promise<Organisation> {
  const organisation = await findOrganisation(db, id);
  if (!organisation) throw notFound('机构', 'Organisation');
  return organisationView(organisation);
}

/** `id` is for those who brought their own (a seed, an import). */
export async function createOrganisation(
  act: Act,
  input: Input<'createOrganisation'>,
  id = newId(),
): Promise<Organisation> {
  const { commandId: _commandId, ...fields } = input;
  if (act.actor.id !== systemActor.id) requireRight(act.actor, 'directory.add', { areaCode: input.areaCode });
  const organisation = await checkOrganisation(act.tx, fields, id, 1);
  await insertOrganisation(act.tx, organisation).catch(refuseDuplicate(organisation));
  await record(act, 'create', organisation, { name: organisation.name, kind: organisation.kind });
  return getOrganisation(act.tx, id);
}

/** What is left out stays; null empties. A location sent back as it was read is not converted again. */
export async function reviseOrganisation(act: Act, input: Input<'reviseOrganisation'>): Promise<Organisation> {
  const { commandId: _commandId, id, version, ...given } = input;
  const before = await lockOrganisation(act.tx, id);
  if (!before) throw notFound('机构', 'Organisation');
  if (before.version !== version) throw conflict('stale-version', { field: 'version' });
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const organisation = await checkOrganisation(act.tx, { ...before, ...changes }, id, version + 1, before);
  await updateOrganisation(act.tx, organisation).catch(refuseDuplicate(organisation));
  await record(act, 'revise', organisation, { changed: Object.keys(changes) });
  return getOrganisation(act.tx, id);
}

/** Adds the areas that are missing, each with those around it; names stay as they are. */
export async function seedAreas(tx: Tx, areas: readonly NamedArea[] = shippedAreas): Promise<void> {
  const known = await findAreaCodes(
    tx,
    areas.map((area) => area.code),
  );
  const missing = areas.filter((area) => !known.has(area.code));
  if (missing.length > 0) await insertAreas(tx, missing);
}

/** The shipped areas of these codes, with those around them. */
export function shippedAreasAround(codes: readonly string[]): NamedArea[] {
  const wanted = new Set(codes.flatMap((code) => [...areaParents(code), code]));
  return shippedAreas.filter((area) => wanted.has(area.code));
}

function organisationView({ asks: _asks, ...organisation }: OrganisationRow): Organisation {
  return organisation;
}

async function checkOrganisation(
  tx: Tx,
  fields: Fields,
  id: string,
  version: number,
  before?: OrganisationRow,
): Promise<NewOrganisation> {
  if (!(await findArea(tx, fields.areaCode))) throw unknownArea(fields.areaCode);
  return {
    id,
    kind: fields.kind,
    asks: organisationKinds[fields.kind satisfies OrganisationKindCode].asks,
    name: fields.name,
    nameEn: fields.nameEn ?? null,
    grade: fields.grade || null,
    areaCode: fields.areaCode,
    address: fields.address || null,
    uscc: checkUscc(fields.uscc),
    location: checkLocation(fields.location, before?.location),
    version,
  };
}

function checkUscc(text: string | null | undefined): string | null {
  if (!text) return null;
  const result = parseUscc(text);
  if (!result.ok) throw invalid('uscc-invalid', { field: 'uscc', params: { detail: result.detail } });
  return result.uscc;
}

function checkLocation(given: Fields['location'], before: Organisation['location'] = null): Organisation['location'] {
  if (!given) return null;
  const { longitude, latitude, system } = given;
  const unchanged = before?.longitude === longitude && before.latitude === latitude && before.system === system;
  if (unchanged) return before;
  const result = toWgs84({ longitude, latitude, system });
  if (result.ok) return { longitude: result.longitude, latitude: result.latitude, system };
  const detail = { zh: `location: ${result.detail.zh}`, en: `location: ${result.detail.en}` };
  throw invalid('invalid-input', { field: 'location', params: { detail } });
}

/** For `catch`: what the unique constraints refused, in words. */
function refuseDuplicate({ name, uscc }: NewOrganisation) {
  return (error: unknown): never => {
    const duplicate = {
      organisation_name_once_in_area: {
        field: 'name',
        what: { zh: `该地区的“${name}”`, en: `"${name}" in this area` },
      },
      organisation_uscc_once: {
        field: 'uscc',
        what: { zh: `代码为${uscc}的机构`, en: `An organisation with the code ${uscc}` },
      },
    }[violatedConstraint(error) ?? ''];
    if (!duplicate) throw error;
    throw conflict('already-exists', { field: duplicate.field, params: { what: duplicate.what } });
  };
}

function record(
  act: Act,
  action: string,
  { id, version, areaCode }: NewOrganisation,
  details: Record<string, unknown>,
) {
  const fact = { module: 'directory', action, subjectId: id, version, areaCode, happenedAt: iso(act.now), details };
  return recordFacts(act.tx, act.actor, act.commandId, [{ ...fact, organisationId: id }]);
}

function unknownArea(code: string) {
  return invalid('unknown-field-value', { field: 'areaCode', params: { field: 'areaCode', value: code } });
}

function writeCursor(place: SearchPlace): string {
  if (place.stage === 'many') return `many.${place.hash}`;
  return place.stage === 'named' ? `named.${place.id}` : `few.${place.length}.${place.id}`;
}

function readCursor(text: string): SearchPlace {
  const [stage, first, second] = text.split('.', 3) as [string, string?, string?];
  if (stage === 'named' && isId(first)) return { stage, id: first };
  if (stage === 'few' && /^\d{1,4}$/.test(first ?? '') && isId(second))
    return { stage, length: Number(first), id: second };
  if (stage === 'many' && /^-?\d{1,19}$/.test(first ?? '') && BigInt.asIntN(64, BigInt(first!)) === BigInt(first!))
    return { stage, hash: first! };
  throw unknownCursor(text);
}
