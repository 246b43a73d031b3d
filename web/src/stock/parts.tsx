import type { RunDryRow } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '../shared/plain/plain.tsx';
import { useSay } from '../shared/use-say.ts';
import { percentOf, placeOnBar, rounded } from './estimates.ts';
import './stock.css';

/** `15:40`, how long that is from now, and the range around it. */
export function DryTime({ stock, now }: { stock: RunDryRow; now: number }) {
  const { t } = useTranslation('stock');
  const say = useSay();
  const { emptyAt, beyond } = stock;
  if (beyond !== null || emptyAt === null) return <BeyondTime stock={stock} now={now} />;
  const moment = (instant: string) => say.moment(instant, now);
  const { p10, p50, p90 } = emptyAt;
  const passed = p50 !== null && Date.parse(p50) <= now;
  return (
    <div className="dry">
      <span className="dry-time">{p50 === null ? t('dry.likely') : moment(p50)}</span>
      {p50 === null ? null : <span>{passed ? t('dry.passed') : say.left(p50, now)}</span>}
      {p10 === null ? null : (
        <span className="hint">
          {p90 === null
            ? t('dry.range-open', { from: moment(p10) })
            : t('dry.range', { from: moment(p10), to: moment(p90) })}
        </span>
      )}
    </div>
  );
}

/** Nothing to be told by the hour: that it lasts, and why there is no time. */
function BeyondTime({ stock: { emptyAt, beyond }, now }: { stock: RunDryRow; now: number }) {
  const { t } = useTranslation('stock');
  const say = useSay();
  const early = emptyAt?.p10 ?? null;
  return (
    <div className="dry">
      <strong>{t(beyond === 'no-reading' ? 'beyond.no-time' : 'beyond.lasts')}</strong>
      <span className="hint">
        {beyond === 'lasts' && early !== null
          ? t('beyond.why-until', { at: say.moment(early, now) })
          : t(`beyond.why-${beyond ?? 'no-reading'}`)}
      </span>
    </div>
  );
}

/** The range against the next three days; the words beside it say the same. */
export function RangeBar({ stock, now }: { stock: RunDryRow; now: number }) {
  const { emptyAt, lamp, beyond } = stock;
  if (emptyAt === null || beyond !== null) return null;
  const [left, middle, right] = [emptyAt.p10, emptyAt.p50, emptyAt.p90].map((instant) => placeOnBar(instant, now));
  return (
    <div className={`range-bar range-${lamp}`} aria-hidden="true">
      {[6, 24].map((hours) => (
        <span
          key={hours}
          className="range-tick"
          style={{ left: `${placeOnBar(new Date(now + hours * 3_600_000).toISOString(), now)}%` }}
        />
      ))}
      <span className="range-fill" style={{ left: `${left}%`, width: `${Math.max(1.5, right! - left!)}%` }} />
      {emptyAt.p50 === null ? null : <span className="range-middle" style={{ left: `${middle}%` }} />}
    </div>
  );
}

/** What is there by the forecast, and what goes in an hour. */
export function StockNow({ stock }: { stock: RunDryRow }) {
  const { t } = useTranslation('stock');
  const say = useSay();
  const { stockNow, usePerHour, capacity, baseUnitName, flow } = stock;
  if (!stockNow) return <span>–</span>;
  const percent = percentOf(stockNow.p50, capacity);
  return (
    <div className="dry">
      <span>
        {percent === null ? null : <strong className="numbers">{t('percent', { percent })} </strong>}
        {t('about', { quantity: say.quantity(rounded(stockNow.p50), baseUnitName) })}
      </span>
      {usePerHour ? (
        <span className="hint">
          {t('use.per-hour', { quantity: say.quantity(rounded(usePerHour.p50), baseUnitName) })}
        </span>
      ) : null}
      {flow === 'exceeded' || flow === 'possible' ? (
        <span>
          <Chip tone={flow === 'exceeded' ? 'danger' : 'warning'} icon="alert">
            {t(`flow.${flow}`)}
          </Chip>
        </span>
      ) : null}
    </div>
  );
}

/** What was read last, how, and how long ago. */
export function LastReading({ stock, now }: { stock: RunDryRow; now: number }) {
  const { t } = useTranslation('stock');
  const say = useSay();
  const { lastReading, capacity, baseUnitName } = stock;
  if (!lastReading) return <span>{t('reading.none')}</span>;
  const percent = percentOf(lastReading.quantity, capacity);
  const quantity = percent === null ? say.quantity(lastReading.quantity, baseUnitName) : t('percent', { percent });
  return (
    <div className="dry">
      <span>{t('reading.said', { quantity, ago: say.ago(lastReading.at, now) })}</span>
      <span className="hint">{t(`source.${lastReading.source}`)}</span>
    </div>
  );
}

const tones: Record<RunDryRow['confidence'], Tone> = { high: 'good', medium: 'info', low: 'warning', none: 'quiet' };

/** How sure it is, and what makes it unsure. */
export function Trust({ stock }: { stock: RunDryRow }) {
  const { t } = useTranslation('stock');
  const span = (minutes: number) =>
    minutes < 120 ? t('span.minutes', { minutes }) : t('span.hours', { hours: Math.round(minutes / 60) });
  return (
    <>
      <Chip tone={tones[stock.confidence]}>{t(`trust.${stock.confidence}`)}</Chip>
      <ul className="why">
        {stock.why.map(({ code, figure }) => (
          <li key={code}>{t(`why.${code}`, { figure: figure ?? '', span: span(figure ?? 0) })}</li>
        ))}
      </ul>
    </>
  );
}
