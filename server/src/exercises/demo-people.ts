import { randomInt } from 'node:crypto';
import { type Bilingual, newId, type Standing } from '@baogong/contract';
import { createPersonInside, type PostInput } from '../identity/index.ts';
import type { Actor } from '../platform/actor.ts';
import type { Act } from '../platform/http/context.ts';
import { demoId } from './demo-city.ts';
import { HUBEI } from './replay/stream.ts';

/** A sign-in of the demo city, shown once: only the hash of the password is kept. */
export type DemoSignIn = { account: string; password: string; purpose: Bilingual };
export type DemoPerson = { signIn: DemoSignIn; actor: Actor };

/** The demo city: Beijing. */
export const CITY = '11';

type Character = { account: string; name: string; purpose: Bilingual; posts: PostInput[] };

/** Those who look at the whole city also see the province that the replay of February 2020 plays in. */
const inCity = (role: PostInput['role']): PostInput[] => [
  { role, areaCode: CITY },
  { role, areaCode: HUBEI },
];
const at = (role: PostInput['role'], ...keys: string[]): PostInput[] =>
  keys.map((key) => ({ role, organisationId: demoId(key) }));

const characters = {
  dispatcher: {
    account: 'dispatcher',
    name: '周调度（演示）',
    purpose: { zh: '市调度员：看分诊台，派发', en: 'city dispatcher: triage and dispatch' },
    posts: inCity('dispatcher'),
  },
  desk: {
    account: 'district',
    name: '海区专班（演示）',
    purpose: { zh: '海淀区专班', en: 'desk of Haidian district' },
    posts: [{ role: 'district-desk', areaCode: '110108' }],
  },
  supervisor: {
    account: 'supervisor',
    name: '吴领导（演示）',
    purpose: { zh: '值班领导：批准、改定', en: 'supervisor: approves and overrides' },
    posts: inCity('supervisor'),
  },
  hospital: {
    account: 'hospital',
    name: '海淀医院物资科（演示）',
    purpose: { zh: '医院：报需求、签收、销账', en: 'a hospital: asks, confirms, closes' },
    posts: at('institution', 'hospital-hai-dian-yi-yuan'),
  },
  officer: {
    account: 'officer',
    name: '陈专员（演示）',
    purpose: { zh: '驻点专员：代两家医院报需求', en: 'officer stationed at two hospitals' },
    posts: at('officer', 'hospital-da-xue-di-san-yi-yuan', 'hospital-chao-yang-yi-yuan'),
  },
  supplier: {
    account: 'supplier',
    name: '储备库值班（演示）',
    purpose: { zh: '供应商：发货', en: 'supplier: sends the goods' },
    posts: at('supplier', 'city-reserve'),
  },
  producer: {
    account: 'producer',
    name: '李班长（演示）',
    purpose: { zh: '生产企业：手机上报产量', en: 'oxygen producer: reports output on the phone' },
    posts: at('supplier', 'oxygen-maker-1'),
  },
  administrator: {
    account: 'admin',
    name: '管理员（演示）',
    purpose: { zh: '管理员：人员、机构、需求种类', en: 'administrator: people, organisations, kinds of need' },
    posts: [{ role: 'administrator', areaCode: CITY }],
  },
  auditor: {
    account: 'auditor',
    name: '审计员（演示）',
    purpose: { zh: '审计员：查看全部，不改', en: 'auditor: reads all, changes nothing' },
    posts: inCity('auditor'),
  },
} as const satisfies Record<string, Character>;

export type DemoPeople = Record<keyof typeof characters, DemoPerson>;

/** Makes the demo city's people, each with a fresh password. */
export async function seedDemoPeople(act: Act): Promise<DemoPeople> {
  const people: Partial<DemoPeople> = {};
  for (const [key, character] of Object.entries(characters) as [keyof typeof characters, Character][])
    people[key] = await makePerson(act, character);
  return people as DemoPeople;
}

/**
 * A password that is easily typed and read out: four groups of small letters and digits that do not look alike, 79 random
 * bits.
 */
export function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

const SIGNS = '23456789abcdefghjkmnpqrstuvwxyz';

async function makePerson(act: Act, { account, name, purpose, posts }: Character) {
  const password = newPassword();
  const id = await createPersonInside(act, { id: newId(), account, name, password, posts });
  const actor: Actor = { id: `person:${id}`, personId: id, name, locale: 'zh', posts: posts.map(standingOf) };
  return { signIn: { account, password, purpose }, actor };
}

function standingOf({ role, organisationId = null, areaCode = null }: PostInput): Standing {
  return { role, organisationId, areaCode };
}
