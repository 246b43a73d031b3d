import { randomBytes } from 'node:crypto';
import type { Db } from '../db/database.ts';

const NAME = 'auth-secret';

/** The key that signs session cookies: made at the first start, the same for all processes of one database. */
export async function ensureAuthSecret(db: Db): Promise<string> {
  await db
    .insertInto('setting')
    .values({ name: NAME, value: JSON.stringify(randomBytes(32).toString('base64url')) })
    .onConflict((clash) => clash.column('name').doNothing())
    .execute();
  const row = await db.selectFrom('setting').select('value').where('name', '=', NAME).executeTakeFirstOrThrow();
  return row.value as string;
}
