import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { api } from '../shared/api.ts';
import { BareLayout } from '../shared/plain/bare-layout.tsx';
import { Button, Field } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { signIn, type SignInAnswer } from '../shared/session.ts';

/** Account and password; then on to where the person wanted to go. */
export function Screen() {
  const { t } = useTranslation('identity');
  const setup = useQuery({ queryKey: queryKeys.setup, queryFn: () => api.identity.setupState() });
  if (setup.data?.needed) return <Navigate to={paths.setup} replace />;
  return (
    <BareLayout>
      <h1>{t('sign-in.title')}</h1>
      <p className="secondary">{t('sign-in.lead')}</p>
      <SignInForm />
      {setup.data?.demo ? <p className="hint">{t('sign-in.demo')}</p> : null}
    </BareLayout>
  );
}

function SignInForm() {
  const { t } = useTranslation('identity');
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Exclude<SignInAnswer, 'signed-in'> | 'missing' | null>(null);
  const goOn = useGoOn();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!account.trim() || !password) return setFailure('missing');
    setBusy(true);
    const answer = await signIn(account.trim().toLowerCase(), password);
    setBusy(false);
    if (answer === 'signed-in') return goOn();
    setFailure(answer);
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Field label={t('sign-in.account')}>
        <input
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={account}
          onChange={(event) => setAccount(event.target.value)}
        />
      </Field>
      <Field label={t('sign-in.password')} error={failure ? t(`sign-in.${failure}`) : null}>
        <input
          type={shown ? 'text' : 'password'}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <div className="card-actions">
        <Button kind="main" type="submit" busy={busy}>
          {t('sign-in.submit')}
        </Button>
        <Button aria-pressed={shown} onClick={() => setShown(!shown)}>
          {t(shown ? 'sign-in.hide' : 'sign-in.show')}
        </Button>
      </div>
    </form>
  );
}

/** Where to go after signing in: the page that asked for it (only inside this app), else the role's first page. */
function useGoOn(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const search: { next?: string } = useSearch({ strict: false });
  return () => {
    client.removeQueries({ queryKey: queryKeys.me });
    const next = search.next ?? '';
    void navigate({ to: /^\/(?![/\\])/.test(next) ? next : paths.home, replace: true });
  };
}
