import { newId } from '@baogong/contract';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { username } from 'better-auth/plugins';
import type { Logger } from 'pino';
import type { Db } from '../db/database.ts';
import { instantsAsDates } from './dates.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

const DAY_SECONDS = 24 * 60 * 60;
/** Filled by the server itself from the connection; whatever a client sends under this name is dropped. */
export const ADDRESS_HEADER = 'x-baogong-address';

export type SessionOptions = {
  db: Db;
  secret: string;
  publicUrl: string;
  logger: Logger;
  /** Whether this person may sign in now. */
  maySignIn(personId: string): Promise<boolean>;
};

export type Sessions = {
  /** Answers a request below `/api/auth`. */
  handler(request: Request): Promise<Response>;
  /** Whose session the cookie is, and until when; null when there is none. */
  find(headers: Headers): Promise<{ personId: string; sessionId: string; expiresAt: string } | null>;
};

/** Signing in and out with account and password: better-auth over the `auth_` tables. Nobody can sign up. */
export function createSessions(options: SessionOptions): Sessions {
  const auth = betterAuth({
    appName: 'Baogong',
    baseURL: options.publicUrl,
    basePath: '/api/auth',
    secret: options.secret,
    // People open the page by whatever name the machine answers to; that name is as much ours as the configured one.
    trustedOrigins: (request) => (request ? [new URL(request.url).origin] : []),
    database: { db: options.db.withPlugin(instantsAsDates), type: 'postgres', transaction: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    plugins: [username(accountNames)],
    user: { modelName: 'auth_user', fields: userFields },
    session: {
      modelName: 'auth_session',
      fields: sessionFields,
      expiresIn: 7 * DAY_SECONDS,
      updateAge: DAY_SECONDS,
    },
    account: { modelName: 'auth_account', fields: accountFields },
    verification: { modelName: 'auth_verification', fields: verificationFields },
    databaseHooks: { session: { create: { before: (session) => requireActive(options, session.userId) } } },
    // Our own limit counts tries for an account from an address; better-auth's counts only addresses.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => options.logger[level]({ part: 'auth' }, message) },
    // Without this, refusals are printed past our log.
    onAPIError: { onError: (error) => options.logger.warn({ part: 'auth', err: error }, 'refused') },
    advanced: {
      cookiePrefix: 'baogong',
      useSecureCookies: options.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => newId() },
    },
  });
  return {
    handler: (request) => auth.handler(request),
    async find(headers) {
      // The cookie is prolonged only where it can be sent back, which is `GET /api/auth/get-session`.
      const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
      if (!found) return null;
      const { id, expiresAt } = found.session;
      return { personId: found.user.id, sessionId: id, expiresAt: expiresAt.toISOString() };
    },
  };
}

const accountNames = {
  minUsernameLength: 2,
  maxUsernameLength: 40,
  usernameNormalization: (name: string) => name.trim().toLowerCase(),
  usernameValidator: (name: string) => /^[a-z0-9][a-z0-9._-]*$/.test(name),
  validationOrder: { username: 'post-normalization' },
  schema: { user: { fields: { username: 'username', displayUsername: 'display_username' } } },
} as const;

const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' };
const userFields = { ...stamps, emailVerified: 'email_verified' };
const sessionFields = {
  ...stamps,
  userId: 'user_id',
  expiresAt: 'expires_at',
  ipAddress: 'ip_address',
  userAgent: 'user_agent',
};
const accountFields = {
  ...stamps,
  userId: 'user_id',
  accountId: 'account_id',
  providerId: 'provider_id',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at',
  refreshTokenExpiresAt: 'refresh_token_expires_at',
};
const verificationFields = { ...stamps, expiresAt: 'expires_at' };

async function requireActive(options: SessionOptions, personId: string): Promise<void> {
  if (!(await options.maySignIn(personId))) throw new APIError('UNAUTHORIZED');
}
