import type { Balance, BalanceRow } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemSelect } from '../../catalogue/item-select.tsx';
import { instantOfLocal, localOfInstant } from '../../shared/local-time.ts';
import { paths } from '../../paths.ts';
import { api, problemOf } from '../../shared/api.ts';
import { ScrollAcross } from '../../shared/desk/scroll-across.tsx';
import { Card, Empty, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import { FlowPicture } from './flow-picture.tsx';
import { useTierName } from './tier-name.ts';
import '../../shared/desk/entry.css';
import '../../needs/page/page.css';
import './ledger.css';

const dayMs = 86_400_000;

/** What became of an item in a period, by tier and organisation: in, out, used, lost, left, and what can't be explained. */
export function Screen() {
  const { t } = useTranslation('stock-ledger');
  const navigate = useNavigate();
  const { item: code }: { item?: string } = useSearch({ strict: false });
  const [period, setPeriod] = useState(() => ({
    from: new Date(Date.now() - 7 * dayMs).toISOString(),
    until: new Date(Date.now() + 60_000).toISOString(),
  }));
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', code],
    queryFn: () => api.catalogue.getItem({ code: code! }),
    enabled: Boolean(code),
  });
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('balance.title')}</h1>
        <Link to={paths.goods}>{t('trace.back')}</Link>
      </header>
      <p className="secondary">{t('balance.lead')}</p>
      <search className="filters">
        <ItemSelect
          aria-label={t('filter.item')}
          value={code && item.data ? item.data : null}
          onChange={(chosen) => void navigate({ to: paths.balance, search: chosen ? { item: chosen.code } : {} })}
        />
        {(['from', 'until'] as const).map((end) => (
          <Input
            key={end}
            type="datetime-local"
            aria-label={t(`balance.${end}`)}
            addonBefore={t(`balance.${end}`)}
            value={localOfInstant(period[end])}
            onChange={(event) => {
              const instant = instantOfLocal(event.target.value);
              if (instant) setPeriod((before) => ({ ...before, [end]: instant }));
            }}
          />
        ))}
      </search>
      {code ? <Result item={code} {...period} /> : <Empty icon="box" title={t('balance.choose')} />}
    </div>
  );
}

function Result(wanted: { item: string; from: string; until: string }) {
  const { t } = useTranslation('stock-ledger');
  const balance = useQuery({
    queryKey: [...queryKeys.supply, 'balance', wanted],
    queryFn: () => api.stock.getBalance(wanted),
  });
  if (balance.isPending) return <Loading rows={6} />;
  if (balance.isError) return <Failure problem={problemOf(balance.error)} again={() => void balance.refetch()} />;
  if (balance.data.rows.length === 0) return <Empty icon="box" title={t('balance.none')} />;
  return (
    <div className="ledger-cards">
      <Card title={t('balance.flow')}>
        <ScrollAcross name={t('balance.flow')} minWidth={1000}>
          <FlowPicture balance={balance.data} />
        </ScrollAcross>
      </Card>
      <BalanceTable balance={balance.data} />
      <p className="hint">{t('balance.export-note')}</p>
    </div>
  );
}

const figures = {
  atStart: 'balance.start',
  made: 'balance.made',
  received: 'balance.received',
  sent: 'balance.sent',
  consumed: 'balance.consumed',
  lost: 'balance.lost',
  atEnd: 'balance.end',
  unseen: 'balance.unseen',
  unexplained: 'balance.unexplained',
} as const;
type Figure = keyof typeof figures;
const columns = Object.keys(figures) as Figure[];

function BalanceTable({ balance: { rows, baseUnitName } }: { balance: Balance }) {
  const { t } = useTranslation('stock-ledger');
  const tierName = useTierName();
  const tiers = Map.groupBy(rows, ({ organisation }) => organisation.kind);
  return (
    <ScrollAcross name={t('balance.title')}>
      <table className="figures-table balance-table">
        <thead>
          <tr>
            <th scope="col">{t('balance.organisation')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(figures[column])}
              </th>
            ))}
          </tr>
        </thead>
        {[...tiers].map(([kind, own]) => (
          <tbody key={kind}>
            <Row
              className="tier"
              name={t('balance.tier-total', { tier: tierName(kind) })}
              rows={own}
              unit={baseUnitName}
            />
            {own.map((row) => (
              <Row key={row.organisation.id} name={row.organisation.name} rows={[row]} unit={baseUnitName} />
            ))}
          </tbody>
        ))}
      </table>
    </ScrollAcross>
  );
}

type RowProps = { name: string; rows: BalanceRow[]; unit: Balance['baseUnitName']; className?: string };

function Row({ name, rows, unit, className }: RowProps) {
  const say = useSay();
  return (
    <tr className={className}>
      <th scope="row">{name}</th>
      {columns.map((column) => {
        const sum = rows.reduce((total, row) => total + row[column], 0);
        const odd = column === 'unexplained' && sum > 0;
        return (
          <td key={column} className={odd ? 'odd' : undefined}>
            {odd ? '⚠ ' : ''}
            {sum === 0 ? '–' : say.quantity(sum, unit)}
          </td>
        );
      })}
    </tr>
  );
}
