import type { Logger } from 'pino';
import { ensureAuthSecret } from '../platform/auth/secret.ts';
import { createAuthHandler } from '../platform/auth/http.ts';
import { createSessions } from '../platform/auth/sessions.ts';
import type { Actor } from '../platform/actor.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import type { Hints } from '../platform/log/hints.ts';
import { createActorCache, type Found } from './actor-cache.ts';
import { identityChanged } from './voided.ts';
import { personActor } from './people-read.ts';
import { recordSignInStep } from './sign-in.ts';
import { tokenActor, tokenIn } from './token-read.ts';

export { dropExpiredSessions } from '../platform/auth/accounts.ts';
export { forgetOn, identityChanged } from './voided.ts';
export { identityHandlers } from './handlers.ts';
export { createPersonInside, type NewPerson, setPasswordInside } from './people.ts';
export { type PostInput, postHolders } from './posts.ts';
export { openSetup } from './setup.ts';
export { listTokens } from './token-read.ts';
export { createTokenInside, revokeTokenInside } from './tokens.ts';

export type IdentityOptions = { db: Db; clock: Clock; logger: Logger; hints: Hints; publicUrl: string };

export type Identity = {
  /** Answers `/api/auth/…`. `address` is where the connection comes from; tries to sign in are counted by it. */
  authHandler(request: Request, address?: string): Promise<Response>;
  /** Who sends these headers (session cookie or bearer token); null for nobody we know. */
  authenticate(headers: Headers): Promise<Actor | null>;
  /** Drops what is remembered of cookies and tokens. */
  forget(): void;
};

const SESSION_COOKIE = /(?:^|;\s*)(?:__Secure-)?baogong\.session_token=([^;]+)/;

/** Knows who is behind a request. Makes the signing secret at the first start. */
export async function createIdentity(options: IdentityOptions): Promise<Identity> {
  const { db, clock } = options;
  const secret = await ensureAuthSecret(db);
  const isActive = async (id: string) => (await personActor(db, id)) !== null;
  const sessions = createSessions({ ...options, secret, maySignIn: isActive });
  const now = () => clock.now().epochMilliseconds;
  const cache = createActorCache(now);

  async function findBySession(headers: Headers): Promise<Found | null> {
    const session = await sessions.find(headers);
    if (!session) return null;
    const actor = await personActor(db, session.personId);
    // A session's life is measured by the machine's clock, which is better-auth's; the cache goes by ours.
    const goodUntil = now() + Date.parse(session.expiresAt) - Date.now();
    return actor && { actor, goodUntil, subjects: [session.personId, session.sessionId] };
  }

  const authHandler = createAuthHandler(sessions, clock, (step, who) => recordSignInStep(options, step, who));

  return {
    authHandler,
    async authenticate(headers) {
      const token = tokenIn(headers);
      if (token !== null) return cache.get(token, () => tokenActor(db, token, clock.now()));
      const cookie = SESSION_COOKIE.exec(headers.get('cookie') ?? '')?.[1];
      return cookie === undefined ? null : cache.get(cookie, () => findBySession(headers));
    },
    forget: () => identityChanged(),
  };
}
