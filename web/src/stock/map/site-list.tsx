import type { Lamp } from '@baogong/contract';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';
import { lampOrder, lampSigns } from './signs.ts';
import { countsOf, type LitSite } from './sites.ts';

/** So many rows at first, and with each step. */
const ROWS = 60;

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

/** What the signs mean, and how many there are of each. */
export function Legend({ sites }: { sites: readonly LitSite[] }) {
  const { t } = useTranslation(['shared', 'stock-map']);
  const counts = countsOf(sites);
  return (
    <ul className="stock-map-legend" aria-label={t('stock-map:legend')}>
      {lampOrder.map((lamp) => (
        <li key={lamp}>
          <Sign lamp={lamp} /> {t(`lamp.${lamp}`)} <strong className="numbers">{counts[lamp]}</strong>
        </li>
      ))}
    </ul>
  );
}

type ListProps = { sites: readonly LitSite[]; chosen: string | null; now: number; onChoose: (id: string) => void };

/** The same as the map, in words and for the keyboard: most pressing first. */
export function SiteList({ sites, chosen, now, onChoose }: ListProps) {
  const { t } = useTranslation('stock-map');
  const say = useSay();
  const [shown, setShown] = useState(ROWS);
  const when = ({ dryAt }: LitSite) => {
    if (dryAt === null) return t('sites.unknown');
    const instant = new Date(dryAt * 1000).toISOString();
    return dryAt * 1000 <= now ? t('sites.passed') : t('sites.dry', { at: say.moment(instant, now) });
  };
  return (
    <section aria-labelledby="stock-map-sites">
      <h2 id="stock-map-sites">{t('sites.title', { count: sites.length })}</h2>
      <ul className="stock-map-sites">
        {sites.slice(0, shown).map((site) => (
          <Row key={site.id} site={site} when={when(site)} isChosen={site.id === chosen} onChoose={onChoose} />
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

type RowProps = { site: LitSite; when: string; isChosen: boolean; onChoose: (id: string) => void };

/** Rendered again only where something changed in it. */
const Row = memo(function Row({ site, when, isChosen, onChoose }: RowProps) {
  const { t } = useTranslation(['stock-map', 'shared']);
  return (
    <li>
      <button type="button" aria-pressed={isChosen} onClick={() => onChoose(site.id)}>
        <Sign lamp={site.lamp} />
        <span>
          <strong>{site.name}</strong> <span className="hint">{site.areaName}</span>
          <br />
          {t(`shared:lamp.${site.lamp}`)} · {when} · {t('sites.stocks', { count: site.stocks })}
        </span>
      </button>
    </li>
  );
});
