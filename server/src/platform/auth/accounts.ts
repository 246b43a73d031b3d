import { newId } from '@baogong/contract';
import type { DbOrTx, Tx } from '../db/database.ts';
import { hashPassword } from './passwords.ts';

/** Better-auth wants an e-mail address of everybody; `.invalid` can never be one (RFC 2606). */
const MAIL_DOMAIN = 'baogong.invalid';
const PROVIDER = 'credential';

/** Makes an account that can sign in, in the caller's transaction. `id` becomes the person's id too. */
export async function createAccount(
  tx: Tx,
  account: { id: string; account: string; name: string; password: string },
): Promise<void> {
  await tx
    .insertInto('auth_user')
    .values({
      id: account.id,
      name: account.name,
      email: `${account.account}@${MAIL_DOMAIN}`,
      username: account.account,
      display_username: account.account,
    })
    .execute();
  await tx
    .insertInto('auth_account')
    .values({
      id: newId(),
      user_id: account.id,
      account_id: account.id,
      provider_id: PROVIDER,
      password: await hashPassword(account.password),
    })
    .execute();
}

/** Sets a new password and ends all sessions that the old one opened. */
export async function replacePassword(tx: Tx, accountId: string, password: string): Promise<void> {
  await tx
    .updateTable('auth_account')
    .set({ password: await hashPassword(password), updated_at: new Date().toISOString() })
    .where('user_id', '=', accountId)
    .where('provider_id', '=', PROVIDER)
    .execute();
  await endSessions(tx, accountId);
}

export async function renameAccount(tx: Tx, accountId: string, name: string): Promise<void> {
  await tx.updateTable('auth_user').set({ name }).where('id', '=', accountId).execute();
}

/** Signs the account out everywhere. */
export async function endSessions(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('auth_session').where('user_id', '=', accountId).execute();
}

/** Deletes sessions that ended by themselves. Returns how many. */
export async function dropExpiredSessions(db: DbOrTx): Promise<number> {
  const result = await db
    .deleteFrom('auth_session')
    .where('expires_at', '<', new Date().toISOString())
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
