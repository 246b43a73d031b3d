import type { Release, ReleaseStatus } from '@baogong/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { needPath } from '../../paths.ts';
import { api } from '../../shared/api.ts';
import { PagedTable } from '../../shared/desk/paged-table.tsx';
import { usePages } from '../../shared/desk/use-pages.ts';
import { Chip, Empty } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { BackButton } from './back-dialog.tsx';

const looks = {
  asked: { tone: 'info', icon: 'clock' },
  approved: { tone: 'good', icon: 'check' },
  refused: { tone: 'danger', icon: 'slash' },
  withdrawn: { tone: 'quiet', icon: 'return' },
  'taken-back': { tone: 'warning', icon: 'return' },
} as const satisfies Record<ReleaseStatus, object>;

/** All requests, the newest first: asked for, answered by whom, with what. */
export function History() {
  const { t } = useTranslation('supply-releases');
  const say = useSay();
  const now = useNow(60_000);
  const pages = usePages([...queryKeys.supply, 'releases', 'all'], (after) =>
    api.releases.listReleases({ after, limit: 50 }),
  );
  return (
    <PagedTable
      pages={{ ...pages, rows: pages.rows.filter(({ status }) => status !== 'asked') }}
      rowKey="id"
      minWidth={960}
      name={t('history')}
      empty={<Empty icon="box" title={t('history.none')} />}
      columns={[
        { title: t('column.when'), width: 130, render: (_, { askedAt }) => say.moment(askedAt, now) },
        {
          title: t('column.what'),
          width: 200,
          render: (_, release) => (
            <>
              {say.text(release.itemName)}
              <div className="hint">{release.organisationName}</div>
            </>
          ),
        },
        { title: t('column.asked'), render: (_, release) => <Asked release={release} /> },
        { title: t('column.answer'), width: 280, render: (_, release) => <Answer release={release} /> },
        {
          title: t('column.action'),
          width: 170,
          render: (_, release) => <BackButton release={release} step="take-back" />,
        },
      ]}
    />
  );
}

function Asked({ release }: { release: Release }) {
  const { t } = useTranslation('supply-releases');
  const say = useSay();
  const { quantity, baseUnitName, askedBy, reason, needId, areaName } = release;
  return (
    <>
      <strong className="numbers">{say.quantity(quantity, baseUnitName)}</strong> {askedBy}
      <div className="hint">
        {reason}
        {areaName ? ` · ${areaName}` : ''} {needId ? <Link to={needPath(needId)}>{t('for.this-need')}</Link> : null}
      </div>
    </>
  );
}

function Answer({ release }: { release: Release }) {
  const { t } = useTranslation('supply-releases');
  const say = useSay();
  const now = useNow(60_000);
  const { status, granted, baseUnitName, decidedBy, decidedAt, decisionNote } = release;
  return (
    <>
      <Chip {...looks[status]}>{t(`status.${status}`, { quantity: say.quantity(granted, baseUnitName) })}</Chip>
      <div className="hint">
        {decidedBy && decidedAt ? t('decided-by', { name: decidedBy, time: say.moment(decidedAt, now) }) : ''}
        {decisionNote ? ` · ${decisionNote}` : ''}
      </div>
    </>
  );
}
