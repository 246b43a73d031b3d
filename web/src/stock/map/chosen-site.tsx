import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sitePath } from '../../paths.ts';
import { api, problemOf } from '../../shared/api.ts';
import { LampChip } from '../../shared/plain/lamp-chip.tsx';
import { Button, Failure, Loading, Sheet } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import { ComingGoods } from '../coming-goods.tsx';
import { DryTime, StockNow } from '../parts.tsx';
import type { MapSite } from './sites.ts';

type ChosenProps = { site: MapSite; now: number; onClose: () => void };

/** Where the map and the list stand below each other, what is beside them is out of sight: a sheet comes up instead. */
const isNarrow = () => window.matchMedia('(max-width: 1000px)').matches;

/** The stocks of the site that was chosen, with times, and the way to its page. */
export function ChosenSite({ site, now, onClose }: ChosenProps) {
  const { t } = useTranslation('stock-map');
  const title = (
    <>
      {site.name} <span className="hint">{site.areaName}</span>
    </>
  );
  if (isNarrow())
    return (
      <Sheet open title={title} onClose={onClose}>
        <div className="stock-map-chosen">
          <Stocks site={site} now={now} />
        </div>
      </Sheet>
    );
  return (
    <section className="card stock-map-chosen" aria-live="polite" aria-label={site.name}>
      <div className="dry-card-head">
        <h2>{title}</h2>
        <Button icon="close" aria-label={t('sites.close')} onClick={onClose} />
      </div>
      <Stocks site={site} now={now} />
    </section>
  );
}

function Stocks({ site, now }: { site: MapSite; now: number }) {
  const { t } = useTranslation('stock-map');
  const say = useSay();
  const stocks = useQuery({
    queryKey: queryKeys.siteStocks(site.id),
    queryFn: () => api.readings.siteStocks({ organisationId: site.id }),
  });
  return (
    <>
      {stocks.isPending ? <Loading rows={2} /> : null}
      {stocks.isError ? <Failure problem={problemOf(stocks.error)} again={() => void stocks.refetch()} /> : null}
      {stocks.data?.stocks.map((stock) => (
        <div key={stock.stockId} className="stock-map-stock">
          <div className="dry-card-head">
            <strong>{say.text(stock.itemName)}</strong>
            <LampChip lamp={stock.lamp} />
          </div>
          <div className="dry-card-figures">
            <DryTime stock={stock} now={now} />
            <StockNow stock={stock} />
          </div>
          <ComingGoods stock={stock} now={now} />
        </div>
      ))}
      <Link to={sitePath(site.id)}>{t('sites.open')}</Link>
    </>
  );
}
