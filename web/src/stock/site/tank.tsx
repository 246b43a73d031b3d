import type { RunDryRow } from '@baogong/contract';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { colours } from '../../shared/tokens.ts';
import { useSay } from '../../shared/use-say.ts';
import { percentOf } from '../estimates.ts';

/** Inner height of the picture's tank, and its top. */
const HEIGHT = 150;
const TOP = 22;
const fills = { red: colours.danger, yellow: colours.warning, green: colours.good, grey: colours.quiet } as const;

/** The tank as a picture: how full it is by the forecast, how unsure that is, and what can't be drawn. `whole`: its capacity, base units. */
export function Tank({ stock, whole }: { stock: RunDryRow; whole: number }) {
  const { t } = useTranslation('stock');
  const say = useSay();
  const clip = useId();
  const { stockNow, deadStock, lamp } = stock;
  const down = (quantity: number) => TOP + HEIGHT * (1 - Math.min(1, quantity / whole));
  const percent = stockNow ? percentOf(stockNow.p50, whole)! : null;
  const level = stockNow ? down(stockNow.p50) : TOP + HEIGHT;
  return (
    <svg
      className="tank"
      viewBox="0 0 130 200"
      role="img"
      aria-label={percent === null ? t('reading.none') : t('site.tank', { item: say.text(stock.itemName), percent })}
    >
      <defs>
        <clipPath id={clip}>
          <rect x="20" y={TOP} width="76" height={HEIGHT} rx="30" />
        </clipPath>
        <pattern id={`${clip}-dead`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="3" height="6" fill={colours.edge} />
        </pattern>
      </defs>
      <path d="M34 172v22M82 172v22M58 22V8M48 8h20" stroke={colours.edge} strokeWidth="4" fill="none" />
      <g clipPath={`url(#${clip})`}>
        <rect x="20" y={TOP} width="76" height={HEIGHT} fill={colours.sunken} />
        <rect x="20" y={level} width="76" height={TOP + HEIGHT - level} fill={fills[lamp]} opacity="0.75" />
        <rect
          x="20"
          y={down(deadStock)}
          width="76"
          height={TOP + HEIGHT - down(deadStock)}
          fill={`url(#${clip}-dead)`}
        />
      </g>
      <rect x="20" y={TOP} width="76" height={HEIGHT} rx="30" fill="none" stroke={colours.text} strokeWidth="2.5" />
      {stockNow ? (
        <path
          d={`M106 ${down(stockNow.p90)}v${down(stockNow.p10) - down(stockNow.p90)}M101 ${down(stockNow.p90)}h10M101 ${down(stockNow.p10)}h10`}
          stroke={colours.text}
          strokeWidth="2"
          fill="none"
        />
      ) : null}
      <text x="58" y={TOP + HEIGHT / 2 + 8} textAnchor="middle" fontSize="24" fontWeight="700" fill={colours.text}>
        {percent === null ? '?' : t('percent', { percent })}
      </text>
    </svg>
  );
}
