import type { OrganisationKindCode } from '@baogong/contract';
import { mayDo, newId } from '@baogong/contract';
import {
  areaFinder,
  createOrganisation,
  type OrganisationReference,
  organisationsCalled,
  organisationsLike,
  seedAreas,
  shippedAreas,
  shippedAreasAround,
} from '../../directory/index.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import { type CellFault, fault } from './faults.ts';
import { ownOrganisations } from './parse-text.ts';

/** Who asks, as a row says it. */
export type Asker = {
  name: string;
  province: string;
  city: string;
  district: string;
  address: string | null;
};

export type AskerFound = { organisation: OrganisationReference } | CellFault;
/** Looks up all askers of a file at once; what is asked of it later is answered from memory. */
export type Institutions = { find(asker: Asker): AskerFound };

const BATCH = 2000;
/** Names for which the nearest are looked up; a file with more wrong names has another fault than spelling. */
const SUGGESTED = 200;

export async function findInstitutions(
  db: Db,
  actor: Actor,
  askers: readonly Asker[],
  make: ((organisation: NewAsker) => Promise<OrganisationReference>) | null,
): Promise<Institutions> {
  const distinct = new Map(askers.map((asker) => [keyOf(asker), asker]));
  const named = await findNamed(db, [...new Set([...distinct.values()].map((asker) => asker.name))]);
  const own = await ownOrganisations(db, actor);
  const found = new Map<string, AskerFound>();
  let suggested = 0;
  for (const [key, asker] of distinct) {
    const exact = resolve(asker, named.get(asker.name) ?? [], own);
    const answer =
      exact ?? (make ? await makeAsker(asker, actor, make) : await notFound(db, asker, suggested++ < SUGGESTED));
    found.set(key, 'organisation' in answer ? checkRight(answer.organisation, actor) : answer);
  }
  return { find: (asker) => found.get(keyOf(asker)) ?? fault('institution', 'institutionMissing') };
}

export type NewAsker = { name: string; areaCode: string; kind: OrganisationKindCode; address: string | null };

/** Writes institutions that the directory lacks, each in a transaction with its fact; the areas around them first. */
export function organisationMaker(db: Db, actor: Actor, now: () => Temporal.Instant) {
  const make = ({ name, areaCode, kind, address }: NewAsker): Promise<OrganisationReference> =>
    db.transaction().execute(async (tx) => {
      await seedAreas(tx, shippedAreasAround([areaCode]));
      const act = { tx, actor, now: now(), commandId: newId() };
      const made = await createOrganisation(act, { commandId: act.commandId, name, kind, areaCode, address });
      return { ...made, asks: true };
    });
  return async (asker: NewAsker): Promise<OrganisationReference> => {
    try {
      return await make(asker);
    } catch (error) {
      // Another import made it a moment ago.
      const rivals = (await organisationsCalled(db, [asker.name])).get(asker.name) ?? [];
      const same = rivals.find((rival) => rival.areaCode === asker.areaCode);
      if (same) return same;
      throw error;
    }
  };
}

/** The same without writing, for a dry run. */
export function imaginedOrganisation({ name, areaCode, kind }: NewAsker): Promise<OrganisationReference> {
  return Promise.resolve({ id: newId(), kind, name, areaCode, areaName: '', location: null, asks: true });
}

async function findNamed(db: Db, names: readonly string[]): Promise<Map<string, OrganisationReference[]>> {
  const found = new Map<string, OrganisationReference[]>();
  for (let at = 0; at < names.length; at += BATCH) {
    for (const [name, rows] of await organisationsCalled(db, names.slice(at, at + BATCH))) found.set(name, rows);
  }
  return found;
}

/** Undefined when the directory has none of that name in that area. */
function resolve(
  asker: Asker,
  named: readonly OrganisationReference[],
  own: readonly OrganisationReference[],
): AskerFound | undefined {
  if (asker.name === '') {
    const [only, ...others] = own;
    return only && others.length === 0 ? { organisation: only } : fault('institution', 'institutionMissing');
  }
  if (asker.name.length > 200) return fault('institution', 'tooLong', 200);
  const here = named.filter((each) => liesIn(each, asker));
  const [first, ...others] = here;
  if (first && others.length > 0) return fault('institution', 'institutionSeveral', here.length, asker.name);
  return first && { organisation: first };
}

const findArea = areaFinder(shippedAreas);

/** By the area's code where the words name one; by its name else (高新区 is no district, yet hospitals say it). */
function liesIn({ areaCode, areaName }: OrganisationReference, asker: Asker): boolean {
  const area = areaOf(asker);
  return !area || areaCode.startsWith(area.code) || area.code.startsWith(areaCode) || areaName === asker.district;
}

const areas = new Map<string, ReturnType<typeof findArea>>();

function areaOf({ province, city, district }: Asker) {
  if (!province && !city && !district) return undefined;
  const key = `${province}|${city}|${district}`;
  if (!areas.has(key)) {
    if (areas.size > 5000) areas.clear();
    areas.set(key, findArea({ province, city, district }) ?? onlyDistrict(district));
  }
  return areas.get(key);
}

/** 海淀区 alone is enough when no other district is called so. */
function onlyDistrict(district: string) {
  if (!district) return undefined;
  const wanted = district.replace(/(?:新区|区|县|市)$/u, '');
  const same = shippedAreas.filter(
    ({ code, name }) => code.length === 6 && (name === district || name.replace(/(?:新区|区|县|市)$/u, '') === wanted),
  );
  return same.length === 1 ? { ...same[0]!, exact: true } : undefined;
}

async function makeAsker(
  asker: Asker,
  actor: Actor,
  make: (asker: NewAsker) => Promise<OrganisationReference>,
): Promise<AskerFound> {
  const area = areaOf(asker);
  const where = [asker.province, asker.city, asker.district].join('');
  if (!area) return fault('district', 'areaUnknown', where);
  const { name, address } = asker;
  const mayAdd = mayDo(actor.posts, 'directory.add', { areaCode: area.code });
  if (!mayAdd) return fault('institution', 'institutionNotYours', name);
  return { organisation: await make({ name, areaCode: area.code, kind: kindOf(name), address }) };
}

const KINDS: readonly [RegExp, OrganisationKindCode][] = [
  [/疾控|疾病预防控制/u, 'disease-control'],
  [/社区卫生|卫生服务/u, 'community-centre'],
  [/养老|敬老|福利院|护理院/u, 'care-home'],
  [/医院|卫生院|保健院|诊所|急救中心|卫生中心|医务室|门诊|hospital|clinic/iu, 'hospital'],
  [/大学|学院|中学|小学|学校|幼儿园|school|college|university/iu, 'school'],
  [/社区|居委会|村委会|小区|街道/u, 'community'],
];

/** By what the name says; charities, offices and sites count as offices that ask for others. */
function kindOf(name: string): OrganisationKindCode {
  return KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? 'government';
}

async function notFound(db: Db, asker: Asker, suggest: boolean): Promise<CellFault> {
  const near = suggest ? await organisationsLike(db, asker.name, 3) : [];
  const names = near.filter((each) => each.asks).map((each) => `${each.name}（${each.areaName}）`);
  if (names.length === 0) return fault('institution', 'institutionUnknown', asker.name.slice(0, 60));
  return fault('institution', 'institutionLike', asker.name.slice(0, 60), names.join('、'));
}

function checkRight(organisation: OrganisationReference, actor: Actor): AskerFound {
  if (!organisation.asks) return fault('institution', 'institutionSupplies', organisation.name);
  const subject = { organisationId: organisation.id, areaCode: organisation.areaCode };
  if (mayDo(actor.posts, 'needs.collect', subject)) return { organisation };
  return fault('institution', 'institutionNotYours', organisation.name);
}

function keyOf({ name, province, city, district }: Asker): string {
  return [name, province, city, district].join('\n');
}
