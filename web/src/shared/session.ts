import type { Me } from '@baogong/contract';
import type { Action, Subject } from '@baogong/contract/policy';
import { mayDo, rolesFor } from '@baogong/contract/policy';
import type { Role } from '@baogong/contract/roles';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { paths } from '../paths.ts';
import { api, newCommandId, problemOf } from './api.ts';
import { switchLocale } from './i18n.ts';
import { queryKeys } from './query-keys.ts';
import type { Locale } from '@baogong/contract';

/** First page of each role; the first row that fits one of the posts wins. */
const homes: readonly { roles: readonly Role[]; path: string }[] = [
  { roles: ['dispatcher', 'supervisor', 'district-desk', 'hotline-desk', 'auditor'], path: paths.triage },
  { roles: ['institution', 'officer', 'resident', 'family-doctor', 'community-worker'], path: paths.phone },
  { roles: ['supplier', 'carrier'], path: paths.phoneOrders },
  { roles: ['administrator'], path: paths.firstSteps },
];

/** Whether the city still needs its first administrator, and whether it is the demo city. */
export const setupQuery = queryOptions({
  queryKey: queryKeys.setup,
  queryFn: () => api.identity.setupState(),
  staleTime: 60_000,
});

/** Who is signed in: `undefined` while asking, `null` when nobody is. */
export function useMe(): { me: Me | null | undefined; failed: boolean; again: () => void } {
  const query = useQuery({ queryKey: queryKeys.me, queryFn: readMe, staleTime: 5 * 60_000, retry: 1 });
  return { me: query.data, failed: query.isError, again: () => void query.refetch() };
}

/** `may('needs.dispatch', { areaCode })`: the same table that the server checks. For reasons ask `rolesFor`. */
export function useMay(): (action: Action, subject?: Subject) => boolean {
  const { me } = useMe();
  return (action, subject) => mayDo(me?.posts ?? [], action, subject);
}

/** Whether one of the person's roles holds the right in some relation: what the navigation shows. */
export function holdsRight(me: Me, action: Action): boolean {
  const roles = rolesFor(action);
  return me.posts.some((post) => roles.includes(post.role));
}

/** First page after signing in. In the demo city, whoever may play February 2020 is offered that first. */
export function homeOf(me: Me, demo = false): string {
  if (demo && holdsRight(me, 'exercises.run')) return paths.demo;
  return homes.find(({ roles }) => me.posts.some((post) => roles.includes(post.role)))?.path ?? paths.inbox;
}

export type SignInAnswer = 'signed-in' | 'wrong' | 'too-many' | 'no-answer';

/** Signs in with account and password; the session is a cookie. */
export async function signIn(username: string, password: string): Promise<SignInAnswer> {
  try {
    const answer = await post('/api/auth/sign-in/username', { username, password });
    if (answer.ok) return 'signed-in';
    if (answer.status === 429) return 'too-many';
    return answer.status >= 500 ? 'no-answer' : 'wrong';
  } catch {
    return 'no-answer';
  }
}

/** Ends the session and forgets everything that was read. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await post('/api/auth/sign-out', {});
    client.clear();
    window.location.assign(paths.signIn);
  };
}

/** Switches the language here and, when signed in, of the server's messages too. */
export function useSwitchLocale(): (locale: Locale) => Promise<void> {
  const client = useQueryClient();
  return async (locale) => {
    await switchLocale(locale);
    if (client.getQueryData(queryKeys.me)) await api.identity.setLocale({ commandId: newCommandId(), locale });
    await client.invalidateQueries();
  };
}

async function readMe(): Promise<Me | null> {
  try {
    return await api.identity.me();
  } catch (error) {
    if (problemOf(error).status === 401) return null;
    throw error;
  }
}

function post(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
