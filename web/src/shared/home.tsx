import { useQuery } from '@tanstack/react-query';
import { Navigate, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { problemOf } from './api.ts';
import { BareLayout } from './plain/bare-layout.tsx';
import { Button, Empty, Failure, Loading } from './plain/plain.tsx';
import { holdsRight, homeOf, setupQuery, useMe } from './session.ts';

/** `/`: to the setup of a new city, to sign-in, or to the first page of the person's role. */
export function Home() {
  const { me, failed, again } = useMe();
  const mayPlay = me ? holdsRight(me, 'exercises.run') : false;
  const setup = useQuery({ ...setupQuery, enabled: me === null || mayPlay });
  if (failed) return <Failure problem={{ reason: 'no-answer', message: '', status: 0 }} again={again} />;
  if (me && !(mayPlay && setup.isPending)) return <Navigate to={homeOf(me, setup.data?.demo)} replace />;
  if (setup.isError) return <Failure problem={problemOf(setup.error)} again={() => void setup.refetch()} />;
  if (me === undefined || !setup.data) return <Loading rows={6} />;
  return <Navigate to={setup.data.needed ? paths.setup : paths.signIn} replace />;
}

export function NotFound() {
  const { t } = useTranslation('shared');
  return (
    <BareLayout>
      <h1>{t('app.not-found')}</h1>
      <a className="button button-main" href={paths.home}>
        {t('app.back-home')}
      </a>
    </BareLayout>
  );
}

/** The last net: a screen threw. Says so and offers to load the page again. */
export function Crash({ error }: ErrorComponentProps) {
  const { t } = useTranslation('shared');
  return (
    <Empty icon="alert" title={t('failure.crash')}>
      <p className="hint">{error instanceof Error ? error.message : null}</p>
      <Button kind="main" onClick={() => window.location.reload()}>
        {t('failure.retry')}
      </Button>
    </Empty>
  );
}
