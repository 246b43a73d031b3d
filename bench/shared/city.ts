import { newId, type Role } from '@baogong/contract';
import { createOrganisation } from '../../server/src/directory/index.ts';
import { createTokenInside } from '../../server/src/identity/index.ts';
import { systemActor } from '../../server/src/platform/actor.ts';
import type { Db } from '../../server/src/platform/db/database.ts';
import type { Act } from '../../server/src/platform/http/context.ts';

export type BenchHospital = { id: string; name: string; areaCode: string; token: string };
export type BenchCity = {
  hospitals: BenchHospital[];
  /** A dispatcher of the whole city. */
  dispatcher: string;
  /** A desk of one of its districts. */
  desk: string;
};

const districts = ['420102', '420103', '420104', '420105', '420106', '420107', '420111', '420112'];

/** Hospitals spread over Wuhan's districts, each with an API token of its own, and two dispatchers' tokens. */
export async function buildCity(db: Db, hospitals: number): Promise<BenchCity> {
  return db.transaction().execute(async (tx) => {
    const act: Act = { tx, actor: systemActor, now: Temporal.Now.instant(), commandId: newId() };
    const built: BenchHospital[] = [];
    for (let index = 0; index < hospitals; index += 1) built.push(await buildHospital(act, index));
    return {
      hospitals: built,
      dispatcher: await tokenOf(act, 'dispatcher', { areaCode: '4201' }),
      desk: await tokenOf(act, 'district-desk', { areaCode: districts[4]! }),
    };
  });
}

async function buildHospital(act: Act, index: number): Promise<BenchHospital> {
  const areaCode = districts[index % districts.length]!;
  const name = `基准第${index + 1}医院`;
  const { id } = await createOrganisation(act, {
    commandId: act.commandId,
    kind: 'hospital',
    name,
    areaCode,
    location: { longitude: 114.3 + (index % 20) / 100, latitude: 30.5 + (index % 17) / 100, system: 'WGS-84' },
  });
  return { id, name, areaCode, token: await tokenOf(act, 'institution', { organisationId: id }) };
}

async function tokenOf(act: Act, role: Role, bound: { organisationId?: string; areaCode?: string }): Promise<string> {
  const post = { role, organisationId: null, areaCode: null, ...bound };
  return (await createTokenInside(act, { name: `bench ${role}`, days: 2, ...post })).secret;
}
