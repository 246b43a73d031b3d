import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../shared/api.ts';
import { clockText, numberText } from '../shared/format.ts';
import { Icon, type IconName } from '../shared/plain/icon.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import './situation.css';

const Curve = lazy(() => import('./curve.tsx'));
const curveHours = 72;
/** Fewer hours make no curve worth looking at. */
const fewestPoints = 6;

/** Where all needs stand, in figures that add up, with the curve of open needs. */
export function SituationStrip() {
  const { t } = useTranslation(['situation', 'shared']);
  const figures = useQuery({ queryKey: queryKeys.figures, queryFn: () => api.situation.figures({}) });
  const flow = useQuery({
    queryKey: queryKeys.flow,
    queryFn: () => api.situation.flow({ by: 'hour', points: curveHours }),
    staleTime: 60_000,
  });
  const data = figures.data;
  return (
    <section className="strip" aria-label={t('title')}>
      <dl>
        <Figure icon="inbox" name={t('shared:status.collected')} value={data?.collected} />
        <Figure icon="truck" name={t('shared:status.dispatched')} value={data?.dispatched} />
        <Figure icon="check" name={t('shared:status.fulfilled')} value={data?.fulfilled} />
        <Figure icon="double-check" name={t('shared:status.closed')} value={data?.closed} />
        <Figure icon="slash" name={t('other')} value={data && data.withdrawn + data.merged} />
        <Figure name={t('total')} value={data?.total} title={t('sum.explained')} strong />
      </dl>
      <dl className="strip-alarms">
        <Figure icon="clock" name={t('overdue')} value={data?.overdue} alarm />
        <Figure icon="siren" name={t('critical')} value={data?.lifeCriticalOpen} alarm />
      </dl>
      {flow.data && flow.data.length >= fewestPoints ? (
        <figure className="strip-curve">
          <Suspense fallback={null}>
            <Curve points={flow.data} />
          </Suspense>
          <figcaption className="hint">
            {t('curve', {
              hours: flow.data.length,
              open: numberText(flow.data.at(-1)!.open),
              peak: numberText(Math.max(...flow.data.map(({ open }) => open))),
            })}
            {data ? ` · ${t('as-of', { at: clockText(Date.parse(data.asOf)) })}` : ''}
          </figcaption>
        </figure>
      ) : null}
    </section>
  );
}

type FigureProps = { name: string; value?: number; icon?: IconName; title?: string; strong?: boolean; alarm?: boolean };

function Figure({ name, value, icon, title, strong, alarm }: FigureProps) {
  const alarming = alarm && value !== undefined && value > 0;
  return (
    <div className={`figure ${strong ? 'figure-strong' : ''} ${alarming ? 'figure-alarm' : ''}`} title={title}>
      <dt>
        {icon ? <Icon name={icon} size={14} /> : null} {name}
      </dt>
      <dd className="numbers">{value === undefined ? '–' : numberText(value)}</dd>
    </div>
  );
}
