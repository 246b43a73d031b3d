import type { Lamp, MapSite, StockMap as Data } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sitePath } from '../../paths.ts';
import { api, problemOf } from '../../shared/api.ts';
import { LampChip } from '../../shared/plain/lamp-chip.tsx';
import { Button, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { DryTime, StockNow } from '../parts.tsx';
import { canDraw, drawMap, type Drawn } from './draw.ts';
import { lampOrder, lampSigns } from './signs.ts';
import './map.css';

type Filters = Parameters<typeof api.stockMap.showStockMap>[0];

/** So many rows of the list at first, and with each step. */
const ROWS = 60;

/** The run-dry list by place: a schematic map of the districts, or one over tiles, and beside it the same as a list. */
export default function StockMap({ filters }: { filters: Filters }) {
  const { t } = useTranslation('stock-map');
  const map = useQuery({
    queryKey: [...queryKeys.runDry, 'map', filters],
    queryFn: () => api.stockMap.showStockMap(filters),
    placeholderData: (before) => before,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [goal, setGoal] = useState<MapSite['position']>(null);
  if (map.isPending) return <Loading />;
  if (map.isError) return <Failure problem={problemOf(map.error)} again={() => void map.refetch()} />;
  const { sites, cut, tiles } = map.data;
  const site = sites.find(({ organisationId }) => organisationId === chosen);
  const unplaced = sites.filter(({ position }) => position === null).length;
  function choose(id: string) {
    setChosen(id);
    setGoal(sites.find(({ organisationId }) => organisationId === id)?.position ?? null);
  }
  return (
    <div className="stock-map">
      <div className="stock-map-main">
        <Canvas key={JSON.stringify(map.data.districts)} data={map.data} goal={goal} onSite={setChosen} />
        <Legend />
        <p className="hint">
          {t(tiles ? 'map.with-tiles' : 'map.schematic')} {t('map.help')}
        </p>
        {unplaced > 0 ? <p className="hint">{t('map.unplaced', { count: unplaced })}</p> : null}
        {cut ? <p className="hint">{t('map.cut')}</p> : null}
      </div>
      <div className="stock-map-side">
        {site ? <Chosen key={site.organisationId} site={site} onClose={() => setChosen(null)} /> : null}
        <Sites sites={sites} chosen={chosen} onChoose={choose} />
      </div>
    </div>
  );
}

function Canvas(props: { data: Data; goal: MapSite['position']; onSite: (id: string) => void }) {
  const { data, goal, onSite } = props;
  const { t } = useTranslation('stock-map');
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn>(null);
  const first = useRef({ data, onSite, words: t });
  const [isAble] = useState(canDraw);
  useEffect(() => {
    const { data: start, onSite: hear, words } = first.current;
    const names = {
      'Map.Title': words('map.name'),
      'NavigationControl.ZoomIn': words('map.zoom-in'),
      'NavigationControl.ZoomOut': words('map.zoom-out'),
    };
    if (box.current) drawn.current = drawMap(box.current, start, names, hear);
    return () => {
      drawn.current?.remove();
      drawn.current = null;
    };
  }, []);
  useEffect(() => drawn.current?.show(data), [data]);
  useEffect(() => {
    if (goal) drawn.current?.goTo(goal);
  }, [goal]);
  if (!isAble) return <p role="status">{t('map.failed')}</p>;
  return <div ref={box} className="stock-map-canvas" />;
}

function Sign({ lamp }: { lamp: Lamp }) {
  const { shape, sign, colour } = lampSigns[lamp];
  const hollow = lamp === 'grey';
  return (
    <svg width={20} height={20} viewBox="0 0 24 24" aria-hidden="true">
      <path d={shape} fill={hollow ? 'none' : colour} stroke={colour} strokeWidth={2} strokeLinejoin="round" />
      <text
        x={12}
        y={lamp === 'red' ? 19 : 17}
        textAnchor="middle"
        fontSize={13}
        fontWeight={800}
        fill={hollow ? colour : '#fff'}
      >
        {sign}
      </text>
    </svg>
  );
}

function Legend() {
  const { t } = useTranslation(['shared', 'stock-map']);
  return (
    <ul className="stock-map-legend" aria-label={t('stock-map:legend')}>
      {lampOrder.map((lamp) => (
        <li key={lamp}>
          <Sign lamp={lamp} /> {t(`lamp.${lamp}`)}
        </li>
      ))}
    </ul>
  );
}

function Sites(props: { sites: readonly MapSite[]; chosen: string | null; onChoose: (id: string) => void }) {
  const { sites, chosen, onChoose } = props;
  const { t } = useTranslation(['stock-map', 'shared']);
  const say = useSay();
  const now = useNow();
  const [shown, setShown] = useState(ROWS);
  const when = ({ dryAt }: MapSite) => {
    if (dryAt === null) return t('sites.unknown');
    return Date.parse(dryAt) <= now ? t('sites.passed') : t('sites.dry', { at: say.moment(dryAt, now) });
  };
  return (
    <section aria-labelledby="stock-map-sites">
      <h2 id="stock-map-sites">{t('sites.title', { count: sites.length })}</h2>
      <ul className="stock-map-sites">
        {sites.slice(0, shown).map((site) => (
          <li key={site.organisationId}>
            <button
              type="button"
              aria-pressed={site.organisationId === chosen}
              onClick={() => onChoose(site.organisationId)}
            >
              <Sign lamp={site.lamp} />
              <span>
                <strong>{site.name}</strong> <span className="hint">{site.areaName}</span>
                <br />
                {t(`shared:lamp.${site.lamp}`)} · {when(site)} · {t('sites.stocks', { count: site.stocks })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {sites.length > shown ? (
        <Button onClick={() => setShown(shown + ROWS)}>
          {t('sites.more', { count: Math.min(ROWS, sites.length - shown) })}
        </Button>
      ) : null}
    </section>
  );
}

/** The stocks of the site that was chosen, with times, and the way to its page. */
function Chosen({ site, onClose }: { site: MapSite; onClose: () => void }) {
  const { t } = useTranslation('stock-map');
  const say = useSay();
  const now = useNow();
  const stocks = useQuery({
    queryKey: queryKeys.siteStocks(site.organisationId),
    queryFn: () => api.readings.siteStocks({ organisationId: site.organisationId }),
  });
  return (
    <section className="card stock-map-chosen" aria-live="polite" aria-label={site.name}>
      <div className="dry-card-head">
        <h2>
          {site.name} <span className="hint">{site.areaName}</span>
        </h2>
        <Button icon="close" aria-label={t('sites.close')} onClick={onClose} />
      </div>
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
        </div>
      ))}
      <Link to={sitePath(site.organisationId)}>{t('sites.open')}</Link>
    </section>
  );
}
