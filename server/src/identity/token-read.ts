import { createHash } from 'node:crypto';
import type { ApiToken, Role } from '@baogong/contract';
import { iso } from '../platform/clock.ts';
import type { DbOrTx } from '../platform/db/database.ts';
import type { Found } from './actor-cache.ts';

const MOST_LISTED = 1000;

/** The bearer token of the request; null when there is none of ours. */
export function tokenIn(headers: Headers): string | null {
  return /^Bearer\s+(bg_[0-9A-Za-z]{20,80})\s*$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null;
}

/** Only this is stored: 256 random bits need no slow hash. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Who acts with this token; null when it is unknown, revoked or expired. Notes the use, once a minute. */
export async function tokenActor(db: DbOrTx, secret: string, now: Temporal.Instant): Promise<Found | null> {
  const token = await db
    .selectFrom('api_token')
    .selectAll()
    .where('secret_hash', '=', secretHash(secret))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', iso(now))
    .executeTakeFirst();
  if (!token) return null;
  const noted = iso(now.subtract({ minutes: 1 }));
  if (token.last_used_at === null || token.last_used_at < noted)
    await db
      .updateTable('api_token')
      .set({ last_used_at: iso(now) })
      .where('id', '=', token.id)
      .execute();
  return {
    actor: {
      id: `token:${token.id}`,
      personId: null,
      name: token.name,
      locale: 'zh',
      posts: [{ role: token.role as Role, organisationId: token.organisation_id, areaCode: token.area_code }],
    },
    goodUntil: Date.parse(token.expires_at),
    subjects: [token.id],
  };
}

/** Newest first, without their secrets. */
export async function listTokens(db: DbOrTx): Promise<ApiToken[]> {
  const rows = await db
    .selectFrom('api_token')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_LISTED)
    .execute();
  return rows.map(toToken);
}

type TokenRow = {
  id: string;
  name: string;
  prefix: string;
  role: string;
  organisation_id: string | null;
  area_code: string | null;
  expires_at: string;
  revoked_at: string | null;
  last_used_at: string | null;
};

export function toToken(row: TokenRow): ApiToken {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: row.role as Role,
    organisationId: row.organisation_id,
    areaCode: row.area_code,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  };
}
