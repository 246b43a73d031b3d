import type { Need } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { api, problemOf } from '../../shared/api.ts';
import { PriorityChip } from '../../shared/plain/chips.tsx';
import { Icon } from '../../shared/plain/icon.tsx';
import { Card, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import '../phone.css';
import { standingOf } from '../standing.ts';
import { Steps } from '../steps.tsx';
import { useGoods } from '../use-goods.ts';
import { Attachments } from './attachments.tsx';
import { Deliveries } from './deliveries.tsx';
import { Answers } from './answers.tsx';
import { Lines } from './lines.tsx';
import './need.css';
import { NextStep } from './next-step.tsx';
import { OtherActions } from './other-actions.tsx';
import { Timeline } from './timeline-list.tsx';

/** One need as its own institution follows it: how far, what comes next, what has happened. */
export function Screen() {
  const { t } = useTranslation('phone-need');
  const { id = '' } = useParams({ strict: false });
  const need = useQuery({ queryKey: queryKeys.need(id), queryFn: () => api.needs.getNeed({ id }) });
  return (
    <>
      <Link to={paths.phone} className="back-link">
        <Icon name="back" /> {t('back')}
      </Link>
      {need.isPending ? <Loading rows={6} /> : null}
      {need.isError ? <Failure problem={problemOf(need.error)} again={() => void need.refetch()} /> : null}
      {need.data ? <NeedView need={need.data} /> : null}
    </>
  );
}

function NeedView({ need }: { need: Need }) {
  const { t } = useTranslation('phone-need');
  return (
    <>
      <Head need={need} />
      {need.status === 'fulfilled' ? <NextStep need={need} /> : null}
      <Deliveries need={need} />
      {need.status === 'fulfilled' ? null : <NextStep need={need} />}
      {need.lines.length > 0 ? <Lines need={need} /> : null}
      <Answers need={need} />
      <Attachments need={need} />
      <OtherActions need={need} />
      <Card title={t('timeline.title')}>
        <Timeline need={need} />
      </Card>
    </>
  );
}

function Head({ need }: { need: Need }) {
  const { t } = useTranslation('phone-need');
  const say = useSay();
  const now = useNow();
  const { headlineOf, standingText } = useGoods();
  return (
    <section className="card">
      <p className="hint">
        <span className="numbers">{need.number}</span> · {say.ago(need.collectedAt, now)} · {need.organisationName}
      </p>
      <h1>{headlineOf(need)}</h1>
      <p className="card-chips head-chips">
        <PriorityChip priority={need.priority} />
        {need.neededBy ? (
          <span className="hint">
            {t('needed-by', { time: say.moment(need.neededBy, now) })}
            {need.status === 'collected' || need.status === 'dispatched' ? ` · ${say.left(need.neededBy, now)}` : null}
          </span>
        ) : null}
      </p>
      <Steps status={need.status} />
      <p className="standing head-standing" aria-live="polite">
        {standingText(standingOf(need, need.deliveries), need, now)}
      </p>
      {need.mergedInto ? <p>{t('merged-into', { number: need.mergedInto.number })}</p> : null}
      {need.closing?.note ? <p className="hint">{need.closing.note}</p> : null}
    </section>
  );
}
