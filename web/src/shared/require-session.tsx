import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { paths } from '../paths.ts';
import { localeWasChosen } from './locale.ts';
import { followChanges } from './live.ts';
import { Failure, Loading } from './plain/plain.tsx';
import { useMe } from './session.ts';
import { switchLocale } from './i18n.ts';

/** Shows its children to whoever is signed in and follows the changes meanwhile; others go to the sign-in page and come back. */
export function RequireSession({ children }: { children: ReactNode }) {
  const { me, failed, again } = useMe();
  if (failed) return <Failure problem={{ reason: 'no-answer', message: '', status: 0 }} again={again} />;
  if (me === undefined) return <Loading rows={6} />;
  if (me === null) return <ToSignIn />;
  return <SignedIn locale={me.locale}>{children}</SignedIn>;
}

/** Goes once: the address changes before the sign-in page has loaded, and must not be taken for the one that was wanted. */
function ToSignIn() {
  const router = useRouter();
  useEffect(() => {
    const next = router.state.location.href;
    void router.navigate({ to: paths.signIn, search: { next }, replace: true });
  }, [router]);
  return <Loading rows={6} />;
}

function SignedIn({ locale, children }: { locale: 'zh' | 'en'; children: ReactNode }) {
  const client = useQueryClient();
  useEffect(() => followChanges(client), [client]);
  useEffect(() => {
    if (!localeWasChosen()) void switchLocale(locale);
  }, [locale]);
  return children;
}
