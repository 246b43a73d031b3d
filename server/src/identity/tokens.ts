import { randomBytes } from 'node:crypto';
import { type ApiToken, newId } from '@baogong/contract';
import { requireRight } from '../platform/actor.ts';
import { iso } from '../platform/clock.ts';
import type { Act } from '../platform/http/context.ts';
import { recordFacts } from '../platform/log/record.ts';
import { notFound } from '../platform/refusal.ts';
import { checkBinding, type PostInput } from './posts.ts';
import { secretHash, toToken } from './token-read.ts';

export type NewToken = PostInput & { name: string; days: number };

const PREFIX_LENGTH = 9;
/** 43 digits to the base 62 hold 32 bytes. */
const SECRET_DIGITS = 43;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Makes a token for one post. The secret is in the answer and nowhere else. The actor must be an administrator. */
export async function createToken(act: Act, input: NewToken): Promise<{ token: ApiToken; secret: string }> {
  requireRight(act.actor, 'tokens.write');
  return createTokenInside(act, input);
}

/** The same without the check of rights, for the command line and the demo city. */
export async function createTokenInside(act: Act, input: NewToken): Promise<{ token: ApiToken; secret: string }> {
  const post = await checkBinding(act.tx, input, '');
  const secret = newSecret();
  const row = await act.tx
    .insertInto('api_token')
    .values({
      id: newId(act.now.epochMilliseconds),
      name: input.name,
      prefix: secret.slice(0, PREFIX_LENGTH),
      secret_hash: secretHash(secret),
      role: post.role,
      organisation_id: post.organisationId,
      area_code: post.areaCode,
      created_by: act.actor.id,
      created_at: iso(act.now),
      expires_at: iso(act.now.add({ hours: 24 * input.days })),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const token = toToken(row);
  await recordStep(act, 'create-token', 1, token);
  return { token, secret };
}

/** Makes the token worthless at once. Revoking twice is no mistake. The actor must be an administrator. */
export async function revokeToken(act: Act, id: string): Promise<ApiToken> {
  requireRight(act.actor, 'tokens.write');
  return revokeTokenInside(act, id);
}

/** The same without the check of rights, for the command line. */
export async function revokeTokenInside(act: Act, id: string): Promise<ApiToken> {
  const found = await act.tx.selectFrom('api_token').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!found) throw notFound('这个令牌', 'This token');
  if (found.revoked_at !== null) return toToken(found);
  const revoked = { ...found, revoked_at: iso(act.now) };
  await act.tx.updateTable('api_token').set({ revoked_at: revoked.revoked_at }).where('id', '=', id).execute();
  await recordStep(act, 'revoke-token', 2, toToken(revoked));
  return toToken(revoked);
}

function newSecret(): string {
  let rest = BigInt(`0x${randomBytes(32).toString('hex')}`);
  let digits = '';
  for (; rest > 0n; rest /= 62n) digits = DIGITS[Number(rest % 62n)] + digits;
  return `bg_${digits.padStart(SECRET_DIGITS, '0')}`;
}

async function recordStep(act: Act, action: string, version: number, token: ApiToken): Promise<void> {
  const { id, name, prefix, role, organisationId, areaCode, expiresAt } = token;
  const details = { name, prefix, role, organisationId, areaCode, expiresAt };
  await recordFacts(act.tx, act.actor, act.commandId, [
    { module: 'identity', action, subjectId: id, version, happenedAt: iso(act.now), details },
  ]);
}
