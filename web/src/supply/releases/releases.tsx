import type { Release } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { itemPath, needPath, paths } from '../../paths.ts';
import { api, problemOf } from '../../shared/api.ts';
import { Chip, Empty, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { holdsRight, useMe } from '../../shared/session.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { useDeciders } from './ask-dialog.tsx';
import { BackButton } from './back-dialog.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import { History } from './history.tsx';
import { useWaiting } from './use-waiting.ts';
import './releases.css';
import '../../shared/desk/entry.css';

/** Releases that wait for a decision, then those decided. */
export function Screen() {
  const { t } = useTranslation('supply-releases');
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        <Link to={paths.supply}>{t('back')}</Link>
      </header>
      <p className="secondary">{t('lead')}</p>
      <Waiting />
      <h2 className="releases-title">{t('history')}</h2>
      <History />
    </div>
  );
}

function Waiting() {
  const { t } = useTranslation('supply-releases');
  const { me } = useMe();
  const waiting = useWaiting();
  if (waiting.isPending) return <Loading />;
  if (waiting.isError) return <Failure problem={problemOf(waiting.error)} again={() => void waiting.refetch()} />;
  const { rows } = waiting.data;
  const mayDecide = Boolean(me && holdsRight(me, 'supply.release'));
  return (
    <>
      <h2 className="releases-title">{t('waiting', { count: rows.length })}</h2>
      {rows.length === 0 ? (
        <Empty icon="check" title={t('waiting.none')}>
          <p>{t('waiting.how')}</p>
        </Empty>
      ) : null}
      <ul className="releases">
        {rows.map((release) => (
          <WaitingRelease key={release.id} release={release} mayDecide={mayDecide} />
        ))}
      </ul>
    </>
  );
}

function WaitingRelease({ release, mayDecide }: { release: Release; mayDecide: boolean }) {
  const { t } = useTranslation('supply-releases');
  const say = useSay();
  const now = useNow();
  const who = useDeciders();
  const [deciding, setDeciding] = useState<boolean | null>(null);
  const amount = (quantity: number) => say.quantity(quantity, release.baseUnitName);
  const name = say.text(release.itemName);
  return (
    <li className="release">
      <h3>
        <Link to={itemPath(release.item)}>{name}</Link>
        <span className="numbers">{t('quantity', { quantity: amount(release.quantity) })}</span>
      </h3>
      <p className="hint">
        {release.organisationName} · {t('asked-by', { name: release.askedBy, ago: say.ago(release.askedAt, now) })}
      </p>
      <dl>
        <dt>{t('reason')}</dt>
        <dd>{release.reason}</dd>
        <dt>{t('for')}</dt>
        <dd>
          <For release={release} />
        </dd>
        <dt>{t('stock')}</dt>
        <dd className="numbers">
          {t('stock.locked', { quantity: amount(release.locked) })}
          {release.left > 0 ? ` · ${t('stock.left', { quantity: amount(release.left) })}` : ''}
        </dd>
      </dl>
      <div className="release-buttons">
        {mayDecide ? (
          <>
            <Button type="primary" aria-label={`${t('approve')} ${name}`} onClick={() => setDeciding(true)}>
              {t('approve')}
            </Button>
            <Button aria-label={`${t('refuse')} ${name}`} onClick={() => setDeciding(false)}>
              {t('refuse')}
            </Button>
          </>
        ) : (
          <Chip tone="info" icon="clock">
            {t('wait-for', { who })}
          </Chip>
        )}
        <BackButton release={release} step="withdraw" />
      </div>
      {deciding === null ? null : (
        <DecideDialog release={release} approved={deciding} onClose={() => setDeciding(null)} />
      )}
    </li>
  );
}

/** The need with its number, for who may read it; the area; or that nothing was said. */
function For({ release: { needId, areaName } }: { release: Release }) {
  const { t } = useTranslation('supply-releases');
  const need = useQuery({
    queryKey: queryKeys.need(needId ?? ''),
    queryFn: () => api.needs.getNeed({ id: needId! }),
    enabled: needId !== null,
    retry: false,
  });
  if (needId === null) return areaName ?? t('for.any');
  return (
    <>
      <Link to={needPath(needId)}>
        {need.data
          ? t('for.need', { number: need.data.number, organisation: need.data.organisationName })
          : t('for.this-need')}
      </Link>
      {areaName ? ` · ${areaName}` : ''}
    </>
  );
}
