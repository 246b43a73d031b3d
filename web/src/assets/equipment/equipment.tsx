import type { Coverage, Turnover } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { InputNumber, Progress, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { ScrollAcross } from '../../shared/desk/scroll-across.tsx';
import { api, problemOf } from '../../shared/api.ts';
import { numberText } from '../../shared/format.ts';
import { Card, Chip, Empty, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { FirstFew } from '../../shared/plain/first-few.tsx';
import { Refills } from './refills.tsx';
import { Rules } from './rules.tsx';
import '../../shared/desk/entry.css';
import '../assets.css';

/** Coverage of health centres, turnover of cylinders, oxygen bags, orders that make themselves. */
export function Screen() {
  const { t } = useTranslation(['assets-equipment', 'assets']);
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('equipment.title')}</h1>
        <Link to={paths.assets}>{t('assets:title')}</Link>
      </header>
      <p className="secondary">{t('equipment.lead')}</p>
      <div className="equipment-cards">
        <CoverageCard />
        <TurnoverCard />
        <Refills />
        <Rules />
      </div>
    </div>
  );
}

function CoverageCard() {
  const { t } = useTranslation(['assets-equipment', 'assets']);
  const [goal, setGoal] = useState(1);
  const coverage = useQuery({
    queryKey: [...queryKeys.assets, 'coverage', goal],
    queryFn: () => api.assets.coverage({ goal }),
    placeholderData: (before) => before,
  });
  if (coverage.isError) return <Failure problem={problemOf(coverage.error)} again={() => void coverage.refetch()} />;
  return (
    <Card title={t('coverage.title')}>
      <label className="entries-row">
        {t('coverage.goal')}
        <InputNumber min={1} max={200} precision={0} value={goal} onChange={(value) => setGoal(value ?? 1)} />
      </label>
      {coverage.data ? <Centres coverage={coverage.data} /> : <Loading />}
    </Card>
  );
}

function Centres({ coverage }: { coverage: Coverage }) {
  const { t } = useTranslation(['assets-equipment', 'assets']);
  const { centres, covered, devices, rows } = coverage;
  if (centres === 0) return <Empty icon="building" title={t('coverage.none')} />;
  const percent = Math.floor((covered / centres) * 100);
  return (
    <>
      <p className="numbers">
        <strong>{t('coverage.covered', { covered, centres, percent })}</strong> ·{' '}
        {t('coverage.devices', { count: devices })}
      </p>
      <Progress percent={percent} showInfo={false} aria-label={t('coverage.title')} />
      <ScrollAcross name={t('coverage.title')} minWidth={720}>
        <Table
          size="small"
          rowKey={(row) => row.organisation.id}
          dataSource={rows}
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false, placement: ['bottomStart'] }}
          columns={[
            { title: t('coverage.centre'), width: 200, render: (_, row) => row.organisation.name },
            { title: t('coverage.area'), dataIndex: 'areaName', width: 120 },
            { title: t('coverage.working'), dataIndex: 'working', align: 'right', width: 90 },
            { title: t('assets:state.faulty'), dataIndex: 'faulty', align: 'right', width: 110 },
            { title: t('coverage.counted'), dataIndex: 'counted', align: 'right', width: 190 },
            {
              title: t('coverage.missing'),
              width: 130,
              render: (_, row) =>
                row.covered ? (
                  <Chip tone="good" icon="check">
                    {t('coverage.ok')}
                  </Chip>
                ) : (
                  <Chip tone="warning" icon="alert">
                    {t('coverage.missing')} {row.missing}
                  </Chip>
                ),
            },
          ]}
        />
      </ScrollAcross>
    </>
  );
}

const DAYS = 14;

function TurnoverCard() {
  const { t } = useTranslation(['assets-equipment', 'assets']);
  const turnover = useQuery({
    queryKey: [...queryKeys.assets, 'turnover'],
    queryFn: () => api.assets.turnover({ days: DAYS }),
  });
  if (turnover.isError) return <Failure problem={problemOf(turnover.error)} again={() => void turnover.refetch()} />;
  return (
    <Card title={t('turnover.title', { days: DAYS })}>
      {turnover.data ? <Rounds turnover={turnover.data} /> : <Loading />}
    </Card>
  );
}

function Rounds({ turnover }: { turnover: Turnover }) {
  const { t } = useTranslation(['assets-equipment', 'assets']);
  const { fleet, roundsPerDay, meanRoundDays, perDay, idle, idleDays } = turnover;
  const most = Math.max(1, ...perDay.map(({ fills }) => fills));
  const tiles = [
    [t('turnover.fleet'), numberText(fleet)],
    [t('turnover.rounds'), numberText(roundsPerDay)],
    [t('turnover.round'), meanRoundDays === null ? t('turnover.unknown') : t('turnover.days', { days: meanRoundDays })],
  ] as const;
  return (
    <>
      <dl className="tiles numbers">
        {tiles.map(([label, value]) => (
          <div key={label}>
            <dt className="hint">{label}</dt>
            <dd className="tile-value">{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('turnover.per-day')}</h3>
      <ul className="fill-bars">
        {perDay.map(({ day, fills }) => (
          <li
            key={day}
            style={{ height: `${(fills / most) * 100}%` }}
            title={t('turnover.bar', { day, count: fills })}
            aria-label={t('turnover.bar', { day, count: fills })}
          />
        ))}
      </ul>
      <h3>{t('turnover.idle', { days: idleDays })}</h3>
      {idle.length === 0 ? <p className="secondary">{t('turnover.idle-none')}</p> : null}
      <FirstFew
        className="idle-list"
        few={8}
        rows={idle.map(({ organisation, longestDays, full, empty, inspection }) => (
          <li key={organisation?.id ?? ''}>
            <strong>{organisation?.name ?? t('assets:place.nowhere')}</strong>{' '}
            <span className="numbers">
              {[
                full > 0 ? t('turnover.full', { count: full }) : '',
                empty > 0 ? t('turnover.empty', { count: empty }) : '',
                inspection > 0 ? t('turnover.inspection', { count: inspection }) : '',
                t('turnover.longest', { days: longestDays }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      />
    </>
  );
}
