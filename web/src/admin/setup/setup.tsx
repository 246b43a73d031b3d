import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { api, newCommandId, problemOf } from '../../shared/api.ts';
import { BareLayout } from '../../shared/plain/bare-layout.tsx';
import { Button, Field } from '../../shared/plain/plain.tsx';
import { faultAt } from '../../shared/desk/use-save.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { strengthOf } from './strength.ts';
import { setupQuery, signIn } from '../../shared/session.ts';
import { useSay } from '../../shared/use-say.ts';
import './setup.css';

const blank = { code: '', account: '', name: '', password: '', province: '', cityCode: '' };
type Draft = typeof blank;

/** First start without anybody: the printed code, the first administrator, the city. */
export function Screen() {
  const { t } = useTranslation('identity');
  const state = useQuery(setupQuery);
  const [draft, setDraft] = useState(blank);
  const client = useQueryClient();
  const navigate = useNavigate();
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const setup = useMutation({
    mutationFn: async () => {
      const { province: _, ...city } = draft;
      await api.identity.setup({ commandId: newCommandId(), ...city });
      await signIn(draft.account.trim().toLowerCase(), draft.password);
    },
    onSuccess: () => {
      client.clear();
      void navigate({ to: paths.firstSteps, replace: true });
    },
  });
  const problem = setup.error ? problemOf(setup.error) : null;
  const part = { draft, set, faultAt: (field: string) => faultAt(problem, field) };
  function submit(event: FormEvent): void {
    event.preventDefault();
    setup.mutate();
  }
  if (state.data?.needed === false && setup.isIdle) return <Navigate to={paths.home} replace />;
  return (
    <BareLayout>
      <h1>{t('setup.title')}</h1>
      <p className="secondary">{t('setup.lead')}</p>
      <form onSubmit={submit}>
        <Person {...part} />
        <City {...part} />
        <SetupFailure error={setup.error} />
        <Button kind="main" type="submit" busy={setup.isPending} className="button-wide">
          {t('setup.submit')}
        </Button>
      </form>
    </BareLayout>
  );
}

type Part = { draft: Draft; set: (change: Partial<Draft>) => void; faultAt: (field: string) => string | null };

function Person({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('identity');
  return (
    <>
      <Field label={t('setup.code')} hint={t('setup.code-hint')} error={faultAt('code')}>
        <input
          required
          autoComplete="one-time-code"
          value={draft.code}
          onChange={(event) => set({ code: event.target.value })}
        />
      </Field>
      <Field label={t('setup.name')} error={faultAt('name')}>
        <input
          required
          autoComplete="name"
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field label={t('setup.account')} hint={t('setup.account-hint')} error={faultAt('account')}>
        <input
          required
          autoComplete="username"
          autoCapitalize="none"
          pattern="[a-z0-9][a-z0-9._\-]{1,39}"
          value={draft.account}
          onChange={(event) => set({ account: event.target.value })}
        />
      </Field>
      <Field label={t('setup.password')} hint={<PasswordHint password={draft.password} />} error={faultAt('password')}>
        <input
          required
          type="password"
          minLength={10}
          autoComplete="new-password"
          value={draft.password}
          onChange={(event) => set({ password: event.target.value })}
        />
      </Field>
    </>
  );
}

function PasswordHint({ password }: { password: string }) {
  const { t } = useTranslation(['admin-setup', 'identity']);
  if (password === '') return t('identity:setup.password-hint');
  const strength = strengthOf(password);
  const said =
    strength.level === 'short' ? t('strength.short', { count: strength.count }) : t(`strength.${strength.level}`);
  return <span className={`strength strength-${strength.level}`}>{said}</span>;
}

function City({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('identity');
  return (
    <>
      <Field label={t('setup.province')}>
        <select
          required
          value={draft.province}
          onChange={(event) => set({ province: event.target.value, cityCode: '' })}
        >
          <AreaOptions parent="" />
        </select>
      </Field>
      <Field label={t('setup.city')} error={faultAt('cityCode')}>
        <select required value={draft.cityCode} onChange={(event) => set({ cityCode: event.target.value })}>
          {draft.province ? <AreaOptions parent={draft.province} /> : <option value="">{t('setup.choose')}</option>}
        </select>
      </Field>
    </>
  );
}

function AreaOptions({ parent }: { parent: string }) {
  const { t } = useTranslation('identity');
  const areas = useQuery({
    queryKey: queryKeys.areas(parent),
    queryFn: () => api.directory.listAreas(parent ? { parent } : {}),
    staleTime: Infinity,
  });
  return (
    <>
      <option value="">{t('setup.choose')}</option>
      {areas.data?.map((area) => (
        <option key={area.code} value={area.code}>
          {area.name}
        </option>
      ))}
    </>
  );
}

function SetupFailure({ error }: { error: Error | null }) {
  const say = useSay();
  if (!error) return null;
  return (
    <p className="error" role="alert">
      {say.problem(problemOf(error))}
    </p>
  );
}
