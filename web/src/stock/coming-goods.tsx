import type { RunDryRow, Shipment } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shared/plain/icon.tsx';
import { Chip } from '../shared/plain/plain.tsx';
import { useSay } from '../shared/use-say.ts';
import './stock.css';

const MINUTE = 60_000;

/** A watched stock, or a warning of one. */
type Expecting = Pick<RunDryRow, 'underWay' | 'emptyAt' | 'baseUnitName'>;

/** What is on its way: how much, when it should be there, how long the stock then lasts; what is late, and what nobody gave a time for. */
export function ComingGoods({ stock, now }: { stock: Expecting; now: number }) {
  const { t } = useTranslation('stock');
  const say = useSay();
  const { underWay, emptyAt, baseUnitName } = stock;
  if (underWay === null) return null;
  const { counted, overdue, quantity, shipments, emptyAfter } = underWay;
  const amount = (of: number) => say.quantity(of, baseUnitName);
  const [first, ...more] = dueOf(shipments, 'expected');
  const was = shipments.find(({ standing }) => standing === 'expected')?.wasExpectedAt ?? null;
  const late = dueOf(shipments, 'overdue')[0];
  const gap = first === undefined ? 0 : gapBefore(emptyAt?.p50 ?? null, first, now);
  const unscheduled = quantity - counted - overdue;
  return (
    <div className="dry-coming">
      {first === undefined ? null : (
        <span>
          <Icon name="truck" size={16} />{' '}
          {t(more.length > 0 ? 'coming.from' : 'coming.at', { quantity: amount(counted), at: say.moment(first, now) })}
          {was === null ? null : ` (${t('coming.was', { was: say.moment(was, now) })})`}
        </span>
      )}
      {emptyAfter === null ? null : (
        <strong>
          {emptyAfter.p50 === null
            ? t('coming.after-beyond')
            : t('coming.after', { at: say.moment(emptyAfter.p50, now) })}
        </strong>
      )}
      {gap >= 1 ? (
        <Chip tone="danger" icon="alert">
          {t('coming.gap', { span: spanText(t, gap) })}
        </Chip>
      ) : null}
      {late === undefined ? null : (
        <Chip tone="warning" icon="alert">
          {t('coming.overdue', { quantity: amount(overdue), at: say.moment(late, now) })}
        </Chip>
      )}
      {unscheduled > 0 ? <span>{t('coming.unscheduled', { quantity: amount(unscheduled) })}</span> : null}
    </div>
  );
}

function dueOf(shipments: readonly Shipment[], standing: Shipment['standing']): string[] {
  return shipments.flatMap((each) => (each.standing === standing && each.expectedAt ? [each.expectedAt] : []));
}

/** Minutes with nothing before the first arrival. */
function gapBefore(dryAt: string | null, arrival: string, now: number): number {
  if (dryAt === null) return 0;
  return Math.round((Date.parse(arrival) - Math.max(now, Date.parse(dryAt))) / MINUTE);
}

function spanText(t: ReturnType<typeof useTranslation<'stock'>>['t'], minutes: number): string {
  return minutes < 120 ? t('span.minutes', { minutes }) : t('span.hours', { hours: Math.round(minutes / 60) });
}
