import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useNow } from '../../shared/use-say.ts';
import { Canvas } from './canvas.tsx';
import { ChosenSite } from './chosen-site.tsx';
import { Legend, SiteList } from './site-list.tsx';
import { afterOf, litAt, type MapSite, type MapState, takeIn } from './sites.ts';
import './map.css';

type Filters = Omit<Parameters<typeof api.stockMap.showStockMap>[0], 'after'>;

/** The run-dry list by place: a schematic map of the districts, or one over tiles, and beside it the same as a list. */
export default function StockMap({ filters }: { filters: Filters }) {
  const map = useSites(filters);
  if (map.isPending) return <Loading />;
  if (map.isError) return <Failure problem={problemOf(map.error)} again={() => void map.refetch()} />;
  return <Sites state={map.data} />;
}

/** The whole once; after a change only what changed is asked for and laid over it. */
function useSites(filters: Filters) {
  const client = useQueryClient();
  const queryKey = [...queryKeys.runDry, 'map', filters];
  return useQuery({
    queryKey,
    queryFn: async () => {
      const before = client.getQueryData<MapState>(queryKey);
      const answer = await api.stockMap.showStockMap({ ...filters, after: afterOf(before, Date.now()) });
      return takeIn(before, answer, Date.now());
    },
    structuralSharing: false,
    placeholderData: (before: MapState | undefined) => before,
  });
}

function Sites({ state }: { state: MapState }) {
  const { t } = useTranslation('stock-map');
  const now = useNow() + state.ahead;
  const [chosen, setChosen] = useState<string | null>(null);
  const [goal, setGoal] = useState<MapSite['position']>(null);
  const { ground, cut } = state;
  const sites = useMemo(() => litAt(state, now), [state, now]);
  const site = chosen === null ? undefined : state.sites.get(chosen);
  const groundKey = useMemo(() => JSON.stringify(ground), [ground]);
  const unplaced = sites.filter(({ position }) => position === null).length;
  const all = useRef(state.sites);
  useEffect(() => {
    all.current = state.sites;
  }, [state.sites]);
  const choose = useCallback((id: string) => {
    setChosen(id);
    setGoal(all.current.get(id)?.position ?? null);
  }, []);
  return (
    <div className="stock-map">
      <div className="stock-map-main">
        <Canvas
          key={groundKey}
          ground={ground}
          sites={sites}
          marked={site?.position ?? null}
          goal={goal}
          onSite={setChosen}
        />
        <Legend sites={sites} />
        <p className="hint">
          {t(ground.tiles ? 'map.with-tiles' : 'map.schematic')} {t('map.help')}
        </p>
        {unplaced > 0 ? <p className="hint">{t('map.unplaced', { count: unplaced })}</p> : null}
        {cut ? <p className="hint">{t('map.cut')}</p> : null}
      </div>
      <div className="stock-map-side">
        {site ? <ChosenSite key={site.id} site={site} now={now} onClose={() => setChosen(null)} /> : null}
        <SiteList sites={sites} chosen={chosen} now={now} onChoose={choose} />
      </div>
    </div>
  );
}
