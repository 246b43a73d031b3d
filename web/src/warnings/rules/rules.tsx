import type { StapleRule, WarningRule } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { api, problemOf } from '../../shared/api.ts';
import { ScrollAcross } from '../../shared/desk/scroll-across.tsx';
import { Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { holdsRight, useMe } from '../../shared/session.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { StapleRuleDialog } from './staple-rule-dialog.tsx';
import '../../shared/desk/entry.css';
import '../warnings.css';

/** Thresholds of warnings by class of items, and of staples: whoever may change them does so here. */
export function Screen() {
  const { t } = useTranslation('warnings-rules');
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        <Link to={paths.warnings}>{t('back')}</Link>
      </header>
      <p className="secondary">{t('lead')}</p>
      <Rules />
      <h2 className="rules-second">{t('staples')}</h2>
      <p className="secondary">{t('staples.lead')}</p>
      <StapleRules />
    </div>
  );
}

function useMayChange(): boolean {
  const { me } = useMe();
  return Boolean(me && holdsRight(me, 'warnings.rules'));
}

function Rules() {
  const { t } = useTranslation('warnings-rules');
  const mayChange = useMayChange();
  const [edited, setEdited] = useState<WarningRule | null>(null);
  const query = useQuery({ queryKey: queryKeys.warningRules, queryFn: () => api.warnings.listWarningRules({}) });
  if (query.isError) return <Failure problem={problemOf(query.error)} again={() => void query.refetch()} />;
  if (query.isPending) return <Loading />;
  return (
    <>
      <ScrollAcross name={t('title')}>
        <Table
          className="rules-table"
          size="middle"
          rowKey="scope"
          dataSource={query.data}
          pagination={false}
          columns={[
            {
              title: t('column.scope'),
              width: 130,
              render: (_, { scope }) => <strong>{t(`scope.${scope}`)}</strong>,
            },
            { title: t('column.by'), width: 110, render: (_, { by }) => t(`by.${by}`) },
            { title: t('column.red'), width: 120, render: (_, rule) => t('times', { times: rule.redPercent / 100 }) },
            {
              title: t('column.yellow'),
              width: 120,
              render: (_, rule) => t('times', { times: rule.yellowPercent / 100 }),
            },
            { title: t('column.need'), width: 130, render: (_, rule) => <Need minutes={rule.needMinutes} /> },
            { title: t('column.take'), width: 110, render: (_, rule) => t('minutes', { minutes: rule.takeMinutes }) },
            { title: t('column.climb'), width: 110, render: (_, rule) => t('minutes', { minutes: rule.climbMinutes }) },
            { title: t('column.hold'), width: 110, render: (_, rule) => t('minutes', { minutes: rule.holdMinutes }) },
            {
              title: t('column.action'),
              width: 90,
              render: (_, rule) =>
                mayChange ? (
                  <Button
                    size="small"
                    aria-label={t('edit', { name: t(`scope.${rule.scope}`) })}
                    onClick={() => setEdited(rule)}
                  >
                    {t('edit.short')}
                  </Button>
                ) : null,
            },
          ]}
        />
      </ScrollAcross>
      {edited ? <RuleDialog rule={edited} onClose={() => setEdited(null)} /> : null}
    </>
  );
}

function Need({ minutes }: { minutes: number | null }) {
  const { t } = useTranslation('warnings-rules');
  if (minutes === null) return t('need.never');
  return minutes === 0 ? t('need.at-once') : t('minutes', { minutes });
}

function StapleRules() {
  const { t } = useTranslation('warnings-rules');
  const mayChange = useMayChange();
  const [edited, setEdited] = useState<StapleRule | null>(null);
  const query = useQuery({
    queryKey: [...queryKeys.warningRules, 'staples'],
    queryFn: () => api.staples.listStapleRules({}),
    retry: false,
  });
  if (query.isError) return <p className="secondary">{t('staples.closed')}</p>;
  if (query.isPending) return <Loading rows={1} />;
  const pair = (yellow: number, red: number) => t('pair', { yellow, red });
  return (
    <>
      <ScrollAcross name={t('staples')}>
        <Table
          className="rules-table"
          size="middle"
          rowKey="item"
          dataSource={query.data}
          pagination={false}
          columns={[
            {
              title: t('column.item'),
              width: 130,
              render: (_, { item }) => (item === 'default' ? t('item.default') : <code>{item}</code>),
            },
            { title: t('column.price'), width: 150, render: (_, rule) => pair(rule.priceYellow, rule.priceRed) },
            { title: t('column.sold'), width: 150, render: (_, rule) => pair(rule.soldYellow, rule.soldRed) },
            { title: t('column.stock'), width: 150, render: (_, rule) => pair(rule.stockYellow, rule.stockRed) },
            {
              title: t('column.action'),
              width: 90,
              render: (_, rule) =>
                mayChange ? (
                  <Button size="small" aria-label={t('edit', { name: rule.item })} onClick={() => setEdited(rule)}>
                    {t('edit.short')}
                  </Button>
                ) : null,
            },
          ]}
        />
      </ScrollAcross>
      {edited ? <StapleRuleDialog rule={edited} onClose={() => setEdited(null)} /> : null}
    </>
  );
}
