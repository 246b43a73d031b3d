import type { Bilingual } from '@baogong/contract';
import type { Db } from '../platform/db/database.ts';

/** A sign-in of the demo city, shown once: only the hash of the password is kept. */
export type DemoSignIn = { account: string; password: string; purpose: Bilingual };

/** True while there are neither organisations nor people. */
export async function isEmptyCity(db: Db): Promise<boolean> {
  const organisation = await db.selectFrom('organisation').select('id').limit(1).executeTakeFirst();
  const person = await db.selectFrom('person').select('id').limit(1).executeTakeFirst();
  return organisation === undefined && person === undefined;
}

export async function seedDemo(_db: Db): Promise<DemoSignIn[]> {
  return [];
}
