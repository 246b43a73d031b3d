import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../platform/actor.ts';
import type { Db, DbOrTx } from '../platform/db/database.ts';
import type { Act } from '../platform/http/context.ts';
import { conflict, forbidden, invalid } from '../platform/refusal.ts';
import { createPersonInside } from './people.ts';
import { shortAreaCode } from './posts.ts';

const CODE_SETTING = 'setup-code';
const CITY_SETTING = 'city';
const DEMO_SETTING = 'demo';
/** Without letters and digits that look alike. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

export type SetupInput = { code: string; account: string; password: string; name: string; cityCode: string };

/** Whoever holds the setup code acts before there are people. */
export const setupActor: Actor = { id: 'system', personId: null, name: '初始化', locale: 'zh', posts: [] };

/**
 * While no administrator exists: makes a new setup code, voids the one before, and returns it to be printed in the
 * terminal. Null when the city has its administrator.
 */
export async function openSetup(db: Db): Promise<string | null> {
  if (!(await isSetupNeeded(db))) return null;
  const code = Array.from({ length: 3 }, () => group()).join('-');
  await saveSetting(db, CODE_SETTING, codeHash(code));
  return code;
}

export async function setupState(db: DbOrTx): Promise<{ needed: boolean; demo: boolean }> {
  const demo = await readSetting(db, DEMO_SETTING);
  return { needed: await isSetupNeeded(db), demo: demo !== undefined && demo !== null && demo !== false };
}

/** Makes the first administrator and fixes the city. Works once, with the code that the server printed. */
export async function setup(act: Act, input: SetupInput): Promise<{ personId: string }> {
  await requireCode(act, input.code);
  const cityCode = shortAreaCode(input.cityCode);
  const city = await act.tx.selectFrom('area').select('code').where('code', '=', cityCode).executeTakeFirst();
  if (!city)
    throw invalid('unknown-field-value', { field: 'cityCode', params: { field: 'cityCode', value: input.cityCode } });
  const { account, name, password } = input;
  const posts = [{ role: 'administrator', areaCode: cityCode } as const];
  const personId = await createPersonInside(act, { account, name, password, posts });
  await saveSetting(act.tx, CITY_SETTING, cityCode);
  await act.tx.deleteFrom('setting').where('name', '=', CODE_SETTING).execute();
  return { personId };
}

/** The code's row stays locked until the end, so that of two first administrators only one succeeds. */
async function requireCode(act: Act, code: string): Promise<void> {
  const stored = await act.tx
    .selectFrom('setting')
    .select('value')
    .where('name', '=', CODE_SETTING)
    .forUpdate()
    .executeTakeFirst();
  if (!(await isSetupNeeded(act.tx))) throw conflict('setup-done');
  const given = Buffer.from(codeHash(code));
  const expected = Buffer.from(typeof stored?.value === 'string' ? stored.value : '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw forbidden('setup-code-wrong', { field: 'code' });
}

async function isSetupNeeded(db: DbOrTx): Promise<boolean> {
  const administrator = await db
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.person_id')
    .select('post.id')
    .where('post.role', '=', 'administrator')
    .where('post.until', 'is', null)
    .where('person.active', '=', true)
    .limit(1)
    .executeTakeFirst();
  return administrator === undefined;
}

async function readSetting(db: DbOrTx, name: string): Promise<unknown> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

async function saveSetting(db: DbOrTx, name: string, value: unknown): Promise<void> {
  const json = JSON.stringify(value);
  await db
    .insertInto('setting')
    .values({ name, value: json })
    .onConflict((clash) => clash.column('name').doUpdateSet({ value: json, changed_at: new Date().toISOString() }))
    .execute();
}

function group(): string {
  return Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** 59 random bits, good once: a fast hash will do. People may type it in small letters and without dashes. */
function codeHash(code: string): string {
  const plain = code.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return createHash('sha256').update(plain).digest('hex');
}
