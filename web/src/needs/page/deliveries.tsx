import type { DeliverySummary, Need } from '@baogong/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { Card, Chip } from '../../shared/plain/plain.tsx';
import { useMay } from '../../shared/session.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { NewTimeButton } from '../../stock/trips/new-time.tsx';
import { TripTime } from '../../stock/trips/trip-time.tsx';

const looks = {
  'in-transit': { tone: 'warning', icon: 'truck' },
  arrived: { tone: 'info', icon: 'box' },
  received: { tone: 'good', icon: 'check' },
} as const;

/** Each delivery on its way: from whom, with what, where it is. */
export function Deliveries({ need: { deliveries, areaCode } }: { need: Pick<Need, 'deliveries' | 'areaCode'> }) {
  const { t } = useTranslation(['needs-page', 'needs']);
  const say = useSay();
  const now = useNow();
  const maySay = useMay()('trips.expect', { areaCode });
  return (
    <Card title={t('deliveries.title')}>
      {deliveries.length === 0 ? <p className="secondary">{t('deliveries.none')}</p> : null}
      <ul className="plain-list">
        {deliveries.map((delivery) => (
          <li key={delivery.id}>
            <strong>{delivery.supplierName}</strong>{' '}
            <Chip {...looks[delivery.status]}>{t(`delivery.${delivery.status}`)}</Chip>{' '}
            <Link to={paths.trace} search={{ delivery: delivery.id }}>
              {t('deliveries.trace')}
            </Link>
            <div className="numbers">
              {delivery.lines.map((line) => (
                <div key={line.id}>
                  {say.text(line.itemName)} {say.quantity(line.quantity, line.baseUnitName)}
                  {delivery.status === 'received' ? (
                    <span className="secondary">
                      {' '}
                      · {t('needs:quantity.accepted')} {say.quantity(line.accepted, line.baseUnitName)}
                      {line.rejected > 0
                        ? ` · ${t('needs:quantity.rejected')} ${say.quantity(line.rejected, line.baseUnitName)}`
                        : ''}
                    </span>
                  ) : null}
                </div>
              ))}
            </div>
            <p className="hint">
              {t('deliveries.departed', { at: say.moment(delivery.departedAt, now) })}
              {delivery.arrivedAt ? ` · ${t('deliveries.arrived', { at: say.moment(delivery.arrivedAt, now) })}` : ''}
              {delivery.note ? ` · ${delivery.note}` : ''}
            </p>
            {delivery.arrivedAt === null ? <OnTheRoad delivery={delivery} maySay={maySay} now={now} /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

type RoadProps = { delivery: DeliverySummary; maySay: boolean; now: number };

/** When it should be there; the desk that asked on the telephone enters the new time. */
function OnTheRoad({ delivery, maySay, now }: RoadProps) {
  return (
    <div className="trip-buttons">
      <span className="numbers">
        <TripTime trip={delivery} now={now} />
      </span>
      {maySay ? <NewTimeButton tripId={delivery.id} reference={null} small /> : null}
    </div>
  );
}
