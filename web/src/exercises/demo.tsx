import type { ReplayProgress } from '@baogong/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Radio } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { api, newCommandId, problemOf } from '../shared/api.ts';
import { numberText } from '../shared/format.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { Card, Failure, Loading } from '../shared/plain/plain.tsx';
import { showToast } from '../shared/plain/toasts.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { holdsRight, useMe } from '../shared/session.ts';
import { useSay } from '../shared/use-say.ts';
import { Counters } from './counters.tsx';
import type { CurvePoint } from './curve-points.ts';
import { speeds, stateOf, type Speed } from './replay-state.ts';
import { useReplay } from './use-replay.ts';
import '../shared/desk/entry.css';
import './demo.css';

const ReplayCurve = lazy(() => import('./replay-curve.tsx'));

/** The demo city's first page: what it is, and February 2020 played live. */
export function Screen() {
  const { t } = useTranslation('exercises');
  const { me } = useMe();
  const { progress, points } = useReplay();
  return (
    <div className="page-narrow">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        {me && holdsRight(me, 'needs.claim') ? (
          <Link className="button" to={paths.triage}>
            <Icon name="list" /> {t('watch')}
          </Link>
        ) : null}
      </header>
      <ul className="demo-lead">
        <li>{t('lead.what')}</li>
        <li>{t('lead.how')}</li>
        <li>{t('lead.safe')}</li>
      </ul>
      {progress.isPending ? <Loading rows={4} /> : null}
      {progress.isError ? <Failure problem={problemOf(progress.error)} again={() => void progress.refetch()} /> : null}
      {progress.data ? <Replay progress={progress.data} points={points} /> : null}
    </div>
  );
}

function Replay({ progress, points }: { progress: ReplayProgress; points: readonly CurvePoint[] }) {
  const { t } = useTranslation('exercises');
  const state = stateOf(progress);
  return (
    <>
      <Card title={t(`state.${state}`, { failure: progress.failure ?? '' })}>
        <Controls progress={progress} />
        {state === 'idle' ? null : <Played progress={progress} />}
      </Card>
      {state === 'idle' ? null : <Counters progress={progress} />}
      {points.length > 1 ? (
        <figure className="demo-curve">
          <Suspense fallback={<div className="demo-curve-box" />}>
            <ReplayCurve points={points} />
          </Suspense>
          <figcaption className="hint">
            {t('curve', {
              peak: numberText(Math.max(...points.map(({ open }) => open))),
              open: numberText(progress.open),
            })}
          </figcaption>
        </figure>
      ) : null}
    </>
  );
}

function Controls({ progress }: { progress: ReplayProgress }) {
  const { t } = useTranslation('exercises');
  const [speed, setSpeed] = useState<Speed>('6h/s');
  const start = useReplayCommand((commandId) => api.exercises.startReplay({ commandId, speed }));
  const stop = useReplayCommand((commandId) => api.exercises.stopReplay({ commandId }));
  if (progress.running) {
    return (
      <Button size="large" loading={stop.isPending} onClick={() => stop.mutate()}>
        {t('stop')}
      </Button>
    );
  }
  return (
    <div className="demo-controls">
      <Radio.Group
        aria-label={t('speed')}
        optionType="button"
        value={speed}
        onChange={(event) => setSpeed(event.target.value as Speed)}
        options={speeds.map(({ speed: value }) => ({ value, label: t(`speed.${value}`) }))}
      />
      <Takes speed={speed} />
      <Button
        type="primary"
        size="large"
        icon={<Icon name="play" size={16} />}
        loading={start.isPending}
        onClick={() => start.mutate()}
      >
        {t(progress.played > 0 ? 'again' : 'start')}
      </Button>
    </div>
  );
}

function Takes({ speed }: { speed: Speed }) {
  const { t } = useTranslation('exercises');
  const seconds = speeds.find((row) => row.speed === speed)?.seconds;
  if (!seconds) return null;
  const span =
    seconds < 120 ? t('span.seconds', { seconds }) : t('span.minutes', { minutes: Math.round(seconds / 60) });
  return <span className="hint">{t('speed.takes', { span })}</span>;
}

function Played({ progress }: { progress: ReplayProgress }) {
  const { t } = useTranslation('exercises');
  const say = useSay();
  const { played, total, virtualTime } = progress;
  return (
    <div className="demo-played">
      <progress aria-label={t('progress')} max={Math.max(total, 1)} value={played} />
      <p className="demo-played-line numbers">
        <span>{t('played', { played: numberText(played), total: numberText(total) })}</span>
        {virtualTime ? <strong>{t('time.virtual', { at: say.moment(virtualTime, 0) })}</strong> : null}
      </p>
    </div>
  );
}

function useReplayCommand(run: (commandId: string) => Promise<ReplayProgress>) {
  const client = useQueryClient();
  const say = useSay();
  return useMutation({
    mutationFn: () => run(newCommandId()),
    onSuccess: (progress) => client.setQueryData(queryKeys.exercises, progress),
    onError: (error) => showToast({ text: say.problem(problemOf(error)), tone: 'danger' }),
  });
}
