import type { RunDryRow } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { api, problemOf } from '../../shared/api.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { LampChip } from '../../shared/plain/lamp-chip.tsx';
import { Empty, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { holdsRight, useMay, useMe } from '../../shared/session.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { ComingGoods } from '../coming-goods.tsx';
import { DryTime, LastReading, StockNow, Trust } from '../parts.tsx';
import { QuestionBox } from '../question-box.tsx';
import { ReadForm } from './read-form.tsx';
import { SiteSetsCards } from './site-sets.tsx';
import { ShipmentList } from './shipment-list.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import { Tank } from './tank.tsx';
import '../../shared/desk/entry.css';

const StockCurve = lazy(() => import('./stock-curve.tsx'));
const hours = { back: 72, ahead: 48 } as const;

/** A site's stocks: each as a tank, with its curve, its open question and what is known of it. */
export function Screen() {
  const { t } = useTranslation('stock');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const may = useMay();
  const { me } = useMe();
  const [edited, setEdited] = useState<RunDryRow | 'new' | null>(null);
  const site = useQuery({
    queryKey: queryKeys.siteStocks(id),
    queryFn: () => api.readings.siteStocks({ organisationId: id }),
  });
  if (site.isPending) return <Loading />;
  if (site.isError) return <Failure problem={problemOf(site.error)} again={() => void site.refetch()} />;
  const { name, areaName, stocks } = site.data;
  const { areaCode = null } = stocks[0] ?? {};
  const mayWatch = may('readings.watch', { organisationId: id, areaCode });
  return (
    <div className="page-wide">
      <Link to={paths.runDry}>
        <Icon name="back" size={14} /> {t('site.back')}
      </Link>
      <header className="desk-head">
        <h1>
          {t('site.title', { name })} <span className="hint">{areaName}</span>
        </h1>
        {mayWatch || stocks.length === 0 ? (
          <Button icon={<Icon name="plus" size={16} />} onClick={() => setEdited('new')}>
            {t('site.watch')}
          </Button>
        ) : null}
      </header>
      {stocks.length === 0 ? (
        <Empty icon="box" title={t('site.empty')}>
          <p>{t('site.empty-help')}</p>
        </Empty>
      ) : null}
      <div className="site-stocks">
        {stocks.map((stock) => (
          <StockCard key={stock.stockId} stock={stock} onEdit={mayWatch ? () => setEdited(stock) : null} />
        ))}
      </div>
      {me && holdsRight(me, 'assets.read') ? <SiteSetsCards organisationId={id} areaCode={areaCode} /> : null}
      {edited ? (
        <SettingsDialog organisationId={id} stock={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
    </div>
  );
}

function StockCard({ stock, onEdit }: { stock: RunDryRow; onEdit: (() => void) | null }) {
  const { t } = useTranslation('stock');
  const say = useSay();
  const now = useNow();
  const may = useMay();
  return (
    <section className="card site-stock" aria-label={say.text(stock.itemName)}>
      <figure className="site-tank">
        {/* How full it is can't be drawn of what nobody said how much it holds. */}
        {stock.capacity === null ? <Icon name="box" size={56} /> : <Tank stock={stock} whole={stock.capacity} />}
      </figure>
      <div className="site-facts">
        <div className="entries-row">
          <h2>{say.text(stock.itemName)}</h2>
          <LampChip lamp={stock.lamp} />
          {onEdit ? (
            <Button size="small" onClick={onEdit}>
              {t('site.edit')}
            </Button>
          ) : null}
        </div>
        <DryTime stock={stock} now={now} />
        <ComingGoods stock={stock} now={now} />
        <ShipmentList stock={stock} now={now} />
        <StockNow stock={stock} />
        <LastReading stock={stock} now={now} />
        <div>
          <Trust stock={stock} />
        </div>
        <Limits stock={stock} />
        <QuestionBox stock={stock} />
        {may('readings.write', stock) ? <ReadForm stock={stock} /> : null}
      </div>
      <Curve stock={stock} />
    </section>
  );
}

function Limits({ stock }: { stock: RunDryRow }) {
  const { t } = useTranslation('stock');
  const { quantity } = useSay();
  const { capacity, deadStock, flowLimitPerHour, baseUnitName, resupplyMinutes } = stock;
  const parts = [
    capacity === null ? null : t('site.capacity', { quantity: quantity(capacity, baseUnitName) }),
    deadStock === 0 ? null : t('site.dead', { quantity: quantity(deadStock, baseUnitName) }),
    flowLimitPerHour === null ? null : t('site.flow', { quantity: quantity(flowLimitPerHour, baseUnitName) }),
    resupplyMinutes === null ? null : t('site.resupply', { minutes: resupplyMinutes }),
  ];
  return <p className="hint">{parts.filter(Boolean).join(' · ')}</p>;
}

function Curve({ stock }: { stock: RunDryRow }) {
  const { t } = useTranslation('stock');
  const curve = useQuery({
    queryKey: queryKeys.stockCurve(stock.stockId),
    queryFn: () => api.readings.stockCurve({ id: stock.stockId, ...hours }),
  });
  const now = useNow(60_000);
  return (
    <figure className="site-curve">
      {curve.data ? (
        <Suspense fallback={<Loading rows={2} />}>
          <StockCurve points={curve.data} now={now} />
        </Suspense>
      ) : null}
      <figcaption className="hint">{t('curve.caption', hours)}</figcaption>
    </figure>
  );
}
