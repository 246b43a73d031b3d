import { type ProblemReason, problemText } from '@baogong/contract';
import type { Clock } from '../clock.ts';
import { localeOf } from '../http/api.ts';
import { Refusal } from '../refusal.ts';
import { requireStrongPassword } from './passwords.ts';
import { ADDRESS_HEADER, type Sessions } from './sessions.ts';
import { createTryLimit } from './try-limit.ts';

export type SessionOwner = { personId: string; sessionId: string };
export type SignInStep = 'sign-in' | 'sign-out' | 'change-password';

/** What of better-auth is open to the public, below `/api/auth`. Everything else does not exist. */
const open: Record<string, SignInStep | 'look'> = {
  'POST /sign-in/username': 'sign-in',
  'POST /sign-out': 'sign-out',
  'POST /change-password': 'change-password',
  'GET /get-session': 'look',
};
const TRIES_PER_MINUTE = 10;
/** Many people sit behind one address of an office; more than this is guessing, and each try costs a slow hash. */
const TRIES_PER_ADDRESS = 300;
const LONGEST_BODY = 10_000;

type Body = { username: string; password: string; newPassword: string };

/**
 * Answers requests below `/api/auth`: the few open paths, with a limit on tries, refusals in the reader's language.
 * `record` hears of every step that succeeded.
 */
export function createAuthHandler(
  sessions: Sessions,
  clock: Clock,
  record: (step: SignInStep, who: SessionOwner) => Promise<void>,
) {
  const byAccount = createTryLimit(TRIES_PER_MINUTE, 60);
  const byAddress = createTryLimit(TRIES_PER_ADDRESS, 60);

  /** Seconds to wait before the next try, 0 when it may be tried now. */
  function wait(account: string, address: string): number {
    const now = clock.now().epochMilliseconds;
    return byAddress.take(address, now) || byAccount.take(`${account} ${address}`, now);
  }

  function giveBack(account: string, address: string): void {
    byAddress.giveBack(address);
    byAccount.giveBack(`${account} ${address}`);
  }

  /** `peer`: where the connection comes from, as the server sees it. */
  return async function authHandler(request: Request, peer = 'unknown'): Promise<Response> {
    const address = clientAddress(peer, request.headers);
    const locale = localeOf(request.headers, null);
    const path = new URL(request.url).pathname.replace(/^\/api\/auth/, '');
    const step = open[`${request.method} ${path}`];
    if (!step) return refusalResponse(404, 'not-found', locale, { what: path });
    const headers = ownHeaders(request.headers, address);
    if (step === 'look') return sessions.handler(new Request(request.url, { headers }));
    const text = await readText(request);
    if (text === null) return refusalResponse(413, 'body-too-large', locale, { limit: '10 kB' });
    const body = parseBody(text);
    const before = step === 'sign-in' ? null : await sessions.find(headers);
    if (step === 'change-password' && !before) return refusalResponse(401, 'sign-in-first', locale);
    const account = before?.personId ?? body.username.trim().toLowerCase();
    const seconds = step === 'sign-out' ? 0 : wait(account, address);
    if (seconds > 0) return tooMany(seconds, locale);
    if (step === 'change-password' && isWeak(body.newPassword)) return refusalResponse(422, 'password-weak', locale);
    const answer = await sessions.handler(forwarded(request, headers, step, body));
    if (isRefusal(answer)) return refusalResponse(401, 'wrong-sign-in', locale);
    if (answer.ok && step !== 'sign-out') giveBack(account, address);
    const who = step === 'sign-in' ? await sessions.find(cookiesSet(answer)) : before;
    if (answer.ok && who) await record(step, who);
    return answer;
  };
}

/** Behind a proxy on this machine the address is the one that the proxy saw; from elsewhere nobody may name another. */
function clientAddress(peer: string, headers: Headers): string {
  if (!/^(127\.|::1$|::ffff:127\.)/.test(peer)) return peer;
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim().slice(0, 45) || peer;
}

/** Passed on with only the fields we know: no redirect, no other options of better-auth. */
function forwarded(request: Request, headers: Headers, step: SignInStep, body: Body): Request {
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  const known = {
    'sign-in': { username: body.username, password: body.password },
    'change-password': { currentPassword: body.password, newPassword: body.newPassword, revokeOtherSessions: true },
    'sign-out': {},
  }[step];
  return new Request(request.url, { method: 'POST', headers, body: JSON.stringify(known) });
}

/** The answer's new cookies as the next request would send them. */
function cookiesSet(answer: Response): Headers {
  const pairs = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
  return new Headers({ cookie: pairs.join('; ') });
}

/** The body as text; null when it is too long to be meant for us. */
async function readText(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > LONGEST_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): Body {
  let given: Record<string, unknown> = {};
  try {
    given = (JSON.parse(text || '{}') as Record<string, unknown> | null) ?? {};
  } catch {
    // No JSON names no account, which the sign-in then refuses.
  }
  const word = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  return {
    username: word('username'),
    password: word('password') || word('currentPassword'),
    newPassword: word('newPassword'),
  };
}

function isWeak(password: string): boolean {
  try {
    requireStrongPassword(password, '');
    return false;
  } catch (error) {
    if (error instanceof Refusal) return true;
    throw error;
  }
}

function ownHeaders(given: Headers, address: string): Headers {
  const headers = new Headers(given);
  headers.delete('x-forwarded-for');
  headers.set(ADDRESS_HEADER, address);
  return headers;
}

/** A foreign origin (403) keeps better-auth's own answer; every other refusal means the same to a person. */
function isRefusal(answer: Response): boolean {
  return answer.status >= 400 && answer.status < 500 && answer.status !== 403;
}

function tooMany(seconds: number, locale: 'zh' | 'en'): Response {
  const answer = refusalResponse(429, 'too-many-requests', locale, { seconds });
  answer.headers.set('retry-after', String(seconds));
  return answer;
}

const CODES: Record<number, string> = {
  401: 'UNAUTHORIZED',
  404: 'NOT_FOUND',
  413: 'TOO_LARGE',
  422: 'INVALID',
  429: 'TOO_MANY',
};

/** The same shape as every other refusal of the API. */
function refusalResponse(
  status: number,
  reason: ProblemReason,
  locale: 'zh' | 'en',
  params: Record<string, string | number> = {},
): Response {
  const message = problemText(reason, locale, params);
  return Response.json({ defined: true, code: CODES[status], status, message, data: { reason, params } }, { status });
}
